"""Any list somebody sends, in one shape: worksheets of text cells, or a refusal in words."""

import datetime as dt
import io
import json
import subprocess
import sys
import zipfile

import pytest
from xlsxwriter import Workbook

from sheets.grids import ROOT, Limits, open_file, open_pasted
from sheets.problems import UnreadableSheet

SMALL = Limits(size=100_000, unzipped=2_000_000, rows=5, columns=3, cell=10)


def workbook(**sheets):
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True, "default_date_format": "d/m/yyyy"}) as book:
        for title, lines in sheets.items():
            sheet = book.add_worksheet(title)
            for number, cells in enumerate(lines):
                sheet.write_row(number, 0, cells)
    return file.getvalue()


def raw(sheet_rows):
    """Return a workbook whose one sheet has these rows of XML, in pieces."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(List=[["x"]]))) as made,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
    ):
        for name in made.namelist():
            if not name.endswith("sheet1.xml"):
                archive.writestr(name, made.read(name))
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            part.write(
                b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
            )
            for piece in sheet_rows:
                part.write(piece)
            part.write(b"</sheetData></worksheet>")
    return file.getvalue()


def refused(data, limits=SMALL):
    with pytest.raises(UnreadableSheet) as refusal:
        open_file(data, limits=limits)
    return refusal.value


def measured(data, folder):
    """Open the file in a process of its own; return what came of it, and the megabytes it took."""
    (folder / "list.xlsx").write_bytes(data)
    program = """
import json, re, resource, sys
from pathlib import Path
from sheets.grids import open_file
from sheets.problems import UnreadableSheet
try:
    book = open_file(open(sys.argv[1], "rb").read())
    came = [len(grid.rows) for grid in book.grids]
except UnreadableSheet as refusal:
    came = refusal.code
# Of itself ru_maxrss would tell what the process of the tests had when it started this one.
own = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
print(json.dumps([came, max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) // 1024]))
"""
    done = subprocess.run(
        [sys.executable, "-c", program, str(folder / "list.xlsx")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return json.loads(done.stdout)


# --- What comes out ---------------------------------------------------------------------------------


def test_cells_are_text_as_somebody_would_type_them():
    rows = [[12.0, 0.5, True, "00123", dt.date(2024, 4, 3), dt.datetime(2024, 4, 3, 14, 30)]]  # noqa: DTZ001 - a cell has no zone

    grid = open_file(workbook(List=rows)).grids[0]

    assert grid.rows == [(1, ["12", "0.5", "TRUE", "00123", "2024-04-03", "2024-04-03 14:30"])]


def test_blank_rows_and_columns_in_front_keep_their_places():
    grid = open_file(workbook(List=[[], [], ["", "", "Tui"], [], ["", "", "Tan"]])).grids[0]

    assert grid.rows == [(3, ["", "", "Tui"]), (5, ["", "", "Tan"])]


def test_every_visible_worksheet_is_there_and_empty_ones_are_not():
    book = open_file(workbook(One=[["a"]], Empty=[], Two=[["b"]]))

    assert [grid.title for grid in book.grids] == ["One", "Two"]


def test_the_same_rows_come_out_of_every_kind_of_file(tmp_path):
    rows = [(1, ["Name", "Country"]), (3, ["Fréchette", "FJ"])]

    assert open_file(workbook(List=[["Name", "Country"], [], ["Fréchette", "FJ"]])).grids[0].rows == rows
    for codec in ("utf-8", "utf-16", "cp1252"):
        assert open_file("Name;Country\r\n\r\nFréchette;FJ\r\n".encode(codec)).grids[0].rows == rows
    assert open_pasted("Name\tCountry\n\nFréchette\tFJ\n").grids[0].rows == rows


def test_a_cell_that_is_too_long_is_cut_and_a_quote_in_a_pasted_cell_is_a_letter():
    assert open_pasted("Tui\t" + "x" * 50, limits=SMALL).grids[0].rows == [(1, ["Tui", "x" * 10])]
    assert open_pasted('Ana "Mere" Tui\tFJ').grids[0].rows == [(1, ['Ana "Mere" Tui', "FJ"])]


# --- What is refused --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (workbook(List=[["a"]] * 7), "too_many_rows_here"),
        (workbook(List=[["a"] * 4]), "too_wide"),
        (b"a,b,c,d", "too_wide"),
        (b"a\n" * 7, "too_many_rows_here"),
        (bytes(100_001), "too_large"),
        (workbook(List=[]), "empty"),
        (b"%PDF-1.7", "no_list"),
        (b"\x89PNG", "no_list"),
        (b"<!doctype html><table>", "no_list"),
        (b"\x00\x01\x02", "no_list"),
    ],
)
def test_what_cannot_be_read_is_refused(data, code):
    assert refused(data).code == code


def test_what_is_no_spreadsheet_is_called_by_its_name_and_told_what_would_be():
    assert str(refused(b"%PDF-1.7")).startswith("This is a PDF document, not a spreadsheet. Send an Excel")


@pytest.mark.parametrize("cut", [1, 50, 400, 3_000])
def test_a_workbook_cut_off_anywhere_is_damaged(cut):
    data = workbook(List=[["Tuilagi", "FJ"]])

    assert refused(data[:-cut]).code in {"damaged_file", "no_list"}


# --- What takes memory ------------------------------------------------------------------------------


def test_a_sheet_of_two_hundred_megabytes_is_refused_within_the_memory_given(tmp_path):
    piece = b'<row><c t="inlineStr"><is><t>' + b"Tuilagi " * 240 + b"</t></is></c></row>"
    rows = 210_000_000 // len(piece)

    came, megabytes = measured(raw(piece for _ in range(rows)), tmp_path)

    assert came in {"too_much_text", "spread_out"}
    assert megabytes < 450


def test_one_long_text_in_every_cell_is_not_multiplied_into_memory(tmp_path):
    made = raw([b'<row><c t="s"><v>0</v></c></row>' * 200_000])
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(made)) as before,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            content = before.read(name)
            if name.endswith("sharedStrings.xml"):
                content = content.replace(b"<t>x</t>", b"<t>" + b"x" * 30_000 + b"</t>")
            after.writestr(name, content)

    came, megabytes = measured(file.getvalue(), tmp_path)

    assert came in {"too_much_text", "spread_out"}
    assert megabytes < 450


def test_a_million_blank_rows_are_passed_over(tmp_path):
    blank = b"".join(b'<row r="%d"><c r="A%d"/></row>' % (n, n) for n in range(3, 1_048_576))
    filled = b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>Tui</t></is></c></row>'

    came, megabytes = measured(raw([filled % (1, 1), blank, filled % (1_048_576, 1_048_576)]), tmp_path)

    assert came == [2]
    assert megabytes < 450


def test_blank_lines_of_text_without_number_are_passed_over():
    text = b"Name;Country\r\n" + b";;\r\n" * 300_000 + b"Tui;FJ\r\n"

    assert [number for number, _cells in open_file(text).grids[0].rows] == [1, 300_002]


def test_merged_areas_that_lie_over_one_another_are_refused_at_once(tmp_path):
    file = io.BytesIO()
    rows = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(1, 3_001))
    areas = b"</sheetData><mergeCells>" + b'<mergeCell ref="A1:A3000"/>' * 5_000 + b"</mergeCells><sheetData>"
    with zipfile.ZipFile(io.BytesIO(raw([rows, areas]))) as made, zipfile.ZipFile(file, "w") as after:
        for name in made.namelist():
            after.writestr(name, made.read(name).replace(b"<sheetData></sheetData>", b""))

    came, _megabytes = measured(file.getvalue(), tmp_path)

    assert came == "spread_out"
