"""The Word file is one to go on working in: styles, fields, tables that are tables."""

import io
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from reports.blocks import Block, Column, Document, KeyFigure, KeyFigures, Table
from reports.formats import word
from reports.formats.pdf import NotTypeset
from reports.formats.tables import MOST_ROWS
from reports.quantities import Quantity
from tests.reports import samples


def opened(document: Document) -> Any:
    return docx.Document(io.BytesIO(word.render_docx(document)))


def of(*blocks: Block) -> Any:
    return opened(samples.document(*blocks))


def styles(file: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in file.paragraphs:
        found.setdefault(each.style.name, []).append(each.text)
    return found


def test_every_text_has_a_style_with_a_name():
    found = styles(opened(samples.document()))

    assert found["Title"] == ["Activity report"]
    assert found["Heading 1"] == ["Summary", "Participation", "About these figures"]
    assert found["Heading 2"] == ["Key figures", "What was done", "Data notes", "Definitions"]
    assert found["List Bullet"] == ["For two events the number of participants is 'about'."]
    assert found["Intro"] == [
        "The second phase of the project, seventeen months, paid by the Government of Japan."
    ]


def test_captions_are_numbered_by_fields_that_show_their_number():
    file = opened(samples.document())

    assert styles(file)["Caption"] == [
        "Chart 1 · Participations by administration (people)",
        "Chart 2 · Participations by year and mode (people)",
        "Table 1 · Courses on passenger controls",
    ]
    codes = [each.text.strip() for each in file.element.body.iter(qn("w:instrText"))]
    assert codes == ['TOC \\o "1-1" \\n \\h \\z', *["SEQ Chart \\* ARABIC"] * 2, "SEQ Table \\* ARABIC"]


def test_each_line_of_the_contents_leads_to_its_heading():
    body = opened(samples.document()).element.body

    links = [each.get(qn("w:anchor")) for each in body.iter(qn("w:hyperlink"))]
    assert links == [each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))]
    assert len(links) == 3


def test_a_table_repeats_its_headings_and_sets_numbers_right():
    (table,) = [each for each in opened(samples.document()).tables if each.style.name == "Report Table"][:1]
    first, course, *_rest, total = table.rows

    assert first._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [cell.text for cell in first.cells][4:] == ["Participations\npeople", "Contact hours\nhours"]
    assert [cell.text for cell in course.cells][3:] == ["Cambodia", "21", "not recorded"]
    assert [str(cell.paragraphs[0].alignment) for cell in course.cells][3:] == [
        "None",
        "RIGHT (2)",
        "RIGHT (2)",
    ]
    assert total.cells[4].paragraphs[0].style.name == "Table Total"


def test_a_chart_is_a_picture_that_says_what_it_shows():
    first, _second = opened(samples.document()).inline_shapes

    assert "for Thailand no number was recorded" in first._inline.docPr.get("descr")


def test_a_chart_that_cannot_be_drawn_is_a_table(monkeypatch):
    def refuse(_drawings):
        raise NotTypeset("no")

    monkeypatch.setattr(word, "pictures", refuse)
    file = opened(samples.document())

    assert not file.inline_shapes
    assert [each.split(" · ")[0] for each in styles(file)["Caption"]] == ["Table 1", "Table 2", "Table 3"]


def test_a_wide_table_stands_on_a_page_that_is_turned_and_what_follows_does_not():
    columns = tuple(Column(f"Heading {place}", "number") for place in range(15))
    wide = Table("Wide", (Column("Name"), *columns), (("Fiji", *[Quantity.exactly(1)] * 15),) * 40)

    turned = [each.orientation for each in of(samples.DATA_NOTES, wide, samples.DATA_NOTES).sections]

    assert turned == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]


def test_head_and_foot_say_what_it_is_and_count_the_pages():
    section = opened(samples.document()).sections[0]

    assert section.header.paragraphs[0].text.split("\t") == [
        "Activity report · 1 April 2019 – 31 August 2020",
        "WCO Asia/Pacific Security Project (APSP) · Phase 2",
    ]
    codes = [each.text.strip() for each in section.footer._element.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]
    assert section.different_first_page_header_footer


def test_a_very_long_table_ends_with_a_note():
    rows = tuple((f"row {number}",) for number in range(MOST_ROWS + 2))

    found = styles(of(Table("t", (Column("c"),), rows)))

    assert "2 further rows stand in the workbook and in the CSV file of this report." in found["Table Note"]


@pytest.mark.parametrize("place", ["author", "title"])
def test_a_very_long_name_fits_the_properties_of_the_file(place):
    properties = opened(samples.document(prepared_by="x" * 400, title="y" * 400)).core_properties

    assert len(getattr(properties, place)) == 255


def test_cards_stand_on_grey_and_what_is_left_of_their_row_does_not():
    figures = tuple(KeyFigure(f"Figure {number}", Quantity.exactly(number), "events") for number in range(5))
    (table,) = of(KeyFigures("Five", figures)).tables

    cells = [cell._tc.tcPr for cell in table.rows[-1].cells]
    assert [each.find(qn("w:shd")) is None for each in cells] == [True, True, False]


def test_rows_that_belong_together_stay_on_one_page():
    rows = tuple((f"Event {number}", Quantity.exactly(number)) for number in range(1, 31))
    (table,) = of(Table("Long", (Column("Event"), Column("People", "number")), rows, ("A note.",))).tables

    kept = [row.cells[0].paragraphs[0]._p.pPr.find(qn("w:keepNext")) is not None for row in table.rows[1:]]
    assert [place for place, each in enumerate(kept, start=1) if each] == [1, 29, 30]


def test_a_file_is_one_of_todays_word_and_its_pictures_begin_at_the_margin():
    file = opened(samples.document())
    (mode,) = file.settings.element.xpath("w:compat/w:compatSetting[@w:name='compatibilityMode']")

    assert mode.get(qn("w:val")) == "15"
    assert {each._inline.get("distL") for each in file.inline_shapes} == {"0"}
