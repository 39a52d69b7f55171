"""What is stored by months and years gives the same figures as the facts, and never an older one."""

import datetime as dt

import pytest
from django.utils import timezone
from pyroaring import BitMap

from programmes.models import Event, Participation
from reports.actions import counting, storing
from reports.choices import Audience
from reports.indicators.registry import EVENTS_HELD, PARTICIPATIONS, PEOPLE, REGISTRY
from reports.measuring import distinct
from reports.measuring import measure as measuring
from reports.measuring.dimensions import (
    ADMINISTRATION,
    DIMENSIONS,
    MODE,
    PROGRAMME,
    TOPIC,
    YEAR,
    year_starting_in,
)
from reports.measuring.measure import measure
from reports.measuring.spans import Known, cover
from reports.models import ChangedSpan, CountedSpan, TurnoutSum
from reports.periods import Period
from reports.scope import Scope
from tests.factories.members import AccountFactory
from tests.factories.programmes import ParticipationFactory
from tests.reports.hard_world import hard_world

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
FISCAL = year_starting_in(7)
PAIRS = [(ADMINISTRATION, TOPIC), (TOPIC, YEAR), (YEAR, MODE), (ADMINISTRATION, YEAR), (TOPIC, FISCAL)]
PERIODS = {
    "all time": None,
    "a year": Period.calendar_year(2023),
    "a year with what is known to the year only": Period.calendar_year(2021),
    "a fiscal year": Period(dt.date(2022, 7, 1), dt.date(2023, 6, 30)),
    "three years and some days": Period(dt.date(2021, 4, 30), dt.date(2023, 9, 9)),
    "one day": Period(dt.date(2023, 9, 9), dt.date(2023, 9, 9)),
    "a month": Period(dt.date(2021, 5, 1), dt.date(2021, 5, 31)),
    "most of a month": Period(dt.date(2021, 5, 1), dt.date(2021, 5, 30)),
    "before anything": Period.calendar_year(1999),
}


@pytest.fixture
def world():
    return hard_world()


@pytest.fixture
def stored(world):
    counting.recount(list(counting.changed_codes()), now=NOW)
    return world


def told(scope):
    """Return every figure of the scope, in total and split, as plain values."""
    groupings = [*((each,) for each in (*DIMENSIONS.values(), FISCAL)), *PAIRS]
    figures = measure(scope, list(REGISTRY.values()), by=groupings)
    found = {each.code: figures[each].to_json() for each in REGISTRY.values()}
    for grouping in groupings:
        for group in figures.by(*grouping, missing="none"):
            key = ("+".join(each.code for each in grouping), group.key)
            found[key] = {code: quantity.to_json() for code, quantity in group.figures.items()}
    return found


def scopes(world, period):
    """Return what is stored as such and, over all time, what never is."""
    donor = AccountFactory(donor=True, organisation=world["donor"])
    public = Scope.public
    found = {
        "everything": public(),
        "a programme": public(programme=world["ours"]),
        "an administration": public(administration=world["fiji"]),
        "a donor": Scope(donor, audience=Audience.DONOR, donor=world["donor"]),
    }
    if period is None:
        trainer = AccountFactory(master_trainer=True, person=world["officers"][0])
        found |= {
            "a phase": public(phase=world["phase"]),
            "a topic": public(topics=(world["origin"],)),
            "a programme and an administration": public(
                programme=world["ours"], administration=world["tonga"]
            ),
            "what is online": public(mode="ONLINE"),
            "a trainer's own": Scope(trainer),
        }
    return {name: scope.narrowed(period=period) for name, scope in found.items()}


@pytest.mark.parametrize("period", PERIODS.values(), ids=PERIODS)
def test_stored_sums_and_facts_tell_the_same_before_and_after_a_change(world, period):
    asked = scopes(world, period)
    counted = {name: told(scope) for name, scope in asked.items()}
    counting.recount(list(counting.changed_codes()), now=NOW)

    for name, scope in asked.items():
        assert told(scope.narrowed()) == counted[name], name

    ParticipationFactory(event=world["autumn"], organisation=world["tonga"])
    ParticipationFactory(event=world["some_day"], organisation=world["tonga"])
    moved = Event.objects.filter(pk=world["spring"].pk)
    moved.update(starts_on=dt.date(2021, 2, 2), ends_on=dt.date(2021, 2, 2))
    partly_stored = {name: told(scope.narrowed()) for name, scope in asked.items()}
    CountedSpan.objects.all().delete()

    for name, scope in asked.items():
        assert told(scope.narrowed()) == partly_stored[name], name


def test_years_that_hold_are_read_and_not_counted(stored, django_assert_num_queries, monkeypatch):
    counted = []
    monkeypatch.setattr(measuring, "ask", lambda *asked, **more: counted.append(asked) or [])

    with django_assert_num_queries(3):
        figures = measure(Scope.public(), [PEOPLE, EVENTS_HELD], by=[YEAR, TOPIC, ADMINISTRATION])

    assert counted == []
    assert figures[PEOPLE].low > 0


def test_only_the_month_that_changed_is_counted(stored):
    ParticipationFactory(event=stored["autumn"])

    found = cover(None, Known.now(), by_years=True, by_months=True)

    assert {"2021", "2022", "2023-03"} <= set(found.stored)
    assert "2023" not in found.stored
    assert len(found.counted) == 1


def test_a_person_in_two_stored_years_is_one_person(stored):
    figures = measure(Scope.public(), [PEOPLE, PARTICIPATIONS], by=[YEAR])
    people = [group[PEOPLE].low for group in figures.by(YEAR, missing="none")]

    named = set(Participation.objects.filter(event__state="HELD", state__in=["ATTENDED", "COMPLETED"])
                .filter(role="PARTICIPANT").values_list("person", flat=True))  # fmt: skip
    row = TurnoutSum.objects.filter(grain="", span__code__in=["2021", "2022", "2023", "undated"])
    sets = [BitMap.deserialize(bytes(one.persons)) for one in row]
    assert set(BitMap.union(*sets)) == named
    assert sum(people) > figures[PEOPLE].low


def test_counting_again_stores_the_same_bytes(stored):
    before = dict(CountedSpan.objects.values_list("code", "checksum"))
    rows = list(TurnoutSum.objects.order_by("span__code", "grain", "key_1", "key_2").values_list(
        "span__code", "grain", "key_1", "key_2", "persons", "seats"))  # fmt: skip

    again = counting.recount(list(before), now=timezone.now())

    assert all(each.is_as_before for each in again)
    assert {each.code: each.after for each in again} == before
    same = TurnoutSum.objects.order_by("span__code", "grain", "key_1", "key_2").values_list(
        "span__code", "grain", "key_1", "key_2", "persons", "seats"
    )
    assert [(*row[:4], bytes(row[4]), row[5]) for row in same] == [
        (*row[:4], bytes(row[4]), row[5]) for row in rows
    ]


def test_a_checksum_tells_that_somebody_changed_a_sum(stored):
    span = CountedSpan.objects.get(code="2023")
    assert storing.checksum_of(storing.rows_of(["2023"])["2023"]) == span.checksum

    ParticipationFactory(event=stored["spring"])

    assert storing.checksum_of(storing.rows_of(["2023"])["2023"]) != span.checksum


def test_a_year_is_stored_again_once_it_is_quiet(stored):
    ParticipationFactory(event=stored["spring"])
    noted = ChangedSpan.objects.latest("changed_at").changed_at

    soon = counting.recount_changed(now=noted + dt.timedelta(seconds=1))
    assert [each.code for each in soon] == ["2023-03"]

    later = counting.recount_changed(now=noted + counting.QUIET)
    assert [each.code for each in later] == ["2023"]
    assert counting.recount_changed(now=noted + counting.QUIET) == []


def test_the_figures_say_the_moment_they_are_true_for(stored):
    before = timezone.now()

    assert before <= measure(Scope.public(), [PEOPLE]).as_of <= timezone.now()


def test_sets_of_ids_come_back_as_they_were():
    ids = BitMap([1, 7, 70_000, 2**31 - 1])
    packed = b"".join(each.to_bytes(4, "big") for each in ids)
    framed = b"".join(
        len(one).to_bytes(4, "big") + one for one in (distinct.stored(ids), distinct.stored(BitMap([8])))
    )

    assert distinct.unpacked(packed) == ids
    assert distinct.unpacked(None) == BitMap()
    assert distinct.joined(distinct.streams(framed)) == ids | BitMap([8])


def test_a_programme_split_by_programmes_is_counted_from_the_facts(stored):
    figures = measure(Scope.public(programme=stored["ours"]), [EVENTS_HELD], by=[PROGRAMME])

    assert {group.key[0] for group in figures.by(PROGRAMME)} == {stored["ours"].pk, stored["theirs"].pk}
