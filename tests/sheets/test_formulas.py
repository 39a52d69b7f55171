from itertools import product

import pytest

from sheets.formulas import is_formula, prefix, unprefix

NASTY = "=-＠'\"a\t\r\n \u00a0\ufeff5"


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://example.org","x")',
        "=cmd|'/C calc'!A0",
        "+676 23 456",
        "-5",
        "@SUM(A1)",
        "\t=1+1",
        "\ttext behind a tab",
        "\rtext behind a carriage return",
        "\ntext behind a line feed",
        "＝1+1",
        "＋1",
        "－1",
        "＠SUM(A1)",
        "  =1+1",
        "\u00a0=1+1",
        "\ufeff=1+1",
        '"=1+1"',
        "' \"=1+1",
        "'=1+1",
        "\x0b=1",
    ],
)
def test_a_text_that_a_spreadsheet_would_run_gets_the_prefix(text: str) -> None:
    assert is_formula(text)
    assert prefix(text) == "'" + text


@pytest.mark.parametrize("text", ["", "Fiji", "'Ofa", "''", "a=b", "5-5", "e@example.org", "1+1", "— none"])
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert prefix(text) == text
    assert unprefix(text) == text


def test_the_prefix_comes_off_exactly() -> None:
    texts = ["".join(letters) for length in range(5) for letters in product(NASTY, repeat=length)]

    assert len(texts) > 20_000
    for text in texts:
        assert unprefix(prefix(text)) == text
        assert prefix(text) == text or not prefix(text).startswith(tuple("=+-@\t\r\n＝＠－"))


def test_no_two_texts_are_written_alike() -> None:
    texts = ["".join(letters) for length in range(4) for letters in product(NASTY, repeat=length)]

    assert len({prefix(text) for text in texts}) == len(texts)
