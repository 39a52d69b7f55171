"""A year of the regional office, with its real events: planned, delivered, surveyed and reported."""

import datetime as dt
import re

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse

from members.models import Administration
from office.models import OutboxMail
from programmes.models import Event, Plan, Programme, Questionnaire, Survey
from programmes.models.surveys import Question
from reports.documents.kinds import ANNUAL_REPORT, GOOD_PRACTICE_REPORT
from reports.documents.making import make_document
from reports.periods import Period
from reports.scope import Scope
from tests.factories.members import AccountFactory

pytestmark = pytest.mark.django_db

YEAR = Period(dt.date(2017, 7, 1), dt.date(2018, 6, 30))


@pytest.fixture
def office(reference):
    """The office with its published events."""
    call_command("import_events", "programmes/data/published-events.csv", write=True, verbosity=0)
    return Programme.objects.get(code="ROCB")


@pytest.fixture
def workshop(office):
    """The first workshop of the year to which Fiji came, as it was published."""
    held = Event.objects.filter(programmes=office, ends_on__range=(YEAR.start, YEAR.end))
    return held.filter(headcounts__organisation__administration__country="FJ").order_by("ends_on").first()


@pytest.fixture
def litia():
    fiji = Administration.objects.get(country_id="FJ")
    return AccountFactory(focal_point=True, organisation=fiji.organisation_ptr, name="Litia")


def plan(client, office):
    """Enter the annual plan of the fiscal year."""
    about = {"programme": office.pk, "kind": "ANNUAL", "title": "Annual Work Plan 2017/18", "version": 1}
    days = {"starts_on": "2017-07-01", "ends_on": "2018-06-30"}
    client.post(reverse("programmes:plan-new"), about | days)
    return Plan.objects.get(programme=office, starts_on="2017-07-01")


def send_survey(client, office, event):
    """Prepare the survey, ask about one workshop, and send it."""
    days = {"year": 2017, "opens_on": "2018-09-01", "closes_on": "2018-12-31", "reminders": "14"}
    about = {"programme": office.pk, **days}
    client.post(reverse("programmes:surveys-new"), about | {"version": 1})
    survey = Survey.objects.get(programme=office)
    chosen = {"workshops": [event.pk], "version": survey.version}
    client.post(reverse("programmes:surveys-edit", args=[survey.pk]), about | chosen)
    client.post(reverse("programmes:survey-send", args=[survey.pk]))


def answer_by_link(client, litia):
    """Answer by the link of the mail, without signing in; return the questionnaire."""
    client.logout()
    questionnaire = Questionnaire.objects.get(administration=litia.organisation_id)
    link = re.search(r"(/answer/\S+)", OutboxMail.objects.get(to=litia.email).whole)[1]
    answers = dict.fromkeys(Question, "YES")
    answers |= {f"{question}_text": f"Fiji on {question}" for question in Question}
    sent = client.post(f"{link}{questionnaire.pk}/", {**answers, "version": questionnaire.version, "send": 1})
    assert sent.url == link
    return questionnaire


def test_the_year_2017_18_is_planned_delivered_surveyed_and_reported(
    client, assigned, office, workshop, litia
):
    officer = assigned(office)
    client.force_login(officer)
    planned = plan(client, office)
    with time_machine.travel(dt.datetime(2018, 10, 1, 9, tzinfo=dt.UTC), tick=False):
        send_survey(client, office, workshop)
        questionnaire = answer_by_link(client, litia)
    client.force_login(officer)
    agree = reverse("programmes:questionnaire-agree", args=[questionnaire.pk])
    client.post(agree, {"agreed": [Question.PROJECTS]})

    scope = Scope(officer, programme=office, period=YEAR, for_others=True)
    about = {"reference": "ROCB-1", "now": dt.datetime(2019, 3, 1, tzinfo=dt.UTC)}
    annual = make_document(scope, kind=ANNUAL_REPORT, **about).to_json()
    practice = make_document(scope.narrowed(), kind=GOOD_PRACTICE_REPORT, **about)

    assert planned.title in str(annual)
    assert workshop.title in str(annual)
    assert "Fiji on PROJECTS" in str(practice.to_json())
    assert "Fiji on ACTIONS" not in str(practice.to_json())
    assert len(practice.sections) == 8  # no conclusion is written yet
