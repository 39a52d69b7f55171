"""What the portal tells of small worlds is what the records say when counted by other means."""

import pytest
from django.core.management import call_command, get_commands
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from recount import portal
from recount.comparing import differences
from recount.counting import Recount, months_of
from tests.recount.edits import EDITS, edit
from tests.recount.questions import GROUPINGS, questions
from tests.recount.undoing import undone
from tests.recount.worlds import put, worlds

pytestmark = pytest.mark.django_db
EVERY = 3  # question is asked of one world: all of all would take the suite half a minute
REBUILD = "rebuild_figures"


def found(asked):
    """Return the differences of the world as it stands in the database, as text."""
    with Recount() as book, connection.cursor() as cursor:
        book.read(cursor, months=months_of(GROUPINGS))
        return [
            str(each)
            for question in asked
            for each in differences(
                question.name, portal.figures(question, GROUPINGS), book.figures(question, GROUPINGS)
            )
        ]


@given(first=st.integers(0, EVERY - 1), world=worlds())
def test_every_figure_of_a_world_is_that_of_its_records(frame, first, world):
    with undone():
        put(world, frame)

        assert "\n".join(found(questions(frame)[first::EVERY])) == ""


@given(first=st.integers(0, 2 * EVERY - 1), world=worlds(), edits=EDITS)
def test_figures_follow_what_happens_to_the_records(frame, first, world, edits):
    with undone():
        put(world, frame)
        edit(frame, edits)

        assert "\n".join(found(questions(frame)[first :: 2 * EVERY])) == ""
        if REBUILD in get_commands():
            call_command(REBUILD, write=True, verbosity=0)
            assert "\n".join(found(questions(frame)[:1])) == ""
