"""What was published comes out of the portal's own data: the imported real file, counted."""

import pytest
from django.core.management import call_command
from django.db import transaction

from programmes.models import Phase, Programme, SourceRow, Topic
from reports import sections
from reports.indicators.registry import (
    ADMINISTRATIONS_REACHED,
    EVENTS_HELD,
    PARTICIPATIONS,
    REGISTRY,
)
from reports.measuring.measure import measure
from reports.quantities import Quantity
from reports.scope import Scope
from tests.reference import put_reference

pytestmark = [pytest.mark.usefixtures("published_events"), pytest.mark.xdist_group("published")]


@pytest.fixture(scope="module")
def published_events(django_db_setup, django_db_blocker):
    """The portal as it starts, for all tests of this file, which only read; taken back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        put_reference()
        call_command("import_events", "programmes/data/published-events.csv", write=True, verbosity=0)
        yield
        transaction.set_rollback(True)


def figures(**about):
    return measure(Scope.public(**about), list(REGISTRY.values()))


def topics(*slugs):
    return tuple(Topic.objects.filter(slug__in=slugs))


def apsp(number):
    return Phase.objects.get(programme__code="APSP", number=number)


def test_apsp_phase_two_passenger_controls_are_99_in_four_events_three_of_them_online():
    about = {"phase": apsp(2), "topics": topics("passenger-controls")}

    assert figures(**about)[PARTICIPATIONS] == Quantity.exactly(99)
    assert figures(**about)[EVENTS_HELD].low == 4
    assert figures(**about, mode="ONLINE")[EVENTS_HELD].low == 3


@pytest.mark.parametrize(
    "slugs", [("hs-classification",), ("customs-valuation",), ("hs-classification", "customs-valuation")]
)
def test_mtp_pacific_hs_and_valuation_are_107_with_the_first_working_group_counted_once(slugs):
    mtp = Programme.objects.get(code="MTP")

    assert figures(programme=mtp, topics=topics(*slugs))[PARTICIPATIONS].low == 107


def test_the_preparatory_workshop_of_the_dialogue_reached_27_administrations():
    dialogue = figures(programme=Programme.objects.get(code="DIALOGUE"))

    assert dialogue[ADMINISTRATIONS_REACHED] == Quantity.exactly(27)
    assert not dialogue[PARTICIPATIONS].is_recorded


def test_events_in_the_overlap_of_two_phases_are_in_neither_until_somebody_decides():
    titles = {"Lao PDR training session", "Handover of detection devices to Vietnam"}

    overlapping = [
        row.event
        for row in SourceRow.objects.select_related("event")
        if any(row.title.startswith(title) for title in titles)
    ]

    assert len(overlapping) == 2
    assert all(not event.phases.exists() for event in overlapping)


def test_published_figures_stand_beside_ours_and_equipment_is_never_added():
    table = sections.published_beside_ours(Scope.public(phase=apsp(2))).blocks[0]
    beside = {row[0]: (row[1].low, getattr(row[2], "low", None)) for row in table.rows}

    assert beside["Participants in training on passenger controls (Phase 2, Passenger controls)"] == (99, 99)
    assert (3, 3) in beside.values()  # courses delivered virtually
    assert (147, None) in beside.values()  # officers of the Global Shield courses: none of ours
    devices = sections.published_beside_ours(Scope.public(phase=apsp(1))).blocks[0]
    assert {row[1].low for row in devices.rows} >= {65, 19}
    assert {row[2] for row in devices.rows if row[1].low in {65, 19}} == {""}


def test_the_cascade_is_published_and_not_counted():
    table = sections.published_beside_ours(Scope.public(programme=Programme.objects.get(code="MTP"))).blocks[
        0
    ]

    cascade = [row for row in table.rows if row[1].low == 49000]
    assert [row[2] for row in cascade] == [""]
    assert figures(programme=Programme.objects.get(code="MTP"))[PARTICIPATIONS].low < 1000
