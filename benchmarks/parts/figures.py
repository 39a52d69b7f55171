"""How long `measure` takes beside hand-written SQL for the same figures, and that both say the same."""

import multiprocessing
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db import connection, connections

from benchmarks import recordsql
from benchmarks.parts.base import Bench, Column, Part, Values
from benchmarks.recordsql import Answers, Question
from benchmarks.sizes import LAST_CLOSED_YEAR, LAST_YEAR
from benchmarks.timing import repeated, timed
from benchmarks.world.reference import DONOR, FOCAL_POINT_OF, address_of
from members.choices import Role
from members.models import Account, Administration, Organisation
from programmes.models import Programme
from reports.choices import Audience
from reports.indicators.registry import EVENTS_HELD, PEOPLE, REGISTRY
from reports.indicators.retention import RETENTION
from reports.measuring.definition import Indicator
from reports.measuring.dimensions import DIMENSIONS
from reports.measuring.measure import Figures, measure
from reports.periods import Period
from reports.scope import Scope

ALL = tuple(each for each in REGISTRY.values() if each not in RETENTION)
FORK = multiprocessing.get_context("fork")

PATIENCE = 20_000  # milliseconds after which SQL is not asked again


@dataclass(frozen=True, slots=True)
class Asked:
    """One question put both ways: to `measure` (about, indicators, by) and in SQL."""

    name: str
    question: Question
    indicators: tuple[Indicator, ...] = ALL
    about: Callable[[], dict[str, Any]] = dict

    def measured(self) -> Figures:
        """Return the figures of a scope nothing was asked of before."""
        by = self.question.by
        dimensions = tuple(DIMENSIONS[each] for each in by)
        reader = Account.objects.get(email=address_of(Role.OFFICER))
        split = [dimensions] if len(dimensions) > 1 else list(dimensions)
        return measure(Scope(reader, **self.about()), self.indicators, by=split)

    @property
    def can_be_asked(self) -> bool:
        return all(each in DIMENSIONS for each in self.question.by)


def _year(year: int) -> Callable[[], dict[str, Any]]:
    return lambda: {"period": Period.calendar_year(year)}


def _questions() -> Iterator[Asked]:
    donor = Organisation.objects.get(name=DONOR)
    programme = Programme.objects.order_by("pk")[1]
    fiji = Administration.objects.get(country=FOCAL_POINT_OF)
    closed, of_open = (recordsql.OF_YEAR.format(year) for year in (LAST_CLOSED_YEAR - 1, LAST_YEAR))
    yield Asked("everything, all time", Question())
    yield Asked("everything, a closed year", Question(where=closed), about=_year(LAST_CLOSED_YEAR - 1))
    yield Asked("everything, the open year", Question(where=of_open), about=_year(LAST_YEAR))
    by = Question(by=("administration",), where=closed)
    yield Asked("everything by administration, a closed year", by, about=_year(LAST_CLOSED_YEAR - 1))
    yield Asked("everything by topic, all time", Question(by=("topic",)))
    yield Asked("everything by year", Question(by=("year",)))
    of = Question(where=recordsql.OF_DONOR.format(donor.pk))
    yield Asked("everything of one donor", of, about=lambda: {"audience": Audience.DONOR, "donor": donor})
    of = Question(where=recordsql.OF_PROGRAMME.format(programme.pk))
    yield Asked("everything of one programme", of, about=lambda: {"programme": programme})
    of = Question(where=recordsql.OF_ADMINISTRATION.format(fiji.pk))
    yield Asked("everything of one administration", of, about=lambda: {"administration": fiji})
    for name, split in (
        ("people, all time", ()),
        ("people by administration", ("administration",)),
        ("people by administration and year", ("administration", "year")),
        ("people by administration and sex", ("administration", "sex")),
        ("people by administration and topic", ("administration", "topic")),
    ):
        yield Asked(name, Question(by=split, statements=recordsql.OF_PEOPLE), (PEOPLE,))
    yield Asked("events by year", Question(by=("year",), statements=(recordsql.EVENTS,)), (EVENTS_HELD,))


def run(bench: Bench) -> dict[str, Values]:
    """Return the times of every question, asked both ways, and whether the answers agree."""
    found: dict[str, Values] = {}
    for asked in _questions():
        if not asked.can_be_asked:
            continue
        bench.say(f"figures: {asked.name}")
        cache.clear()
        cold, warm, told = _in_a_new_process(asked, bench)
        first, answers = timed(asked.question.ask)
        again = 0 if first > PATIENCE else 1
        sql = min([first, *repeated(asked.question.ask, most=bench.times(3) * again, least=again).ms])
        found[asked.name] = {
            "cold": cold,
            "warm": warm,
            "sql": sql,
            "to_sql": cold / sql,
            "warm_to_sql": warm / sql,
            "agrees": "yes" if _agree(asked, told, answers) else "NO",
        }
    return found


def _in_a_new_process(asked: Asked, bench: Bench) -> tuple[float, float, dict[Any, Any]]:
    """Return the first time, the median of the next, and what was told, of a process of its own."""
    connections.close_all()
    with FORK.Pool(1) as pool:
        return pool.apply(_first_and_next, (asked.name, bench.times(10)))


def _first_and_next(name: str, times: int) -> tuple[float, float, dict[Any, Any]]:
    asked = next(each for each in _questions() if each.name == name)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    first, figures = timed(asked.measured)
    following = repeated(asked.measured, most=times, least=1)
    return first, following.p50 or 0.0, _told(asked, figures)


def _told(asked: Asked, figures: Figures) -> dict[Any, Any]:
    """Return what each indicator comes to, by the keys of the split."""
    if not asked.question.by:
        return {(): {each.code: _bounds(figures[each]) for each in asked.indicators}}
    groups = figures.by(*(DIMENSIONS[each] for each in asked.question.by))
    return {group.key: {each.code: _bounds(group[each]) for each in asked.indicators} for group in groups}


def _bounds(quantity: Any) -> tuple[Any, Any]:
    return quantity.low, quantity.high


def _agree(asked: Asked, told: dict[Any, Any], answers: list[Answers]) -> bool:
    """Test if both ways give the same in every group; rows without a key are in no group."""
    if asked.question.statements == (recordsql.EVENTS,):
        events = {key: row[0] for key, row in answers[0].items() if None not in key}
        return all(told[key]["events_held"][0] == count for key, count in events.items())
    if asked.question.statements == recordsql.OF_PEOPLE:
        persons = {key: row[0] for key, row in answers[0].items() if None not in key}
        return all(told[key]["people"][0] >= count for key, count in persons.items())
    named, unnamed, fullest = answers[:3]
    return all(
        _same(told[key], named.get(key, (0,) * 5), unnamed.get(key, (None,) * 3), fullest[key][0])
        for key in fullest
        if None not in key
    )


def _same(told: dict[str, Any], named: Any, unnamed: Any, fullest: Any) -> bool:
    seats, persons, completed, women, stated = named
    others, women_of_them, stated_of_them = (each or 0 for each in unnamed)
    sexes = stated + stated_of_them
    share = round(100 * (women + women_of_them) / sexes, 1) if sexes else None
    shown = told["share_of_women"][0]
    return (
        told["participations"][0] == seats + others
        and told["people"] == (max(persons, int(fullest or 0)), persons + others)
        and told["completions"][0] in {completed, None}
        and (shown is None or share is None or abs(float(shown) - float(share)) < 0.11)
    )


PART = Part(
    code="figures",
    title="Figures",
    about=(
        "Milliseconds of `measure()` called in Python, and of hand-written SQL over the records on the same"
        " database. Everything: the seven indicators together. Cold: the first call of a new process with an"
        " empty cache; warm: the median of the next calls, each with a scope of its own. SQL: the best of up"
        f" to four runs, of one that took more than {PATIENCE / 1000:.0f} seconds."
        " Agrees: both ways gave the same numbers in every group (of people asked alone, SQL counts those"
        " known by name, which the range may not fall below)."
    ),
    columns=(
        Column("cold", "measure, cold", "ms"),
        Column("warm", "measure, warm", "ms"),
        Column("sql", "SQL", "ms"),
        Column("to_sql", "cold ÷ SQL", "ratio"),
        Column("warm_to_sql", "warm ÷ SQL", "ratio"),
        Column("agrees", "agrees", "words"),
    ),
    measure=run,
)
