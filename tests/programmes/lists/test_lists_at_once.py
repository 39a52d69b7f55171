"""Lists saved, undone and sent in the same moment: each person once, nothing lost, nothing half-done."""

import pytest

from members.models import Person, Posting
from office.audit import Actor
from office.choices import Door, UploadState
from office.models import AuditEntry, Upload
from programmes.actions import sending
from programmes.actions.saving import PlanChanged
from programmes.intake.lists.looking import look_at
from programmes.intake.lists.subjects import subject_of
from programmes.models import Participation
from tests.factories.members import AdministrationFactory
from tests.factories.programmes import EventFactory, InvitationFactory
from tests.programmes.test_at_once import AT_ONCE, at_once, kinds

pytestmark = pytest.mark.django_db(transaction=True)
BY = Actor(None, Door.COMMAND)
ROWS = "Family name\tGiven names\tCountry\tStaff number\n" + "".join(
    f"Tuilagi{n}\tAnna{n}\tFJ\t{n}\n" for n in range(10)
)


@pytest.fixture
def fiji():
    return AdministrationFactory(iso2="FJ", member_name="Fiji")


def sent(record):
    """Send the list for a record; return a function that saves it as it was shown."""
    upload, _job = sending.send_list(about=record, sent=ROWS, name="", is_large=False, by=BY)
    shown = look_at(upload, subject_of(record), reader=None).plan.sign
    return upload, lambda: save(record, upload, shown)


def save(record, upload, seen):
    subject = subject_of(type(record).objects.get(pk=record.pk))
    return subject.save(
        upload, lambda: look_at(upload, subject, reader=None).plan, seen=seen, only_good=False, by=BY
    )


def test_one_list_saved_by_several_at_once_is_saved_once(fiji):
    event = EventFactory()
    _upload, saving = sent(event)

    assert kinds(at_once(saving)) == ["done"] * AT_ONCE

    assert (Person.objects.count(), Participation.objects.count(), Posting.objects.count()) == (10, 10, 10)
    assert AuditEntry.objects.filter(verb="ADDED_MANY").count() == 3


def test_one_list_sent_several_times_at_once_enters_everybody_once_and_the_others_look_again(fiji):
    event = EventFactory()
    waiting = [sent(event)[1] for _ in range(AT_ONCE)]

    outcomes = at_once(lambda: waiting.pop()())

    assert kinds(outcomes) == [PlanChanged.__name__] * (AT_ONCE - 1) + ["done"]
    assert (Person.objects.count(), Participation.objects.count()) == (10, 10)
    assert Upload.objects.filter(state=UploadState.SAVED).count() == 1


def test_one_list_sent_to_several_events_at_once_makes_each_person_once(fiji):
    waiting = [EventFactory() for _ in range(AT_ONCE)]
    uploads = [(event, sent(event)[0]) for event in waiting]

    outcomes = at_once(lambda: save(*uploads.pop(), ""))

    assert kinds(outcomes) == ["done"] * AT_ONCE
    assert (Person.objects.count(), Participation.objects.count()) == (10, 10 * AT_ONCE)


def test_the_same_officers_sent_several_times_at_once_are_posted_once(fiji):
    waiting = [sent(fiji)[1] for _ in range(AT_ONCE)]

    outcomes = at_once(lambda: waiting.pop()())

    assert kinds(outcomes) == [PlanChanged.__name__] * (AT_ONCE - 1) + ["done"]
    assert (Person.objects.count(), Posting.objects.count()) == (10, 10)


def test_the_same_nominees_sent_several_times_at_once_have_each_rank_once(fiji):
    invitation = InvitationFactory(administration=fiji)
    waiting = [sent(invitation)[1] for _ in range(AT_ONCE)]

    outcomes = at_once(lambda: waiting.pop()())

    assert kinds(outcomes) == [PlanChanged.__name__] * (AT_ONCE - 1) + ["done"]
    ranks = Participation.objects.order_by("rank").values_list("rank", flat=True)
    assert list(ranks) == list(range(1, 11))


def test_a_list_undone_by_several_at_once_is_undone_once(fiji):
    event = EventFactory()
    upload, saving = sent(event)
    saving()

    outcomes = at_once(lambda: subject_of(event).undo(upload, by=BY))

    assert kinds(outcomes).count("done") == 1
    assert not Person.objects.exists()
    assert not Participation.objects.exists()
