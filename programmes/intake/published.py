"""A published list of events as a file: which of its rows are new, and what stands against others."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from django.utils.translation import gettext as _

from programmes.actions.entries import EventEntry
from programmes.intake.rows import Known, Problem, key_of, read_row
from programmes.models import SourceRow
from sheets.problems import MESSAGES, UnreadableSheet
from sheets.problems import Problem as SheetProblem
from sheets.reading import Limits, Row, Table, read_table
from sheets.text import clean

COLUMNS = (
    "event_title",
    "programme",
    "kind",
    "topic",
    "start_date",
    "end_date",
    "city",
    "host_country",
    "mode",
    "organisers",
    "sponsor",
    "participants",
    "administrations",
    "countries",
    "resource_persons",
    "women",
    "source_url",
    "note",
)
OPTIONAL = ("partners",)  # files made before it was asked for do without
LIMITS = Limits(size=10_000_000, rows=50_000, cell=10_000)  # bytes, rows, characters


class UnreadableList(Exception):
    """Nothing of the file can be taken in; each message says why."""

    def __init__(self, messages: Sequence[str]) -> None:
        self.messages = tuple(messages)
        super().__init__("\n".join(messages))


class Standing(Enum):
    """What is to be done with a row."""

    NEW = auto()
    UNCHANGED = auto()
    CHANGED = auto()  # differs from what was imported; not overwritten
    DUPLICATE = auto()  # the same as a line above
    REFUSED = auto()


@dataclass(frozen=True, slots=True)
class ListedRow:
    """A row of the file with its line, and what is to be done with it.

    ``entry`` is there for a new row only; ``changed`` names columns; ``same_as`` is a line.
    """

    line: int
    title: str
    standing: Standing
    entry: EventEntry | None = None
    problems: tuple[Problem, ...] = ()
    unknown_topics: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    same_as: int = 0


@dataclass(frozen=True, slots=True)
class PublishedList:
    """Every row of a file in its order, and the encoding it was read as."""

    rows: tuple[ListedRow, ...]
    encoding: str


def read_published(data: bytes) -> PublishedList:
    """Read a file whole and say of each row what is to be done with it; nothing is saved.

    :raises UnreadableList: when it is no such list at all, or a part of it could not be read.
    """
    table = _table(data)
    known = Known.load()
    if not known.countries:
        raise UnreadableList([_("No countries are known here yet: load the reference data first.")])
    rows = [*_listed(table.rows, known), *_crooked(table.problems)]
    return PublishedList(tuple(sorted(rows, key=lambda row: row.line)), table.encoding)


def refuse_if_larger(size: int) -> None:
    """Refuse a file by its size, in bytes, before it is read.

    :raises UnreadableList: saying how large it is and how large it may be.
    """
    if size > LIMITS.size:
        words = {"size": f"{size / 1e6:.1f}", "limit": f"{LIMITS.size / 1e6:.1f}"}
        raise UnreadableList([_(MESSAGES["too_large"]) % words])


def _table(data: bytes) -> Table:
    try:
        table = read_table(data, headings=COLUMNS, optional=OPTIONAL, limits=LIMITS)
    except UnreadableSheet as unreadable:
        raise UnreadableList([_(MESSAGES[unreadable.code]) % unreadable.params]) from unreadable
    if whole := [problem for problem in table.problems if not _is_of_a_row(problem)]:
        missing = [problem for problem in whole if problem.code == "missing_heading"]
        others = [_in_words(problem) for problem in whole if problem not in missing]
        raise UnreadableList([*_missing(missing), *others])
    return table


def _missing(problems: Sequence[SheetProblem]) -> list[str]:
    """Return one message for all the columns that are not there."""
    if not problems:
        return []
    columns = ", ".join(str(problem.params["heading"]) for problem in problems)
    return [_("These columns are missing: %(columns)s.") % {"columns": columns}]


def _is_of_a_row(problem: SheetProblem) -> bool:
    return problem.code in {"too_few_cells", "too_many_cells", "cell_too_long"}


def _in_words(problem: SheetProblem) -> str:
    return _(MESSAGES[problem.code]) % problem.params


def _crooked(problems: Iterable[SheetProblem]) -> Iterable[ListedRow]:
    """Return the rows that the sheet itself could not take in."""
    found: dict[int, list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.address is not None:
            found[problem.address.line].append(Problem(problem.address.heading, _in_words(problem)))
    for line, reasons in found.items():
        yield ListedRow(line, "", Standing.REFUSED, problems=tuple(reasons))


def _listed(rows: Sequence[Row], known: Known) -> Iterable[ListedRow]:
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        groups[key_of(row.values)].append(row)
    stored = _stored(groups)
    for key, group in groups.items():
        if all(key):
            yield from _of_one_key(group, stored.get(key), known)
        else:
            yield from (_new(row, known) for row in group)


def _stored(keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Mapping[str, str]]:
    found = SourceRow.objects.filter(address__in={address for address, _title in keys})
    return {(row.address, row.title): row.cells for row in found}


def _of_one_key(group: Sequence[Row], stored: Mapping[str, str] | None, known: Known) -> Iterable[ListedRow]:
    first, *others = group
    if any(_differences(first.values, other.values) for other in others):
        lines = ", ".join(str(row.line) for row in group)
        message = _("Lines %(lines)s have the same title and source and say different things.")
        problem = Problem("", message % {"lines": lines})
        for row in group:
            yield ListedRow(row.line, _title(row), Standing.REFUSED, problems=(problem,))
        return
    yield _new(first, known) if stored is None else _again(first, stored)
    for row in others:
        yield ListedRow(row.line, _title(row), Standing.DUPLICATE, same_as=first.line)


def _new(row: Row, known: Known) -> ListedRow:
    read = read_row(row.values, known)
    return ListedRow(
        row.line,
        _title(row),
        Standing.REFUSED if read.entry is None else Standing.NEW,
        entry=read.entry,
        problems=read.problems,
        unknown_topics=read.unknown_topics,
        remarks=read.remarks,
    )


def _again(row: Row, stored: Mapping[str, str]) -> ListedRow:
    changed = _differences(row.values, stored)
    standing = Standing.CHANGED if changed else Standing.UNCHANGED
    return ListedRow(row.line, _title(row), standing, changed=changed)


def _differences(one: Mapping[str, str], other: Mapping[str, str]) -> tuple[str, ...]:
    columns = (*COLUMNS, *OPTIONAL)
    return tuple(column for column in columns if clean(one.get(column, "")) != clean(other.get(column, "")))


def _title(row: Row) -> str:
    return clean(row.values["event_title"])
