"""Blocks in a page: semantic, readable without eyes, safe whatever a text says."""

import re
from html.parser import HTMLParser

import pytest
from django.template import Context, Template

from reports.blocks import (
    Bar,
    BarChart,
    Block,
    Column,
    Definition,
    Definitions,
    KeyFigure,
    KeyFigures,
    Narrative,
    Notes,
    Table,
)
from reports.quantities import Quantity
from reports.templatetags.blocks import TEMPLATES
from tests.reports import samples


def html(block: Block) -> str:
    page = Template("{% load blocks %}{% block_html block %}")
    return re.sub(r"\s+", " ", page.render(Context({"block": block}))).replace("> <", "><")


class Nesting(HTMLParser):
    """Keeps the open elements, so that a test can say that all were closed, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize(
    "block",
    [block for _, block in samples.document().blocks()],
    ids=lambda block: type(block).__name__,
)
def test_every_kind_of_block_becomes_closed_html(block):
    parser = Nesting()
    parser.feed(html(block))

    assert parser.open == []
    assert type(block) in TEMPLATES


def test_table_says_which_cells_are_headings():
    page = html(samples.EVENTS)

    assert "<caption>Courses on passenger controls</caption>" in page
    assert page.count('<th scope="col"') == 6
    assert page.count('<th scope="row"') == 5
    assert '<tr class="total">' in page


def test_table_shows_unknown_zero_and_decimals_apart():
    page = html(samples.EVENTS).replace("> ", ">").replace(" <", "<")

    assert '<span class="not-recorded">not recorded</span>' in page
    assert ">0</td>" in page
    assert ">22.5</td>" in page
    assert ">4 Aug 2020</td>" in page


def test_table_without_rows_says_so():
    assert "Nothing was recorded here." in html(Table("t", (Column("a"),), ()))


def test_chart_is_a_picture_with_the_same_numbers_as_a_table():
    page = html(samples.BY_ADMINISTRATION)

    assert page.count("<svg") == 1
    assert "<details><summary>The numbers</summary>" in page
    for bar in samples.BY_ADMINISTRATION.bars:
        assert page.count(bar.quantity.shown()) >= 2


def test_chart_without_numbers_has_no_table():
    assert "<details" not in html(BarChart("t", "", (), ""))


def test_key_figures_show_value_unit_and_note():
    page = html(samples.KEY_FIGURES)

    assert '<dd class="value">12</dd><dd class="note">4 of them courses' in page
    assert '<dd class="value words">at least 246</dd><dd class="note unit">people</dd>' in page
    assert '<dd class="value words">at least 246</dd>' in page
    assert '<dd class="value not-recorded">not recorded</dd>' in page
    assert '<dd class="value">38.5 %</dd><dd class="note">73 values not recorded</dd>' in page


@pytest.mark.parametrize(
    ("address", "linked"),
    [("/evidence/?x=1", True), ("https://example.org/", True), ("javascript:x()", False), ("", False)],
)
def test_key_figure_links_to_its_evidence_and_to_nothing_else(address, linked):
    figure = KeyFigure("Events", Quantity.exactly(1), "events", evidence_url=address)

    assert ("<a href" in html(KeyFigures("", (figure,)))) is linked


def test_nothing_in_a_text_becomes_markup():
    bad = "<script>alert(1)</script>&{{ 1 }}{% now 'Y' %}"
    blocks = (
        Table(bad, (Column(bad, unit=bad),), ((bad,),), (bad,)),
        BarChart(bad, bad, (Bar(bad, Quantity.exactly(1)),), bad, bad),
        KeyFigures(bad, (KeyFigure(bad, Quantity.exactly(1), bad, bad, bad),)),
        Narrative(bad, (bad,)),
        Notes(bad, (bad,)),
        Definitions((Definition(bad, bad, bad, bad),), bad),
    )

    for block in blocks:
        assert "<script" not in html(block)
        assert "&lt;script&gt;" in html(block)


def test_percent_columns_show_the_sign():
    page = html(Table("t", (Column("Topic"), Column("Women", "percent")), (("HS", 38),)))

    assert "38 %" in page
