"""The quick ways through plain cells say what the slow ones say."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from hypothesis import example, given
from hypothesis import strategies as st

from programmes.intake.cells import BadCell
from programmes.intake.lists.cells import email, place
from sheets.text import clean

PIECES = st.text(alphabet="aZ09._%+-@ ,é", max_size=12)


@given(
    st.lists(PIECES, min_size=1, max_size=3).map("@".join), st.sampled_from(["", ".org", ".o-", ".c1", "."])
)
@example("a", "@" + "b" * 64 + ".org")
@example("a" * 62, "@b.org")
@example("a.", "@b.org")
@example("a", "@-b.org")
def test_an_address_is_taken_where_django_takes_it(text, end):
    text = f"{text}{end}"
    try:
        validate_email(text) if text else None
        is_good = True
    except ValidationError:
        is_good = False

    if is_good:
        assert email(text) == text
    else:
        with pytest.raises(BadCell):
            email(text)


@given(st.text(alphabet=" \t\n\u00a0\u200baée\u0301Z.", max_size=10))
def test_a_clean_text_is_composed_with_single_spaces_and_nothing_at_its_edges(text):
    found = clean(text)

    assert found == clean(found) == unicodedata.normalize("NFC", found)
    assert "  " not in found
    assert found.split() == list(unicodedata.normalize("NFC", text).strip("\u200b \t\n\u00a0").split())


@pytest.mark.parametrize("text", ["0", "000", "1000", "0000000019999999999", "1" + "9" * 1000, "²", "-1"])
def test_no_place_in_an_order_is_taken_for_one(text):
    with pytest.raises(BadCell):
        place(text)


@pytest.mark.parametrize(("text", "number"), [("1", 1), ("007", 7), ("999", 999), ("", None)])
def test_a_place_in_an_order_is_read(text, number):
    assert place(text) == number
