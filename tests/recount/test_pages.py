"""What the pages that tell show of small worlds is what the records say."""

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from recount import blocks
from recount.asking import questions_about
from recount.comparing import agree
from recount.counting import Recount, months_of
from recount.running import compare
from tests.factories.programmes import EventFactory, HeadcountFactory
from tests.recount.questions import GROUPINGS, questions
from tests.recount.undoing import undone
from tests.recount.worlds import put, worlds

pytestmark = pytest.mark.django_db
SHOWN = ("region", "programme", "donor", "focal point of its own", "2023 for others")


@settings(max_examples=3)
@given(first=st.integers(0, 1), world=worlds())
def test_every_cell_of_the_pages_is_that_of_the_records(frame, first, world):
    with undone(), Recount() as book, connection.cursor() as cursor:
        put(world, frame)
        book.read(cursor, months=months_of(GROUPINGS))
        asked = {each.name: each for each in questions(frame)}
        for name in SHOWN[first::2]:
            cells = list(blocks.cells(book, asked[name]))

            assert [
                (place, ours, theirs) for place, ours, theirs in cells if not agree(place, ours, theirs)
            ] == []
            assert len(cells) > len(world)


def test_the_recount_finds_nothing_where_nothing_is_wrong(frame):
    event = EventFactory(topics=[frame.topics[0]], programmes=[frame.programmes[1]], phases=[frame.phases[0]])
    HeadcountFactory(event=event, organisation=frame.administrations[0], people=12, women=5)
    lines = []
    with Recount() as book, connection.cursor() as cursor:
        book.read(cursor, months=range(2, 13))
        asked = questions_about(book)
        result = compare(book, asked[::5], tell=lines.append)

    assert len(asked) > 20
    assert result.different == 0
    assert result.compared > 500
    assert not [line for line in lines if "says" in line]


def test_the_recount_tells_each_figure_that_is_not_that_of_the_records(frame):
    event = EventFactory()
    HeadcountFactory(event=event, organisation=frame.administrations[0], people=12)
    lines = []
    with Recount() as book, connection.cursor() as cursor:
        book.read(cursor, months=months_of(GROUPINGS))
        HeadcountFactory(event=event, organisation=frame.administrations[1], people=5)
        result = compare(book, questions(frame)[:1], tell=lines.append)

    told = "portal says 17 (0 not recorded), the recount 12 (0 not recorded)"
    assert f"region: participations, in total: the {told}" in lines
    assert f"region: Participations, “Reach” (none): the {told}" in lines
    assert result.different == len([line for line in lines if "says" in line])
