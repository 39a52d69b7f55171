"""The published cohorts that come with the portal, and the made-up people of one."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from members.models import Person
from programmes.models import Participation
from trainers.models import Cohort, CohortParticipant, CohortStage, LedgerLine, progress_of

pytestmark = pytest.mark.django_db
PACIFIC = "Pacific Islands: HS classification and customs valuation"


def run(*command, **options):
    printed = StringIO()
    call_command(*command, stdout=printed, **options)
    return printed.getvalue()


@pytest.fixture
def published(reference):
    run("import_events", "programmes/data/published-events.csv", write=True)
    run("load_cohorts", write=True)


def test_what_would_be_loaded_is_said_first_and_nothing_is_saved(reference):
    assert "Nothing saved" in run("load_cohorts")
    assert not Cohort.objects.exists()


def test_the_five_working_groups_of_the_pacific_point_to_the_published_events(published):
    cohort = Cohort.objects.get(title=PACIFIC)
    groups = cohort.stages.filter(kind="WORKING_GROUP").select_related("event").in_order()

    assert [stage.event.title for stage in groups] == [
        "MTP Pacific Islands Working Group 1 (Customs Valuation and HS Classification)",
        *(f"MTP Pacific Islands (CV and HS) Working Group {number}" for number in (2, 3, 4, 5)),
    ]
    assert cohort.administrations.count() == 6
    assert cohort.phase.number == 2
    assert [topic.slug for topic in cohort.topics.order_by("slug")] == [
        "customs-valuation",
        "hs-classification",
    ]
    assert Cohort.objects.exclude(pk=cohort.pk).get().administrations.count() == 8


def test_loading_twice_changes_nothing_and_an_event_removed_since_stops_nothing(published):
    CohortStage.objects.filter(cohort__title=PACIFIC, position=3).update(event=None)

    assert "0 new" in run("load_cohorts", write=True)


def test_the_made_up_people_are_as_many_as_were_published_and_in_no_figure(published, settings):
    settings.EMBEDDED = True

    run("make_demo_cohort")
    run("make_demo_cohort")  # again changes nothing

    cohort = Cohort.objects.get(title=PACIFIC)
    curve = progress_of(cohort, cohort.participants.select_related("administration")).curve()
    groups = [step.expected for step in curve.steps if step.stage.kind == "WORKING_GROUP"]
    assert groups == [20, 20, 24, 22, 21]
    assert cohort.participants.filter(certified_on__isnull=False).count() == 21
    people = Person.objects.filter(cohort_participants__isnull=False)
    assert set(people.values_list("is_made_up", flat=True)) == {True}
    assert not Participation.objects.exists()


@pytest.mark.parametrize(
    "order", [("make_demo_trainers", "make_demo_cohort"), ("make_demo_cohort", "make_demo_trainers")]
)
def test_the_master_trainers_of_the_demonstration_are_the_21_of_the_cohort_and_no_others(
    published, settings, order
):
    settings.EMBEDDED = True

    for command in order:
        run(command)

    cohort = Cohort.objects.get(title=PACIFIC)
    certified = cohort.participants.filter(certified_on__isnull=False).values_list("person", flat=True)
    for day in (dt.date(2024, 12, 31), dt.date(2026, 11, 30)):
        masters = LedgerLine.objects.accredited_on(day).filter(scheme__code="MT")
        assert set(masters.values_list("person", flat=True)) == set(certified)
    assert len(certified) == 21
    experts = LedgerLine.objects.accredited_on(dt.date(2024, 12, 31)).filter(scheme__code="ACE")
    assert experts.filter(person__in=certified).exists()
    assert experts.exclude(person__in=certified).exists()
    assert set(LedgerLine.objects.values_list("person__is_made_up", flat=True)) == {True}


def test_nobody_is_made_up_on_a_server_of_others(published, settings):
    settings.EMBEDDED = False

    with pytest.raises(CommandError, match="runs its own database"):
        run("make_demo_cohort")
    assert not CohortParticipant.objects.exists()
