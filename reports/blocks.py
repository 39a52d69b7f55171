"""What a page or a report is made of: a document of sections of blocks, in one language.

An edition keeps ``to_json()`` of its document, and its files are made from nothing else.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any, Literal, Self, get_args

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from reports.aid import PARTS as AID_PARTS
from reports.aid import AidActivity
from reports.plain import LEFT_OUT_EMPTY, ON_PAGES, from_plain, to_plain
from reports.quantities import Quantity

SCHEMA = 1
MOST_ROWS_ON_A_PAGE = 200
Addresses = tuple[str, ...]

Cell = str | int | Decimal | dt.date | Quantity | None
CELLS = (*get_args(Cell), Promise)  # what is said later is text as well
ColumnKind = Literal["text", "number", "percent", "date"]


class ImpossibleBlock(ValueError):
    """The parts of a block do not fit together."""


class UnreadableDocument(ValueError):
    """The JSON was not written by ``Document.to_json``, or by a schema we do not know."""


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One large number with its label; ``note`` says what it leaves out or rests on."""

    label: str
    quantity: Quantity
    unit: str
    note: str = ""
    evidence_url: str = ""

    @property
    def remark(self) -> str:
        """What stands small under the number: its note, or what the quantity leaves out."""
        if self.quantity.is_withheld:  # what a note says of the number is said of none
            return self.quantity.remark()
        return self.note or self.quantity.remark()

    @property
    def shown_unit(self) -> str:
        """The unit where neither the label nor a percent sign says it already."""
        is_said = self.unit.lower() in self.label.lower() or self.quantity.unit_kind == "percent"
        return "" if is_said else self.unit


@dataclass(frozen=True, slots=True)
class KeyFigures:
    title: str
    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """The heading of a column. Any cell may stand in it; ``kind`` decides how they align."""

    heading: str
    kind: ColumnKind = "text"
    unit: str = ""

    def __post_init__(self) -> None:
        if self.kind not in get_args(ColumnKind):
            raise ImpossibleBlock(f"{self.kind!r} is no kind of column.")

    @property
    def is_number(self) -> bool:
        return self.kind in ("number", "percent")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings. None in a cell is "not recorded"; empty text is nothing to say.

    With ``total_row`` the last row is the total, recounted by whoever made the table. ``evidence`` has,
    cell by cell, the address of what the figure rests on, empty where there is none; ``whole_url`` is where
    the rows are that a page has no room for. ``is_shaded``: a page gives larger numbers a darker ground.

    :raises ImpossibleBlock: when a row does not fit the headings, or a cell is no Cell.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    total_row: bool = field(default=False, kw_only=True)
    evidence: tuple[Addresses, ...] = field(default=(), kw_only=True, compare=False, metadata=ON_PAGES)
    whole_url: str = field(default="", kw_only=True, compare=False, metadata=ON_PAGES)
    is_shaded: bool = field(default=False, kw_only=True, compare=False, metadata=ON_PAGES)

    def __post_init__(self) -> None:
        if not self.columns:
            raise ImpossibleBlock(f"The table {self.title!r} has no columns.")
        if self.total_row and not self.rows:
            raise ImpossibleBlock(f"The table {self.title!r} has no row that could be a total.")
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise ImpossibleBlock(f"Row {number} of {self.title!r} has {len(row)} cells.")
            for cell in row:
                if type(cell) in (bool, float, dt.datetime) or not isinstance(cell, CELLS):
                    raise ImpossibleBlock(f"{cell!r} cannot stand in a cell of {self.title!r}.")
        if self.evidence and [len(row) for row in self.evidence] != [len(row) for row in self.rows]:
            raise ImpossibleBlock(f"The evidence of {self.title!r} does not fit its cells.")


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    quantity: Quantity
    evidence_url: str = field(default="", compare=False, metadata=ON_PAGES)


@dataclass(frozen=True, slots=True)
class BarChart:
    """One bar per thing, drawn across; ``heading`` names what the bars are, "Administration"."""

    title: str
    unit: str
    bars: tuple[Bar, ...]
    description: str
    heading: str = ""

    def as_table(self) -> Table:
        """Return the same numbers as rows: the text alternative of the picture."""
        columns = (Column(self.heading or _("Name")), Column(_("Value"), "number", self.unit))
        rows = tuple((bar.label, bar.quantity) for bar in self.bars)
        return Table(self.title, columns, rows, evidence=tuple(("", bar.evidence_url) for bar in self.bars))


@dataclass(frozen=True, slots=True)
class RegionMap(BarChart):
    """Bars of administrations, drawn as a map; ``codes`` are their ISO codes, in the order of the bars."""

    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """One quantity per category of its chart, in the same order."""

    name: str
    quantities: tuple[Quantity, ...]
    evidence: Addresses = field(default=(), compare=False, metadata=ON_PAGES)


@dataclass(frozen=True, slots=True)
class ColumnChart:
    """Columns by category, usually years, in one or more series; side by side, or stacked."""

    title: str
    unit: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    description: str
    heading: str = ""
    stacked: bool = field(default=False, kw_only=True)

    def __post_init__(self) -> None:
        lengths = {len(series.quantities) for series in self.series} or {0}
        if lengths != {len(self.categories)}:
            raise ImpossibleBlock(f"{self.title!r} needs one value per category and series.")

    def as_table(self) -> Table:
        """Return the same numbers as rows: the text alternative of the picture."""
        values = zip(*(series.quantities for series in self.series), strict=True)
        rows = tuple((name, *row) for name, row in zip(self.categories, values, strict=True))
        numbers = (Column(series.name, "number", self.unit) for series in self.series)
        columns = (Column(self.heading or _("Name")), *numbers)
        blank = ("",) * len(self.categories)
        addresses = zip(*(series.evidence or blank for series in self.series), strict=True)
        return Table(self.title, columns, rows, evidence=tuple(("", *row) for row in addresses))


@dataclass(frozen=True, slots=True)
class Narrative:
    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Definition:
    """What a figure counts, in which unit, and what it rests on."""

    name: str
    unit: str
    definition: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Definitions:
    entries: tuple[Definition, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Notes:
    title: str
    items: tuple[str, ...]


Block = KeyFigures | Table | BarChart | RegionMap | ColumnChart | Narrative | Definitions | Notes


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    blocks: tuple[Block, ...]
    intro: str = ""


def canonical(plain: Any) -> str:
    """Return the one text of plain values: sorted keys, no spaces, ASCII."""
    return json.dumps(plain, sort_keys=True, separators=(",", ":"))


def fingerprint(plain: Any) -> str:
    """Return the hash of a document as it is stored, of whatever schema: 64 hexadecimal digits."""
    return hashlib.sha256(canonical(plain).encode("ascii")).hexdigest()


@dataclass(frozen=True)  # no slots: its fingerprint is kept on it
class Document:
    """Everything a page or a file shows; ``extracted_at`` is when the figures were counted.

    All else on the cover is words, ready to print; empty where there is nothing to say. ``aid`` is what it
    says to IATI, beside its sections: empty where it says nothing there.
    """

    title: str
    subtitle: str
    programme: str
    phase: str
    period: str
    audience: str
    language: str
    extracted_at: dt.datetime
    prepared_by: str
    reference: str
    sections: tuple[Section, ...]
    state: str = ""
    aid: tuple[AidActivity, ...] = field(default=(), metadata=LEFT_OUT_EMPTY)

    def __post_init__(self) -> None:
        if self.extracted_at.tzinfo is None:
            raise ImpossibleBlock("The moment of extraction needs a time zone.")

    def blocks(self) -> Iterator[tuple[Section, Block]]:
        """Yield every block with the section it stands in, in reading order."""
        for section in self.sections:
            for block in section.blocks:
                yield section, block

    def to_json(self) -> dict[str, Any]:
        """Return plain values for a JSON field, keys in order, with the number of the schema."""
        return {"document": to_plain(self), "schema": SCHEMA}

    def canonical_json(self) -> str:
        """Return the one text of this document: sorted keys, no spaces, ASCII."""
        return canonical(self.to_json())

    @cached_property
    def sha256(self) -> str:
        """The fingerprint of the canonical JSON, 64 hexadecimal digits."""
        return fingerprint(self.to_json())

    @classmethod
    def from_json(cls, stored: dict[str, Any] | str) -> Self:
        """Return the document that ``to_json`` wrote, from its values or their text.

        :raises UnreadableDocument: when it is something else.
        """
        try:
            plain = json.loads(stored) if isinstance(stored, str) else stored
            schema, document = plain["schema"], from_plain(plain["document"], PARTS)
        except (KeyError, TypeError, ValueError, AttributeError, InvalidOperation) as error:
            raise UnreadableDocument(f"Not a document: {error}") from error
        if schema != SCHEMA or not isinstance(document, cls):
            raise UnreadableDocument(f"Not a document of schema {SCHEMA}.")
        return document


OTHERS = (KeyFigure, Column, Bar, Series, Definition, Section, Document)
PARTS: dict[str, type] = {part.__name__: part for part in (*get_args(Block), *OTHERS, *AID_PARTS)}
