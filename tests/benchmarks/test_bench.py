"""The bench still runs: a tiny world is made, every part is measured in it, and nothing is timed here."""

import json
import os

import psycopg2  # type: ignore[import-untyped]
import pytest

from benchmarks import databases
from benchmarks.sizes import ADMINISTRATIONS, SIZES

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("bench")]
TINY = SIZES["tiny"]


@pytest.fixture(scope="module")
def bench(run_once):
    """The raw values of one run, and the page written from them."""
    page = run_once("benchmarks.md", "benchmarks", "--sizes", TINY.name, "--anew")
    return json.loads(page.with_name("tiny.json").read_text()), page.read_text()


@pytest.fixture(scope="module")
def world(bench):
    """A cursor in the tiny world."""
    server = psycopg2.connect(databases.named(os.environ["DATABASE_URL"], TINY.database))
    with server.cursor() as cursor:
        yield cursor
    server.close()


def one(cursor, query):
    cursor.execute(query)
    return cursor.fetchone()[0]


def test_every_part_measures_its_rows(bench):
    parts = bench[0]["parts"]

    assert {"login page", "region, a closed year", "events, an officer", "event, a focal point"} <= set(
        parts["pages"]
    )
    assert all(row["p50"] is not None for row in parts["pages"].values()), "a page that did not answer"
    assert "people by administration and year" in parts["figures"]
    assert len(parts["importing"]) == 1


def test_hand_written_sql_and_the_portal_tell_the_same_figures(bench):
    assert {name: row["agrees"] for name, row in bench[0]["parts"]["figures"].items()} == dict.fromkeys(
        bench[0]["parts"]["figures"], "yes"
    )


def test_the_page_says_what_was_aimed_at_and_each_row_measured(bench):
    raw, page = bench

    assert "≤ 3 × the login page, warm | tiny |" in page
    for rows in raw["parts"].values():
        for name in rows:
            assert f"| {name} | tiny |" in page


def test_the_world_is_as_large_as_it_says(world):
    assert one(world, "SELECT count(*) FROM programmes_participation") > 0.6 * TINY.participations
    assert one(world, "SELECT count(*) FROM members_person") == TINY.people
    assert one(world, "SELECT count(*) FROM programmes_event") == TINY.events
    assert one(world, "SELECT count(*) FROM members_administration") == ADMINISTRATIONS
    assert one(world, "SELECT count(DISTINCT state) FROM programmes_event") == 5


def test_no_row_of_the_world_points_at_nothing(world):
    """Foreign keys are not checked while it is filled."""
    world.execute(
        "SELECT conrelid::regclass, a.attname, confrelid::regclass, b.attname FROM pg_constraint c"
        " JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = conkey[1]"
        " JOIN pg_attribute b ON b.attrelid = confrelid AND b.attnum = confkey[1] WHERE contype = 'f'"
    )
    for table, column, other, key in world.fetchall():
        lost = (
            f"SELECT count(*) FROM {table} r WHERE {column} IS NOT NULL"  # noqa: S608 - our own tables
            f" AND NOT EXISTS (SELECT FROM {other} o WHERE o.{key} = r.{column})"
        )
        assert one(world, lost) == 0, f"{table}.{column}"


def test_the_next_record_finds_its_number_free(world):
    world.execute(
        "INSERT INTO programmes_event_topics (event_id, topic_id) SELECT e.id, t.id FROM"
        " programmes_event e, programmes_topic t WHERE NOT EXISTS (SELECT FROM"
        " programmes_event_topics x WHERE x.event_id = e.id AND x.topic_id = t.id) LIMIT 1"
    )

    assert world.rowcount == 1
