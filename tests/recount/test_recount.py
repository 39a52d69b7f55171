"""What the portal tells of small worlds is what the records say when counted by other means."""

from contextlib import contextmanager

import pytest
from django.core.management import call_command, get_commands
from django.db import connection, transaction
from hypothesis import given

from recount import portal
from recount.comparing import differences
from recount.counting import Recount, months_of
from tests.recount.edits import EDITS, edit
from tests.recount.questions import GROUPINGS, questions
from tests.recount.worlds import put, worlds

pytestmark = pytest.mark.django_db
REBUILD = "rebuild_figures"


@contextmanager
def undone():
    """Roll back what is written in it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


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


@given(world=worlds())
def test_every_figure_of_a_world_is_that_of_its_records(frame, world):
    with undone():
        put(world, frame)

        assert "\n".join(found(questions(frame))) == ""


@given(world=worlds(), edits=EDITS)
def test_figures_follow_what_happens_to_the_records(frame, world, edits):
    with undone():
        put(world, frame)
        edit(frame, edits)

        assert "\n".join(found(questions(frame)[::3])) == ""
        if REBUILD in get_commands():
            call_command(REBUILD, write=True, verbosity=0)
            assert "\n".join(found(questions(frame)[1::6])) == ""
