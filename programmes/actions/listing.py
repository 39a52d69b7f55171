"""A whole list of people saved at once, in one transaction of few statements, and taken back."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.actions.register import wait_for_turn
from members.actions.sameness import say_not_same
from members.models import Person, Posting
from office import bulk, undoing
from office.audit import Actor
from office.choices import UploadState
from office.models import Upload
from programmes.actions.attending import refuse_second_count
from programmes.actions.guarding import refuse_if_closed
from programmes.actions.plans import Entry, Fate, Plan, PlannedRow
from programmes.choices import TOOK_PART, EventRole
from programmes.models import Event, Participation


class PlanChanged(Exception):
    """What would be saved is not what was shown."""


class NotReady(Exception):
    """Rows wait for an answer or a correction, and all or nothing was asked for."""


@transaction.atomic
def save_list(
    *, event: Event, upload: Upload, plan: Callable[[], Plan], seen: str, only_good: bool, by: Actor
) -> Mapping[str, int]:
    """Save a list in one transaction, and return how many rows met which fate.

    :param plan: makes the plan anew, under the locks that keep register and event as they are.
    :param seen: the sign of the plan that was shown; "" where nobody looked (a command).
    :param only_good: leave out rows with a problem or a question; else they refuse the whole.
    :raises PlanChanged: when another plan was shown.
    :raises NotReady: when rows wait, and all or nothing was asked for.
    :raises programmes.actions.attending.ImpossibleCount: when a number stands on the parent or parts.
    :raises programmes.actions.guarding.PeriodClosed: when the event lies in a closed period.
    """
    upload = Upload.objects.select_for_update().without_content().get(pk=upload.pk)
    if not upload.is_open:  # sent twice: it is saved once
        return upload.counts
    refuse_if_closed(event)
    wait_for_turn()
    found = plan()
    if seen and found.sign != seen:
        raise PlanChanged(_("What would be saved has changed since it was shown. Look at it again."))
    if not only_good and not found.is_ready:
        raise NotReady(_("Some rows wait for a correction or an answer; nothing was saved."))
    if any(map(_counts, found.of(Fate.NEW, Fate.CHANGED))):
        refuse_second_count(event)
    by = Actor(by.account, by.door, by.reason, upload)
    _write(event, found, by)
    upload.state, upload.counts = UploadState.SAVED, found.counts
    upload.saved_at, upload.saved_by = timezone.now(), by.author
    upload.save(update_fields=["state", "counts", "saved_at", "saved_by"])
    return upload.counts


@transaction.atomic
def undo_list(*, event: Event, upload: Upload, by: Actor) -> None:
    """Take a saved list back, all or nothing.

    :raises office.undoing.NotSaved: when it is not saved.
    :raises office.undoing.RestsOnIt: when something was done since that rests on it.
    :raises programmes.actions.guarding.PeriodClosed: when the event lies in a closed period.
    """
    refuse_if_closed(event)
    wait_for_turn()
    undoing.take_back(upload=upload, by=by)


def _counts(row: PlannedRow) -> bool:
    entry = row.entry
    return entry is not None and entry.role == EventRole.PARTICIPANT and entry.state in TOOK_PART


def _write(event: Event, plan: Plan, by: Actor) -> None:
    _remember_refusals(plan.rows, by)
    _enter_new_people(plan.of(Fate.NEW), by)
    _change_people(plan.of(Fate.NEW, Fate.CHANGED), by)
    _add_postings(plan.of(Fate.NEW), by)
    _change_participations(plan.of(Fate.CHANGED), by)
    new = plan.of(Fate.NEW)
    bulk.pour(Participation, _participations(event, new, bulk.next_ids(Participation, len(new))), by=by)


def _remember_refusals(rows: Sequence[PlannedRow], by: Actor) -> None:
    """Keep who somebody said a row does not mean, so that it is not asked again."""
    refusing = [row for row in rows if row.refused and row.entry is not None]
    people = Person.objects.in_bulk({pk for row in refusing for pk in row.refused})
    for row in refusing:
        assert row.entry is not None  # noqa: S101 - the list was made so
        for pk in row.refused:
            say_not_same(person=people[pk], other=row.entry.described(row.number), by=by)


def _enter_new_people(rows: Sequence[PlannedRow], by: Actor) -> None:
    """Put the people nobody knows into the register, each once, and their ids on the rows."""
    unknown = [row for row in rows if row.person_id is None and row.entry is not None]
    keys = dict.fromkeys(row.entry.new_person_key for row in unknown if row.entry)
    ids = dict(zip(keys, bulk.next_ids(Person, len(keys)), strict=True))
    firsts: dict[int, Entry] = {}
    for row in unknown:
        assert row.entry is not None  # noqa: S101 - only rows that say something are new
        row.person_id = ids[row.entry.new_person_key]
        firsts.setdefault(row.person_id, row.entry)
    bulk.pour(Person, (_person(pk, entry) for pk, entry in firsts.items()), by=by)
    postings = bulk.next_ids(Posting, len(firsts))
    made = zip(postings, firsts.items(), strict=True)
    bulk.pour(Posting, (_posting(pk, person, entry) for pk, (person, entry) in made), by=by)


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


def _posting(pk: int, person_id: int, entry: Entry) -> dict[str, Any]:
    return {
        "id": pk,
        "person_id": person_id,
        "organisation_id": entry.organisation.pk,
        "position": entry.position,
    }


def _participations(event: Event, rows: Sequence[PlannedRow], ids: Sequence[int]) -> Iterator[dict[str, Any]]:
    for pk, row in zip(ids, rows, strict=True):
        if row.entry is not None:
            yield {
                "id": pk,
                "event_id": event.pk,
                "person_id": row.person_id,
                "role": row.entry.role,
                "state": row.entry.state,
                "organisation_id": row.entry.organisation.pk,
                "position": row.entry.position,
            }


def _change_people(rows: Sequence[PlannedRow], by: Actor) -> None:
    """Store what the rows say of people in the register: corrections, and what was not stated there."""
    wanted: dict[int, dict[str, list[Any]]] = {}
    for row in rows:
        if row.person_id is not None and row.person_changes:
            wanted.setdefault(row.person_id, {}).update(row.person_changes)
    people = Person.objects.in_bulk(list(wanted))
    for pk, person in people.items():
        for name, (_old, new) in wanted[pk].items():
            setattr(person, name, new)
    bulk.change_many(Person, list(people.values()), by=by)


def _add_postings(rows: Sequence[PlannedRow], by: Actor) -> None:
    """Note where people of the register work, where it did not know."""
    wanted: dict[tuple[int, int], Entry] = {}
    for row in rows:
        if row.person_id is not None and row.entry is not None:
            wanted.setdefault((row.person_id, row.entry.organisation.pk), row.entry)
    lacking = {pair: wanted[pair] for pair in _not_posted(list(wanted))}
    made = zip(bulk.next_ids(Posting, len(lacking)), lacking.items(), strict=True)
    bulk.pour(Posting, (_posting(pk, person, entry) for pk, ((person, _), entry) in made), by=by)


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


def _change_participations(rows: Sequence[PlannedRow], by: Actor) -> None:
    stored = Participation.objects.in_bulk([row.participation_id for row in rows if row.changes])
    for row in rows:
        if row.changes and row.participation_id is not None:
            for name, (_old, new) in row.changes.items():
                setattr(stored[row.participation_id], name, new)
    bulk.change_many(Participation, list(stored.values()), by=by)
