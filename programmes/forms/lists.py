"""A list sent in, and the answers to what it asks."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from programmes.forms.seen import renew
from programmes.forms.texts import Pasted
from programmes.intake.lists.answers import Answers
from programmes.intake.lists.fields import HEADINGS, label
from programmes.intake.lists.looking import LIMITS, PASTED
from programmes.intake.organisations import KnownOrganisations, UnknownOrganisation
from sheets.text import clean, control_characters, fold

_COLUMN = re.compile(r"column-[0-9]{1,3}")
_DAYS = re.compile(r"days-[0-9]{1,3}")
_WORD = re.compile(r"word-[0-9]{1,2}")
_ROW = re.compile(r"row-[0-9]{1,7}")
_ROW_ANSWER = re.compile(r"new|out|same|ours|theirs|[0-9]{1,18}")


class SendForm(forms.Form):
    """A file or pasted rows: one of the two. Valid, ``sent`` is which."""

    file = forms.FileField(
        label=_("A file"),
        required=False,
        help_text=_("Excel (.xlsx, .xls), LibreOffice (.ods) or CSV; its headings in any order, or none."),
        allow_empty_file=True,
        max_length=200,
    )
    rows = Pasted(
        label=_("Or rows copied from a spreadsheet"),
        required=False,
        help_text=_("Copy the rows with their headings, in any order, and paste them here."),
    )

    sent: str | bytes = ""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        file, rows = data.get("file"), data.get("rows", "")
        if file and rows.strip():
            raise ValidationError(_("Send a file or paste rows, not both at once."))
        if file is not None:
            self._take(file)
        elif rows:
            self._paste(rows)
        elif not self.errors:
            raise ValidationError(_("Choose a file, or paste the rows first."))
        return data

    def _take(self, file: Any) -> None:
        if file.size > LIMITS.size:
            sizes = {"size": f"{file.size / 1e6:.1f}", "limit": f"{LIMITS.size / 1e6:.0f}"}
            raise ValidationError(_("The file has %(size)s MB; at most %(limit)s MB are read."), params=sizes)
        self.sent = file.read()

    def _paste(self, rows: str) -> None:
        if len(rows.encode("utf-8", "surrogatepass")) > PASTED.size:
            renew(self, "", name="rows")  # it is not sent back over a slow line
            limit = {"limit": PASTED.size // 1000}
            raise ValidationError(_("That is more than %(limit)d kB. Send it as a file."), params=limit)
        self.sent = rows

    @property
    def name(self) -> str:
        """The name of the file, in one line; "" for pasted rows."""
        file = self.cleaned_data.get("file")
        text = clean(file.name) if file else ""
        return "".join(letter for letter in text if letter not in control_characters(text))[:200]


def answered(data: Mapping[str, str], kept: Answers) -> tuple[Answers, list[str]]:
    """Return the answers with what a page sent, and what of that cannot be.

    The page sends ``sheet``, ``heading_row``, ``column-0`` …, ``family_first``, ``sex_by_title``,
    ``everybody_of``, ``days-3`` ("day" or "month", whichever comes first), ``word-0`` with ``meant-0`` …, and
    ``row-12`` …: what it leaves out stays.
    """
    known = KnownOrganisations()
    problems: list[str] = []

    def organisation(name: str) -> int | None:
        text = clean(data.get(name, ""))
        try:
            return known.find(text).pk if text else None
        except UnknownOrganisation as unknown:
            problems.append(str(unknown))
            return None

    answers = kept
    sheet, row = _number(data, "sheet"), _number(data, "heading_row")
    if data.get("was", "") not in {"", f"{sheet}.{row}"}:
        # Another table: what was said of the columns of the first is void.
        is_same_sheet = data["was"].startswith(f"{sheet}.")
        return Answers(sheet=sheet, heading_row=row if is_same_sheet else None), problems
    columns = {
        int(name[7:]): value
        for name, value in data.items()
        if _COLUMN.fullmatch(name) and (value in HEADINGS or value == "")
    }
    if columns:
        answers = replace(answers, columns=columns, sheet=sheet, heading_row=row)
    if data.get("family_first") in {"yes", "no"}:
        answers = replace(answers, family_first=data["family_first"] == "yes")
    if "asked_titles" in data:
        answers = replace(answers, sex_by_title="sex_by_title" in data)
    if (everybody := organisation("everybody_of")) is not None:
        answers = replace(answers, everybody_of=everybody)
    days = {int(name[5:]): value == "day" for name, value in data.items() if _DAYS.fullmatch(name)}
    answers = replace(answers, day_first={**answers.day_first, **days})
    words = {name[5:]: fold(word) for name, word in data.items() if _WORD.fullmatch(name)}
    meant = {word: organisation(f"meant-{index}") for index, word in words.items()}
    found = {word: pk for word, pk in meant.items() if pk is not None}
    rows = {
        int(name[4:]): value
        for name, value in data.items()
        if _ROW.fullmatch(name) and _ROW_ANSWER.fullmatch(value)
    }
    answers = replace(
        answers,
        organisations={**answers.organisations, **found},
        rows={**answers.rows, **rows},
    )
    return answers, problems


def _number(data: Mapping[str, str], name: str) -> int | None:
    text = data.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else None


def field_choices(fields: Sequence[str]) -> list[tuple[str, str]]:
    """Return what a column of a list may hold."""
    return [("", gettext("— not read —")), *((key, label(key)) for key in fields)]
