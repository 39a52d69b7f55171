"""What an edition says of a period without events, of numbers nobody recorded, of what is no longer there."""

import datetime as dt
import json

import pytest
from django.db.models import ProtectedError

from office.audit import Actor
from office.choices import Door, JobState
from reports import tasks
from reports.actions import editions
from reports.actions.editions import Request
from reports.choices import EditionState
from reports.documents.kinds import ACTIVITY_REPORT, ANNUAL_REPORT, DONOR_PORTFOLIO, QUARTERLY_REPORT
from reports.formats.registry import FORMATS
from reports.models import Edition
from reports.periods import Period
from tests.factories.programmes import AssignmentFactory, EventFactory, FundingFactory, PhaseFactory

pytestmark = pytest.mark.django_db

BEFORE_ALL = Period(dt.date(1999, 1, 1), dt.date(1999, 12, 31))


@pytest.fixture
def phase():
    return PhaseFactory()


@pytest.fixture
def officer(phase):
    return AssignmentFactory(programme=phase.programme).account


def built(officer, **about):
    edition, job = editions.ask_for_edition(request=Request(**about), by=Actor(officer, Door.PAGE))
    tasks.build_edition(job_id=job.pk)
    job.refresh_from_db()
    assert (job.state, job.reason) == (JobState.DONE, "")
    return Edition.objects.get(pk=edition.pk)


@pytest.mark.parametrize("kind", [ACTIVITY_REPORT, ANNUAL_REPORT, QUARTERLY_REPORT, DONOR_PORTFOLIO])
def test_a_period_without_events_is_a_report_in_every_format(phase, officer, kind):
    EventFactory(programmes=[phase.programme], phases=[phase])  # in another year
    donor = FundingFactory(phase=phase).donor
    is_portfolio = kind is DONOR_PORTFOLIO
    about = {"donor": donor} if is_portfolio else {"programme": phase.programme}

    edition = built(officer, kind=kind, period=BEFORE_ALL, **about)

    assert edition.state == EditionState.DRAFT
    assert set(edition.files.values_list("format", flat=True)) >= set(FORMATS)
    assert "None" not in bytes(edition.files.get(format="html").content).decode()


def test_a_number_nobody_recorded_is_said_and_never_zero(phase, officer):
    EventFactory(programmes=[phase.programme], phases=[phase])  # held, and nobody said who came

    edition = built(officer, programme=phase.programme)

    figures = {each["indicator"]: each for each in edition.facts.figures if not each["by"]}
    assert figures["participations"]["quantity"]["low"] is None
    told = bytes(edition.files.get(format="html").content).decode()
    assert "not recorded" in told
    assert json.loads(bytes(edition.files.get(format="json").content))


def test_a_programme_with_a_report_is_not_removed(phase, officer):
    edition = built(officer, programme=phase.programme, phase=phase)

    with pytest.raises(ProtectedError):
        edition.phase.delete()
    with pytest.raises(ProtectedError):
        edition.programme.delete()
