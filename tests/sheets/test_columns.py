import datetime as dt
from decimal import Decimal

import pytest

from sheets.columns import Column, Kind, Value, WrongCell, check_columns, digits, shown, typed


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("number", -5),
        ("number", 0),
        ("number", Decimal("2.50")),
        ("number", 2.5),
        ("percent", 0.425),
        ("date", dt.date(2023, 9, 4)),
        ("flag", False),
        ("text", "FJ"),
        ("number", None),
        ("text", None),
    ],
)
def test_a_value_of_the_kind_of_its_column_is_taken(kind: Kind, value: object) -> None:
    assert typed(Column("x", "X", kind), value) is value


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("number", "5"),
        ("number", True),
        ("number", float("nan")),
        ("number", Decimal("Infinity")),
        ("percent", "5 %"),
        ("date", "2023-09-04"),
        ("date", dt.datetime(2023, 9, 4, tzinfo=dt.UTC)),
        ("flag", 1),
        ("flag", "yes"),
    ],
)
def test_a_value_of_another_kind_is_refused(kind: Kind, value: object) -> None:
    with pytest.raises(WrongCell, match=f"Column 'x' is of kind {kind}"):
        typed(Column("x", "X", kind), value)


def test_anything_may_be_a_text() -> None:
    assert typed(Column("x", "X"), 2023) == "2023"


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ([], "A table needs a column"),
        ([Column("a", "A"), Column("a", "B")], "Two columns share the key a"),
        ([Column("a", "A"), Column("b", "A")], "Two columns share the heading A"),
    ],
)
def test_columns_that_cannot_be_told_apart_are_refused(columns: list[Column], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        check_columns(columns)


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (-5, "-5"),
        (Decimal("1E+3"), "1000"),
        (Decimal("2.50"), "2.50"),
        (1e16, "10000000000000000"),
        (1e-7, "0.0000001"),
        (0.1, "0.1"),
    ],
)
def test_a_number_is_written_in_plain_digits(number: int | float | Decimal, written: str) -> None:
    assert digits(number) == written


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        (Column("x", "X"), "Fiji", "Fiji"),
        (Column("x", "X", "date"), dt.date(2023, 9, 4), "2023-09-04"),
        (Column("x", "X", "number"), 12345, "12,345"),
        (Column("x", "X", "number", decimals=2), 12345, "12,345.00"),
        (Column("x", "X", "percent"), Decimal("0.425"), "42.5%"),
        (Column("x", "X", "percent", decimals=2), 0.425, "42.50%"),
    ],
)
def test_a_value_is_measured_by_what_is_shown(column: Column, value: Value, expected: str) -> None:
    assert shown(column, value) == expected
