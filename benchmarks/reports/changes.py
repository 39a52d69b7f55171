"""How long it takes to say why figures changed where every row did. `changes PATH rows`; nothing is kept.

Two editions of one made-up report: the same events and rows, each in another state. Measured beside the bare
statement that pairs the rows of both and counts them by event: whoever answers by row must do that much.
"""

import sys
from dataclasses import replace
from typing import Any

import django

django.setup()

from django.db import connection, transaction  # noqa: E402 - they need the settings
from django.utils import timezone  # noqa: E402
from pyroaring import BitMap  # noqa: E402

from benchmarks.reports import measuring  # noqa: E402
from reports.blocks import Column, Document, KeyFigure, KeyFigures, Section, Table  # noqa: E402
from reports.measuring.dimensions import ADMINISTRATION, EVENT, TOPIC  # noqa: E402
from reports.measuring.distinct import stored  # noqa: E402
from reports.models import EditionFacts  # noqa: E402
from reports.quantities import Quantity  # noqa: E402
from reports.sections.counted import MAIN  # noqa: E402
from reports.sections.differences import difference_of  # noqa: E402
from reports.sections.differences.told import reasons_of  # noqa: E402

EVENTS, ADMINISTRATIONS, TOPICS = 1000, 40, 20
BEYOND = 1_000_000_000  # ids of events and persons no record has
OF_EVENTS = f"""
INSERT INTO reports_frozenevent (mark, version, state, kind, level, mode, counts_from, counts_to, event_id,
    title, is_umbrella, has_participants, hours, stated_accuracy, programmes, phases, topics, sponsors)
SELECT %(version)s, %(version)s, 'HELD', 'WORKSHOP', 'REGIONAL', 'IN_PERSON', day, day, {BEYOND} + each,
    'Event ' || each, false, true, 6, 'EXACT', '{{1}}', '{{}}', ARRAY[each %% {TOPICS}], '{{}}'
FROM generate_series(0, {EVENTS} - 1) AS each, LATERAL (SELECT date '2020-01-01' + each AS day) AS days
RETURNING id
"""  # noqa: S608 - ours throughout
OF_SEATS = f"""
INSERT INTO reports_frozenseat (mark, version, state, kind, level, mode, counts_from, counts_to, key, row_id,
    is_named, event_id, organisation_id, administration_id, person_id, role, took_part, completed, people,
    stated, women, accuracy)
SELECT %(version)s, %(version)s, 'HELD', 'WORKSHOP', 'REGIONAL', 'IN_PERSON', day, day, 'bench' || each,
    {BEYOND} + each, true, {BEYOND} + each %% {EVENTS}, {BEYOND}, each / {EVENTS} %% {ADMINISTRATIONS},
    {BEYOND} + each * %(version)s, 'PARTICIPANT', true, (each + %(version)s) %% 3 = 0, 1, 1,
    (each + %(version)s) %% 2, 'EXACT'
FROM generate_series(0, %(rows)s - 1) AS each,
    LATERAL (SELECT date '2020-01-01' + each %% {EVENTS} AS day) AS days
RETURNING id
"""  # noqa: S608 - ours throughout
BARE = """
SELECT coalesce(old.event_id, new.event_id), count(*)
FROM (SELECT * FROM reports_frozenseat WHERE id = ANY(%s)) AS old
FULL JOIN (SELECT * FROM reports_frozenseat WHERE id = ANY(%s)) AS new USING (key)
GROUP BY 1
"""


def main() -> None:
    path, rows = sys.argv[1], int(sys.argv[2])
    with transaction.atomic():
        before, after = (_edition(version, rows) for version in (1, 2))
        bare, _found = measuring.timed(lambda: _bare(before[1], after[1]))
        seconds, figures = measuring.timed(lambda: _told(before, after))
        transaction.set_rollback(True)
    measuring.tell(
        path,
        {"rows": rows, "seconds": seconds, "bare": bare, "figures": figures},
    )


def _told(before: Any, after: Any) -> int:
    """Say of every figure why it is another; return how many they are."""
    difference = difference_of(before, after)
    return sum(1 for each in difference.figures if list(reasons_of(each, difference.called)))


def _bare(before: EditionFacts, after: EditionFacts) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(BARE, [list(before.seat_ids), list(after.seat_ids)])
        return cursor.fetchall()


def _edition(version: int, rows: int) -> tuple[Document, EditionFacts]:
    facts = EditionFacts(
        events=stored(_kept(OF_EVENTS, version, rows)),
        seats=stored(_kept(OF_SEATS, version, rows)),
        records=stored(BitMap()),
        rules={each.code: {"name": str(each.name), "definition": "", "rule": each.rule} for each in MAIN},
        figures=[
            {"indicator": each.code, "by": by.code, "key": key, "label": f"{by.name} {key}", "quantity": {}}
            for each in MAIN
            for by, number in ((ADMINISTRATION, ADMINISTRATIONS), (TOPIC, TOPICS))
            for key in range(number)
        ],
    )
    return _document(version), facts


def _kept(statement: str, version: int, rows: int) -> BitMap:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"version": version, "rows": rows})
        return BitMap([each[0] for each in cursor.fetchall()])


def _document(version: int) -> Document:
    """Return a document all of whose figures are others in another version."""
    told = Quantity.exactly(version)
    large = KeyFigures("", tuple(KeyFigure(str(each.name), told, str(each.unit), "") for each in MAIN))
    numbers = tuple(Column(str(each.name), "number") for each in MAIN)
    tables = [
        Table(
            f"By {by.name}",
            (Column(str(by.name)), *numbers),
            tuple((f"{by.name} {key}", *(told for _each in MAIN)) for key in range(number)),
        )
        for by, number in ((ADMINISTRATION, ADMINISTRATIONS), (TOPIC, TOPICS), (EVENT, EVENTS))
    ]
    empty = Document(
        title="Bench",
        subtitle="",
        programme="",
        phase="",
        period="",
        audience="",
        language="en",
        extracted_at=timezone.now(),
        prepared_by="",
        reference="BENCH",
        sections=(),
    )
    return replace(empty, sections=(Section("Figures", (large, *tables)),))


if __name__ == "__main__":
    main()
