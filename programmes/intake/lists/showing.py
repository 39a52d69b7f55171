"""A look at a list as plain values: what a page shows, and a job keeps until somebody looks."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.choices import Sex, Standing
from members.models import Organisation, Person
from programmes.actions.plans import Entry, Fate, PlannedRow
from programmes.choices import EventRole, ParticipationState, SupportSide
from programmes.intake.lists.days import AskedDay
from programmes.intake.lists.fields import label
from programmes.intake.lists.looking import Look
from programmes.intake.lists.subject import Subject
from programmes.intake.organisations import shown_name
from sheets.text import control_characters, fold

SHOWN = 300  # rows on the page; those that need somebody come first
_SENT = 200  # characters of a row that could not be read
_WORDS = 20  # unknown words and names asked about at once
FATES: dict[str, Any] = {
    Fate.PROBLEM: gettext_lazy("to correct"),
    Fate.ASKED: gettext_lazy("to answer"),
    Fate.CONFLICT: gettext_lazy("changed in the portal meanwhile"),
    Fate.NEW: gettext_lazy("new on the list"),
    Fate.CHANGED: gettext_lazy("changed"),
    Fate.UNCHANGED: gettext_lazy("as it is"),
    Fate.LEFT_OUT: gettext_lazy("left out"),
}
_BADGES = {
    Fate.PROBLEM: "failed",
    Fate.ASKED: "reserve",
    Fate.CONFLICT: "reserve",
    Fate.NEW: "attended",
    Fate.CHANGED: "selected",
}
_IN_ORDER = list(FATES)
_CHOICES: dict[str, Any] = {
    "role": EventRole,
    "state": ParticipationState,
    "sex": Sex,
    "standing": Standing,
    "side": SupportSide,
}
_ALWAYS = frozenset(  # said or not
    {
        "family_name",
        "given_names",
        "sex",
        "administration",
        "role",
        "state",
        "preference",
        "joined_on",
        "side",
    }
)
_UNTOLD = frozenset({"state_reason"})  # goes with another change


def shown(look: Look, subject: Subject) -> Any:
    """Return what the page of a list shows."""
    plan = look.plan
    rows = sorted(plan.rows, key=_attention)[:SHOWN]
    headings = {key: label(key) for key in subject.shown if key in look.columns.by_field or key in _ALWAYS}
    people = _people(rows)
    names = _organisations(rows)
    counts = plan.counts
    unread = {row.number for row in rows if row.entry is None}
    sent = {number: _sent(cells) for number, cells in look.columns.rows if number in unread}
    found = {
        "notes": look.notes,
        "encoding": look.book.encoding,
        "sheets": [grid.title for grid in look.book.grids],
        "sheet": look.columns.sheet,
        "heading_row": look.columns.heading_row,
        "columns": [
            {
                "index": each.index,
                "letters": each.letters,
                "title": each.title,
                "samples": list(each.samples),
                "field": each.field,
            }
            for each in look.columns.columns
        ],
        "column_questions": list(look.columns.questions),
        "unread": look.columns.unread,
        "lacking_order": list(look.lacking_order[:5]),
        "lacking_order_rows": len(look.lacking_order),
        "titles": ", ".join(f"{times} × {title}" for title, times in look.titles.items()),
        "unknown": [
            {"word": fold(word), "shown": word, "rows": times}
            for word, times in list(look.unknown.items())[:_WORDS]
        ],
        "wants_everybody_of": look.wants_everybody_of,
        "asked_days": [_asked(each) for each in look.asked_days],
        "waits": look.waits,
        "is_ready": plan.is_ready and not look.waits,
        "to_save": counts[Fate.NEW] + counts[Fate.CHANGED],
        "sign": plan.sign,
        "counts": counts,
        "fates": [[fate, str(FATES[fate]), counts[fate]] for fate in _IN_ORDER if counts[fate]],
        "headings": list(headings.values()),
        "lines": [
            _line(row, people, names) | {"cells": _cells(row, headings), "sent": sent.get(row.number, "")}
            for row in rows
        ],
        "more": len(plan.rows) - len(rows),
        "known": len({row.person_id for row in rows if row.person_id}),
        "missing": subject.missing(plan),
        "beside": len(plan.beside),
    }
    return _seen_through(found)


def _seen_through(value: Any) -> Any:
    """Return plain values with a sign in every text in place of what nobody can see."""
    if isinstance(value, str):
        return _seen(value)
    if isinstance(value, dict):
        return {key: _seen_through(each) for key, each in value.items()}
    return [_seen_through(each) for each in value] if isinstance(value, list) else value


def _sent(cells: Sequence[str]) -> str:
    """Return a row that could not be read as it was sent, on one line."""
    return " · ".join(filter(None, (each.strip() for each in cells)))[:_SENT]


def _attention(row: PlannedRow) -> tuple[int, int]:
    return (min(_IN_ORDER.index(row.fate), 3), row.number)


def _asked(day: AskedDay) -> dict[str, Any]:
    return {
        "index": day.column.index,
        "column": day.column.title or day.column.letters,
        "text": day.text,
        "one": date_format(day.one, "j F Y"),
        "other": date_format(day.other, "j F Y"),
    }


def _people(rows: Sequence[PlannedRow]) -> dict[int, Person]:
    ids = {row.person_id for row in rows if row.person_id}
    ids |= {each.person_id for row in rows for each in row.candidates}
    people = Person.objects.filter(pk__in=ids)
    with_posts = people.prefetch_related("postings__organisation__administration")
    return {person.pk: person for person in with_posts}


def _organisations(rows: Iterable[PlannedRow]) -> dict[int, str]:
    ids = {pk for row in rows for pk in row.changes.get("organisation_id", ())}
    found = Organisation.objects.select_related("administration").in_bulk(ids)
    return {pk: shown_name(each) for pk, each in found.items()}


def _line(row: PlannedRow, people: Mapping[int, Person], names: Mapping[int, str]) -> dict[str, Any]:
    known = people.get(row.person_id or 0)
    line: dict[str, Any] = {
        "number": row.number,
        "fate": str(row.fate),
        "fate_label": str(FATES[row.fate]),
        "badge": _BADGES.get(row.fate, ""),
        "known": str(known) if known and row.fate != Fate.UNCHANGED else "",
        "is_renamed": row.is_renamed,
        "problems": [{"place": each.place, "message": each.message} for each in row.problems],
        "candidates": [
            {
                "id": each.person_id,
                "who": described(people[each.person_id]),
                "why": ", ".join(str(reason.label) for reason in each.reasons),
            }
            for each in row.candidates
            if each.person_id in people
        ],
        "changes": [_change(name, old_new, names) for name, old_new in _all_changes(row)],
    }
    if row.entry is not None:
        line["name"] = str(row.entry)
    return line


def _cells(row: PlannedRow, headings: Mapping[str, str]) -> list[list[str]]:
    """Return what a row says under each heading, with the heading."""
    entry = row.entry
    return [] if entry is None else [[heading, _cell(entry, key)] for key, heading in headings.items()]


def _cell(entry: Entry, key: str) -> str:
    if key == "administration":
        return shown_name(entry.organisation)
    name = "rank" if key == "preference" else key
    return _value(name, getattr(entry, name))


def _all_changes(row: PlannedRow) -> list[tuple[str, list[Any]]]:
    changes = (*row.changes.items(), *row.person_changes.items(), *row.posting_changes.items())
    return [each for each in changes if each[0] not in _UNTOLD]


def _change(name: str, old_new: list[Any], names: Mapping[int, str]) -> dict[str, str]:
    key = {"organisation_id": "administration", "rank": "preference"}.get(name, name)
    if name == "organisation_id":
        old, new = (names.get(each, "") for each in old_new)
    else:
        old, new = (_value(name, each) or _("not recorded") for each in old_new)
    return {"field": label(key), "old": old, "new": new}


def _value(name: str, value: Any) -> str:
    """Return a value in words; "" where nothing is recorded."""
    if value in {None, ""}:
        return ""
    if isinstance(value, dt.date):
        return date_format(value, "j F Y")
    return str(_CHOICES[name](value).label) if name in _CHOICES else str(value)


def _seen(text: str) -> str:
    """Return a text with a sign in place of what nobody can see."""
    for hidden in control_characters(text):
        text = text.replace(hidden, "\ufffd")
    return text


def described(person: Person) -> str:
    """Return a person with what tells them from others of the name: postings and e-mail."""
    posts = [
        ", ".join(part for part in (each.position, shown_name(each.organisation)) if part)
        for each in person.postings.all()
    ]
    return "; ".join([person.full_name, *posts, *([person.email] if person.email else [])])
