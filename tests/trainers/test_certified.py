"""Who is certified in a cohort stands in the ledger of accreditations, once for each topic."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from office.audit import Actor
from office.choices import Door
from tests.factories.cohorts import CohortFactory, CohortParticipantFactory, StageAttendanceFactory
from tests.factories.ledger import LedgerLineFactory, SchemeFactory
from tests.factories.programmes import TopicFactory
from trainers.actions import certifying
from trainers.choices import Step
from trainers.models import LedgerLine

pytestmark = pytest.mark.django_db

TODAY = dt.date(2024, 1, 1)
DAY = dt.date(2023, 1, 1)


@pytest.fixture
def scheme():
    return SchemeFactory(code="MT", steps=["ACCREDITED"])


@pytest.fixture
def topics():
    return [TopicFactory(name="Classification"), TopicFactory(name="Valuation")]


@pytest.fixture
def complete(scheme, topics):
    """A participant of a cohort with two topics, who was at its one stage."""
    row = CohortParticipantFactory(cohort=CohortFactory(scheme=scheme, topics=topics))
    StageAttendanceFactory(participant=row)
    return row


def by(reason=""):
    return Actor(None, Door.COMMAND, reason)


def certify(row, day=DAY):
    certifying.certify(participant=row, certified_on=day, exception="", today=TODAY, by=by())


def accredited(row, day):
    return sorted(
        LedgerLine.objects.accredited_on(day).filter(person=row.person).values_list("topic__name", flat=True)
    )


def test_who_is_certified_is_accredited_for_each_topic_from_that_day_on(complete):
    certify(complete)

    assert accredited(complete, DAY) == ["Classification", "Valuation"]
    assert accredited(complete, DAY - dt.timedelta(days=1)) == []
    line = LedgerLine.objects.filter(person=complete.person).first()
    assert line.name == complete.person.full_name
    assert complete.cohort.title in line.evidence


def test_a_cohort_without_a_scheme_writes_nothing_into_the_ledger(complete):
    complete.cohort.scheme = None
    complete.cohort.save()

    certify(complete)

    assert complete.certified_on == DAY
    assert not LedgerLine.objects.exists()


def test_another_day_is_a_correction_of_the_line(complete):
    certify(complete)
    certify(complete, DAY + dt.timedelta(days=30))

    assert accredited(complete, DAY) == []
    assert accredited(complete, DAY + dt.timedelta(days=30)) == ["Classification", "Valuation"]
    assert LedgerLine.objects.filter(corrects__isnull=False).count() == 2


def test_the_same_day_again_adds_nothing(complete):
    certify(complete)
    certify(complete)

    assert LedgerLine.objects.count() == 2


def test_what_is_taken_back_is_struck_out_with_the_reason(complete):
    certify(complete)

    certifying.take_back(participant=complete, today=TODAY, by=by("The wrong person"))

    assert accredited(complete, TODAY) == []
    struck = LedgerLine.objects.filter(step=Step.STRUCK)
    assert [line.reason for line in struck] == ["The wrong person"] * 2
    assert LedgerLine.objects.count() == 4


def test_who_was_certified_taken_back_and_certified_again_is_accredited(complete):
    certify(complete)
    certifying.take_back(participant=complete, today=TODAY, by=by("The wrong day"))
    certify(complete, DAY + dt.timedelta(days=1))

    assert accredited(complete, TODAY) == ["Classification", "Valuation"]


def test_who_is_accredited_already_gets_no_second_line_for_that_topic(complete, scheme, topics):
    LedgerLineFactory(person=complete.person, scheme=scheme, topic=topics[0], taken_on=dt.date(2020, 1, 1))

    certify(complete)

    assert accredited(complete, DAY) == ["Classification", "Valuation"]
    assert LedgerLine.objects.filter(topic=topics[0]).count() == 1


def test_a_scheme_that_wants_steps_before_refuses_and_nobody_is_certified(complete):
    complete.cohort.scheme = SchemeFactory(steps=["PRE_SELECTED", "ACCREDITED"])
    complete.cohort.save()

    with pytest.raises(ValidationError, match="builds on: Pre-selected"):
        certify(complete)

    complete.refresh_from_db()
    assert complete.certified_on is None


def test_what_others_build_on_is_not_taken_back(complete, scheme, topics):
    certify(complete)
    LedgerLineFactory(
        person=complete.person, scheme=scheme, topic=topics[0], step=Step.REFRESHED, taken_on=TODAY, place=99
    )

    with pytest.raises(ValidationError, match="would build on nothing"):
        certifying.take_back(participant=complete, today=TODAY, by=by("The wrong person"))

    complete.refresh_from_db()
    assert complete.certified_on == DAY
