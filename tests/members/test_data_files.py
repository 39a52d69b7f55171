"""What a data file must look like, and what is said of one that does not."""

import datetime as dt
from decimal import Decimal

import pytest

from members.choices import OrganisationKind
from members.intake.data_files import (
    BadDataFile,
    amount,
    day,
    known,
    one_of,
    optional,
    read_data_file,
    text,
    time_zone,
    whole_number,
    yes_no,
)

COLUMNS = {"code": text(4), "people": optional(whole_number, empty=None)}


def read(tmp_path, content, columns=COLUMNS, **options):
    path = tmp_path / "list.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_data_file(path, columns, key=lambda line: line["code"], **options)


def problems_of(tmp_path, content, columns=COLUMNS, **options):
    with pytest.raises(BadDataFile) as refused:
        read(tmp_path, content, columns, **options)
    return [(each.line, each.column, each.message) for each in refused.value.problems]


def test_lines_are_values_with_the_number_of_their_line(tmp_path):
    lines = read(tmp_path, 'code,people\n"A\nB",3\nC,\n')

    assert [(line.number, line["code"], line["people"]) for line in lines] == [
        (2, "A\nB", 3),
        (4, "C", None),
    ]


def test_every_problem_is_named_at_once_with_its_line_and_column(tmp_path):
    assert problems_of(tmp_path, "code,people\n,3\nABCDE,many\n") == [
        (2, "code", "This cell is empty."),
        (3, "code", "More than 4 characters."),
        (3, "people", "“many” is not a whole number."),
    ]


def test_problem_says_file_line_and_column(tmp_path):
    with pytest.raises(BadDataFile) as refused:
        read(tmp_path, "code,people\nA,x\n")

    assert str(refused.value).endswith("list.csv, line 2, people: “x” is not a whole number.")


@pytest.mark.parametrize(
    ("content", "problems"),
    [
        ("code\nA\n", [(1, "people", "The column is missing.")]),
        ("code,people,sex\nA,1,M\n", [(1, "sex", "No such column is known.")]),
        ("people,code\n1,A\n", [(1, "", "The columns stand in this order: code, people.")]),
        ("code,people\nA\n", [(2, "", "1 cells where 2 belong.")]),
        ("code,people\nA,1\nB,2\nA,3\n", [(4, "", "Line 2 says the same.")]),
    ],
)
def test_file_of_another_shape_is_refused(tmp_path, content, problems):
    assert problems_of(tmp_path, content) == problems


def test_file_that_is_not_utf8_is_refused(tmp_path):
    ((line, _column, message),) = problems_of(tmp_path, "code,people\nCôte,1\n".encode("latin-1"))

    assert line == 1
    assert message.startswith("This is not CSV in UTF-8")


def test_check_over_a_whole_line_is_reported_with_its_column(tmp_path):
    def few(line):
        if line["people"] and line["people"] > 9:
            yield "people", "Too many."

    assert problems_of(tmp_path, "code,people\nA,9\nB,10\n", check=few) == [(3, "people", "Too many.")]


@pytest.mark.parametrize(
    ("reader", "cell", "value"),
    [
        (yes_no, "yes", True),
        (yes_no, "no", False),
        (day, "2024-02-29", dt.date(2024, 2, 29)),
        (amount, "7250000", Decimal(7250000)),
        (time_zone, "Pacific/Fiji", "Pacific/Fiji"),
        (one_of(OrganisationKind), "FUND", "FUND"),
        (known({"FJ": "Fiji"}), "FJ", "Fiji"),
    ],
)
def test_cell_becomes_a_value(tmp_path, reader, cell, value):
    (line,) = read(tmp_path, f"code,cell\nA,{cell}\n", {"code": text(4), "cell": reader})

    assert line["cell"] == value


@pytest.mark.parametrize(
    ("reader", "cell", "message"),
    [
        (yes_no, "perhaps", "Write yes or no."),
        (day, "29.2.2024", "“29.2.2024” is not a day: write 2024-07-31."),
        (amount, "much", "“much” is not an amount."),
        (amount, "-1", "“-1” is not an amount."),
        (amount, "inf", "“inf” is not an amount."),
        (whole_number, "²", "“²” is not a whole number."),
        (time_zone, "Suva", "“Suva” is not a time zone."),
        (known({"FJ": "Fiji"}), "XX", "“XX” is not known."),
    ],
)
def test_cell_of_another_kind_is_refused(tmp_path, reader, cell, message):
    columns = {"code": text(4), "cell": reader}

    assert problems_of(tmp_path, f"code,cell\nA,{cell}\n", columns) == [(2, "cell", message)]


def test_word_that_is_none_of_the_stored_ones_is_refused_with_those(tmp_path):
    columns = {"code": text(4), "kind": one_of(OrganisationKind)}

    ((_line, _column, message),) = problems_of(tmp_path, "code,kind\nA,CLUB\n", columns)

    assert message.startswith("“CLUB” is none of: ADMINISTRATION, SECRETARIAT")
