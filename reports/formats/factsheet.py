"""The fact sheet of a programme as PDF: one A4 page, its type as large as its texts allow."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reports.blocks import Document, KeyFigure, KeyFigures, Narrative
from reports.formats import coverage
from reports.formats.pdf import ACCESSIBLE, HERE, typeset
from reports.formats.widths import breakable

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


def render_one_page(document: Document) -> bytes:
    """Return the document of a fact sheet as one A4 page, in its own language; the same bytes every time.

    :raises reports.formats.pdf.NotTypeset: when Typst cannot be run, or not in time.
    """
    with translation.override(document.language):
        return render_fact_sheet(_printed(document))


def _printed(document: Document) -> Printed:
    """Return what stands where, by the shape of the blocks: see ``reports.sections.factsheet``."""
    blocks = list(document.blocks())
    narratives = [(section, block) for section, block in blocks if isinstance(block, Narrative)]
    figures = [block.figures for _section, block in blocks if isinstance(block, KeyFigures)]
    large = next((each[0] for each in figures if len(each) == 1), None)
    said = next((block for _section, block in narratives if block.title), None)
    quotation, *title = said.paragraphs if said else ("",)
    words = {"day": date_format(document.extracted_at, "j F Y"), "reference": document.reference}
    is_address = document.reference.startswith("http")
    return Printed(
        programme=document.programme,
        name=document.subtitle,
        lead=next((section.intro for section in document.sections if section.intro), ""),
        parts=[(section.title, block.paragraphs) for section, block in narratives if not block.title],
        large=large.quantity.shown() if large else "",
        caption=large.label if large else "",
        large_source=large.note if large else "",
        quotation=quotation.removeprefix("“").removesuffix("”"),
        quoted_name=said.title if said else "",
        quoted_title=title[0] if title else "",
        box=[_line_of(each) for those in figures if len(those) > 1 for each in those],
        foot=(
            _("Figures as of %(day)s. What each of them counts: %(reference)s") % words
            if is_address
            else _("%(reference)s. Figures as of %(day)s; its other files say what each of them counts.")
            % words
        ),
        language=document.language,
        counted_at=document.extracted_at,
    )


def _line_of(figure: KeyFigure) -> tuple[str, str, str, bool]:
    """Return a line of the box; a note without a number is what is said in words."""
    if not figure.quantity.is_recorded:
        return figure.label, figure.note or figure.quantity.shown(), "", bool(figure.note)
    return figure.label, f"{figure.quantity.shown()} {figure.unit}".strip(), figure.note, True


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
