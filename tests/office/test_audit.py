"""The one way to write: versions, the trail, and what becomes of personal values."""

import pytest
from django.core.exceptions import ValidationError

from members.models import Organisation, Person
from office import audit
from office.audit import Actor, ChangedMeanwhile
from office.choices import Door, Verb
from office.models import AuditEntry, AuditPersonalValue, ReadEntry, Tombstone
from tests.factories.members import OrganisationFactory, PersonFactory
from tests.factories.programmes import EventFactory, TopicFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(officer):
    return Actor(officer, Door.PAGE, reason="asked for")


def test_a_new_record_says_who_made_it(by):
    organisation = Organisation(name="Oceania Customs Organisation", kind="INTERNATIONAL")

    assert audit.save(organisation, by=by)

    entry = AuditEntry.objects.get()
    assert (organisation.version, organisation.created_by) == (1, by.account)
    assert (entry.verb, entry.actor, entry.door) == (Verb.CREATED, by.account, Door.PAGE)
    assert entry.changes["name"] == [None, "Oceania Customs Organisation"]
    assert entry.reason == "asked for"


def test_a_change_counts_the_version_up_and_keeps_old_and_new(by):
    organisation = OrganisationFactory(name="Before")
    organisation.name = "After"

    assert audit.save(organisation, by=by)

    organisation.refresh_from_db()
    assert organisation.version == 2
    assert organisation.created_by is None
    assert AuditEntry.objects.get().changes == {"name": ["Before", "After"]}


def test_saving_what_is_already_so_leaves_no_trace(by):
    organisation = OrganisationFactory()

    assert not audit.save(organisation, by=by)

    assert organisation.version == 1
    assert not AuditEntry.objects.exists()


def test_a_change_made_meanwhile_is_not_overwritten(by):
    mine = OrganisationFactory(name="Before")
    theirs = Organisation.objects.get(pk=mine.pk)
    theirs.name = "Theirs"
    audit.save(theirs, by=by)

    mine.name = "Mine"
    with pytest.raises(ChangedMeanwhile):
        audit.save(mine, by=by)

    assert Organisation.objects.get().name == "Theirs"


def test_a_broken_rule_saves_nothing_and_leaves_no_trace(by):
    with pytest.raises(ValidationError):
        audit.save(Organisation(name="", kind="INTERNATIONAL"), by=by)

    assert not AuditEntry.objects.exists()


def test_personal_values_stand_apart_from_the_trail(by):
    person = PersonFactory(family_name="Tuilagi")
    person.family_name = "Faleolo"
    audit.save(person, by=by)

    entry = AuditEntry.objects.get()
    assert entry.changes["family_name"] == "personal"
    assert "Faleolo" not in f"{entry.label}{entry.changes}"
    kept = AuditPersonalValue.objects.get(field="family_name")
    assert (kept.old, kept.new) == ("Tuilagi", "Faleolo")


def test_what_is_removed_leaves_a_tombstone(by):
    organisation = OrganisationFactory(name="Gone")
    pk = organisation.pk

    audit.remove(organisation, by=by)

    assert Tombstone.objects.get().object_id == pk
    assert AuditEntry.objects.get(verb=Verb.REMOVED).label == "Gone"


def test_rows_added_in_bulk_leave_one_thin_line(by):
    people = [Person(family_name=name) for name in ("A", "B", "C")]

    stored = audit.add_many(Person, people, by=by)

    entry = AuditEntry.objects.get()
    assert entry.verb == Verb.ADDED_MANY
    assert entry.changes == {"ids": [person.pk for person in stored]}
    assert {person.created_by for person in Person.objects.all()} == {by.account}


def test_nothing_added_leaves_no_line(by):
    assert audit.add_many(Person, [], by=by) == []
    assert not AuditEntry.objects.exists()


def test_links_are_the_whole_of_a_relation(by):
    event, (first, second) = EventFactory(), TopicFactory.create_batch(2)
    event.topics.set([first])

    assert audit.link(event, "topics", [second], by=by)
    assert not audit.link(event, "topics", [second], by=by)

    assert list(event.topics.all()) == [second]
    assert AuditEntry.objects.get().changes == {"topics": [[first.pk], [second.pk]]}


def test_reading_names_is_logged_with_how_many(officer):
    audit.was_read("participants of an event", people=3, reader=officer, door=Door.PAGE)
    audit.was_read("an empty list", people=0, reader=officer, door=Door.PAGE)

    assert [(each.reader, each.people) for each in ReadEntry.objects.all()] == [(officer, 3)]


def test_a_command_has_no_account_and_says_so():
    audit.save(Organisation(name="By command", kind="FUND"), by=Actor(None, Door.COMMAND))

    assert AuditEntry.objects.get().actor is None
