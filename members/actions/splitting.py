"""Two people were taken for one: what a merge did is taken back, and later changes stay."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from members.actions.merging import EMPTY, relations_of, type_of
from members.actions.other_names import keep_other_names
from members.actions.register import wait_for_turn
from members.choices import Outcome, Rejoining
from members.models import Merge, MergeLine, Person
from members.records import Fate
from office import audit
from office.audit import Actor
from office.models import AuditEntry, Tombstone
from office.records import BOOKKEEPING


class CannotSplit(Exception):
    """The merge cannot be undone as things are; the text says what comes first."""


@transaction.atomic
def split_people(*, merge: Merge, now: dt.datetime, by: Actor) -> Merge:
    """Undo a merge: its rows go back, folded rows stand again. Done before, it does nothing.

    What was changed since stays changed, and what was entered since stays with the person it was
    entered for; the lines of the merge say of each row which it was.

    :raises CannotSplit: when a later merge rests on it, or books that it would change are closed.
    """
    for _related, _name, rule in relations_of(Person):
        rule.locks([merge.kept_id, merge.lost_id])
    wait_for_turn()
    merge = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    if merge.split_at is not None:
        return merge
    people = (
        Person.everyone.select_for_update(of=("self",)).order_by("pk").in_bulk([merge.kept_id, merge.lost_id])
    )
    kept, lost = people[merge.kept_id], people[merge.lost_id]
    _refuse(merge, kept)
    lost.merged_into = None
    audit.save(lost, by=by)
    _note_added(merge, kept)
    done = merge.lines.exclude(what=Rejoining.ADDED).select_related("content_type", "entry").order_by("-pk")
    for line in done:
        UNDO[line.what](line, lost, by)
    merge.split_at = now
    audit.save(merge, by=by)
    keep_other_names(kept.pk)
    return merge


def _refuse(merge: Merge, kept: Person) -> None:
    if kept.merged_into is not None:
        raise CannotSplit(
            _("%(kept)s was itself merged into %(into)s since. Split those two first.")
            % {"kept": kept, "into": kept.merged_into}
        )
    later = _later_merge_on_the_same_rows(merge)
    if later is not None:
        raise CannotSplit(
            _("%(name)s was merged into %(kept)s later, and rows of both became one. Split that entry first.")
            % {"name": later.lost, "kept": kept}
        )
    for line in merge.lines.filter(what=Rejoining.FOLDED).select_related("content_type"):
        if reason := _why_not_unfold(line):
            raise CannotSplit(reason)


def _later_merge_on_the_same_rows(merge: Merge) -> Merge | None:
    """Return a merge that stands and changed what this one wrote: taken back first, both come out right."""
    lines = list(merge.lines.select_related("entry"))
    later = Merge.objects.filter(kept=merge.kept_id, split_at=None, pk__gt=merge.pk).order_by("-pk")
    for other in later.prefetch_related("lines__entry"):
        if any(_touch(mine, theirs) for mine in lines for theirs in other.lines.all()):
            return other
    return None


def _touch(mine: MergeLine, theirs: MergeLine) -> bool:
    if mine.content_type_id != theirs.content_type_id:
        return False
    if theirs.content_type.model_class() is Person:
        fields = [set(each.entry.changes) if each.entry else set() for each in (mine, theirs)]
        return bool(fields[0] & fields[1])
    rows = ({mine.object_id, mine.into_id}, {theirs.object_id, theirs.into_id})
    return bool((rows[0] & rows[1]) - {None})


def _why_not_unfold(line: MergeLine) -> str:
    model: Any = line.content_type.model_class()
    twin = _row(line, line.into_id)
    if model is None or twin is None:
        return ""
    return str(model.on_merge[line.field].refuses(twin))


def _note_added(merge: Merge, kept: Person) -> None:
    """Write down what was entered for the person since the merge: it stays where it is."""
    known = set(merge.lines.values_list("content_type", "object_id"))
    for related, name, rule in relations_of(Person):
        if rule.fate is Fate.STAY:
            continue
        kind = type_of(related)
        since = related._default_manager.filter(Q(created_at__gt=merge.created_at), **{name: kept.pk})
        MergeLine.objects.bulk_create(
            MergeLine(
                merge=merge,
                content_type=kind,
                object_id=pk,
                what=Rejoining.ADDED,
                field=name,
                outcome=Outcome.STAYED,
            )
            for pk in since.order_by("pk").values_list("pk", flat=True)
            if (kind.pk, pk) not in known
        )


def _row(line: MergeLine, pk: int | None) -> Any:
    model = line.content_type.model_class()
    if model is None:
        return None
    return model._default_manager.select_for_update(of=("self",)).filter(pk=pk).first()


def _end(line: MergeLine, outcome: Outcome, fields_kept: list[str] | None = None) -> None:
    line.outcome = outcome
    line.fields_kept = fields_kept or []
    line.save(update_fields=["outcome", "fields_kept"])


def _move_back(line: MergeLine, lost: Person, by: Actor) -> None:
    """Give a row back to what it led to before, with whatever was changed in it since."""
    row = _row(line, line.object_id)
    if row is None:
        return _end(line, Outcome.GONE)
    before, after = _pair(line, line.field)
    key = row._meta.get_field(line.field).attname
    if getattr(row, key) != after:
        return _end(line, Outcome.STAYED)
    is_edited = row.version != line.version
    setattr(row, key, before)
    try:
        audit.save(row, by=by)
    except ValidationError:  # it was changed into something that has no place there
        return _end(line, Outcome.STAYED)
    return _end(line, Outcome.EDITED if is_edited else Outcome.RETURNED)


def _change_back(line: MergeLine, lost: Person, by: Actor) -> None:
    """Give each field its value of before the merge, unless it was changed since."""
    row = _row(line, line.object_id)
    if row is None:
        return _end(line, Outcome.GONE)
    kept = []
    for name, (old, new) in _values(line, row).items():
        field = row._meta.get_field(name)
        if getattr(row, field.attname) == new:
            setattr(row, field.attname, old)
        else:
            kept.append(name)
    audit.save(row, by=by)
    return _end(line, Outcome.STAYED if kept else Outcome.RETURNED, kept)


def _unfold(line: MergeLine, lost: Person, by: Actor) -> None:
    """Let a folded row stand again under its old number, as it was."""
    model: Any = line.content_type.model_class()
    if model is None:
        return _end(line, Outcome.GONE)
    row = model(pk=line.object_id)
    for name, (old, _new) in _values(line, row).items():
        setattr(row, row._meta.get_field(name).attname, old)
    try:
        audit.save(row, by=by)
    except ValidationError:  # what it was about, an event, was removed since
        return _end(line, Outcome.GONE)
    Tombstone.objects.filter(content_type=line.content_type, object_id=line.object_id).delete()
    aside = line.set_aside
    model._default_manager.filter(pk=row.pk).update(
        version=aside["version"] + 1,
        created_at=dt.datetime.fromisoformat(aside["created_at"]),
        created_by=aside["created_by"],
    )
    return _end(line, Outcome.RETURNED)


UNDO: Mapping[str, Callable[[MergeLine, Person, Actor], None]] = {
    Rejoining.MOVED: _move_back,
    Rejoining.CHANGED: _change_back,
    Rejoining.FOLDED: _unfold,
}


def _pair(line: MergeLine, name: str) -> tuple[Any, Any]:
    if line.entry is None:
        raise LookupError(f"{line} has no entry in the trail.")
    before, after = line.entry.changes[name]
    return before, after


def _values(line: MergeLine, row: models.Model) -> dict[str, tuple[Any, Any]]:
    """Return the value of each changed field before and after, personal ones out of the side table."""
    entry: AuditEntry | None = line.entry
    if entry is None:
        return {}
    personal = {each.field: (each.old, each.new) for each in entry.personal_values.all()}
    found = {}
    for name, change in entry.changes.items():
        if name in BOOKKEEPING:
            continue
        field: Any = row._meta.get_field(name)
        if name in personal:
            change = personal[name]
        elif not isinstance(change, list):
            continue  # erased by anonymising: it is not known any more
        old, new = (_typed(field, each) for each in change)
        found[name] = (old, new)
    return found


def _typed(field: Any, value: Any) -> Any:
    """Return a value of the trail as the field holds it."""
    if value in EMPTY:
        return None if field.null else ""
    return (field.target_field if field.is_relation else field).to_python(value)
