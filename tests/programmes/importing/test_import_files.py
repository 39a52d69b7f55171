"""Files that are no published list, or hardly one: a plain message each, and nothing saved."""

import pytest
from django.core.management import CommandError

from programmes.intake.published import COLUMNS
from programmes.models import Event
from tests.factories.members import CountryFactory
from tests.programmes.importing.listing import line_of, run_import, save_list

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_country():
    return CountryFactory(iso2="FJ")


@pytest.fixture
def refusal_of(tmp_path):
    """Return a function that imports these bytes and returns why nothing was taken in."""

    def refused(content):
        path = tmp_path / "list.csv"
        path.write_bytes(content)
        with pytest.raises(CommandError) as refusal:
            run_import(path)
        assert not Event.objects.exists()
        return str(refusal.value)

    return refused


def heading(*columns):
    return ",".join(columns).encode()


def test_a_file_of_forty_megabytes_is_refused_with_its_size(tmp_path):
    path = tmp_path / "large.csv"
    with path.open("wb") as opened:
        opened.truncate(40_000_000)

    with pytest.raises(CommandError) as refusal:
        run_import(path)

    assert str(refusal.value) == "large.csv: It has 40.0 MB; at most 10.0 MB are read."


def test_a_workbook_renamed_is_refused(refusal_of):
    assert "This is an Excel workbook (.xlsx), not a CSV file." in refusal_of(b"PK\x03\x04 xl/workbook.xml")


def test_a_binary_file_renamed_is_refused(refusal_of):
    assert "This is a binary file, not a CSV file." in refusal_of(b"\x00\x01\x02\x03")


@pytest.mark.parametrize("content", [b"", b" \n\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(refusal_of, content):
    assert refusal_of(content) == "list.csv: There is nothing in it."


def test_missing_and_unknown_columns_are_all_named(refusal_of):
    columns = [*(each for each in COLUMNS if each not in {"women", "note"}), "remarks"]

    assert refusal_of(heading(*columns)).splitlines() == [
        "list.csv: These columns are missing: women, note.",
        "list.csv: The heading 'remarks' is not known here.",
    ]


def test_a_column_that_stands_twice_is_named(refusal_of):
    assert "The heading 'women' stands twice" in refusal_of(heading(*COLUMNS, "women"))


def test_a_quotation_mark_left_open_refuses_the_file(refusal_of):
    content = heading(*COLUMNS) + b'\n"Never closed,,,,\nSecond line,,,,'

    assert "The quotation mark opened in line 2 is not closed" in refusal_of(content)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(CommandError, match="none.csv: No such file or directory."):
        run_import(tmp_path / "none.csv")
    with pytest.raises(CommandError, match="Is a directory"):
        run_import(tmp_path)


def test_without_reference_data_nothing_is_read(tmp_path, a_country):
    a_country.delete()

    with pytest.raises(CommandError, match="load the reference data first"):
        run_import(save_list(tmp_path / "list.csv", line_of()))


def test_a_list_without_rows_is_a_list(tmp_path):
    assert run_import(save_list(tmp_path / "list.csv"))[-1].startswith("0 rows: 0 new")


def test_latin_1_is_read_and_said(tmp_path):
    path = save_list(tmp_path / "list.csv", line_of(city="Nouméa"), encoding="latin-1")

    printed = run_import(path)

    assert printed[0] == "Read as Latin-1."
    assert Event.objects.get().city == "Nouméa"


def test_columns_may_stand_in_any_order(tmp_path):
    path = save_list(tmp_path / "list.csv", line_of(), columns=tuple(reversed(COLUMNS)))

    assert run_import(path)[-1].startswith("1 row: 1 new")


def test_a_row_with_a_cell_too_many_is_refused_with_its_line_and_the_others_land(tmp_path):
    path = save_list(tmp_path / "list.csv", line_of(), line_of(event_title="B"))
    lines = path.read_text().splitlines()
    path.write_text("\n".join([lines[0], lines[1] + ",one more", "only a title", lines[2]]))

    printed = run_import(path)

    assert printed[2].startswith("  line 2: The row has 19 cells;")
    assert printed[3].startswith("  line 3: The row has 1 cells;")
    assert printed[-1].startswith("3 rows: 1 new, 0 unchanged, 0 changed (not overwritten), 2 refused")


def test_lines_are_counted_as_in_the_file(tmp_path):
    path = save_list(
        tmp_path / "list.csv", line_of(note="two\nlines"), line_of(event_title="B", kind="party")
    )

    assert any(line.startswith("  line 4, column kind:") for line in run_import(path))
