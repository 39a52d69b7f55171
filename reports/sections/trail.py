"""Lines of the audit trail in words: who changed what, through which door, from what to what."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from office.choices import Verb
from office.models import AuditEntry
from office.records import Record

Values = Mapping[str, tuple[str, str]]  # of personal fields: old and new


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the trail. ``about`` names the record, ``address`` leads to it where it has a page.

    ``fields`` are the changes in words; of a personal field only its name, unless its values are given.
    """

    entry: AuditEntry
    about: str
    fields: tuple[str, ...]


def lines_of(entries: Iterable[AuditEntry], personal: Mapping[int, Values] | None = None) -> list[Line]:
    """Return entries in words; values of personal fields only those given, by the id of the entry.

    An entry that is left out of ``personal`` says of such a field that it was changed; one whose values
    were erased says so.
    """
    return [
        Line(
            each, _about(each), tuple(_fields(each, None if personal is None else personal.get(each.pk, {})))
        )
        for each in entries
    ]


def values_of(entries: Iterable[AuditEntry]) -> dict[int, dict[str, tuple[str, str]]]:
    """Return what the side table holds of the entries, which are fetched with ``personal_values``."""
    return {
        entry.pk: {each.field: (each.old, each.new) for each in entry.personal_values.all()}
        for entry in entries
    }


def _about(entry: AuditEntry) -> str:
    if entry.object_id is None:
        return entry.label
    kind = capfirst(entry.content_type.name)
    words = _("%(kind)s %(number)s") % {"kind": kind, "number": entry.object_id}
    return f"{words}: {entry.label}" if entry.label else words


def _fields(entry: AuditEntry, personal: Values | None) -> Iterator[str]:
    """Yield each changed field in words; of links only the names, of a new record nothing."""
    if entry.verb in {Verb.CREATED, Verb.ADDED_MANY, Verb.REMOVED_MANY}:
        return
    model: Any = entry.content_type.model_class()
    fields = {field.name: field for field in model._meta.get_fields()} if model else {}
    derived = model.derived_fields if model and issubclass(model, Record) else ()
    for name, pair in entry.changes.items():
        field: Any = fields.get(name)
        if name not in derived and getattr(field, "editable", True):
            yield _change(entry, field, name, pair, personal)


def _change(entry: AuditEntry, field: Any, name: str, pair: Any, personal: Values | None) -> str:
    label = str(getattr(field, "verbose_name", name))
    if pair == "personal" and personal is not None:
        pair = personal.get(name, ())
        if not pair:
            return _("%(field)s: erased") % {"field": label}
    if entry.verb == Verb.LINKED or not isinstance(pair, list | tuple) or len(pair) != 2:
        return label
    old, new = (_in_words(each, field) for each in pair)
    return _("%(field)s: from %(old)s to %(new)s") % {"field": label, "old": old, "new": new}


def _in_words(value: Any, field: Any) -> str:
    """Return a value of the trail as a reader knows it: the label of a choice, "nothing" for nothing."""
    if value in (None, ""):
        return _("nothing")
    if isinstance(field, models.ForeignKey):
        return _("no. %(number)s") % {"number": value}
    if isinstance(value, list):
        return ngettext("%(count)s value", "%(count)s values", len(value)) % {"count": len(value)}
    return str(dict(getattr(field, "flatchoices", ())).get(value, value))
