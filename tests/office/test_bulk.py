"""Many records at once: the same rows, versions and trail as one by one."""

import pytest
from django.db import IntegrityError

from members.models import Person, Posting
from office import bulk
from office.audit import Actor, ChangedMeanwhile
from office.choices import Door
from office.models import AuditEntry, AuditPersonalValue, Tombstone
from tests.factories.members import AccountFactory, OrganisationFactory, PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return Actor(AccountFactory(), Door.JOB, "a list")


def test_poured_rows_have_what_was_said_and_the_defaults_of_the_rest(by):
    ids = bulk.next_ids(Person, 2)
    names = ["Tui\tlagi\\n", 'Ng"u,yen\nThị {Lan}']

    rows = (
        {"id": pk, "family_name": name, "name_words": [name, "b"]}
        for pk, name in zip(ids, names, strict=True)
    )
    assert bulk.pour(Person, rows, by=by) == ids

    for pk, name in zip(ids, names, strict=True):
        person = Person.objects.get(pk=pk)
        assert (person.family_name, person.name_words, person.name_keys) == (name, [name, "b"], [])
        assert (person.sex, person.version, person.merged_into) == ("NOT_STATED", 1, None)
        assert (person.created_by, person.updated_by) == (by.account, by.account)


def test_pouring_leaves_one_thin_line_and_no_name_in_it(by):
    ids = bulk.next_ids(Person, 3)
    bulk.pour(Person, ({"id": pk, "family_name": "Tuilagi"} for pk in ids), by=by)

    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.changes, entry.label) == ("ADDED_MANY", {"ids": ids}, "3 × person")
    assert not AuditPersonalValue.objects.exists()


def test_pouring_nothing_leaves_nothing(by):
    assert bulk.pour(Person, iter(()), by=by) == []
    assert not AuditEntry.objects.exists()


def test_a_row_that_breaks_a_constraint_refuses_all_of_them(by):
    person, there = PersonFactory(), OrganisationFactory()
    rows = [
        {
            "id": pk,
            "person_id": person.pk,
            "organisation_id": there.pk,
            "starts_on": start,
            "ends_on": "2020-01-01",
        }
        for pk, start in zip(bulk.next_ids(Posting, 2), ["2019-01-01", "2021-01-01"], strict=True)
    ]

    with pytest.raises(IntegrityError, match="posting_ends_after_start"):
        bulk.pour(Posting, rows, by=by)


def test_ids_are_taken_once():
    assert not set(bulk.next_ids(Person, 50)) & set(bulk.next_ids(Person, 50))


def test_changed_records_are_stored_with_the_trail_of_each(by):
    one, same = PostingFactory(position="Officer", staff_number="7"), PostingFactory(position="Officer")
    one.position, one.staff_number = 'Dir\tec"tor\\', "008"

    assert bulk.change_many(Posting, [one, same], by=by) == 1

    one = Posting.objects.get(pk=one.pk)
    assert (one.position, one.staff_key, one.version, one.updated_by) == ('Dir\tec"tor\\', "8", 2, by.account)
    assert Posting.objects.get(pk=same.pk).version == 1
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.object_id) == ("CHANGED", one.pk)
    assert entry.changes == {"position": "personal", "staff_number": "personal"}
    told = set(entry.personal_values.values_list("field", "old", "new"))
    assert told == {("position", "Officer", 'Dir\tec"tor\\'), ("staff_number", "7", "008")}


def test_a_corrected_name_is_found_under_its_new_spelling(by):
    person = PersonFactory(family_name="Tuilagi", given_names="Ana")
    keys = person.name_keys
    person.family_name = "Vunipola"

    bulk.change_many(Person, [person], by=by)

    assert list(Person.objects.all().called("vunipola")) == [person]
    assert not Person.objects.all().called("tuilagi").exists()
    assert Person.objects.get(pk=person.pk).name_keys != keys


def test_days_and_nothing_go_there_and_back(by):
    posting = PostingFactory(starts_on="2020-02-03", ends_on="2021-01-01")
    posting = Posting.objects.get(pk=posting.pk)
    posting.ends_on = None

    bulk.change_many(Posting, [posting], by=by)

    assert Posting.objects.get(pk=posting.pk).ends_on is None
    assert AuditEntry.objects.get().changes == {"ends_on": ["2021-01-01", None]}


@pytest.mark.parametrize("gone", [False, True])
def test_a_record_somebody_else_changed_or_removed_refuses_all_of_them(by, gone):
    first, second = PostingFactory(position="Officer"), PostingFactory(position="Officer")
    first.position = second.position = "Director"
    rows = Posting.objects.filter(pk=second.pk)
    rows.delete() if gone else rows.update(version=2)

    with pytest.raises(ChangedMeanwhile):
        bulk.change_many(Posting, [first, second], by=by)
    assert Posting.objects.get(pk=first.pk).position == "Officer"
    assert not AuditEntry.objects.exists()


def test_removed_records_leave_a_tombstone_each_and_one_line(by):
    ids = [PostingFactory().pk, PostingFactory().pk]
    kept = PostingFactory()

    bulk.remove_many(Posting, ids, by=by)
    bulk.remove_many(Posting, [], by=by)

    assert list(Posting.objects.all()) == [kept]
    assert set(Tombstone.objects.values_list("object_id", "reason")) == {(pk, "a list") for pk in ids}
    assert AuditEntry.objects.get().changes == {"ids": ids}
