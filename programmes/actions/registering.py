"""What a list says of people, put into the register in few statements."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from members.actions.sameness import say_not_same
from members.choices import Standing
from members.models import Person, Posting
from members.names.numbers import staff_key
from office import bulk
from office.audit import Actor, ChangedMeanwhile
from office.records import Record
from programmes.actions.plans import Entry, Fate, Plan, PlannedRow


def register(plan: Plan, *, by: Actor) -> set[int]:
    """Put the people of a plan into the register: new ones with their posting, known ones as said.

    Return the numbers of the rows whose posting was made with them.
    """
    _remember_refusals(plan.rows, by)
    posted = _enter_new_people(plan.of(Fate.NEW), by)
    _change_people(plan.of(Fate.NEW, Fate.CHANGED), by)
    return posted


def add_postings(rows: Sequence[PlannedRow], *, by: Actor) -> None:
    """Note where people of the register work, where it did not know; and staff numbers it lacked."""
    wanted: dict[tuple[int, int], Entry] = {}
    for row in rows:
        if row.fate == Fate.NEW and row.person_id is not None and row.entry is not None:
            wanted.setdefault((row.person_id, row.entry.organisation.pk), row.entry)
    post([(pair[0], wanted[pair]) for pair in _not_posted(list(wanted))], by=by)
    numbered = [row for row in rows if row.posting_id is not None]
    change(Posting, [(row.posting_id or 0, row.posting_changes) for row in numbered], by=by)


def post(wanted: Sequence[tuple[int, Entry]], *, by: Actor) -> None:
    """Give people a posting each."""
    ids = bulk.next_ids(Posting, len(wanted))
    made = zip(ids, wanted, strict=True)
    bulk.pour(Posting, (_posting(pk, person, entry, by) for pk, (person, entry) in made), by=by)


def change(model: type[Record], wanted: Sequence[tuple[int, dict[str, list[Any]]]], *, by: Actor) -> None:
    """Store what changed of stored rows: each by its id, with [old, new] of each field.

    :raises office.audit.ChangedMeanwhile: when somebody else removed one of them.
    """
    stored = model._default_manager.in_bulk([pk for pk, changes in wanted if changes])
    if any(changes and pk not in stored for pk, changes in wanted):
        raise ChangedMeanwhile
    for pk, changes in wanted:
        for name, (_old, new) in changes.items():
            setattr(stored[pk], name, new)
    bulk.change_many(model, list(stored.values()), by=by)


def _remember_refusals(rows: Sequence[PlannedRow], by: Actor) -> None:
    """Keep who somebody said a row does not mean, so that it is not asked again."""
    refusing = [row for row in rows if row.refused and row.entry is not None]
    people = Person.objects.in_bulk({pk for row in refusing for pk in row.refused})
    for row in refusing:
        assert row.entry is not None  # noqa: S101 - the list was made so
        for pk in row.refused:
            say_not_same(person=people[pk], other=row.entry.described(row.number), by=by)


def _enter_new_people(rows: Sequence[PlannedRow], by: Actor) -> set[int]:
    """Put the people nobody knows into the register, each once, and their ids on the rows."""
    unknown = [row for row in rows if row.person_id is None and row.entry is not None]
    keys = dict.fromkeys(row.entry.new_person_key for row in unknown if row.entry)
    ids = dict(zip(keys, bulk.next_ids(Person, len(keys)), strict=True))
    firsts: dict[int, Entry] = {}
    posted: set[int] = set()
    for row in unknown:
        assert row.entry is not None  # noqa: S101 - only rows that say something are new
        row.person_id = ids[row.entry.new_person_key]
        if row.person_id not in firsts:
            firsts[row.person_id] = row.entry
            posted.add(row.number)
    bulk.pour(Person, (_person(pk, entry) for pk, entry in firsts.items()), by=by)
    post(list(firsts.items()), by=by)
    return posted


def _person(pk: int, entry: Entry) -> dict[str, Any]:
    person = Person(family_name=entry.family_name, given_names=entry.given_names)
    person.derive()
    return {
        "id": pk,
        "family_name": entry.family_name,
        "given_names": entry.given_names,
        "folded_name": person.folded_name,
        "name_keys": person.name_keys,
        "name_words": person.name_words,
        "sex": entry.sex,
        "email": entry.email,
    }


def _posting(pk: int, person_id: int, entry: Entry, by: Actor) -> dict[str, Any]:
    posting = {
        "id": pk,
        "person_id": person_id,
        "organisation_id": entry.organisation.pk,
        "position": entry.position,
        "staff_number": entry.staff_number,
        "staff_key": staff_key(entry.staff_number)[:40],
        "starts_on": entry.starts_on,
        "ends_on": entry.ends_on,
    }
    if entry.standing and entry.standing != Standing.UNKNOWN and by.upload is not None:
        told = {"known_on": by.upload.sent_on, "source": by.upload.named}
        posting |= {"standing": entry.standing, **told}
    return posting


def _change_people(rows: Sequence[PlannedRow], by: Actor) -> None:
    """Store what the rows say of people in the register: corrections, and what was not stated there."""
    wanted: dict[int, dict[str, list[Any]]] = {}
    for row in rows:
        if row.person_id is not None and row.person_changes:
            wanted.setdefault(row.person_id, {}).update(row.person_changes)
    change(Person, list(wanted.items()), by=by)


def _not_posted(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the pairs of a person and an organisation the register knows no posting of, in their order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT person, organisation FROM unnest(%s::bigint[], %s::bigint[]) WITH ORDINALITY"
            " AS asked (person, organisation, place) WHERE NOT EXISTS (SELECT FROM members_posting AS known"
            " WHERE known.person_id = person AND known.organisation_id = organisation) ORDER BY place",
            [[person for person, _ in pairs], [organisation for _, organisation in pairs]],
        )
        return cursor.fetchall()
