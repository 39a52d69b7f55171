"""Every way a figure can be known, and the words it is shown with."""

from decimal import Decimal

import pytest
from django.utils import translation

from reports.quantities import Accuracy, ImpossibleQuantity, Quantity, shown_number

EXACT, AT_LEAST, ABOUT = Accuracy.EXACT, Accuracy.AT_LEAST, Accuracy.ABOUT


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        (Quantity(99, 99), "99"),
        (Quantity(49_000, 49_000), "49,000"),
        (Quantity(0, 0), "0"),
        (Quantity(None, None), "not recorded"),
        (Quantity(50, 99), "50 to 99"),
        (Quantity(50, None), "at least 50"),
        (Quantity(99, 99, AT_LEAST), "at least 99"),
        (Quantity(50, 99, AT_LEAST), "at least 50"),
        (Quantity(40, 40, ABOUT), "about 40"),
        (Quantity(40, 60, ABOUT), "about 40 to 60"),
        (Quantity(40, None, ABOUT), "at least about 40"),
        (Quantity(38, 38, EXACT, "percent"), "38 %"),
        (Quantity(Decimal("38.00"), Decimal("38.00"), EXACT, "percent"), "38 %"),
        (Quantity(Decimal("38.46"), Decimal("38.46"), EXACT, "percent"), "38.5 %"),
        (Quantity(38, Decimal("44.25"), EXACT, "percent"), "38 to 44.3 %"),
        (Quantity(Decimal("0.04"), Decimal("0.04"), EXACT, "percent"), "less than 0.1 %"),
        (Quantity(Decimal("1240.5"), Decimal("1240.5"), EXACT, "hours"), "1,240.5"),
        (Quantity(None, None, EXACT, "percent", 12), "not recorded"),
    ],
)
def test_quantity_is_shown_in_words_as_honest_as_its_rows(quantity, words):
    assert str(quantity) == words


def test_quantity_is_shown_with_the_separators_of_the_language():
    with translation.override("fr"):
        shown = shown_number(49_000), shown_number(Decimal("38.46"))

    assert [text.replace("\u202f", " ").replace("\xa0", " ") for text in shown] == [
        "49 000",
        "38,5",
    ]


@pytest.mark.parametrize(
    ("quantity", "single", "exact", "recorded", "is_open"),
    [
        (Quantity(0, 0), True, True, True, False),
        (Quantity(99, 99, AT_LEAST), True, False, True, True),
        (Quantity(40, 40, ABOUT), True, False, True, False),
        (Quantity(50, 99), False, False, True, False),
        (Quantity(50, None), False, False, True, True),
        (Quantity(None, None), False, False, False, False),
    ],
)
def test_quantity_says_how_it_is_known(quantity, single, exact, recorded, is_open):
    said = (quantity.is_single, quantity.is_exact, quantity.is_recorded, quantity.is_open)

    assert said == (single, exact, recorded, is_open)


@pytest.mark.parametrize(
    ("quantity", "most"),
    [
        (Quantity(50, 99), 99),
        (Quantity(50, None), 50),
        (Quantity(50, 99, AT_LEAST), 50),
        (Quantity(None, None), None),
    ],
)
def test_quantity_most_is_the_highest_number_that_is_known(quantity, most):
    assert quantity.most == most


def test_quantity_remarks_on_the_rows_it_leaves_out():
    assert Quantity(99, 99).remark() == ""
    assert Quantity(99, 99, not_recorded=1).remark() == "1 value not recorded"
    assert Quantity(99, 99, not_recorded=1200).remark() == "1,200 values not recorded"


def test_quantity_unknown_and_zero_are_two_values():
    assert Quantity.unknown() == Quantity.exactly(None)
    assert Quantity.unknown() != Quantity.exactly(0)


@pytest.mark.parametrize(
    "bounds",
    [(9, 5), (-1, 4), (None, 4), (True, True), (0.5, 0.5), (Decimal("NaN"), Decimal("NaN"))],
)
def test_quantity_refuses_impossible_bounds(bounds):
    with pytest.raises(ImpossibleQuantity):
        Quantity(*bounds)


def test_quantity_refuses_an_unknown_unit_and_a_negative_remainder():
    with pytest.raises(ImpossibleQuantity, match="no kind of unit"):
        Quantity(1, 1, EXACT, "metres")
    with pytest.raises(ImpossibleQuantity, match="cannot be negative"):
        Quantity(1, 1, not_recorded=-1)


@pytest.mark.parametrize(
    "quantity",
    [
        Quantity(50, 99, ABOUT, "hours", 3),
        Quantity(Decimal("38.46"), Decimal("38.46"), EXACT, "percent"),
        Quantity(None, None),
        Quantity(7, None),
    ],
)
def test_quantity_comes_back_from_json_as_it_was(quantity):
    assert Quantity.from_json(quantity.to_json()) == quantity


@pytest.mark.parametrize(
    "plain",
    [{}, {"low": "abc"}, {**Quantity(1, 1).to_json(), "accuracy": "MAYBE"}, "text"],
)
def test_quantity_refuses_json_it_did_not_write(plain):
    with pytest.raises(ImpossibleQuantity):
        Quantity.from_json(plain)
