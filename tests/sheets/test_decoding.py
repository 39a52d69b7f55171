import io
import zipfile

import openpyxl
import pytest

from sheets.decoding import decode, taken
from sheets.problems import UnreadableSheet

TEXT = "name,city\nSéru,Nukuʻalofa\n"


def refusal(data: bytes, *, limit: int = 10_000_000) -> UnreadableSheet:
    with pytest.raises(UnreadableSheet) as caught:
        decode(data, limit=limit)
    return caught.value


def archive(*names: str, content: bytes = b"") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for name in names:
            packed.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode("utf-8"), "UTF-8"),
        (TEXT.encode("utf-8-sig"), "UTF-8"),
        (TEXT.encode("utf-16"), "UTF-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "UTF-16"),
    ],
)
def test_unicode_is_read_with_or_without_its_mark(data: bytes, encoding: str) -> None:
    decoded = decode(data, limit=1000)

    assert decoded.text == TEXT
    assert decoded.encoding == encoding


def test_windows_1252_is_read_and_named() -> None:
    decoded = decode("Séru “Tui” – 5 €".encode("cp1252"), limit=1000)

    assert decoded.text == "Séru “Tui” – 5 €"
    assert decoded.encoding == "Windows-1252"


def test_latin_1_is_read_and_named() -> None:
    decoded = decode("Séru, Nouméa".encode("latin-1"), limit=1000)

    assert decoded.text == "Séru, Nouméa"
    assert decoded.encoding == "Latin-1"


def test_bytes_of_no_western_encoding_are_refused() -> None:
    assert refusal("東京の税関".encode("shift-jis")).code == "unknown_encoding"


def test_utf_8_with_one_broken_letter_is_refused_with_its_line() -> None:
    error = refusal("Séru\nNouméa\nTui\u00e9\nPapeete".encode() + b"\nS\xe9")

    assert error.code == "damaged"
    assert str(error) == "Line 5 holds bytes that are not UTF-8, although the rest is."


def test_marked_utf_8_that_is_broken_is_refused_with_its_line() -> None:
    error = refusal(b"\xef\xbb\xbfone\ntwo\xe9\n")

    assert error.params == {"line": 2, "encoding": "UTF-8"}


def test_utf_16_that_is_cut_off_is_refused_with_its_line() -> None:
    error = refusal("one\ntwo".encode("utf-16")[:-1])

    assert error.params == {"line": 2, "encoding": "UTF-16"}


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \r\n\r\n", "\n".encode("utf-16")])
def test_a_file_without_text_is_refused(data: bytes) -> None:
    assert refusal(data).code == "empty"


def test_an_excel_workbook_is_recognised_whatever_its_name() -> None:
    file = io.BytesIO()
    openpyxl.Workbook().save(file)
    error = refusal(file.getvalue())

    assert error.code == "workbook"
    assert str(error).startswith("This is an Excel workbook (.xlsx), not a CSV file.")


@pytest.mark.parametrize(
    ("data", "code", "kind"),
    [
        (archive("word/document.xml"), "not_text", "a Word document (.docx)"),
        (archive("ppt/presentation.xml"), "not_text", "a PowerPoint presentation (.pptx)"),
        (archive("Index/Tables/x.iwa"), "workbook", "a Numbers spreadsheet"),
        (
            archive("mimetype", content=b"application/vnd.oasis.opendocument.spreadsheet"),
            "workbook",
            "an OpenDocument spreadsheet (.ods)",
        ),
        (archive("list.csv"), "not_text", "a zip archive"),
        (archive(), "not_text", "a zip archive"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..." + "Workbook".encode("utf-16-le"),
            "workbook",
            "an old Excel workbook (.xls)",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...", "not_text", "an old Office document"),
        (b"%PDF-1.7\n", "not_text", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n", "not_text", "a picture (PNG)"),
        (b"\xff\xd8\xff\xe0", "not_text", "a picture (JPEG)"),
        (b"{\\rtf1 hello}", "not_text", "a text document (RTF)"),
        (b"\x1f\x8b\x08", "not_text", "a compressed file (gzip)"),
        (b"\xef\xbb\xbf<!DOCTYPE html><p>Log in", "not_text", "a web page (HTML or XML)"),
        (b"\n<table><tr><td>1", "not_text", "a web page (HTML or XML)"),
        (b"\x01\x00\x02", "not_text", "a binary file"),
        ("a,b\n".encode("utf-32"), "not_text", "a binary file"),
    ],
)
def test_a_file_that_is_no_csv_is_told_what_it_is(data: bytes, code: str, kind: str) -> None:
    error = refusal(data)

    assert error.code == code
    assert error.params == {"kind": kind}
    assert f"This is {kind}" in str(error)


def test_text_that_mentions_a_format_is_text() -> None:
    assert decode(b"PK,xl/workbook\n<5,%PDF\n", limit=100).text.startswith("PK")


def test_a_file_over_the_limit_is_refused_before_it_is_looked_at() -> None:
    error = refusal(b"%PDF" + b"x" * 12_000_000, limit=5_000_000)

    assert str(error) == "It has 12.0 MB; at most 5.0 MB are read."


@pytest.mark.parametrize(
    ("size", "limit", "shown"),
    [
        (5_010_000, 5_000_000, {"size": "5.01", "limit": "5.00"}),
        (11, 10, {"size": "0.000011", "limit": "0.000010"}),
    ],
)
def test_sizes_are_shown_so_that_they_differ(size: int, limit: int, shown: dict[str, str]) -> None:
    assert refusal(b"a" * size, limit=limit).params == shown


def test_a_file_of_exactly_the_limit_is_read() -> None:
    assert decode(b"a" * 10, limit=10).text == "a" * 10


def test_text_from_a_form_loses_its_mark() -> None:
    assert taken("\ufeffname", limit=100).text == "name"


def test_text_from_a_form_is_measured_in_bytes() -> None:
    with pytest.raises(UnreadableSheet) as caught:
        taken("é" * 6, limit=10)

    assert caught.value.code == "too_large"


def test_text_from_a_form_may_not_be_empty() -> None:
    with pytest.raises(UnreadableSheet) as caught:
        taken("\ufeff \n", limit=10)

    assert caught.value.code == "empty"
