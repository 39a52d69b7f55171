"""Accreditations that end are told of 90, 30 and 0 days before, each reader once."""

import datetime as dt

import pytest
from django.utils import timezone

from office.audit import Actor
from office.choices import Door
from office.models import OutboxMail
from tests.factories.ledger import LedgerLineFactory, SchemeFactory
from tests.factories.members import AccountFactory, PersonFactory, PostingFactory
from tests.factories.programmes import AssignmentFactory
from trainers.actions.notices import tell_of_expiry
from trainers.models import LedgerLine
from trainers.tasks import tell_of_expiry as beat

pytestmark = pytest.mark.django_db

END = dt.date(2025, 12, 31)


@pytest.fixture
def tell():
    """Return a function that does what the beat does, so many days before the end."""

    def told(days):
        before = set(OutboxMail.objects.values_list("pk", flat=True))
        today = END - dt.timedelta(days=days)
        tell_of_expiry(today=today, now=timezone.now(), by=Actor(None, Door.JOB))
        new = OutboxMail.objects.exclude(pk__in=before)
        return sorted(new.values_list("to", flat=True))

    return told


@pytest.fixture
def line():
    person = PersonFactory(family_name="Kora", given_names="Ann")
    return LedgerLineFactory(person=person, valid_to=END)


@pytest.fixture
def focal_point(line):
    posting = PostingFactory(person=line.person)
    return AccountFactory(focal_point=True, organisation=posting.organisation, email="focal@example.org")


@pytest.fixture
def officer(line):
    account = AccountFactory(officer=True, email="officer@example.org")
    AssignmentFactory(account=account, programme=line.scheme.programme)
    return account


def test_focal_points_and_officers_are_told_three_times_and_of_each_time_once(tell, focal_point, officer):
    both = ["focal@example.org", "officer@example.org"]

    assert tell(91) == []
    assert tell(90) == both
    assert tell(89) == []
    assert tell(31) == []
    assert tell(30) == both
    assert tell(1) == []
    assert tell(0) == both
    assert tell(0) == []
    assert tell(-1) == []


def test_an_end_that_was_entered_late_or_missed_is_told_of_once(tell, officer):
    assert tell(10) == ["officer@example.org"]
    assert tell(9) == []
    assert tell(-3) == ["officer@example.org"]

    subjects = list(OutboxMail.objects.oldest_first().values_list("subject", flat=True))
    assert subjects == [
        "An accreditation ends on 31 December 2025: Ann Kora",
        "An accreditation ended on 31 December 2025: Ann Kora",
    ]


def test_an_end_of_long_ago_is_not_told(tell, officer):
    assert tell(-15) == []


def test_nobody_else_is_told(tell, focal_point, officer):
    AccountFactory(focal_point=True)
    AssignmentFactory()
    AccountFactory(officer=True)
    AccountFactory(administrator=True)

    assert tell(30) == ["focal@example.org", "officer@example.org"]


def test_where_nobody_works_on_the_programme_the_administrators_are_told(tell, line):
    AccountFactory(administrator=True, email="admin@example.org")

    assert tell(30) == ["admin@example.org"]


def test_the_administration_somebody_left_is_not_told(tell, line, focal_point):
    AccountFactory(administrator=True, email="admin@example.org")
    line.person.postings.update(standing="LEFT", known_on=dt.date(2025, 1, 1))

    assert tell(30) == ["admin@example.org"]


def test_what_was_refreshed_suspended_or_corrected_meanwhile_is_not_told(tell, officer, line):
    about = {"person": line.person, "scheme": line.scheme, "topic": line.topic}
    LedgerLineFactory(**about, step="REFRESHED", taken_on=dt.date(2025, 6, 1), valid_to=dt.date(2028, 5, 31))
    LedgerLineFactory(
        person=line.person,
        scheme=SchemeFactory(programme=line.scheme.programme),
        valid_to=END,
    )
    wrong = LedgerLine.objects.latest("pk")
    LedgerLineFactory(
        person=line.person,
        scheme=wrong.scheme,
        topic=wrong.topic,
        step="STRUCK",
        corrects=wrong,
        reason="Another person.",
    )

    assert tell(30) == []


def test_the_mail_says_who_and_where_to_look(tell, officer, line, settings):
    settings.PORTAL_ADDRESS = "https://portal.example.org"
    tell(30)

    body = OutboxMail.objects.get().body
    assert "Ann Kora is accredited as" in body
    assert f"https://portal.example.org/people/{line.person_id}/accreditations/" in body


def test_the_beat_tells(line, officer):
    LedgerLineFactory(scheme=line.scheme, valid_to=timezone.localdate() + dt.timedelta(days=30))

    beat()
    beat()

    assert OutboxMail.objects.count() == 1
