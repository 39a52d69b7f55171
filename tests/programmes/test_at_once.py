"""The same thing done by several people in the same moment."""

import datetime as dt
import threading

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from members.actions.register import PersonEntry
from members.models import Person
from office.audit import Actor, ChangedMeanwhile
from office.choices import Door
from programmes.actions.attending import (
    AlreadyOnTheList,
    Attendee,
    Count,
    add_participants,
    remove_participation,
    replace_headcounts,
)
from programmes.actions.entering import EventLinks, remove_event, save_event
from programmes.actions.surveying import Given, send_answers
from programmes.models import Event, Participation, Plan
from programmes.models.surveys import Question, Verdict
from reports.models import TurnoutFact
from tests.factories.members import AccountFactory, AdministrationFactory
from tests.factories.programmes import EventFactory, ParticipationFactory, ProgrammeFactory
from tests.factories.surveys import QuestionnaireFactory

pytestmark = pytest.mark.django_db(transaction=True)
BY = Actor(None, Door.COMMAND)
AT_ONCE = 4


def at_once(do):
    """Do it in several threads at once; return what each came to: None, or the exception."""
    outcomes, start = [], threading.Barrier(AT_ONCE)

    def run():
        start.wait()
        try:
            do()
            outcomes.append(None)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told
            outcomes.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(AT_ONCE)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return outcomes


def kinds(outcomes):
    return sorted("done" if each is None else type(each).__name__ for each in outcomes)


def test_a_list_saved_twice_at_once_is_on_an_event_without_programme_once():
    event, tonga = EventFactory(), AdministrationFactory()
    ana = Attendee(PersonEntry(family_name="Taufa", given_names="Ana", organisation=tonga))

    outcomes = at_once(lambda: add_participants(event=event, attendees=[ana], by=BY))

    assert kinds(outcomes) == [AlreadyOnTheList.__name__] * (AT_ONCE - 1) + ["done"]
    assert (Person.objects.count(), Participation.objects.count()) == (1, 1)


def test_somebody_new_entered_at_two_events_at_once_is_one_person():
    tonga = AdministrationFactory()
    ana = Attendee(PersonEntry(family_name="Taufa", given_names="Ana", organisation=tonga))
    events = [EventFactory() for _ in range(AT_ONCE)]
    waiting = list(events)

    outcomes = at_once(lambda: add_participants(event=waiting.pop(), attendees=[ana], by=BY))

    assert kinds(outcomes) == ["done"] * AT_ONCE
    assert (Person.objects.count(), Participation.objects.count()) == (1, AT_ONCE)


def test_a_head_count_saved_twice_at_once_is_there_once():
    event, tonga = EventFactory(), AdministrationFactory()

    outcomes = at_once(lambda: replace_headcounts(event=event, counts=[Count(tonga, 5)], by=BY))

    assert kinds(outcomes) == ["done"] * AT_ONCE
    assert event.headcounts.get().people == 5


def test_somebody_taken_off_twice_at_once_is_taken_off_once():
    pk = ParticipationFactory().pk
    rows = [Participation.objects.get(pk=pk) for _ in range(AT_ONCE)]

    outcomes = at_once(lambda: remove_participation(participation=rows.pop(), by=BY))

    assert kinds(outcomes) == [ChangedMeanwhile.__name__] * (AT_ONCE - 1) + ["done"]


def test_an_event_removed_twice_at_once_is_removed_once():
    pk = EventFactory().pk
    events = [Event.objects.get(pk=pk) for _ in range(AT_ONCE)]

    outcomes = at_once(lambda: remove_event(event=events.pop(), by=BY))

    assert kinds(outcomes) == [ChangedMeanwhile.__name__] * (AT_ONCE - 1) + ["done"]


def test_an_event_removed_meanwhile_is_not_saved():
    event = EventFactory()
    Event.objects.filter(pk=event.pk).delete()

    with pytest.raises(ChangedMeanwhile):
        save_event(event=event, links=EventLinks(), by=BY)
    assert not Event.objects.exists()


def test_people_put_on_one_list_at_once_are_all_in_its_facts():
    event, tonga = EventFactory(), AdministrationFactory()

    outcomes = at_once(lambda: ParticipationFactory(event=event, organisation=tonga))

    assert kinds(outcomes) == ["done"] * AT_ONCE
    fact = TurnoutFact.objects.get(event=event, administration=tonga)
    assert fact.seats == fact.event_seats == AT_ONCE


def test_a_questionnaire_answered_in_several_browsers_at_once_is_answered_once():
    questionnaire = QuestionnaireFactory()
    given = {question: Given(Verdict.YES, "Done") for question in Question}
    about = {"version": questionnaire.version, "answers": given, "by": BY}
    day = dt.datetime(2024, 2, 1, 9, tzinfo=dt.UTC)

    outcomes = at_once(lambda: send_answers(questionnaire=questionnaire, now=day, **about))

    assert kinds(outcomes) == ["ValidationError"] * (AT_ONCE - 1) + ["done"]
    assert questionnaire.answers.count() == len(Question)
    assert "It is answered once" in str(next(each for each in outcomes if each))


def test_two_plans_of_one_year_entered_at_once_are_one_and_the_others_are_told():
    programme, officer = ProgrammeFactory(year_starts_in=7), AccountFactory(administrator=True)
    typed = {"programme": programme.pk, "kind": "ANNUAL", "title": "Work Plan", "version": 1}
    days = {"starts_on": "2017-07-01", "ends_on": "2018-06-30"}
    answers = []

    def enter():
        client = Client()
        client.force_login(officer)
        answers.append(client.post(reverse("programmes:plan-new"), typed | days))

    assert kinds(at_once(enter)) == ["done"] * AT_ONCE
    assert Plan.objects.count() == 1
    told = [each.content.decode() for each in answers if each.status_code == 200]
    assert len(told) == AT_ONCE - 1
    assert all("The programme has an Annual Work Plan for these days." in page for page in told)
