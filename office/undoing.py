"""Taking back a whole upload, as long as nothing else rests on what it made or changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from office import bulk
from office.audit import Actor
from office.choices import UploadState, Verb
from office.models import AuditEntry, Upload
from office.records import Record

_NAMED = 20  # things that stand in the way, named in a message


class RestsOnIt(Exception):
    """Something was done since that rests on the upload; ``reasons`` say what."""

    def __init__(self, reasons: Sequence[str]) -> None:
        self.reasons = tuple(reasons[:_NAMED])
        super().__init__(" ".join(self.reasons))


class NotSaved(Exception):
    """The upload is not saved, or was undone already."""


@transaction.atomic
def take_back(*, upload: Upload, by: Actor) -> None:
    """Remove what the upload made and put back what it changed, all or nothing.

    :raises NotSaved: when there is nothing to take back.
    :raises RestsOnIt: when a record was changed since, or another record refers to one.
    """
    upload = Upload.objects.select_for_update().without_content().get(pk=upload.pk)
    if not upload.is_saved:
        raise NotSaved(_("This list is not saved, or was undone already."))
    entries = list(upload.entries.select_related("content_type").prefetch_related("personal_values"))
    entries.sort(key=_latest_first)
    made = _made(entries)
    restored, reasons = _restored([each for each in entries if each.verb == Verb.CHANGED])
    reasons += [reason for model, ids in made.items() for reason in _in_the_way(model, ids, made)]
    if reasons:
        raise RestsOnIt(reasons)
    for model, ids in made.items():
        bulk.remove_many(model, sorted(ids), by=by)
    for model, records in restored.items():
        bulk.change_many(model, records, by=by)
    upload.state = UploadState.UNDONE
    upload.undone_at, upload.undone_by = timezone.now(), by.author
    upload.save(update_fields=["state", "undone_at", "undone_by"])


def _latest_first(entry: AuditEntry) -> int:
    return -int(entry.pk)


def _made(entries: Sequence[AuditEntry]) -> dict[type[Record], set[int]]:
    """Return the ids of what was made, what was made last first: nothing refers to that."""
    made: dict[type[Record], set[int]] = {}
    for entry in entries:
        model: Any = entry.content_type.model_class()
        if entry.verb == Verb.ADDED_MANY:
            made.setdefault(model, set()).update(entry.changes["ids"])
        elif entry.verb == Verb.CREATED and entry.object_id is not None:
            made.setdefault(model, set()).add(entry.object_id)
    return made


def _restored(entries: Sequence[AuditEntry]) -> tuple[dict[type[Record], list[Record]], list[str]]:
    """Return the changed records with their old values, unsaved, and what cannot be put back."""
    by_model: dict[type[Record], dict[int, list[AuditEntry]]] = defaultdict(lambda: defaultdict(list))
    for entry in entries:
        model: Any = entry.content_type.model_class()
        by_model[model][entry.object_id or 0].append(entry)
    restored: dict[type[Record], list[Record]] = {}
    reasons: list[str] = []
    for model, about in by_model.items():
        stored = model._default_manager.in_bulk(list(about))
        for pk, changes in about.items():
            record = stored.get(pk)
            if record is None:
                reasons.append(_("%(kind)s %(id)s was removed since.") % _named(model, pk))
            elif not all(_put_back(record, entry) for entry in changes):
                reasons.append(_("“%(record)s” was changed since.") % {"record": record})
            else:
                restored.setdefault(model, []).append(record)
    return restored, reasons


def _put_back(record: Record, entry: AuditEntry) -> bool:
    """Set the old values of one change; False where what is stored is not what the change left."""
    personal = {value.field: (value.old, value.new) for value in entry.personal_values.all()}
    for name, pair in entry.changes.items():
        old, new = personal.get(name, ("", "")) if pair == "personal" else pair
        field: Any = record._meta.get_field(name)
        if not field.editable:  # made of others
            continue
        if _plain(getattr(record, field.attname)) != _plain(new):
            return False
        setattr(record, field.attname, field.to_python(old) if old != "" or not field.null else None)
    return True


def _plain(value: Any) -> str:
    return "" if value is None else str(value)


def _named(model: type[models.Model], pk: int) -> dict[str, object]:
    return {"kind": str(model._meta.verbose_name).capitalize(), "id": pk}


def _in_the_way(model: type[Record], ids: set[int], made: dict[type[Record], set[int]]) -> Iterator[str]:
    """Yield what was done since to records an upload made: changes, and references of other records."""
    changed: Any = model._default_manager.filter(pk__in=ids, version__gt=1)
    for record in changed[:_NAMED]:
        yield _("“%(record)s” was changed since.") % {"record": record}
    for relation in model._meta.related_objects:
        other: Any = relation.related_model
        field: Any = relation.field
        if field.many_to_many:
            continue
        rows = other._base_manager.filter(**{f"{field.name}__in": ids})
        rows = rows.exclude(pk__in=made.get(other, ()))
        for record in rows.select_related(field.name)[:_NAMED]:
            words = {"record": getattr(record, field.name), "other": record}
            yield _("“%(other)s” rests on “%(record)s”.") % words
