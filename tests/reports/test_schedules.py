"""Reports that are drafted by themselves: on time, once each, with the rights of an owner."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from office.audit import Actor
from office.choices import Door, JobState
from office.models import Job, OutboxMail
from programmes.models import Assignment
from reports import tasks
from reports.actions import releasing, scheduling
from reports.choices import EditionState, Rhythm, YearOf
from reports.models import Edition, Schedule
from reports.periods import Period
from tests.factories.members import AccountFactory
from tests.factories.programmes import AssignmentFactory, FundingFactory, PhaseFactory, ProgrammeFactory
from tests.factories.reports import EditionFactory, ScheduleFactory

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2024, 2, 3, 4, 5, tzinfo=dt.UTC)


def day(year, month, number):
    return dt.date(year, month, number)


def by(account):
    return Actor(account, Door.PAGE)


@pytest.fixture
def phase():
    programme = ProgrammeFactory(code="ROCB", short_name="ROCB", year_starts_in=7)
    return PhaseFactory(programme=programme, number=1)


@pytest.fixture
def officer(phase):
    return AssignmentFactory(programme=phase.programme).account


@pytest.fixture
def second(phase):
    return AssignmentFactory(programme=phase.programme).account


@pytest.fixture
def schedule(phase, officer):
    def schedule(**about):
        about = {"owner": officer, "first_on": day(2023, 1, 1), "phase": phase} | about
        return ScheduleFactory(programme=phase.programme, **about)

    return schedule


@pytest.mark.parametrize(
    ("about", "first", "last"),
    [
        ({}, day(2023, 1, 1), day(2023, 12, 31)),
        ({"year_of": YearOf.PROGRAMME}, day(2022, 7, 1), day(2023, 6, 30)),
        ({"rhythm": Rhythm.QUARTER}, day(2023, 1, 1), day(2023, 3, 31)),
        ({"rhythm": Rhythm.HALF_YEAR, "first_on": day(2023, 9, 9)}, day(2023, 7, 1), day(2023, 12, 31)),
        ({"rhythm": Rhythm.MONTH, "first_on": day(2024, 2, 9)}, day(2024, 2, 1), day(2024, 2, 29)),
    ],
)
def test_the_first_period_is_the_one_that_holds_the_day(schedule, about, first, last):
    assert next(schedule(**about).periods(day(2030, 1, 1))) == Period(first, last)


def test_the_years_of_a_donor_begin_in_its_month(schedule, phase):
    donor = FundingFactory(phase=phase).donor

    of_japan = schedule(donor=donor, year_of=YearOf.DONOR, year_starts_in=4, rhythm=Rhythm.QUARTER)

    assert [str(each.start) for each in of_japan.periods(day(2023, 12, 31))] == [
        "2023-01-01",
        "2023-04-01",
        "2023-07-01",
        "2023-10-01",
    ]
    with pytest.raises(IntegrityError, match="schedule_year_of_a_donor"), transaction.atomic():
        schedule(year_of=YearOf.DONOR)


def test_a_draft_is_there_on_its_day_and_not_before(schedule):
    each = schedule(draft_after=14)

    assert scheduling.draft_due(today=day(2024, 1, 13)) == []
    (job,) = scheduling.draft_due(today=day(2024, 1, 14))

    assert job.subject.schedule == each
    assert (job.subject.starts_on, job.subject.ends_on) == (day(2023, 1, 1), day(2023, 12, 31))
    assert job.owner == each.owner


def test_there_is_one_draft_of_each_period_however_often_the_clock_strikes(schedule):
    each = schedule(rhythm=Rhythm.QUARTER, ends_on=day(2023, 9, 30))

    made = [len(scheduling.draft_due(today=day(2024, 3, 1))) for _ in range(3)]

    assert made == [3, 0, 0]
    with pytest.raises(IntegrityError, match="edition_once_per_scheduled_period"), transaction.atomic():
        EditionFactory(schedule=each, starts_on=day(2023, 1, 1), ends_on=day(2023, 3, 31))


def test_a_draft_is_told_to_the_officers_and_released_by_nobody(schedule, officer, second):
    schedule()
    (job,) = scheduling.draft_due(today=day(2024, 3, 1))

    tasks.build_edition(job_id=job.pk)
    tasks.build_edition(job_id=job.pk)

    edition = Edition.objects.get()
    assert edition.state == EditionState.DRAFT
    assert set(OutboxMail.objects.values_list("to", flat=True)) == {officer.email, second.email}
    assert edition.get_absolute_url() in OutboxMail.objects.first().body
    releasing.submit_edition(edition=edition, now=NOW, by=by(officer))
    with pytest.raises(ValidationError, match="does not release"):
        releasing.release_edition(edition=edition, is_public=False, now=NOW, by=Actor(None, Door.JOB))


def test_a_draft_has_the_rights_its_owner_has_then(schedule, officer):
    schedule()
    (job,) = scheduling.draft_due(today=day(2024, 3, 1))
    Assignment.objects.filter(account=officer).delete()

    tasks.build_edition(job_id=job.pk)

    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "may no longer" in job.reason


def test_what_is_not_drafted_because_its_owner_lost_the_right_says_so(client, schedule, officer, second):
    schedule(draft_after=14, due_after=45)
    (job,) = scheduling.draft_due(today=day(2024, 3, 1))
    Assignment.objects.filter(account=officer).delete()
    tasks.build_edition(job_id=job.pk)

    (due,) = scheduling.due_for(second, day(2024, 3, 1))

    assert due.is_overdue(day(2024, 3, 1))
    assert due.why_not.startswith(f"{officer.name}, with whose rights it is drafted, may no longer build it")
    client.force_login(second)
    home = client.get(reverse("reports:home"))
    assert "may no longer build it: choose somebody else" in home.content.decode()


def test_what_is_overdue_is_shown_until_it_is_released(client, schedule, officer, second):
    schedule(draft_after=14, due_after=45)
    (job,) = scheduling.draft_due(today=day(2024, 3, 1))
    tasks.build_edition(job_id=job.pk)
    edition = Edition.objects.get()

    def overdue(today):
        return [each.is_overdue(today) for each in scheduling.due_for(officer, today)]

    assert (overdue(day(2024, 2, 14)), overdue(day(2024, 2, 15))) == ([False], [True])
    client.force_login(officer)
    home = client.get(reverse("reports:home")).content.decode()
    assert "overdue" in home
    assert edition.get_absolute_url() in home
    assert scheduling.due_for(AccountFactory(officer=True), day(2024, 3, 1)) == []
    releasing.submit_edition(edition=edition, now=NOW, by=by(officer))
    releasing.release_edition(edition=edition, is_public=False, now=NOW, by=by(second))
    assert overdue(day(2024, 3, 1)) == []


# The page


def _typed(phase, owner, **changed):
    return {
        "version": 1,
        "kind": "activity-report",
        "programme": phase.programme.pk,
        "phase": phase.pk,
        "donor": "",
        "rhythm": "YEAR",
        "year_of": "PROGRAMME",
        "year_starts_in": "",
        "first_on": dt.date.today().isoformat(),  # noqa: DTZ011
        "ends_on": "",
        "draft_after": 14,
        "due_after": 45,
        "owner": owner.pk,
    } | changed


def test_an_officer_schedules_a_report_and_changes_it(client, phase, officer):
    client.force_login(officer)

    client.post(reverse("reports:schedule-new"), _typed(phase, officer))
    made = Schedule.objects.get()
    client.post(
        reverse("reports:schedule-edit", args=[made.pk]),
        _typed(phase, officer, version=made.version, rhythm="QUARTER"),
    )

    assert Schedule.objects.get().rhythm == Rhythm.QUARTER
    page = client.get(reverse("reports:schedule-list")).content.decode()
    assert "every quarter" in page
    assert not Job.objects.exists()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"first_on": "2001-01-01"}, "At most a year ago"),
        ({"due_after": 3}, "The draft comes first"),
        ({"year_of": "DONOR"}, "need the donor"),
        ({"year_starts_in": 4}, "need the donor"),
        ({"kind": "nonsense"}, "Select a valid choice"),
        ({"programme": ""}, "Choose the programme"),
        ({"programme": "", "year_of": "CALENDAR"}, "Needed for"),
    ],
)
def test_a_schedule_that_makes_no_sense_is_told_and_not_kept(client, phase, officer, changed, words):
    client.force_login(officer)

    answer = client.post(reverse("reports:schedule-new"), _typed(phase, officer, **changed))

    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not Schedule.objects.exists()


def test_a_schedule_is_owned_by_who_may_build_its_report(client, phase, officer):
    client.force_login(officer)
    stranger = AccountFactory(officer=True)

    answer = client.post(reverse("reports:schedule-new"), _typed(phase, stranger))

    assert "may not build reports" in answer.content.decode()
    assert not Schedule.objects.exists()


# What is written to whom


def test_who_may_release_is_told_what_was_submitted_and_who_submitted_it_why_it_came_back(
    schedule, officer, second
):
    schedule()
    (job,) = scheduling.draft_due(today=day(2024, 3, 1))
    tasks.build_edition(job_id=job.pk)
    OutboxMail.objects.all().delete()
    edition = Edition.objects.get()

    releasing.submit_edition(edition=edition, now=NOW, by=by(officer))
    submitted = list(OutboxMail.objects.values_list("to", flat=True))
    OutboxMail.objects.all().delete()
    releasing.send_back_edition(edition=edition, reason="A word is missing.", by=by(second))

    assert submitted == [second.email]
    (mail,) = OutboxMail.objects.all()
    assert mail.to == officer.email
    assert "A word is missing." in mail.body


def test_the_donor_is_told_of_a_release_and_no_other_donor(schedule, officer, second, donor, phase):
    FundingFactory(phase=phase, donor=donor.organisation)
    AccountFactory(donor=True)
    schedule(donor=donor.organisation)
    (job,) = scheduling.draft_due(today=day(2024, 3, 1))
    tasks.build_edition(job_id=job.pk)
    edition = Edition.objects.get()
    releasing.submit_edition(edition=edition, now=NOW, by=by(officer))
    OutboxMail.objects.all().delete()

    releasing.release_edition(edition=edition, is_public=False, now=NOW, by=by(second))

    assert list(OutboxMail.objects.values_list("to", flat=True)) == [donor.email]
