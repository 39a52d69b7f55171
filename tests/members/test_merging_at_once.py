"""A merge in the same moment as another, or as somebody enters the same people."""

import itertools
import threading

import pytest
from django.db import connection

from members.actions.merging import merge_people
from members.actions.register import PersonEntry
from members.models import Merge, Person
from office.audit import Actor
from office.choices import Door
from programmes.actions.attending import Attendee, add_participants
from programmes.choices import EventRole
from programmes.models import Participation
from tests.factories.members import AdministrationFactory, PersonFactory
from tests.factories.programmes import EventFactory, ParticipationFactory, ProgrammeFactory

BY = Actor(None, Door.COMMAND)


def at_once(*deeds):
    """Do each deed in a thread of its own at once; return what each came to: None, or the exception."""
    outcomes, start = [], threading.Barrier(len(deeds))

    def run(do):
        start.wait()
        try:
            do()
            outcomes.append(None)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told
            outcomes.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[each]) for each in deeds]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return outcomes


def merging(kept, lost):
    return lambda: merge_people(
        kept=Person.everyone.get(pk=kept.pk), lost=Person.everyone.get(pk=lost.pk), by=BY
    )


@pytest.mark.django_db(transaction=True)
def test_two_who_merge_the_other_way_round_at_once_leave_one_person():
    first, second = PersonFactory(), PersonFactory()

    outcomes = at_once(*[merging(first, second), merging(second, first)] * 2)

    refused = {type(each).__name__ for each in outcomes if each is not None}
    assert refused <= {"CannotMerge", "ChangedMeanwhile"}
    assert (Merge.objects.count(), Person.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_who_is_entered_while_they_are_merged_is_on_the_list_once_as_who_they_are():
    event = EventFactory(programmes=[ProgrammeFactory()])
    kept, lost = PersonFactory(), PersonFactory()
    for person in (kept, lost):
        ParticipationFactory(event=event, person=person, posting=False)
    here, roles = AdministrationFactory(), itertools.cycle([EventRole.OBSERVER, EventRole.FACILITATOR])

    def entering(role):
        entry = PersonEntry("X", here, known=lost)
        return lambda: add_participants(event=event, attendees=[Attendee(entry, role)], by=BY)

    outcomes = at_once(merging(kept, lost), entering(next(roles)), entering(next(roles)))

    assert outcomes == [None] * 3
    assert set(Participation.objects.values_list("person", flat=True)) == {kept.pk}
    assert Participation.objects.count() == 3


@pytest.mark.django_db
def test_who_was_chosen_and_merged_before_it_was_saved_is_the_person_they_are():
    kept, lost = PersonFactory(), PersonFactory()
    merge_people(kept=kept, lost=lost, by=BY)
    entry = PersonEntry("X", AdministrationFactory(), known=lost)

    (row,) = add_participants(event=EventFactory(), attendees=[Attendee(entry)], by=BY)

    assert row.person == kept
