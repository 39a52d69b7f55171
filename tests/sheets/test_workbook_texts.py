import csv
import io
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest

from sheets.columns import Column
from sheets.workbooks import Sheet, Written, write_xlsx
from tests.sheets.opening import workbook_of

NASTY = [
    "=1+1",
    "=cmd|'/C calc'!A0",
    "+676 23 456",
    "-5",
    "@SUM(A1)",
    "\t=1",
    "＝1+1",
    "https://example.org/x",
    "mailto:a@example.org",
    "0012",
    "1e5",
    "TRUE",
    "_x0041_",
    "{=1+1}",
    "  spaces  ",
    "two\nlines",
    "<r><t>x</t></r>",
    '<r><t>x</t></r></is></c><c r="B9"><f>1+1</f><v>2</v></c><c><is><r></r>',
    "<r></r>",
    "a & b < c > d \" ' e",
    "王小明 សុខា عربي 😀",
]


def texts_sheet(texts: list[str]) -> Sheet:
    return Sheet("Texts", [Column("text", "Text")], [{"text": text} for text in texts])


def test_every_text_is_a_text_and_comes_back_as_it_was() -> None:
    page = workbook_of(texts_sheet(NASTY)).worksheets[0]
    cells = [row[0] for row in page.iter_rows(min_row=2)]

    assert [cell.value.replace("_x005F_", "_") for cell in cells] == NASTY  # openpyxl leaves this one
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.hyperlink is None for cell in cells)
    assert page.max_column == 1


def test_the_file_holds_no_formula_and_no_link() -> None:
    file = io.BytesIO()
    write_xlsx([Sheet(NASTY[0], [Column("t", each) for each in NASTY[:1]], [], NASTY)], file)

    with zipfile.ZipFile(file) as packed:
        pages = [packed.read(name) for name in packed.namelist() if "worksheets/" in name]
    assert pages
    for page in pages:
        assert b"<f>" not in page
        assert b"hyperlink" not in page


def test_headings_and_notes_are_texts_too() -> None:
    columns = [Column("a", "=1+1"), Column("b", "<r>bold</r>")]
    page = workbook_of(Sheet("x", columns, [], ["=2+2", "<r>note</r>"])).worksheets[0]

    assert [cell.value for cell in page[1]] == ["=1+1", "<r>bold</r>"]
    assert [page["A3"].value, page["A4"].value] == ["=2+2", "<r>note</r>"]
    assert {page[place].data_type for place in ("A1", "B1", "A3", "A4")} == {"s"}


def test_characters_a_workbook_cannot_hold_are_removed_and_counted() -> None:
    written = write_xlsx([texts_sheet(["a\x00b\x1fc", "d\ud800", "fine"])], file := io.BytesIO())

    assert written == Written(rows=3, removed=3, cut=0)
    page = openpyxl.load_workbook(file).worksheets[0]
    assert [row[0].value for row in page.iter_rows(min_row=2)] == ["abc", "d", "fine"]


def test_texts_too_long_for_a_cell_are_cut_and_counted() -> None:
    written = write_xlsx([texts_sheet(["x" * 40_000, "y"])], file := io.BytesIO())

    assert written == Written(rows=2, removed=0, cut=1)
    assert openpyxl.load_workbook(file).worksheets[0]["A2"].value.endswith("x … [cut]")


@pytest.mark.skipif(
    shutil.which("soffice") is None and "CI" not in os.environ, reason="LibreOffice is not installed here"
)
def test_libreoffice_opens_the_workbook_and_shows_every_text(tmp_path: Path) -> None:
    with (tmp_path / "texts.xlsx").open("wb") as file:
        write_xlsx([texts_sheet([text for text in NASTY if "\n" not in text])], file)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    target = "csv:Text - txt - csv (StarCalc):44,34,76,1"
    command = ["soffice", profile, "--headless", "--convert-to", target, "--outdir"]
    subprocess.run([*command, tmp_path, tmp_path / "texts.xlsx"], check=True, timeout=120)

    with (tmp_path / "texts.csv").open(encoding="utf-8", newline="") as converted:
        shown = [row[0] for row in csv.reader(converted)]
    assert shown[1:] == [text for text in NASTY if "\n" not in text]
