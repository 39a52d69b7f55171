"""Taking back what one upload made and changed, or saying what rests on it."""

import pytest

from members.models import Person, Posting
from office import bulk
from office.audit import Actor
from office.choices import Door, UploadState
from office.models import Upload
from office.undoing import NotSaved, RestsOnIt, take_back
from tests.factories.members import AccountFactory, OrganisationFactory, PersonFactory, PostingFactory
from tests.factories.office import UploadFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def upload(db):
    return UploadFactory(state=UploadState.SAVED)


@pytest.fixture
def by(upload):
    return Actor(AccountFactory(), Door.PAGE, "", upload)


@pytest.fixture
def made(by):
    """A person and a posting the upload made."""
    person, posting = bulk.next_ids(Person, 1)[0], bulk.next_ids(Posting, 1)[0]
    there = OrganisationFactory()
    bulk.pour(Person, [{"id": person, "family_name": "Tuilagi"}], by=by)
    bulk.pour(Posting, [{"id": posting, "person_id": person, "organisation_id": there.pk}], by=by)
    return Person.objects.get(pk=person)


def undo(upload, by):
    take_back(upload=upload, by=Actor(by.account, Door.PAGE))


def test_what_it_made_is_gone_and_what_it_changed_is_as_before(upload, by, made):
    known = PostingFactory(position="Officer", starts_on="2020-01-01")
    known = Posting.objects.get(pk=known.pk)
    known.position, known.ends_on = "Director", "2024-01-01"
    known.ends_on = Posting._meta.get_field("ends_on").to_python(known.ends_on)
    bulk.change_many(Posting, [known], by=by)

    undo(upload, by)

    assert not Person.objects.filter(pk=made.pk).exists()
    known = Posting.objects.get(pk=known.pk)
    assert (known.position, known.ends_on, known.version) == ("Officer", None, 3)
    upload.refresh_from_db()
    assert (upload.state, upload.undone_by) == (UploadState.UNDONE, by.account)


def test_a_field_changed_twice_by_it_goes_back_to_the_first_value(upload, by):
    posting = PostingFactory(position="Officer")
    for position in ("Inspector", "Director"):
        posting = Posting.objects.get(pk=posting.pk)
        posting.position = position
        bulk.change_many(Posting, [posting], by=by)

    undo(upload, by)

    assert Posting.objects.get(pk=posting.pk).position == "Officer"


@pytest.mark.parametrize("state", [UploadState.OPEN, UploadState.UNDONE])
def test_what_is_not_saved_is_not_taken_back(upload, by, made, state):
    Upload.objects.update(state=state)

    with pytest.raises(NotSaved):
        undo(upload, by)
    assert Person.objects.filter(pk=made.pk).exists()


def test_a_record_it_made_that_was_changed_since_stands_in_the_way(upload, by, made):
    made.email = "t@example.org"
    bulk.change_many(Person, [made], by=Actor(by.account, Door.PAGE))

    with pytest.raises(RestsOnIt, match="“Tuilagi” was changed since"):
        undo(upload, by)
    assert Person.objects.filter(pk=made.pk).exists()


def test_a_record_of_others_that_refers_to_it_stands_in_the_way(upload, by, made):
    PostingFactory(person=made)

    with pytest.raises(RestsOnIt, match="rests on “Tuilagi”"):
        undo(upload, by)


def test_a_value_it_set_that_is_another_since_stands_in_the_way_and_a_different_one_does_not(upload, by):
    person = PersonFactory(family_name="Seru", email="")
    person.email = "s@example.org"
    bulk.change_many(Person, [person], by=by)
    person = Person.objects.get(pk=person.pk)
    person.sex = "WOMAN"
    bulk.change_many(Person, [person], by=Actor(by.account, Door.PAGE))
    undo(upload, by)
    person.refresh_from_db()
    assert (person.email, person.sex) == ("", "WOMAN")

    Upload.objects.update(state=UploadState.SAVED)
    person.email = "other@example.org"
    person.save()
    with pytest.raises(RestsOnIt, match="was changed since"):
        undo(upload, by)


def test_a_changed_record_that_was_removed_since_is_named(upload, by):
    posting = PostingFactory(position="Officer")
    posting.position = "Director"
    bulk.change_many(Posting, [posting], by=by)
    Posting.objects.filter(pk=posting.pk).delete()

    with pytest.raises(RestsOnIt, match=f"Posting {posting.pk} was removed since"):
        undo(upload, by)
