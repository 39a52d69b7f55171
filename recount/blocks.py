"""What the blocks of pages and reports show, cell by cell, beside what the recount makes of it.

Known by their titles: the key figures, the tables and charts by year, topic, administration and mode, topics by
years, an administration beside the region, and the list of events held. Their texts, the published figures
of others and the notes are no figures of ours. Blocks are made in English.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils import translation

from programmes.choices import Mode
from recount.counting import Recount
from recount.portal import plain, scope_of
from recount.questions import NO_EVENTS, NO_VALUE, NOTHING, Figure, Figures, Grouping, Place, Question
from reports import sections
from reports.blocks import BarChart, ColumnChart, KeyFigures, Section, Table
from reports.indicators.registry import REGISTRY
from reports.quantities import Quantity

INDICATORS = {str(each.name): each.code for each in REGISTRY.values()} | {"Events attended": "events_held"}
WITHOUT_NUMBER = "Without a number"
TABLES = {
    "Figures of each year": ("year", "Not dated to the year"),
    "Figures of each topic": ("topic", "No topic recorded"),
    "Figures of each administration": ("administration", "Not split, or of other bodies"),
    "Figures of each mode": ("mode", ""),
    "Participations by topic": ("topic", ""),
    "Participations by administration": ("administration", ""),
}
TOPICS_BY_YEARS = "Participations by topic and year"
BESIDE_THE_REGION = "Figures of the administration and of the region"
EVENTS_HELD = "Events held, oldest first"
YEAR_CHARTS = {"Participations by year", "Participations by year and mode"}
WIDE = 3  # times the lower end: from there on a key figure tells only that end
MANY_EVENTS = 2000  # more are not listed here

NAMES = """
SELECT 'topic', id::VARCHAR, name FROM programmes_topic
UNION ALL SELECT 'administration', organisation_ptr_id::VARCHAR, member_name FROM members_administration
UNION ALL SELECT 'event', id::VARCHAR, title FROM programmes_event
"""
YEAR_STARTS = """
SELECT 1, id, year_starts_in FROM programmes_programme
UNION ALL
SELECT 2, phase.id, programme.year_starts_in
FROM programmes_phase phase JOIN programmes_programme programme ON programme.id = phase.programme_id
"""


@dataclass(frozen=True)
class Counted:
    """The recount of one question, by the names pages use. ``years`` is the dimension of its years."""

    question: Question
    years: str
    names: Mapping[tuple[str, str], str]
    figures: Figures
    region: Figures

    def total(self, code: str) -> Figure:
        return self.figures[Place((), (), code)]

    def groups(self, *grouping: str) -> dict[tuple[str, ...], dict[str, Figure]]:
        """Return the groups in which something was held or somebody counted."""
        found: dict[tuple[str, ...], dict[str, Figure]] = {}
        for place, figure in self.figures.items():
            if place.grouping == grouping:
                found.setdefault(place.keys, {})[place.indicator] = figure
        return {key: group for key, group in found.items() if _is_something(group)}

    def label(self, dimension: str, key: str) -> str:
        if dimension == "mode":
            return str(Mode(key).label)
        if dimension.startswith("year_from"):
            return f"{key}/{(int(key) + 1) % 100:02d}"
        return self.names.get((dimension, key), key)


Cell = tuple[Place, Figure, Figure]
"""Where it stands, what the block shows, what the recount says."""


def cells(book: Recount, question: Question, everything: Question) -> Iterator[Cell]:
    """Yield each figure the pages show of a question; ``everything`` is the same reader's whole region."""
    counted = _count(book, question, everything)
    with translation.override("en"):
        for section in _sections(question, everything, counted):
            for block in section.blocks:
                yield from _cells(block, counted)


def _count(book: Recount, question: Question, everything: Question) -> Counted:
    months = {(kind, pk): month for kind, pk, month in book.ask(YEAR_STARTS)}
    month = months.get((1, question.programme)) or months.get((2, question.phase)) or 1
    years = "year" if month == 1 else f"year_from_{month}"
    groupings: list[Grouping] = [
        (years,), (years, "mode"), ("topic",), ("topic", years), ("administration",), ("mode",), ("event",),
    ]  # fmt: skip
    return Counted(
        question=question,
        years=years,
        names={(dimension, key): name for dimension, key, name in book.ask(NAMES)},
        figures=book.figures(question, groupings),
        region=book.figures(everything, []) if question.administration else {},
    )


def _sections(question: Question, everything: Question, counted: Counted) -> Iterator[Section]:
    scope = scope_of(question)
    for make in (
        sections.key_figures, sections.by_year, sections.by_topic, sections.by_administration, sections.by_mode,
        sections.by_topic_and_year,
    ):  # fmt: skip
        yield make(scope)
    if scope.administration is not None:
        yield sections.beside_the_region(scope, scope_of(everything))
    if len(counted.groups("event")) <= MANY_EVENTS:
        yield sections.activities(scope)


def _cells(block: Any, counted: Counted) -> Iterator[Cell]:
    if isinstance(block, KeyFigures):
        yield from _key_figures(block, counted)
    elif isinstance(block, BarChart):
        yield from _bars(block, counted)
    elif isinstance(block, ColumnChart) and block.title in YEAR_CHARTS:
        yield from _columns(block, counted)
    elif isinstance(block, Table) and block.title in TABLES:
        yield from _table(block, counted)
    elif isinstance(block, Table) and block.title == TOPICS_BY_YEARS:
        yield from _topics_by_years(block, counted)
    elif isinstance(block, Table) and block.title == BESIDE_THE_REGION:
        yield from _beside_the_region(block, counted)
    elif isinstance(block, Table) and block.title == EVENTS_HELD:
        yield from _events(block, counted)


def _key_figures(block: KeyFigures, counted: Counted) -> Iterator[Cell]:
    for each in block.figures:
        figure = counted.total(INDICATORS[each.label])
        if figure.low is not None and figure.high is not None and figure.high > WIDE * figure.low:
            figure = replace(figure, high=None)
        yield _place(block.title, "", each.label), plain(each.quantity), figure


def _table(block: Table, counted: Counted) -> Iterator[Cell]:
    """Compare row by row; a row only one side has is compared with nothing."""
    dimension, without = TABLES[block.title]
    dimension = counted.years if dimension == "year" else dimension
    expected = {
        without if key == NO_VALUE else counted.label(dimension, key): group
        for (key,), group in counted.groups(dimension).items()
    }
    if expected:
        expected["Total"] = {code: counted.total(code) for code in REGISTRY}
    shown = {str(row[0]): row[1:] for row in block.rows}
    headings = [column.heading for column in block.columns[1:]]
    for row in sorted({*expected, *shown}):
        for place, heading in enumerate(headings):
            theirs = _of_column(heading, expected[row]) if row in expected else NOTHING
            ours = _shown(shown[row][place]) if row in shown else NOTHING
            yield _place(block.title, row, heading), ours, theirs


def _of_column(heading: str, group: Mapping[str, Figure]) -> Figure:
    if heading == WITHOUT_NUMBER:
        number = NO_EVENTS.low + group["participations"].not_recorded  # type: ignore[operator]
        return Figure(number, number)
    return replace(group[INDICATORS[heading]], not_recorded=0)


def _topics_by_years(block: Table, counted: Counted) -> Iterator[Cell]:
    years = [column.heading for column in block.columns[1:]]
    expected: dict[tuple[str, str], Figure] = {}
    for (topic,), group in counted.groups("topic").items():
        expected[_topic(counted, topic), years[-1]] = group["participations"]
    for (year,), group in counted.groups(counted.years).items():
        expected["All topics", counted.label(counted.years, year) if year else ""] = group["participations"]
    for (topic, year), group in counted.groups("topic", counted.years).items():
        label = counted.label(counted.years, year) if year else ""
        expected[_topic(counted, topic), label] = group["participations"]
    expected["All topics", years[-1]] = counted.total("participations")
    shown = {
        (str(row[0]), year): _shown(cell)
        for row in block.rows
        for year, cell in zip(years, row[1:], strict=True)
    }
    for row, year in sorted({*shown, *(each for each in expected if each[1] in years)}):
        theirs = replace(expected.get((row, year), NOTHING), not_recorded=0)
        yield _place(block.title, row, year), shown.get((row, year), NOTHING), theirs


def _topic(counted: Counted, key: str) -> str:
    return counted.label("topic", key) if key else "No topic recorded"


def _beside_the_region(block: Table, counted: Counted) -> Iterator[Cell]:
    for name, ours, region, _unit in block.rows:
        code = INDICATORS[str(name)]
        own, whole = (
            replace(figures[Place((), (), code)], not_recorded=0)
            for figures in (counted.figures, counted.region)
        )
        yield _place(block.title, block.columns[1].heading, str(name)), _shown(ours), own
        yield _place(block.title, block.columns[2].heading, str(name)), _shown(region), whole


def _bars(block: BarChart, counted: Counted) -> Iterator[Cell]:
    dimension, _ = TABLES[block.title]
    expected = {counted.label(dimension, key): it for (key,), it in counted.groups(dimension).items() if key}
    for bar in block.bars:
        yield _place(block.title, bar.label, "bar"), plain(bar.quantity), expected[bar.label]["participations"]


def _columns(block: ColumnChart, counted: Counted) -> Iterator[Cell]:
    """Compare each part of each column; of a year nothing was held in, zero and nothing are the same."""
    expected: dict[tuple[str, str], Figure] = {}
    for (year,), group in counted.groups(counted.years).items():
        if year:
            expected[counted.label(counted.years, year), "Participations"] = group["participations"]
    for (year, mode), group in counted.groups(counted.years, "mode").items():
        if year:
            expected[counted.label(counted.years, year), counted.label("mode", mode)] = group["participations"]
    for series in block.series:
        for year, quantity in zip(block.categories, series.quantities, strict=True):
            ours, theirs = plain(quantity), expected.get((year, series.name), NOTHING)
            is_nothing = theirs == NOTHING and not ours.low
            yield _place(block.title, year, series.name), theirs if is_nothing else ours, theirs


def _events(block: Table, counted: Counted) -> Iterator[Cell]:
    """Compare the events by title: each line shown must be one of the recount's, and none be shown twice.

    Which of them a reader may open is no question of counting.
    """
    lines = Counter(
        (counted.label("event", key), group["administrations_reached"], group["participations"])
        for (key,), group in counted.groups("event").items()
    )
    rows = list(block.rows)
    if rows:
        *rows, total = rows
        reached, seats = (counted.total(code) for code in ("administrations_reached", "participations"))
        yield _place(block.title, "Total", "Administrations"), _shown(total[4]), reached
        yield _place(block.title, "Total", "Participants"), _shown(total[5]), replace(seats, not_recorded=0)
    for row in rows:
        title, reached, seats = str(row[1]), _shown(row[4]), _shown(row[5])
        line = title, reached, seats
        theirs = line if lines[line] else _next_best(lines, title)
        lines[theirs] -= 1
        yield _place(block.title, title, "Administrations"), reached, theirs[1]
        yield _place(block.title, title, "Participants"), seats, theirs[2]


def _next_best(lines: Mapping[tuple[str, Figure, Figure], int], title: str) -> tuple[str, Figure, Figure]:
    left = (line for line, number in lines.items() if line[0] == title and number)
    return next(left, (title, NOTHING, NOTHING))


def _shown(cell: Any) -> Figure:
    """Return the figure in a cell; words instead of one ("counted with its whole") are none."""
    return plain(cell) if isinstance(cell, Quantity) else NOTHING


def _is_something(group: Mapping[str, Figure]) -> bool:
    return bool(group["events_held"].low) or group["participations"].low is not None


def _place(block: str, row: str, column: str) -> Place:
    return Place((f"“{block}”",), (row,), column)


