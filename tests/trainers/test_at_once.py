"""A step entered in the same moment as another about the same person."""

import datetime as dt
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from members.actions.merging import merge_people
from members.models import Person
from office.audit import Actor, ChangedMeanwhile
from office.choices import Door
from tests.factories.ledger import LedgerLineFactory, SchemeFactory
from tests.factories.members import PersonFactory
from tests.factories.programmes import TopicFactory
from trainers.actions.ledger import enter_line
from trainers.models import LedgerLine

pytestmark = pytest.mark.django_db(transaction=True)

BY = Actor(None, Door.COMMAND)
DAY = dt.date(2024, 1, 1)


def at_once(*deeds):
    """Do each deed in a thread of its own at once; return the kinds of refusals."""
    refused, start = [], threading.Barrier(len(deeds))

    def run(do):
        start.wait()
        try:
            do()
        except (ValidationError, ChangedMeanwhile) as error:
            refused.append(type(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[each]) for each in deeds]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return refused


def test_two_who_enter_the_same_step_at_once_enter_it_once():
    person, scheme, topic = PersonFactory(), SchemeFactory(), TopicFactory()

    def enter():
        line = LedgerLine(person=person, scheme=scheme, topic=topic, step="PRE_SELECTED", taken_on=DAY)
        enter_line(line=line, today=DAY, by=BY)

    assert at_once(enter, enter, enter) == [ValidationError, ValidationError]
    assert LedgerLine.objects.count() == 1


def test_two_who_correct_one_line_at_once_correct_it_once():
    wrong = LedgerLineFactory(step="PRE_SELECTED", taken_on=DAY)

    def correct():
        line = LedgerLine(
            person=wrong.person,
            scheme=wrong.scheme,
            topic=wrong.topic,
            step="PRE_SELECTED",
            taken_on=DAY,
            corrects=LedgerLine.objects.get(pk=wrong.pk),
            reason="The day.",
        )
        enter_line(line=line, today=DAY, by=BY)

    assert at_once(correct, correct) == [ChangedMeanwhile]
    assert LedgerLine.objects.filter(corrects=wrong).count() == 1


def test_a_step_entered_while_its_person_is_merged_stands_with_a_person_of_the_register():
    kept, lost, scheme, topic = PersonFactory(), PersonFactory(), SchemeFactory(), TopicFactory()

    def enter():
        line = LedgerLine(person=lost, scheme=scheme, topic=topic, step="PRE_SELECTED", taken_on=DAY)
        enter_line(line=line, today=DAY, by=BY)

    def merge():
        merge_people(kept=Person.everyone.get(pk=kept.pk), lost=Person.everyone.get(pk=lost.pk), by=BY)

    refused = at_once(enter, merge)

    assert refused in ([], [ChangedMeanwhile])
    assert set(LedgerLine.objects.values_list("person", flat=True)) <= {kept.pk}
