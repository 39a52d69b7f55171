"""The bench of long lists still runs: a tiny one is read in a tiny world, and nothing is timed here."""

import json

import pytest

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("bench")]
ROWS = 200


@pytest.fixture(scope="module")
def page(run_once):
    """The page of one run; beside it stand the raw values."""
    return run_once("benchmarks-lists.md", "benchmarks.lists", "--size", "tiny", "--rows", str(ROWS))


def test_every_row_of_the_list_is_saved_and_nobody_is_asked_about_who_stands_there(page):
    ours = json.loads(page.with_name("lists-portal.json").read_text())

    assert ours["saved"] + ours["asked"] == ours["new"] + ours["asked"] == ROWS
    assert ours["problem"] == 0
    assert ours["asked"] <= ROWS // 20  # those the register does not know


def test_the_page_says_each_goal_and_what_came_of_it(page):
    text = page.read_text(encoding="utf-8")

    for goal in (f"{ROWS} rows in at most 20 s", "in at most 500 MB", "40 % of the bare COPY's speed"):
        assert goal in text
    assert "a register of 2,000 people" in text
