"""Closing a period once its figures are reported, and opening it again."""

import datetime as dt
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from office.audit import Actor
from office.choices import Door, Verb
from office.models import AuditEntry
from programmes.actions.closing import close_period, reopen_period
from programmes.models import ClosedPeriod
from tests.factories.programmes import ClosedPeriodFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db
WHY = Actor(None, Door.COMMAND, "The annual report is out.")
NO_REASON = Actor(None, Door.COMMAND)
NOW = dt.datetime(2024, 2, 1, tzinfo=dt.UTC)
YEAR = {"starts_on": dt.date(2023, 1, 1), "ends_on": dt.date(2023, 12, 31)}


def test_a_period_is_closed_with_its_reason_on_record():
    period = close_period(programme=ProgrammeFactory(), **YEAR, by=WHY)

    assert ClosedPeriod.objects.in_force().get() == period
    assert period.reason == "The annual report is out."
    assert AuditEntry.objects.filter(verb=Verb.CLOSED, object_id=period.pk).count() == 1


def test_a_period_is_not_closed_without_a_reason():
    with pytest.raises(ValidationError, match="Say why the period is closed"):
        close_period(programme=ProgrammeFactory(), **YEAR, by=NO_REASON)


def test_a_period_does_not_end_before_it_starts():
    with pytest.raises(ValidationError, match="cannot end before it starts"):
        close_period(
            programme=ProgrammeFactory(), starts_on=YEAR["ends_on"], ends_on=YEAR["starts_on"], by=WHY
        )


@pytest.mark.parametrize(("first", "last"), [("2023-12-31", "2024-06-30"), ("2022-07-01", "2023-01-01")])
def test_days_that_are_closed_already_are_not_closed_again(first, last):
    programme = ClosedPeriodFactory().programme
    days = {"starts_on": dt.date.fromisoformat(first), "ends_on": dt.date.fromisoformat(last)}

    with pytest.raises(ValidationError, match="closed already"):
        close_period(programme=programme, **days, by=WHY)
    assert close_period(programme=ProgrammeFactory(), **days, by=WHY)  # another programme's days


def test_days_that_were_opened_again_may_be_closed_again():
    period = ClosedPeriodFactory()
    reopen_period(period=period, now=NOW, by=WHY)

    assert close_period(programme=period.programme, **YEAR, by=WHY)


def test_a_period_is_opened_again_with_its_reason_on_record():
    period = ClosedPeriodFactory()

    reopen_period(period=period, now=NOW, by=Actor(None, Door.COMMAND, "An event was forgotten."))

    assert not ClosedPeriod.objects.in_force().exists()
    assert ClosedPeriod.objects.get().reopen_reason == "An event was forgotten."
    assert AuditEntry.objects.filter(verb=Verb.REOPENED, object_id=period.pk).count() == 1


def test_a_period_is_not_opened_without_a_reason_nor_twice():
    period = ClosedPeriodFactory()

    with pytest.raises(ValidationError, match="Say why the period is opened again"):
        reopen_period(period=period, now=NOW, by=NO_REASON)
    reopen_period(period=period, now=NOW, by=WHY)
    with pytest.raises(ValidationError, match="open already"):
        reopen_period(period=period, now=NOW, by=WHY)


def run(*arguments):
    said = StringIO()
    call_command("close_period", *arguments, stdout=said)
    return said.getvalue()


def test_the_command_says_first_and_writes_when_told():
    ProgrammeFactory(code="APSP", short_name="APSP")
    asked = ("APSP", "2023-01-01", "2023-12-31", "--reason", "The report is out.")

    assert "APSP, 1 January 2023 to 31 December 2023: The report is out." in run(*asked)
    assert not ClosedPeriod.objects.exists()
    assert not AuditEntry.objects.exists()
    assert run(*asked, "--write").endswith("Closed.\n")
    assert ClosedPeriod.objects.get().reason == "The report is out."


def test_the_command_says_at_once_what_would_be_refused():
    programme = ClosedPeriodFactory(programme__code="APSP").programme

    with pytest.raises(CommandError, match="There are: APSP"):
        run("NOBODY", "2023-01-01", "2023-12-31", "--reason", "x")
    with pytest.raises(CommandError, match="closed already"):
        run(programme.code, "2023-12-01", "2024-12-31", "--reason", "x")
    with pytest.raises(CommandError, match="cannot end before it starts"):
        run(programme.code, "2025-12-31", "2025-01-01", "--reason", "x")
