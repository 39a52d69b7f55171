"""The fact sheet of a programme as PDF: one A4 page, its type as large as its texts allow."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports.formats import coverage
from reports.formats.pdf import ACCESSIBLE, HERE, typeset
from reports.formats.tables import breakable

TEMPLATE = HERE / "typst" / "factsheet.typ"
ITEM = "• "  # how a line begins that is an item of a list


@dataclass(frozen=True, slots=True)
class Printed:
    """What is printed, in words: ``parts`` are (heading, lines), ``box`` (heading, value, note, recorded)."""

    programme: str
    name: str
    lead: str
    parts: Sequence[tuple[str, Sequence[str]]]
    large: str
    caption: str
    large_source: str
    quotation: str
    quoted_name: str
    quoted_title: str
    box: Sequence[tuple[str, str, str, bool]]
    foot: str
    language: str
    counted_at: dt.datetime


def render_fact_sheet(printed: Printed) -> bytes:
    """Return one tagged A4 page, the same bytes every time.

    :raises reports.formats.pdf.NotTypeset: when Typst cannot be run, or not in time.
    """
    view, _replaced = coverage.cleaned(
        {
            "kicker": _("Fact sheet"),
            "programme": printed.programme,
            "name": breakable(printed.name),
            "lead": breakable(printed.lead),
            "parts": [[heading, [_line(line) for line in lines]] for heading, lines in printed.parts],
            "large": printed.large,
            "caption": breakable(printed.caption),
            "large_source": breakable(printed.large_source),
            "quotation": breakable(printed.quotation),
            "quoted_name": breakable(printed.quoted_name),
            "quoted_title": breakable(printed.quoted_title),
            "box": [[heading, breakable(value), note, known] for heading, value, note, known in printed.box],
            "foot": printed.foot,
            "language": printed.language.split("-")[0],
            "families": list(coverage.FAMILIES),
        }
    )
    return typeset(TEMPLATE, view, standards=[ACCESSIBLE], at=printed.counted_at)


def _line(line: str) -> dict[str, object]:
    return {"item": line.startswith(ITEM), "words": breakable(line.removeprefix(ITEM))}
