"""Files nobody should send: a clear sentence each, no failure, and no memory for them."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from xlsxwriter import Workbook

from members.models import Person
from office.models import Upload
from tests.programmes.lists.conftest import counts, said, text_of, workbook
from tests.programmes.lists.test_large_lists import run

pytestmark = pytest.mark.django_db
HEADINGS = ["Family name", "Country"]


def zipped(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return file.getvalue()


def bomb():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(310):
                part.write(b"0" * 1_000_000)
    return file.getvalue()


def far_away():
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        sheet.write(1_048_575, 150, "x")
    return file.getvalue()


def locked():
    """The beginning of a workbook that Excel locked: an old Office file around an encrypted package."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (bomb(), "Unpacked it has more than 300 MB"),
        (far_away(), "cells stand far away from the table"),
        (locked(), "protected by a password"),
        (workbook(HEADINGS, ["Tuilagi", "FJ"])[:-200], "The file is damaged"),
        (zipped(xl__workbook="x"), "damaged"),
        (b"\xd0\xcf\x11\xe0" + "Workbook".encode("utf-16-le"), "damaged"),
        (b"%PDF-1.7", "This is a PDF document"),
        (b"", "nothing in it"),
        (workbook(), "nothing in it"),
        (b'Family name,Country\n"Tuilagi,FJ\n', "quotation mark"),
        ("Family name;Country\nTuilagi;Fiji\n".encode("utf-16")[:-1], "UTF-16"),
        (b"Family name,Country\n" + b"x," * 300, "at most 200 are read"),
    ],
    ids=[
        "a zip bomb",
        "a cell in the far corner",
        "a locked workbook",
        "a workbook cut off",
        "a zip file that only looks like one",
        "an old workbook cut off",
        "a PDF",
        "an empty file",
        "an empty workbook",
        "a quotation mark left open",
        "half a letter",
        "too many columns",
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(lists, content, message):
    page = lists.send(content)

    assert page.status_code == 200
    assert message in text_of(page)
    assert not Upload.objects.exists()


def test_a_file_larger_than_is_read_is_refused_with_both_sizes(lists):
    page = lists.send(bytes(21_000_000))

    assert "The file has 21.0 MB; at most 20 MB are read." in text_of(page)
    assert len(page.content) < 60_000


def test_neither_a_file_nor_rows_or_both_are_asked_for(lists):
    address = lists.address("event-people-paste")
    file = SimpleUploadedFile("list.csv", b"a,b")

    assert "Choose a file, or paste the rows first." in text_of(lists.client.post(address, {}))
    both = lists.client.post(address, {"rows": "a\tb", "file": file})
    assert "not both at once" in text_of(both)


def test_too_much_pasted_text_is_refused_and_not_sent_back(lists):
    page = lists.client.post(lists.address("event-people-paste"), {"rows": "x" * 3_000_000})

    assert "Send it as a file" in text_of(page)
    assert len(page.content) < 60_000


def test_blank_rows_by_the_hundred_thousand_are_left_to_a_job_and_passed_over(lists):
    file = io.BytesIO()
    with Workbook(file, {"constant_memory": True}) as book:
        sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
        sheet.write_row(0, 0, HEADINGS)
        for number in range(1, 100_000):
            sheet.write_blank(number, 0, None, bold)
        sheet.write_row(100_000, 0, ["Tuilagi", "FJ"])

    page = lists.send(file.getvalue())
    assert page.context["working"]
    run("programmes.read_list")

    page = lists.client.get(lists.page("list-look", page.context["upload"].pk))
    assert counts(page) == {"new": 1}
    assert page.context["look"]["lines"][0]["number"] == 100_001


def beside(content, **parts):
    """Return a workbook with further parts in its archive."""
    file = io.BytesIO(content)
    with zipfile.ZipFile(file, "a") as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), part)
    return file.getvalue()


def test_formulas_links_and_macros_are_told_and_not_run(lists):
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_formula(1, 0, '="Tui"&"lagi"', None, "Tuilagi")
        sheet.write_formula(1, 1, "='[other.xlsx]Sheet1'!A1", None, "FJ")
        secret = book.add_worksheet("Secret")
        secret.write_row(0, 0, ["Family name", "Country"])
        secret.hide()

    page = lists.send(
        beside(
            file.getvalue(),
            xl__externalLinks__externalLink1_dot_xml="<externalLink/>",
            xl__vbaProject_dot_bin="Sub Workbook_Open()",
        ),
        "list.xlsm",
    )

    assert page.context["look"]["notes"] == [
        "The worksheet 'Secret' is hidden and was not read.",
        "It holds formulas; the values they showed when it was saved are read.",
        "It holds links to other files; they are not followed.",
        "It holds macros; they are not run.",
    ]
    assert (said(page)["Family name"], said(page)["Administration"]) == ("Tuilagi", "Fiji")


@pytest.mark.parametrize("value", ["", "#N/A", "#REF!"])
def test_a_formula_that_came_to_nothing_is_a_problem_or_a_name_somebody_sees(lists, value):
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_formula(1, 0, "=A99", None, value)
        sheet.write(1, 1, "FJ")

    page = lists.send(file.getvalue())

    assert counts(page) == {"problem": 1}


def test_two_worksheets_with_different_headings_ask_which_is_the_list(lists):
    content = workbook(
        HEADINGS, ["Tuilagi", "FJ"], Second=[["Surname", "First name", "Economy"], ["Tan", "Wei", "TO"]]
    )

    page = lists.send(content)
    assert "Several worksheets look like a list" in text_of(page)
    second = lists.post(page, sheet="1", heading_row="1", was="0.1")

    assert (said(second)["Family name"], said(second)["Administration"]) == ("Tan", "Tonga")


def test_rows_that_stand_twice_are_told_and_entered_once(lists, event):
    rows = "Family name\tGiven names\tCountry\n" + "Tuilagi\tAnna\tFJ\nANNA\tTuilagi\tFiji\n"

    page = lists.send(rows)

    assert counts(page) == {"new": 1, "problem": 1}
    lists.save(page, "good")
    assert event.participations.count() == 1


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Tui\u202elagi", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("Tui\u2066lagi", "U+2066 LEFT-TO-RIGHT ISOLATE"),
        ("Tui\x00lagi", "U+0000 control character"),
        ("Tui\x1blagi", "U+001B control character"),
    ],
)
def test_what_nobody_can_see_in_a_name_is_named_and_not_stored(lists, name, told):
    page = lists.send(
        f"Family name,Country\n{name},FJ\n".encode()
        if "\x00" not in name
        else f"{HEADINGS[0]}\t{HEADINGS[1]}\n{name}\tFJ\n"
    )

    if counts_of := page.context.get("look"):
        assert counts_of["counts"]["problem"] == 1
        assert told in text_of(page)
    else:
        assert "binary file" in text_of(page) or told in text_of(page)
    assert name not in text_of(page)
    assert not Person.objects.exists()


def test_cells_merged_downwards_hold_for_each_row_and_it_is_said(lists):
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 0, 1, "Participants of the workshop")
        sheet.write_row(1, 0, ["Country", "Family name"])
        sheet.merge_range(2, 0, 3, 0, "Fiji")
        sheet.write(2, 1, "Tuilagi")
        sheet.write(3, 1, "Kumar")

    page = lists.send(file.getvalue())

    assert counts(page) == {"new": 2}
    assert "1 rows got the value of a cell that is merged over them." in page.context["look"]["notes"]


@pytest.mark.parametrize(
    ("codec", "named"),
    [("utf-8", "UTF-8"), ("utf-16", "UTF-16"), ("cp1252", "Latin-1"), ("utf-8-sig", "UTF-8")],
)
def test_text_is_read_in_its_encoding_and_the_encoding_is_shown(lists, codec, named):
    page = lists.send("Family name;Country\r\nFréchette;FJ\r\n".encode(codec), "list.csv")

    assert said(page)["Family name"] == "Fréchette"
    assert f"read as {named}" in text_of(page)


def test_a_name_of_a_file_is_shown_as_text(lists):
    page = lists.send(workbook(HEADINGS, ["Tuilagi", "FJ"]), "<b>\u202elist.xlsx")

    assert "<b>" not in text_of(page).split("<main", 1)[1].split("read as")[0].replace("</b>", "")[:300]
    assert page.context["upload"].name == "<b>list.xlsx"


def test_odd_answers_are_no_failures(lists):
    page = lists.send("Family name\tCountry\nTuilagi\tFJ\n")

    for answers in (
        {"sheet": "99", "heading_row": "5", "was": "0.1"},
        {"sheet": "²", "heading_row": "-1", "was": "x"},
        {"column-0": "nonsense", "column-x": "sex", "row-99999999999": "new", "row-2": "\x00"},
        {"word-0": "x", "meant-0": "Atlantis\x00", "everybody_of": "\u202e"},
        {"column-0": "family_name", "column-1": "family_name", "sheet": "0", "heading_row": "0"},
    ):
        assert lists.post(page, **answers).status_code == 200
        Upload.objects.update(answers={})
    assert not Person.objects.exists()
