"""Records are frozen row by row, too: which handovers, missions and fellowships differ."""

import datetime as dt

import pytest
from django.db import connection
from django.urls import reverse

from office import audit
from office.audit import Actor
from office.choices import Door
from reports import documents, tasks
from reports.actions import building, editions
from reports.actions.editions import Request
from reports.documents.kinds import ACTIVITY_REPORT, SUPPORT_REPORT
from reports.models import Edition, EditionFacts, FrozenRecord
from reports.periods import Period
from reports.sections.differences import difference_of
from reports.sections.differences.told import reasons_of
from tests.factories.deliverables import ConsignmentFactory, HandoverFactory, ItemTypeFactory
from tests.factories.kept import FellowshipFactory, SupportActivityFactory
from tests.factories.members import AdministrationFactory, PersonFactory
from tests.factories.missions import MissionFactory
from tests.factories.programmes import AssignmentFactory, PhaseFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def phase():
    return PhaseFactory(programme=ProgrammeFactory(code="APSP", short_name="APSP"), number=2)


@pytest.fixture
def officer(phase):
    return AssignmentFactory(programme=phase.programme).account


def by(account):
    return Actor(account, Door.PAGE)


@pytest.fixture
def build(phase, officer):
    def build(kind=ACTIVITY_REPORT):
        year = None if kind is ACTIVITY_REPORT else Period(dt.date(2023, 1, 1), dt.date(2023, 12, 31))
        request = Request(programme=phase.programme, kind=kind, period=year)
        edition, job = editions.ask_for_edition(request=request, by=by(officer))
        tasks.build_edition(job_id=job.pk)
        return Edition.objects.get(pk=edition.pk)

    return build


@pytest.fixture
def handed_over(phase):
    raman = ItemTypeFactory(name="Raman spectrometer")

    def handed_over(name, quantity, **about):
        place = AdministrationFactory(name=name, member_name=name)
        consignment = ConsignmentFactory(phase=phase, administration=place, item=raman, quantity=40)
        return HandoverFactory(consignment=consignment, quantity=quantity, **about)

    return handed_over


def between(before, after):
    return difference_of(documents.frozen_in(before), documents.frozen_in(after))


def told(difference, name, of=""):
    """Return how a figure read before and now, and why, in words."""
    found = [each for each in difference.figures if (each.printed.name, each.printed.of) == (name, of)]
    assert len(found) == 1, [(each.printed.name, each.printed.of) for each in difference.figures]
    return found[0].before, found[0].after, list(reasons_of(found[0], difference.called))


def test_why_other_devices_are_said_to_be_handed_over(handed_over, build):
    corrected = handed_over("Fiji", 7)
    gone = handed_over("Tonga", 5)
    before = build()
    corrected.quantity = 9
    audit.save(corrected, by=by(None))
    audit.remove(gone, by=by(None))
    handed_over("Samoa", 4, handed_over_on=dt.date(2023, 5, 4))

    difference = between(before, build())

    edited = "Handover, Fiji, Raman spectrometer, 3 April 2023: edited (number) (+2)"
    assert told(difference, "Handed over", "Fiji") == ("7", "9", [edited])
    assert told(difference, "Handed over", "Raman spectrometer") == (
        "12",
        "13",
        [
            "Handover, Tonga, Raman spectrometer, 3 April 2023: removed (−5)",
            "Handover, Samoa, Raman spectrometer, 4 May 2023: added (+4)",
            edited,
        ],
    )


def test_a_fellowship_is_told_by_number_and_never_by_who_it_is(phase, build, client, officer):
    about = {"programme": phase.programme, "state": "COMPLETED"}
    FellowshipFactory(**about)
    before = build(SUPPORT_REPORT)
    person = PersonFactory(family_name="Xylophonia")
    FellowshipFactory(person=person, **about)

    after = build(SUPPORT_REPORT)

    assert told(between(before, after), "Fellows")[2] == ["Fellowship: 1 added"]
    client.force_login(officer)
    page = client.get(reverse("reports:edition-changes-between", args=[after.key, before.key]))
    assert "Fellowship: 1 added" in page.content.decode()
    assert "Xylophonia" not in page.content.decode()
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(row::text, '') FROM reports_frozenrecord row")
        assert "Xylophonia" not in cursor.fetchone()[0]


def test_a_mission_that_differs_is_led_to_for_who_may_read_it(phase, build, client, officer):
    fiji = AdministrationFactory(name="Fiji", member_name="Fiji")
    before = build()
    mission = MissionFactory(programme=phase.programme, administration=fiji)
    MissionFactory()  # of another programme
    after = build()

    client.force_login(officer)
    page = client.get(reverse("reports:edition-changes-between", args=[after.key, before.key]))

    told = page.content.decode()
    assert f'<a href="{mission.get_absolute_url()}">Mission, Fiji' in told
    assert told.count("Mission, ") == 1


def test_rows_of_records_that_did_not_change_are_shared(handed_over, build):
    handed_over("Fiji", 7)
    first = build()
    kept = FrozenRecord.objects.count()

    second = build()

    assert FrozenRecord.objects.count() == kept
    assert first.facts.record_ids == second.facts.record_ids
    assert len(first.facts.record_ids) == 2  # the consignment, and its handover


def test_a_record_that_changes_while_it_is_counted_has_all_counted_anew(
    phase, handed_over, officer, monkeypatch
):
    handover = handed_over("Fiji", 7)
    request = Request(programme=phase.programme)
    edition, job = editions.ask_for_edition(request=request, by=by(officer))
    counted = building.freezing.measured
    times = []

    def measured(scope, rows):
        figures = counted(scope, rows)
        if not times:
            handover.quantity = 8
            audit.save(handover, by=by(None))
        times.append(1)
        return figures

    monkeypatch.setattr(building.freezing, "measured", measured)
    tasks.build_edition(job_id=job.pk)

    assert len(times) == 2
    rows = FrozenRecord.objects.filter(pk__in=EditionFacts.objects.get().record_ids, facts="HandoverFact")
    assert [row.counts for row in rows] == [{"devices_handed_over": 8}]


def test_an_edition_frozen_before_records_were_kept_says_so(phase, handed_over, build, client, officer):
    SupportActivityFactory(programme=phase.programme)
    before = build()
    EditionFacts.objects.update(records=None)
    handed_over("Fiji", 7)
    after = build()

    client.force_login(officer)
    page = client.get(reverse("reports:edition-changes-between", args=[after.key, before.key]))

    assert "kept no rows of what is delivered beside events" in page.content.decode()
