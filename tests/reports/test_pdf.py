"""The PDF holds every text as text, fits its pages, and is stopped by nothing that stands in it."""

import datetime as dt
import io

import pytest
from pypdf import PdfReader

from reports.blocks import Bar, BarChart, Cell, Column, Document, Narrative, Notes, Table
from reports.formats import layout, pdf
from reports.quantities import Quantity
from tests.reports import samples


def read(document: Document) -> PdfReader:
    return PdfReader(io.BytesIO(pdf.render_pdf(document)))


def words(document: Document) -> str:
    """Return all text of the PDF with the line breaks of the layout taken out."""
    text = "\n".join(page.extract_text() for page in read(document).pages)
    return " ".join(text.replace("\u200b", "").split())


def long_table(rows: int) -> Table:
    return Table(
        "A long table",
        (Column("Event"), Column("Participations", "number", "people")),
        tuple((f"Event number {row}", Quantity.exactly(row)) for row in range(1, rows + 1)),
    )


def wide_table(columns: int, rows: int) -> Table:
    headings = tuple(Column(f"Heading {place}", "number") for place in range(1, columns))
    row: tuple[Cell, ...] = ("Fiji", *(Quantity.exactly(1000 + n) for n in range(1, columns)))
    return Table("A wide table", (Column("Administration"), *headings), (row,) * rows)


def test_pdf_says_what_the_document_says():
    text = words(samples.document())

    for said in (
        "WCO Asia/Pacific Security Project (APSP)",
        "Phase 2",
        "1 April 2019 – 31 August 2020",
        "Government of Japan",
        "14 September 2020, 08:30 UTC",
        "APSP-2020-001",
        "at least 246",
        "99 to 246",
        "38.5 %",
        "73 values not recorded",
        "National course, Phnom Penh March 2020 In person Cambodia 21 not recorded",
        "4 Aug 2020",
        "Total 99",
        "one officer at two events is two.",
    ):
        assert said in text


def test_pdf_prints_the_fingerprint_of_its_edition():
    document = samples.document()

    assert document.sha256 in words(document).replace(" ", "")


def test_pdf_names_its_charts_and_shows_their_numbers_as_text():
    text = words(samples.document())

    assert "Chart 1 Participations by administration (people)" in text
    assert "6 to 14" in text


def test_pdf_is_the_same_bytes_every_time():
    assert pdf.render_pdf(samples.document()) == pdf.render_pdf(samples.document())


def test_pdf_is_made_from_the_stored_document_alone():
    stored = samples.document().to_json()

    assert pdf.render_pdf(Document.from_json(stored)) == pdf.render_pdf(samples.document())


def test_pdf_is_tagged_titled_dated_and_has_a_language():
    reader = read(samples.document())

    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert reader.root_object["/Lang"] == "en"
    assert reader.metadata
    assert str(reader.metadata.title).startswith("Activity report · WCO Asia/Pacific Security")
    assert reader.metadata.author == "WCO Secretariat, Capacity Building Directorate"
    assert reader.metadata.creation_date == dt.datetime(2020, 9, 14, 8, 30, tzinfo=dt.UTC)
    assert [each.title for each in reader.outline if not isinstance(each, list)]


@pytest.mark.parametrize(
    "hostile",
    [
        '#import "evil.typ": *',
        "#panic() #set page(fill: red)",
        "$x^2$ *bold* _it_ `raw` <label> @reference = heading",
        "<script>alert(1)</script>",
        r"\ // /* */ ~ -- --- ... \u{41} #{ [ ] }",
        '{"type": "Document"} %(count)s {{ braces }}',
    ],
)
def test_pdf_prints_hostile_text_letter_by_letter(hostile):
    document = samples.document(
        Table(hostile, (Column(hostile, unit=hostile),), ((hostile,),), (hostile,)),
        BarChart(hostile, hostile, (Bar(hostile, Quantity.exactly(1)),), hostile),
        Narrative(hostile, (hostile,)),
        title=hostile,
        programme=hostile,
        reference=hostile,
    )

    assert words(document).count(" ".join(hostile.split())) >= 6


def test_pdf_replaces_what_no_font_can_show_and_says_how_much():
    document = samples.document(
        Narrative("Odd letters", ("bell \x07, smile 😀, private \ue000.",)),
        Notes("Data notes", ("The first note.",)),
    )
    text = words(document)

    assert "bell \ufffd, smile \ufffd, private \ufffd." in text
    assert "3 characters could not be shown and are printed as \ufffd." in text
    assert text.count("Data notes") == 1


def test_pdf_without_data_notes_gets_some_when_a_letter_is_missing():
    text = words(samples.document(Narrative("n", ("nul \x00",)), title="Bell \x07"))

    assert "2 characters could not be shown" in text
    assert "Data notes" in text


def test_pdf_shows_names_in_the_scripts_of_the_members():
    names = ("Tôn Đức Thắng", "Nukuʻalofa", "ประเทศไทย", "中国海关", "관세청")
    text = words(samples.document(Narrative("Names", names)))

    for name in names:
        assert name in text
    assert "could not be shown" not in text


def test_pdf_is_made_even_where_a_text_defeats_the_accessibility_checks(monkeypatch, caplog):
    monkeypatch.setattr(pdf.coverage, "cleaned", lambda plain: (plain, 0))

    assert pdf.render_pdf(samples.document(Narrative("n", ("😀",)))).startswith(b"%PDF")
    assert "set without PDF/UA" in caplog.text


def test_pdf_is_made_with_tables_where_a_chart_defeats_typst(monkeypatch, caplog):
    def broken(chart, *, longest=None):
        return '<svg viewBox="0 0 640 40"'

    monkeypatch.setattr(layout, "bar_chart", broken)
    text = words(samples.document(samples.BY_ADMINISTRATION))

    assert "Table 1 Participations by administration" in text
    assert "Bangladesh 6 to 14" in text
    assert "set with tables for charts" in caplog.text


def test_pdf_that_takes_too_long_is_given_up_with_a_reason(monkeypatch):
    monkeypatch.setattr(pdf, "LONGEST", 0.001)

    with pytest.raises(pdf.NotTypeset, match="Not finished"):
        pdf.render_pdf(samples.document())


def test_typesetter_sees_no_password_of_the_portal(monkeypatch, tmp_path):
    spy = tmp_path / "spy.py"
    spy.write_text("import os, sys; sys.stdout.write(' '.join(os.environ))")
    monkeypatch.setenv("SECRET_KEY", "a secret")
    monkeypatch.setattr(pdf, "TYPESETTER", spy)

    assert b"SECRET_KEY" not in pdf.render_pdf(samples.document())


@pytest.mark.parametrize("language", ["", "pt-br", "zh-hans", "english"])
def test_pdf_is_made_in_languages_that_typst_does_not_know(language):
    assert pdf.render_pdf(samples.document(language=language)).startswith(b"%PDF")


def test_long_table_loses_no_row_and_repeats_its_headings():
    reader = read(samples.document(long_table(300)))
    pages = [page.extract_text() for page in reader.pages]
    text = " ".join(" ".join(pages).split())

    assert all(f"Event number {row} {row}" in text for row in range(1, 301))
    with_rows = [page for page in pages if "Event number" in page]
    assert len(with_rows) > 3
    assert all("Participations" in page for page in with_rows)


@pytest.mark.parametrize(
    ("columns", "rows", "is_turned"), [(7, 1, False), (10, 1, False), (30, 1, False), (16, 40, True)]
)
def test_a_wide_table_loses_no_cell_and_turns_only_a_page_it_fills(columns, rows, is_turned):
    reader = read(samples.document(wide_table(columns, rows)))
    text = " ".join(page.extract_text() for page in reader.pages)

    assert all(f"{1000 + place:,}" in text for place in range(1, columns))
    assert any(page.mediabox.width > page.mediabox.height for page in reader.pages) is is_turned


def test_no_row_and_no_note_of_a_table_stands_alone_on_a_page():
    columns = (Column("Event"), Column("Participations", "number"))
    tables = [
        Table(
            f"Table of {rows}",
            columns,
            tuple((f"row {row} of {rows}.", row) for row in range(1, rows + 1)),
            (f"The note of {rows}.",),
        )
        for rows in range(14, 44)
    ]
    pages = [page.extract_text() for page in read(samples.document(*tables)).pages]

    broken = 0
    for rows in range(14, 44):
        (first,) = (page for page in pages if f"row 1 of {rows}." in page)
        (last,) = (page for page in pages if f"row {rows} of {rows}." in page)
        broken += first != last
        assert f"row 2 of {rows}." in first
        assert f"row {rows - 1} of {rows}." in last
        assert f"The note of {rows}." in last
    assert broken > 10


@pytest.mark.parametrize("length", [10, 120, 400])
def test_cover_holds_long_titles(length):
    document = samples.document(title="Regional activity report " * (length // 25 + 1))

    shown = " ".join(read(document).pages[0].extract_text().split())
    assert shown.count("Regional activity report") == length // 25 + 1


def test_document_without_sections_is_still_a_pdf():
    assert len(read(samples.document(sections=())).pages) == 2


def test_empty_blocks_are_still_a_pdf():
    empty = (
        Table("Nothing", (Column("Event"),), ()),
        BarChart("Nothing", "", (), ""),
        Narrative("", ()),
        Notes("", ()),
    )

    assert "Nothing to show here." in words(samples.document(*empty))


def test_row_taller_than_a_page_is_broken_and_not_cut():
    text = words(samples.document(Table("t", (Column("c"),), (("word " * 3000 + "end.",),))))

    assert text.count("word") == 3000
    assert "end." in text


def test_report_in_another_language_writes_its_numbers_that_way():
    document = samples.document(
        Table("Chiffres", (Column("n", "number"),), ((49_000,), (dt.date(2020, 8, 4),))),
        language="fr",
    )
    text = words(document)

    assert "4 Aoû 2020" in text
    assert "49 000" in text.replace("\u202f", " ").replace("\xa0", " ")


def test_a_report_begins_under_its_contents():
    assert "The second phase of the project" in read(samples.document()).pages[1].extract_text()
