"""How long pages take: cold, warm, with one reader and with eight, beside the login page and bare SQL."""

from statistics import median
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks import server
from benchmarks.parts.asking import LOGIN, Page, pages
from benchmarks.parts.base import Bench, Column, Part, Values
from benchmarks.recordsql import Question
from benchmarks.timing import Times, repeated, timed

READERS = 8
WORKERS = 2
COLD_TRIES = 3


def measure(bench: Bench) -> dict[str, Values]:
    """Return the times of every page."""
    server.collect_static_files()
    asked = list(pages())
    sessions = {page.role: server.sign_in(page.role) for page in asked}
    telling = [page for page in asked if page.tells][: bench.times(len(asked))]
    cold = {page.name: _cold(page, sessions[page.role], bench) for page in telling}
    found: dict[str, dict[str, Any]] = {}
    with server.running(workers=WORKERS) as port:
        for page in asked:
            bench.say(f"page: {page.name}")
            found[page.name] = _warm(page, sessions[page.role], port, bench)
    bare: dict[Question, float] = {}
    for page in asked:
        values = found[page.name]
        values["cold"], values["new"] = cold.get(page.name, (None, None))
        values["sql"] = None if bench.size.is_largest else _bare(page, bare, bench)
        values["to_login"] = _ratio(values["p50"], found[LOGIN]["p50"])
        values["to_sql"] = _ratio(values["cold"], values["sql"])
        values["queries"] = _queries(page, sessions[page.role])
    return dict(found)


def _warm(page: Page, session: str, port: int, bench: Bench) -> dict[str, Any]:
    try:
        if not bench.in_haste:
            server.warm_up(port, session, page.address)
        one = server.read_by_one(port, session, page.address, most=bench.times(60))
        readers = bench.times(READERS)
        many = server.read_by_many(port, session, page.address, readers=readers, most=bench.times(25))
    except server.NoAnswer as problem:
        bench.say(f"      {problem}")
        one = many = Times(())
    return {"p50": one.p50, "p95": one.p95, "many_p50": many.p50, "many_p95": many.p95}


def _cold(page: Page, session: str, bench: Bench) -> tuple[float | None, float | None]:
    """Return the medians of first answers: of a new worker, and of a worker asked the same of else before."""
    new_worker, new_question = [], []
    for _ in range(1 if bench.in_haste else COLD_TRIES):
        bench.say(f"cold: {page.name}")
        try:
            new_worker.append(_first(page, session, before=""))
            if page.beside:
                new_question.append(_first(page, session, before=page.beside))
        except server.NoAnswer as problem:
            bench.say(f"      {problem}")
            return None, None
    return median(new_worker), median(new_question) if new_question else None


def _first(page: Page, session: str, *, before: str) -> float:
    """Return how long the first answer of a worker takes, which has answered ``before`` or the login page."""
    cache.clear()
    with server.running(workers=1) as port:
        server.read_by_one(port, "", "/account/sign-in/", most=2)
        if before:
            server.read_by_one(port, session, before, most=2)
        return server.read_by_one(port, session, page.address, most=1).ms[0]


def _bare(page: Page, known: dict[Question, float], bench: Bench) -> float | None:
    """Return how long bare SQL takes to answer what the page asks, each question timed once per run."""
    for question in page.questions:
        if question not in known:
            bench.say(f"SQL: {page.name}, by {', '.join(question.by) or 'nothing'}")
            first = timed(question.ask)[0]
            known[question] = min(first, *repeated(question.ask, most=bench.times(3), least=1).ms)
    return sum(known[question] for question in page.questions) if page.questions else None


def _queries(page: Page, session: str) -> int:
    """Return how many statements the page sends, with a cache that holds nothing."""
    client = Client(SERVER_NAME="localhost")
    if session:
        client.cookies[server.SESSION] = session
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        client.get(page.address)
    return len(captured)


def _ratio(part: float | None, whole: float | None) -> float | None:
    return part / whole if part is not None and whole else None


PART = Part(
    code="pages",
    title="Pages",
    about=(
        "Milliseconds from the request to the last byte, over HTTP on the same machine, compressed as a"
        " browser asks for it, from the web server `make run` starts (two workers), signed in as the role."
        " Warm: asked again and again by one reader, and by eight at once. Cold: nothing of the question is"
        " kept in the process or the cache; the database's own buffers are warm; the median of three, from a"
        " new worker that has served only the login page. New question: the same with a worker that has"
        " answered the page for another year or programme. Bare SQL: the best of up to four runs of"
        " hand-written statements over the records that answer what the page asks, for each of its splits; at"
        " 10 M only figures are asked so (below), as all pages would take it an hour."
        " Statements: those the page sends, with an empty cache."
    ),
    columns=(
        Column("cold", "cold", "ms"),
        Column("new", "new question", "ms"),
        Column("p50", "warm p50", "ms"),
        Column("p95", "warm p95", "ms"),
        Column("many_p50", "8 readers p50", "ms"),
        Column("many_p95", "8 readers p95", "ms"),
        Column("to_login", "warm ÷ login page", "ratio"),
        Column("sql", "bare SQL", "ms"),
        Column("to_sql", "cold ÷ SQL", "ratio"),
        Column("queries", "statements", "count"),
    ),
    measure=measure,
)
