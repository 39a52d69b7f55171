"""The project's own list of published events gives the published totals."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.db.models import Sum

from programmes.models import Event, Headcount, SourceRow
from tests.programmes.importing.listing import run_import

PUBLISHED = Path(__file__).parents[3] / "programmes" / "data" / "published-events.csv"

pytestmark = pytest.mark.django_db


@pytest.fixture
def printed():
    call_command("load_reference", write=True, verbosity=0)
    return run_import(PUBLISHED)


def people_at(events):
    """Return the participants counted at the events: a subquery, so that no join repeats a row."""
    counts = Headcount.objects.filter(event__in=events.values("pk"), role="PARTICIPANT")
    return counts.aggregate(people=Sum("people"))["people"]


def titles(lines):
    return [line.split("“")[1].split("”")[0] for line in lines]


def test_the_list_gives_the_published_totals(printed):
    phase_2 = Event.objects.filter(
        phases__programme__code="APSP", phases__number=2, topics__slug="passenger-controls"
    )
    hs = Event.objects.filter(programmes__code="MTP", topics__slug="hs-classification")
    # 21 + 10 + 50 + 18: “99 participants” (APSP page, results of phase 2).
    assert people_at(phase_2) == 99
    assert sorted(event.mode for event in phase_2) == ["IN_PERSON", "ONLINE", "ONLINE", "ONLINE"]
    # 20 at both events of Working Group 1 together, then 20, 24, 22 and 21.
    assert people_at(hs) == 107
    group_1 = Event.objects.get(title__startswith="MTP Pacific Islands Working Group 1 (")
    assert [group_1.parts.count(), people_at(group_1.parts.all())] == [2, None]
    preparatory = Event.objects.get(title__startswith="Customs-only preparatory workshop")
    assert preparatory.stated_administrations == 27
    assert not preparatory.headcounts.exists()


def test_every_row_lands_and_what_is_open_is_listed(printed):
    rows = SourceRow.objects.exclude(event__parts__isnull=False).count()
    start = printed.index("For a decision:") + 1

    assert printed[-1] == (
        f"{rows} rows: {rows} new, 0 unchanged, 0 changed (not overwritten), 0 refused; 3 for a decision"
    )
    # Two ended while both phases ran, and one has no date.
    assert titles(printed[start : start + 3]) == [
        "Lao PDR training session on technical devices for enforcement",
        "Handover of detection devices to Vietnam Customs",
        "Vietnam five-day National Training on Programme Global Shield",
    ]
    assert not Event.objects.filter(title__in=titles(printed[start : start + 3])).exclude(phases__isnull=True)


def test_importing_the_list_again_changes_nothing(printed):
    before = Event.objects.count()

    again = run_import(PUBLISHED)

    assert f"0 new, {before - 2} unchanged" in again[-1]
    assert len(again) == 2
    assert Event.objects.count() == before
