"""The other side: the records, copied out of the database and counted by hand-written SQL.

Nothing of the portal is imported here. The rules stand in docs/counting.md.
"""

import tempfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb

from recount.questions import WHOLE, Figure, Figures, Grouping, Place, Question, month_of

SQL = Path(__file__).parent / "sql"
MEMORY = "4GB"  # what does not fit waits on disk
MANY = 200_000  # participants above which groupings are counted one after the other

QUESTION = """
CREATE OR REPLACE TEMP TABLE question AS SELECT
    $role AS role, $organisation::BIGINT AS organisation_id, $audience AS audience,
    $donor::BIGINT AS donor_id, $for_others AS for_others,
    $starts_on::DATE AS starts_on, $ends_on::DATE AS ends_on, $programme::BIGINT AS programme_id,
    $phase::BIGINT AS phase_id, $administration::BIGINT AS administration_id,
    $topics::BIGINT[] AS topic_ids, $mode AS mode, $level AS level, $kind AS kind
"""
# As PostgreSQL writes it: an empty field is NULL, an empty text stands in quotes.
CSV = "FORMAT csv, AUTO_DETECT false, DELIMITER ',', QUOTE '\"', ESCAPE '\"', ALLOW_QUOTED_NULLS false"
COLUMNS = (
    "SELECT table_name, column_name FROM information_schema.columns ORDER BY table_name, ordinal_position"
)


class Recount:
    """The records of one database, to be asked. Used in a ``with``: what it wrote is gone after it."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="recount-")
        self._book = duckdb.connect(str(Path(self._folder.name) / "book.duckdb"))
        self._book.execute(f"SET memory_limit = '{MEMORY}'")
        self._book.execute("SET enable_progress_bar = false")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._book.close()
        self._folder.cleanup()

    def read(self, cursor: Any, *, months: Iterable[int] = ()) -> None:
        """Copy the records out of PostgreSQL, in the transaction of the cursor, and make facts of them.

        :param cursor: one of psycopg2.
        :param months: with which reporting years begin, beside January.
        """
        self._book.execute(_text("records"))
        tables: dict[str, list[str]] = {}
        for table, column in self._book.execute(COLUMNS).fetchall():
            tables.setdefault(table, []).append(column)
        for table, columns in tables.items():
            self._copy(cursor, table, columns)
        self._book.execute("CREATE TABLE year_start (month INTEGER)")
        for month in sorted({*months}):
            self._book.execute("INSERT INTO year_start VALUES (?)", [month])
        self._book.execute(_text("facts"))
        self._book.execute(_text("delivered"))

    def _copy(self, cursor: Any, table: str, columns: Sequence[str]) -> None:
        path = Path(self._folder.name) / f"{table}.csv"
        with path.open("wb") as file:
            cursor.copy_expert(f"COPY {table} ({', '.join(columns)}) TO STDOUT (FORMAT csv)", file)
        self._book.execute(f"COPY {table} FROM '{path}' ({CSV})")
        path.unlink()

    def figures(self, question: Question, groupings: Collection[Grouping]) -> Figures:
        """Return every indicator in total and in each grouping; groups without rows are left out."""
        self._ask(question)
        self._book.execute(_text("scope"))
        every = list(dict.fromkeys([(), *groupings]))
        lots = [every] if self._participants() <= MANY else [[each] for each in every]
        return {place: figure for lot in lots for place, figure in self._count(lot)}

    def delivered(self, question: Question, groupings: Collection[Grouping]) -> Figures:
        """Return every indicator of what is delivered beside events, as ``figures`` does."""
        self._ask(question)
        names = self._ask_by(list(dict.fromkeys([(), *groupings])))
        found = {}
        for name, key_1, key_2, indicator, figure in self.ask_file("delivered_figures"):
            grouping = names[name]
            found[Place(grouping, (key_1, key_2)[: len(grouping)], indicator)] = Figure(figure, figure)
        return found

    def _count(self, groupings: Sequence[Grouping]) -> Iterator[tuple[Place, Figure]]:
        names = self._ask_by(groupings)
        for name, key_1, key_2, indicator, *figure in self._book.execute(_text("figures")).fetchall():
            grouping = names[name]
            yield Place(grouping, (key_1, key_2)[: len(grouping)], indicator), Figure(*figure)

    def _ask(self, question: Question) -> None:
        about = {name: getattr(question, name) for name in Question.__slots__ if name != "name"}
        self._book.execute(QUESTION, about | {"topics": list(question.topics)})

    def _ask_by(self, groupings: Sequence[Grouping]) -> dict[str, Grouping]:
        """Write down which groupings are asked for; return each by its name there."""
        self._book.execute(
            "CREATE OR REPLACE TEMP TABLE asked_grouping"
            " (name VARCHAR, dimension_1 VARCHAR, dimension_2 VARCHAR)"
        )
        names = {str(place): grouping for place, grouping in enumerate(groupings)}
        rows = [(name, *(*grouping, WHOLE, WHOLE)[:2]) for name, grouping in names.items()]
        self._book.executemany("INSERT INTO asked_grouping VALUES (?, ?, ?)", rows)
        return names

    def _participants(self) -> int:
        return int(self.ask("SELECT count(*) FROM participant")[0][0])

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of one SELECT over records and facts."""
        return self._book.execute(sql).fetchall()

    def ask_file(self, name: str) -> list[tuple[Any, ...]]:
        return self.ask(_text(name))


def months_of(groupings: Iterable[Grouping]) -> set[int]:
    """Return the months, other than January, that reporting years of the groupings begin in."""
    return {month_of(dimension) for grouping in groupings for dimension in grouping} - {1}


def _text(name: str) -> str:
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")
