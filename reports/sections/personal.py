"""Everything the portal holds about one person, in words and as plain values."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from members.actions.merging import relations_of
from members.models import Account, Person
from members.records import Fate
from office.models import AuditEntry, OutboxMail, ReadEntry
from office.records import BOOKKEEPING, Record

MADE_OF_OTHERS = frozenset({"folded_name", "staff_key"})  # and say nothing the names do not
MOST_READS = 1000


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one kind: each a list of (field, value) in words; empty values are left out."""

    title: str
    rows: tuple[tuple[tuple[str, str], ...], ...]

    def to_json(self) -> dict[str, Any]:
        return {"title": self.title, "rows": [dict(row) for row in self.rows]}


def all_about(person: Person) -> tuple[Part, ...]:
    """Return every part: the entry and those merged into it, what leads to them, mails, and the logs."""
    entries = list(_with_merged(person))
    rows = _records(entries)
    parts = [
        Part(str(capfirst(model._meta.verbose_name_plural)), tuple(_row(each) for each in found))
        for model, found in rows.items()
    ]
    parts.append(Part(_("Mails to this address"), tuple(_mails(entries))))
    parts.append(Part(_("Changes of these records"), tuple(_changes(rows))))
    parts.append(Part(_("Who read this person’s page"), tuple(_reads(entries))))
    return tuple(part for part in parts if part.rows)


def _with_merged(person: Person) -> Iterator[Person]:
    yield person
    for each in Person.everyone.filter(merged_into=person).order_by("pk"):
        yield from _with_merged(each)


def _records(entries: Iterable[Person]) -> dict[type[Record], list[Any]]:
    ids = [each.pk for each in entries]
    found: dict[type[Record], list[Any]] = {Person: list(entries)}
    for model, name, rule in relations_of(Person):
        rows = list(model._default_manager.filter(**{f"{name}__in": ids}).order_by("pk"))
        found.setdefault(model, []).extend(row for row in rows if row not in found.get(model, ()))
        if rule.fate is Fate.FOLD:
            for further, key, _fate in relations_of(model):
                more = further._default_manager.filter(**{f"{key}__in": [row.pk for row in rows]})
                found.setdefault(further, []).extend(more.order_by("pk"))
    return found


def _row(record: Any) -> tuple[tuple[str, str], ...]:
    """Return the fields of a record that say something, in words."""
    hidden = BOOKKEEPING | record.derived_fields | MADE_OF_OTHERS
    if not isinstance(record, Account):
        hidden -= {"created_at"}
    said = []
    for field in record._meta.concrete_fields:
        if (
            field.name in hidden
            or field.name == "is_made_up"
            or getattr(field.remote_field, "parent_link", False)
        ):
            continue
        value = _in_words(record, field)
        if value:
            said.append((str(capfirst(getattr(field, "verbose_name", field.name))), value))
    return tuple(said)


def _in_words(record: Any, field: Any) -> str:
    value = getattr(record, field.attname)
    if value in (None, "", []):
        return ""
    if isinstance(field, models.ForeignKey):
        # Another row about somebody may be about somebody else: whose place one took is not told by name.
        is_about_somebody = any(key.related_model is Person for key in field.related_model._meta.fields)
        return (
            _("number %(number)s") % {"number": value}
            if is_about_somebody
            else str(getattr(record, field.name))
        )
    if field.choices:
        return str(getattr(record, f"get_{field.name}_display")())
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dt.datetime):
        return _moment(value)
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _moment(at: dt.datetime) -> str:
    return at.isoformat(timespec="seconds")


def _mails(entries: Iterable[Person]) -> Iterator[tuple[tuple[str, str], ...]]:
    addresses = {each.email for each in entries if each.email}
    for mail in OutboxMail.objects.filter(to__in=addresses).oldest_first():
        yield (
            (_("Written"), _moment(mail.written_at)),
            (_("Subject"), mail.subject),
            (_("Text"), mail.body),
        )


def _changes(rows: Mapping[type[Record], list[Any]]) -> Iterator[tuple[tuple[str, str], ...]]:
    for model, found in rows.items():
        entries = AuditEntry.objects.about(model, [row.pk for row in found])
        for entry in entries.prefetch_related("personal_values").order_by("pk"):
            values = (
                (_label_of(model, each.field), f"{each.old} → {each.new}")
                for each in entry.personal_values.all()
                if each.field not in MADE_OF_OTHERS
            )
            yield (
                (_("Moment"), _moment(entry.at)),
                (_("Record"), f"{capfirst(model._meta.verbose_name)} {entry.object_id}"),
                (_("What was done"), str(entry.get_verb_display())),
                *values,
            )


def _label_of(model: type[Record], name: str) -> str:
    return str(capfirst(getattr(model._meta.get_field(name), "verbose_name", name)))


def _reads(entries: Iterable[Person]) -> Iterator[tuple[tuple[str, str], ...]]:
    for person in entries:
        named = ReadEntry.objects.filter(what__in=[f"person {person.pk}", f"person {person.pk}: history"])
        for entry in named.select_related("reader").latest_first()[:MOST_READS]:
            yield (
                (_("Moment"), _moment(entry.at)),
                (_("By"), str(entry.reader.get_role_display())),
                (_("Door"), str(entry.get_door_display())),
            )
