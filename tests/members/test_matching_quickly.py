"""What is done to be quick changes nobody's verdict."""

import random

import pytest

from benchmarks.matching.quality import Entry, Row, describe, matched, read_gold, write
from members.matching import register as looking
from members.matching.exact import certain
from members.matching.register import match
from members.matching.values import Outcome
from members.models import Person

pytestmark = pytest.mark.django_db
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def slipped(entry, chance):
    """Return an entry with slips of the finger as FEBRL puts them in: in names, number and position."""

    def slip(text):
        if len(text) < 3:
            return text
        at, letter = chance.randrange(1, len(text)), chance.choice(LETTERS)
        ways = (
            text[:at] + text[at + 1 :],
            text[:at] + letter + text[at:],
            text[:at] + letter + text[at + 1 :],
        )
        return chance.choice((text, *ways))

    family_name, given_names = slip(entry.family_name), slip(entry.given_names)
    if given_names and chance.random() < 0.1:
        family_name, given_names = given_names, family_name
    number = "" if chance.random() < 0.3 else slip(entry.staff_number)
    return Entry(
        family_name, given_names, entry.sex, staff_number=number, place=entry.place, position=entry.position
    )


@pytest.fixture(scope="module")
def lists():
    """Return the pairs of names of the region, and their register with slips put in, by name."""
    register, rows = read_gold()
    chance = random.Random(4)  # noqa: S311 - slips, not secrets
    slips = [Row(slipped(entry, chance), place, "") for place, entry in enumerate(register)]
    return {"as written": (register, rows), "with slips": (register, slips)}


@pytest.mark.parametrize("name", ["as written", "with slips"])
def test_looking_up_each_key_or_reading_all_once_makes_no_difference(lists, name, monkeypatch):
    register, rows = lists[name]
    found = {}
    for most in (0, 1_000_000):
        monkeypatch.setattr(looking, "MANY_KEYS", most)
        found[most] = [verdict for _row, verdict in matched(register, rows)]

    assert {each.outcome for each in found[0]} == set(Outcome)
    assert found[0] == found[1_000_000]


@pytest.mark.parametrize("name", ["as written", "with slips"])
def test_small_parts_make_no_difference(lists, name, monkeypatch):
    register, rows = lists[name]
    at_once = matched(register, rows)
    monkeypatch.setattr(looking, "AT_ONCE", 50)
    monkeypatch.setattr(looking, "IDS", 7)

    assert matched(register, rows) == at_once


def test_who_needs_no_weighing_is_who_the_weighing_finds(lists):
    register, rows = lists["as written"]
    ids, organisations = write(register, {each.entry.place for each in rows})
    told = [describe(key, each.entry, organisations) for key, each in enumerate(rows)]
    people = Person.objects.filter(pk__in=ids)

    plain = certain(told, among=people)

    assert len(plain) > 30
    weighed = {each.key: each.person_id for each in match(told, among=people)}
    assert plain == {key: weighed[key] for key in plain}
