"""Every format says the same, is the same each time, and is stopped by nothing that stands in a text."""

import io
import json
import zipfile
from dataclasses import replace

import pytest
from docx import Document as WordFile
from jsonschema import Draft202012Validator
from lxml import html
from pypdf import PdfReader

from reports.blocks import (
    Bar,
    BarChart,
    Column,
    Document,
    KeyFigure,
    KeyFigures,
    Narrative,
    Notes,
    Section,
    Table,
)
from reports.formats.registry import FORMATS
from reports.formats.spoken import SCHEMA
from reports.quantities import Accuracy, Quantity
from tests.reports import samples

HOSTILE = {
    "typst": '#panic() $x$ `raw` = *bold* #import "x" @label <l> \\',
    "html": "<script>alert(1)</script><b>&amp;</b>\"'",
    "xml": "]]><!--x--><?php ?>&undefined;",
    "template": "{{ 7 }}{% now 'Y' %}{# x #}",
    "formula": '=HYPERLINK("http://x")',
    "control": "a\x00b\x07c\x1bd\ud800e\uffff",
    "no font": "\U00013000 \U0001f600 \u1c00",
    "scripts": "ຄວາມ ความ မြန်မာ 한국 中国 ދިވެހި नेपाल বাংলা",
    "endless": "x" * 3000,
    "lines": "one\r\ntwo\n\n\nthree\ttab",
    "empty": "",
}


def section_of(text: str) -> Section:
    """Return a section in which a text stands wherever one can."""
    table = Table(text, (Column(text, unit=text), Column(text + "2", "number")), ((text, None),), (text,))
    chart = BarChart(text, text, (Bar(text, Quantity.exactly(3)),), text, text)
    figures = KeyFigures(text, (KeyFigure(text, Quantity.unknown(), text, text),))
    return Section(text, (table, chart, figures, Narrative(text, (text,)), Notes(text, (text,))), text)


def with_text(text: str, *others: str) -> Document:
    """Return a document with a text on its cover and in its first section, and others in sections."""
    sections = tuple(section_of(each) for each in (text, *others))
    cover = dict.fromkeys(("title", "subtitle", "programme", "phase", "audience", "prepared_by"), text)
    return samples.document(sections=sections, **cover)


@pytest.mark.parametrize("code", FORMATS)
def test_no_text_stops_a_format(code):
    OPENED[code](FORMATS[code].render(with_text(*HOSTILE.values())))


@pytest.mark.parametrize("name", ["html", "control", "endless"])
@pytest.mark.parametrize("code", FORMATS)
def test_no_text_on_the_cover_stops_a_format(code, name):
    document = samples.document(samples.DATA_NOTES)

    OPENED[code](FORMATS[code].render(replace(document, title=HOSTILE[name], programme=HOSTILE[name])))


@pytest.mark.parametrize("code", FORMATS)
def test_a_format_is_made_the_same_again(code):
    assert FORMATS[code].render(samples.document()) == FORMATS[code].render(samples.document())


@pytest.mark.parametrize("code", FORMATS)
def test_a_report_without_sections_is_a_file_all_the_same(code):
    OPENED[code](FORMATS[code].render(samples.document(sections=())))


def text_of_word(content: bytes) -> str:
    body = WordFile(io.BytesIO(content)).element.body
    return "\n".join(each.text or "" for each in body.iter() if each.tag.endswith(("}t", "}instrText")))


def text_of_zip(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        json.loads(archive.read("datapackage.json"))
        return "\n".join(archive.read(name).decode() for name in archive.namelist())


OPENED = {
    "pdf": lambda content: "\n".join(each.extract_text() for each in PdfReader(io.BytesIO(content)).pages),
    "xlsx": lambda content: zipfile.ZipFile(io.BytesIO(content)).read("xl/workbook.xml").decode(),
    "docx": text_of_word,
    "zip": text_of_zip,
    "json": lambda content: str(
        Draft202012Validator(json.loads(SCHEMA.read_text())).validate(json.loads(content))
    ),
    "html": lambda content: html.document_fromstring(content.decode()).text_content(),
}
"""Opens a file of a format as its reader would; what cannot be opened raises."""


def block_of(document: Document, place: int = 0) -> dict:
    return json.loads(FORMATS["json"].render(document))["sections"][0]["blocks"][place]


def test_json_keeps_to_its_schema():
    schema = json.loads(SCHEMA.read_text())
    Draft202012Validator.check_schema(schema)

    Draft202012Validator(schema).validate(json.loads(FORMATS["json"].render(samples.document())))


def test_json_says_null_and_words_for_what_is_not_recorded():
    quantities = (
        Quantity.unknown(),
        Quantity.exactly(0),
        Quantity(99, 99, Accuracy.AT_LEAST),
        Quantity(50, 99),
    )
    table = Table("t", (Column("c", "number"),), tuple((each,) for each in (None, *quantities)))

    rows = [row[0] for row in block_of(samples.document(table))["rows"]]

    assert rows[0] == {"value": None, "words": "not recorded"}
    assert [(each["value"], each["words"], each["low"], each["high"]) for each in rows[1:]] == [
        (None, "not recorded", None, None),
        (0, "0", 0, 0),
        (None, "at least 99", 99, None),
        (None, "50 to 99", 50, 99),
    ]


def test_json_does_not_tell_a_number_that_is_withheld():
    figures = KeyFigures("", (KeyFigure("Women", Quantity.withheld(smallest=5), "people"),))

    (figure,) = block_of(samples.document(figures))["figures"]

    assert (figure["value"], figure["low"], figure["high"]) == (None, None, None)
    assert (figure["words"], figure["is_withheld"]) == ("withheld", True)


def test_the_page_stands_alone_and_runs_nothing():
    page = html.document_fromstring(FORMATS["html"].render(with_text(HOSTILE["html"])).decode())

    assert not page.xpath("//script | //link | //img | //iframe | //*[starts-with(name(@*), 'on')]")
    addresses = page.xpath("//@href | //@src")
    assert addresses
    assert all(each.startswith("#") for each in addresses)


def test_the_page_has_headings_in_order_and_a_table_for_each_chart():
    page = html.document_fromstring(FORMATS["html"].render(samples.document(language="fr")).decode())

    assert page.get("lang") == "fr"
    assert len(page.xpath("//h1")) == 1
    assert [each.tag for each in page.xpath("//main//h2")] == ["h2"] * 3
    assert len(page.xpath("//figure[svg]//table")) == 2
    assert all(each.get("scope") == "col" for each in page.xpath("//thead//th"))


def test_the_page_holds_more_rows_than_a_page_that_has_to_be_loaded():
    rows = tuple((f"row {number}",) for number in range(400))
    page = FORMATS["html"].render(samples.document(Table("t", (Column("c"),), rows))).decode()

    assert "row 399" in page


def test_the_page_of_one_section_needs_no_contents():
    page = html.document_fromstring(FORMATS["html"].render(samples.document(Narrative("n", ("x",)))).decode())

    assert not page.xpath("//nav")
