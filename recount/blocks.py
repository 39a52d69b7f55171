"""What the blocks of pages and reports show, cell by cell, beside what the recount makes of it.

Known by their titles: the key figures (of each phase, too), the tables and charts by year, topic,
administration and mode, topics by years, an administration beside the region, and the list of events held.
Their texts, the published figures of others and the notes are no figures of ours. Blocks are made in English.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.utils import translation

from programmes.models import Phase
from recount.counting import Recount
from recount.naming import Counted, count_again, total_of
from recount.portal import INDICATORS as COMPARED
from recount.portal import plain, scope_of
from recount.questions import (
    NO_VALUE,
    NOTHING,
    Figure,
    Place,
    Question,
)
from reports import sections
from reports.blocks import BarChart, ColumnChart, KeyFigures, Section, Table
from reports.quantities import Quantity

SECTIONS = (
    sections.key_figures,
    sections.by_year,
    sections.by_topic,
    sections.by_administration,
    sections.by_mode,
    sections.by_topic_and_year,
)
INDICATORS = {str(each.name): each.code for each in COMPARED} | {"Events attended": "events_held"}
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

Cell = tuple[Place, Figure, Figure]
"""Where it stands, what the block shows, what the recount says."""


def cells(book: Recount, question: Question) -> Iterator[Cell]:
    """Yield each figure the pages show of a question."""
    everything = Question(
        "the region beside it",
        role=question.role,
        organisation=question.organisation,
        audience=question.audience,
        donor=question.donor,
    )
    counted = count_again(book, question, everything)
    with translation.override("en"):
        for section in _sections(question, everything, counted):
            for block in section.blocks:
                yield from _cells(block, counted)
        yield from _by_phase(counted)


def _sections(question: Question, everything: Question, counted: Counted) -> Iterator[Section]:
    scope = scope_of(question)
    for make in SECTIONS:
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


def _by_phase(counted: Counted) -> Iterator[Cell]:
    """Compare the key figures of each phase, as the pages of a programme and of a donor show them."""
    scope = scope_of(counted.question)
    phases = list(Phase.objects.select_related("programme").order_by("pk"))
    groups = counted.all_groups("phase")
    for phase, block in zip(phases, sections.key_figures_by_phase(scope, phases).blocks, strict=True):
        if isinstance(block, KeyFigures):
            of_it = {Place((), (), code): it for code, it in groups.get((str(phase.pk),), {}).items()}
            yield from _key_figures(block, replace(counted, figures=of_it))


def _table(block: Table, counted: Counted) -> Iterator[Cell]:
    """Compare row by row; a row only one side has is compared with nothing."""
    dimension, without = TABLES[block.title]
    dimension = counted.years if dimension == "year" else dimension
    expected = {
        without if key == NO_VALUE else counted.label(dimension, key): group
        for (key,), group in counted.groups(dimension).items()
    }
    if expected:
        expected["Total"] = {each.code: counted.total(each.code) for each in COMPARED}
    shown = {str(row[0]): row[1:] for row in block.rows}
    headings = [column.heading for column in block.columns[1:]]
    for row in sorted({*expected, *shown}):
        for place, heading in enumerate(headings):
            theirs = _of_column(heading, expected[row]) if row in expected else NOTHING
            ours = _shown(shown[row][place]) if row in shown else NOTHING
            yield _place(block.title, row, heading), ours, theirs


def _of_column(heading: str, group: Mapping[str, Figure]) -> Figure:
    if heading == WITHOUT_NUMBER:
        number = Decimal(group["participations"].not_recorded)
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
            replace(total_of(figures, code), not_recorded=0) for figures in (counted.figures, counted.region)
        )
        yield _place(block.title, block.columns[1].heading, str(name)), _shown(ours), own
        yield _place(block.title, block.columns[2].heading, str(name)), _shown(region), whole


def _bars(block: BarChart, counted: Counted) -> Iterator[Cell]:
    dimension, _ = TABLES[block.title]
    expected = {counted.label(dimension, key): it for (key,), it in counted.groups(dimension).items() if key}
    for bar in block.bars:
        yield (
            _place(block.title, bar.label, "bar"),
            plain(bar.quantity),
            expected[bar.label]["participations"] if bar.label in expected else NOTHING,
        )


def _columns(block: ColumnChart, counted: Counted) -> Iterator[Cell]:
    """Compare each part of each column; of a year nothing was held in, zero and nothing are the same."""
    expected: dict[tuple[str, str], Figure] = {}
    for (year,), group in counted.groups(counted.years).items():
        if year:
            expected[counted.label(counted.years, year), "Participations"] = group["participations"]
    for (year, mode), group in counted.groups(counted.years, "mode").items():
        if year:
            expected[counted.label(counted.years, year), counted.label("mode", mode)] = group[
                "participations"
            ]
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


def _place(block: str, row: str, column: str) -> Place:
    return Place((f"“{block}”",), (row,), column)
