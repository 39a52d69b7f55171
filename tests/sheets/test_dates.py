"""Days in every usual writing, and the one that is two days."""

import datetime as dt

import pytest

from sheets.dates import is_day_first, readings

APRIL, MARCH = dt.date(2024, 4, 3), dt.date(2024, 3, 4)


@pytest.mark.parametrize(
    "text",
    ["2024-04-03", "2024/04/03", "2024.4.3", "3 April 2024", "3-Apr-2024", "3rd Apr. 2024", "April 3, 2024"],
)
def test_a_day_that_says_which_number_is_the_month_has_one_reading(text):
    assert readings(text) == (APRIL,)


@pytest.mark.parametrize("text", ["03/04/2024", "3.4.2024", "03-04-2024", "3. 4. 2024"])
def test_a_day_that_does_not_say_it_has_two_with_the_day_first_in_front(text):
    assert readings(text) == (APRIL, MARCH)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("13/04/2024", dt.date(2024, 4, 13)),
        ("04/13/2024", dt.date(2024, 4, 13)),
        ("05/05/2024", dt.date(2024, 5, 5)),
        ("30 Sept 2024", dt.date(2024, 9, 30)),
    ],
)
def test_a_number_above_twelve_or_twice_the_same_number_leaves_one_reading(text, day):
    assert readings(text) == (day,)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "03/04/24",
        "31/02/2024",
        "2024-13-01",
        "45385",
        "Ma 3, 2024",
        "3 Smarch 2024",
        "3/4-2024",
        "0/0/2024",
    ],
)
def test_what_is_no_day_has_no_reading(text):
    assert readings(text) == ()


@pytest.mark.parametrize(
    ("column", "order"),
    [
        (["03/04/2024", "13/04/2024"], True),
        (["03/04/2024", "04/13/2024"], False),
        (["03/04/2024", "05/05/2024", "2024-04-13", "13 April 2024"], None),
        (["13/04/2024", "04/13/2024"], None),
        ([], None),
    ],
)
def test_a_column_tells_its_order_by_a_number_above_twelve_unless_it_contradicts_itself(column, order):
    assert is_day_first(column) is order
