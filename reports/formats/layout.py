"""A document as the PDF template sets it: every text in words, every length decided, nothing counted."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.blocks import (
    BarChart,
    Block,
    ColumnChart,
    Definitions,
    Document,
    KeyFigure,
    KeyFigures,
    Narrative,
    Notes,
    RegionMap,
    Section,
    Table,
)
from reports.formats import coverage, lettering, tables, widths
from reports.formats.bars import bar_chart, highest
from reports.formats.columns import column_chart
from reports.formats.tiles import tile_map

MOST_BARS = 20
"""Bars of one picture: half a page, so that no more than that is left empty before one that is moved on."""

TALLEST_CHART = 590.0
RUNNING_SIZE = 7.5
SHORT_VALUE = 8


def view_of(document: Document, *, sha256: str) -> dict[str, Any]:
    """Return what the template reads. ``sha256`` is printed as the fingerprint of the edition."""
    figures = sum(isinstance(block, Table | BarChart | ColumnChart) for _, block in document.blocks())
    return {
        "language": _language(document.language),
        "region": _region(document.language),
        "families": list(coverage.FAMILIES),
        "labels": _labels(),
        "cover": _cover(document, sha256),
        "running": {
            "left": _running(document.title, document.period, room=280),
            "right": _running(document.programme, document.phase, room=178),
            "foot": _joined(document.reference, document.state),
        },
        "has_figures": bool(figures),
        "sections": [
            {
                "title": _visible(section.title),
                "intro": _paragraphs(section.intro),
                "blocks": [view for block in section.blocks for view in _views(block)],
            }
            for section in document.sections
        ],
    }


def _language(code: str) -> str:
    """Return the language as Typst knows it, "en" where the code says nothing it could know."""
    first = code.split("-")[0].lower()
    return first if re.fullmatch("[a-z]{2,3}", first) else "en"


def _region(language: str) -> str | None:
    parts = language.split("-")
    return parts[1].upper() if len(parts) == 2 and len(parts[1]) == 2 else None


def _visible(title: str) -> str:
    """Return the title, or nothing where it has no letter to see: an empty heading is no heading."""
    return title if any(letter.isprintable() and not letter.isspace() for letter in title) else ""


def _joined(*words: str) -> str:
    return " · ".join(word for word in words if word)


def _running(first: str, second: str, *, room: float) -> str:
    """Return both, or as much of the first as fits a running head."""
    both = " ".join(_joined(first, second).split())
    if lettering.width(both, RUNNING_SIZE) <= room:
        return both
    return lettering.shortened(" ".join(first.split()), RUNNING_SIZE, room)


def _paragraphs(text: str) -> list[str]:
    return [each.strip() for each in text.split("\n\n") if each.strip()]


def _labels() -> dict[str, Any]:
    return {
        "contents": _("Contents"),
        "figures": _("Tables and charts"),
        "table": _("Table"),
        "chart": _("Chart"),
        "source": _("Source:"),
        "page": (_("Page %(page)s of %(pages)s") % {"page": "\n", "pages": "\n"}).split("\n"),
    }


def origin(document: Document) -> list[tuple[str, str]]:
    """Return for whom, by whom and when a document was made, as (label, words); nothing that is empty."""
    pairs = [
        (_("Prepared for"), document.audience),
        (_("Prepared by"), document.prepared_by),
        (_("Figures as of"), shown_moment(document.extracted_at)),
        (_("Reference"), document.reference),
    ]
    return [(label, words) for label, words in pairs if words]


def _cover(document: Document, sha256: str) -> dict[str, Any]:
    length = len(document.title)
    return {
        "programme": document.programme,
        "phase": document.phase,
        "title": document.title,
        "title_size": 34 if length <= 40 else 26 if length <= 90 else 19,
        "subtitle": document.subtitle,
        "period": document.period,
        "state": document.state,
        "document_title": _visible(_joined(document.title, document.programme, document.phase))
        or _("Report"),
        "author": document.prepared_by,
        "facts": [list(pair) for pair in origin(document)],
        "hash_label": _("Fingerprint of this edition (SHA-256)"),
        "hash": " ".join(sha256[start : start + 8] for start in range(0, len(sha256), 8)),
    }


def shown_moment(moment: dt.datetime) -> str:
    """Return a moment in words, with the time zone it was taken in."""
    return f"{date_format(moment, 'j F Y, H:i')} {moment.tzname()}"


def _views(block: Block) -> Iterator[dict[str, Any]]:
    match block:
        case KeyFigures():
            yield _key_figures(block)
        case Table():
            yield from tables.laid_out(block)
        case BarChart():
            yield from _bar_charts(block)
        case ColumnChart():
            yield _chart(block, column_chart(block), block.title)
        case Narrative():
            texts = [each for text in block.paragraphs for each in _paragraphs(text)]
            yield {"kind": "narrative", "title": _visible(block.title), "paragraphs": texts}
        case Notes():
            yield {"kind": "notes", "title": _visible(block.title), "items": list(block.items)}
        case Definitions():
            yield _definitions(block)


def _key_figures(block: KeyFigures) -> dict[str, Any]:
    figures = [_card(each) for each in block.figures]
    are_short = all(len(each["value"]) <= SHORT_VALUE for each in figures)
    columns = {1: 2, 2: 2, 4: 4 if are_short else 2}.get(len(figures), 3)
    rows = [figures[start : start + columns] for start in range(0, len(figures), columns)]
    return {"kind": "key_figures", "title": _visible(block.title), "columns": columns, "rows": rows}


def _card(figure: KeyFigure) -> dict[str, Any]:
    value = figure.quantity.shown()
    size = 25 if len(value) <= 6 else 19 if len(value) <= 14 else 14.5
    return {
        "label": figure.label,
        "value": value,
        "size": size if figure.quantity.is_recorded else 14.5,
        "recorded": figure.quantity.is_recorded,
        "unit": figure.shown_unit,
        "note": figure.remark,
    }


def _bar_charts(chart: BarChart) -> Iterator[dict[str, Any]]:
    """Yield the chart, in parts on one scale where it is too long for a page."""
    if isinstance(chart, RegionMap):
        yield _chart(chart, tile_map(chart), chart.title)
        return
    parts = -(-len(chart.bars) // MOST_BARS) or 1
    length = -(-len(chart.bars) // parts)
    for number in range(parts):
        title = tables.part_title(chart.title, number + 1, parts)
        bars = chart.bars[number * length : (number + 1) * length]
        picture = bar_chart(replace(chart, bars=bars), longest=highest(chart))
        yield _chart(chart, picture, title)


def _chart(chart: BarChart | ColumnChart, svg: str, title: str) -> dict[str, Any]:
    wide, high = (float(each) for each in svg.split('viewBox="0 0 ', 1)[1].split('"')[0].split())
    return {
        "kind": "chart",
        "title": title,
        "unit": tables.unsaid(chart.unit, title),
        "svg": svg,
        "alt": _joined(title, chart.description) or _("Chart"),
        "width": min(widths.UPRIGHT_ROOM, TALLEST_CHART * wide / high),
    }


def _definitions(block: Definitions) -> dict[str, Any]:
    entries = [
        {
            "name": each.name,
            "unit": tables.unsaid(each.unit, each.name),
            "definition": each.definition,
            "source": each.source,
        }
        for each in block.entries
    ]
    return {"kind": "definitions", "title": _visible(block.title), "entries": entries}


def with_charts_as_tables(document: Document) -> Document:
    """Return the document with the numbers of each chart instead of its picture."""
    return _with_blocks(
        document, lambda block: block.as_table() if isinstance(block, BarChart | ColumnChart) else block
    )


def with_bounded_tables(document: Document) -> Document:
    """Return the document with no more rows in a table than are printed, and a note on the rest."""
    return _with_blocks(document, lambda block: tables.bounded(block) if isinstance(block, Table) else block)


def _with_blocks(document: Document, made: Callable[[Block], Block]) -> Document:
    sections = tuple(
        replace(section, blocks=tuple(made(block) for block in section.blocks))
        for section in document.sections
    )
    return replace(document, sections=sections)


def with_note_on_replaced(document: Document, replaced: int) -> Document:
    """Return the document with a data note on the characters that could not be shown, if any."""
    if not replaced:
        return document
    note = ngettext(
        "%(count)s character could not be shown and is printed as %(sign)s.",
        "%(count)s characters could not be shown and are printed as %(sign)s.",
        replaced,
    ) % {"count": replaced, "sign": coverage.SIGN}
    notes = [block for _, block in document.blocks() if isinstance(block, Notes)]
    if not notes:
        section = Section(_("Data notes"), (Notes("", (note,)),))
        return replace(document, sections=(*document.sections, section))
    last = notes[-1]
    longer = replace(last, items=(*last.items, note))
    sections = tuple(
        replace(each, blocks=tuple(longer if block is last else block for block in each.blocks))
        for each in document.sections
    )
    return replace(document, sections=sections)
