"""The one way to write a record: version counted up, trail left, in the caller's transaction."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, models, transaction

from office.choices import Door, Verb
from office.models import AuditEntry, AuditPersonalValue, ReadEntry, Tombstone, Upload
from office.records import BOOKKEEPING, Record

R = TypeVar("R", bound=Record)

_encoder = DjangoJSONEncoder()


class ChangedMeanwhile(Exception):
    """Somebody else saved the record after it was read; saving now would undo their change."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who changes something, through which door, and why where a reason is asked.

    ``account`` is None for the operator of a command; ``upload`` is the list that brings the change.
    """

    account: Any
    door: Door
    reason: str = ""
    upload: Upload | None = None

    @property
    def author(self) -> Any:
        return self.account if self.account is not None and self.account.pk else None


def save(record: Record, *, by: Actor) -> bool:
    """Check and store one record; return whether anything was different.

    :raises django.core.exceptions.ValidationError: when a rule of the record is broken, or somebody else
        stored in the same moment what may be there only once.
    :raises ChangedMeanwhile: when the stored version is not the one that was read.
    """
    try:
        return _save(record, by=by)
    except IntegrityError:
        record.full_clean(
            exclude=BOOKKEEPING
        )  # by now the other one is there: this says which rule it breaks
        raise


@transaction.atomic
def _save(record: Record, *, by: Actor) -> bool:
    stored = _stored(record)
    if stored is not None and stored.version != record.version:
        raise ChangedMeanwhile
    changes = differences(stored, record)
    if stored is not None and not changes:
        return False
    record.full_clean(exclude=BOOKKEEPING)
    record.updated_by = by.author
    if stored is None:
        record.created_by = by.author
        record.version = 1
    else:
        record.version += 1
    record.save()
    _write(Verb.CREATED if stored is None else Verb.CHANGED, record, changes, by)
    return True


@transaction.atomic
def remove(record: Record, *, by: Actor) -> None:
    """Delete one record and leave a tombstone.

    :raises ChangedMeanwhile: when somebody else removed it first.
    """
    if _stored(record) is None:
        raise ChangedMeanwhile
    pk, label = record.pk, str(record)
    changes = {name: [old, None] for name, (_, old) in differences(None, record).items()}
    Tombstone.objects.create(
        content_type=_type_of(record), object_id=pk, removed_by=by.author, reason=by.reason
    )
    _write(Verb.REMOVED, record, changes, by, label=label)
    record.delete()


@transaction.atomic
def add_many(model: type[R], rows: Iterable[R], *, by: Actor) -> list[R]:
    """Insert rows that a gate has checked, with one thin line in the trail for the statement."""
    made = list(rows)
    for row in made:
        row.created_by = row.updated_by = by.author
    stored = model._default_manager.bulk_create(made, batch_size=2000)
    if stored:
        note_many(Verb.ADDED_MANY, model, [row.pk for row in stored], by=by)
    return stored


@transaction.atomic
def link(record: Record, name: str, others: Sequence[models.Model], *, by: Actor) -> bool:
    """Make ``others`` the whole of a many-to-many relation; return whether it was different."""
    relation = getattr(record, name)
    before = set(relation.values_list("pk", flat=True))
    after = {other.pk for other in others}
    if before == after:
        return False
    relation.set(others)
    touch(record, by=by)
    _write(Verb.LINKED, record, {name: [sorted(before), sorted(after)]}, by)
    return True


def touch(record: Record, *, by: Actor) -> None:
    """Count the version up because something that belongs to the record has changed."""
    record.version += 1
    record.updated_by = by.author
    record.save(update_fields=["version", "updated_at", "updated_by"])


def note(record: models.Model, verb: Verb, *, by: Actor) -> None:
    """Leave a line about something done to a record that is no change of its fields."""
    _write(verb, record, {}, by)


def note_many(verb: Verb, model: type[models.Model], ids: Sequence[int], *, by: Actor) -> None:
    """Leave the one thin line of a statement about many records of a kind."""
    AuditEntry.objects.create(
        actor=by.author,
        door=by.door,
        verb=verb,
        content_type=ContentType.objects.get_for_model(model),
        label=f"{len(ids)} × {model._meta.verbose_name}",
        changes={"ids": list(ids)},
        reason=by.reason,
        upload=by.upload,
    )


def was_read(what: str, *, people: int, reader: Any, door: Door) -> None:
    """Log that personal data of ``people`` persons was shown to the reader."""
    if people:
        ReadEntry.objects.create(reader=reader, door=door, what=what[:300], people=people)


def was_fetched(what: str, *, reader: Any, door: Door) -> None:
    """Log that the reader took a file that names nobody; what the public may take is logged of no one."""
    if reader.is_authenticated:
        ReadEntry.objects.create(reader=reader, door=door, what=what[:300], people=0)


def _stored(record: R) -> R | None:
    if record.pk is None:
        return None
    rows = type(record)._default_manager.select_for_update(of=("self",))
    return rows.filter(pk=record.pk).first()


def differences(stored: Record | None, record: Record) -> dict[str, list[Any]]:
    changes = {}
    for field in record._meta.concrete_fields:
        if field.name in BOOKKEEPING | record.derived_fields or field.primary_key:
            continue
        new = _plain(getattr(record, field.attname))
        old = None if stored is None else _plain(getattr(stored, field.attname))
        if new != old:
            changes[field.name] = [old, new]
    return changes


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | int | bool | float | dict | list):
        return value
    return _encoder.default(value)


def _type_of(record: models.Model) -> ContentType:
    return ContentType.objects.get_for_model(record)


def _write(
    verb: Verb, record: models.Model, changes: dict[str, list[Any]], by: Actor, *, label: str = ""
) -> None:
    entry = entry_about(verb, record, changes, by, label=label)
    entry.save()
    AuditPersonalValue.objects.bulk_create(personal_values(entry, record, changes))


def entry_about(
    verb: Verb, record: models.Model, changes: dict[str, list[Any]], by: Actor, *, label: str = ""
) -> AuditEntry:
    """Return the line of the trail about a change, unsaved."""
    personal: frozenset[str] = getattr(record, "personal_fields", frozenset())
    return AuditEntry(
        actor=by.author,
        door=by.door,
        verb=verb,
        content_type=_type_of(record),
        object_id=record.pk,
        label="" if personal else (label or str(record))[:300],
        changes={name: "personal" if name in personal else pair for name, pair in changes.items()},
        reason=by.reason,
        upload=by.upload,
    )


def personal_values(
    entry: AuditEntry, record: models.Model, changes: dict[str, list[Any]]
) -> Iterator[AuditPersonalValue]:
    """Yield what the side table holds of a change, unsaved."""
    personal: frozenset[str] = getattr(record, "personal_fields", frozenset())
    for name, (old, new) in changes.items():
        if name in personal:
            yield AuditPersonalValue(entry=entry, field=name, old=_text(old), new=_text(new))


def _text(value: Any) -> str:
    return "" if value is None else str(value)
