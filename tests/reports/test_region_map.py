"""The map of the region: a tile per administration, the Pacific in one piece."""

import csv
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from members.intake import reference
from reports.blocks import Bar, Document, RegionMap
from reports.formats.registry import FORMATS
from reports.formats.svg import chart_svg
from reports.formats.tiles import PLACES
from reports.quantities import Quantity
from reports.scope import Scope
from reports.sections import by_administration
from tests.factories.members import AdministrationFactory
from tests.factories.programmes import EventFactory, HeadcountFactory
from tests.reports import samples

SVG = "{http://www.w3.org/2000/svg}"


def region_map(*quantities, codes=tuple(PLACES)):
    bars = tuple(Bar(f"Customs of {code}", each) for code, each in zip(codes, quantities, strict=False))
    return RegionMap("Map", "participations", bars, "Darker is more.", "Administration", codes[: len(bars)])


def tiles_of(chart):
    """Return the words of each tile that tells something, by the code on it."""
    picture = ET.fromstring(chart_svg(chart))  # noqa: S314
    groups = [[text.text for text in group.iter(f"{SVG}text")] for group in picture.iter(f"{SVG}g")]
    return dict(groups)


def test_every_member_of_the_region_has_a_place_of_its_own():
    with (reference.DATA / "administrations.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    here = {
        line["iso2"]
        for line in lines
        if line["wco_region"] == "Asia/Pacific" or line["sub_region"].startswith("Oceania")
    }

    assert set(PLACES) == here
    assert len(set(PLACES.values())) == len(PLACES)


def test_the_pacific_is_in_one_piece_with_its_middle_at_150_degrees():
    west_to_east = ["IR", "IN", "TH", "JP", "PG", "FJ", "WS", "CK"]

    columns = [PLACES[code][0] for code in west_to_east]

    assert columns == sorted(columns)
    assert PLACES["NZ"][1] > PLACES["FJ"][1] > PLACES["KI"][1] > PLACES["JP"][1]


def test_a_tile_says_its_number_and_no_number_is_a_question_mark():
    chart = region_map(
        Quantity.exactly(0),
        Quantity.unknown(),
        Quantity(12, 40),
        Quantity.exactly(1234),
        codes=("FJ", "WS", "TO", "PG"),
    )

    assert tiles_of(chart) == {"FJ": "0", "WS": "?", "TO": "12+", "PG": "1,234"}


def test_more_is_darker_also_in_grey():
    numbers = (1, 10, 100, 500, 1000)
    chart = region_map(*map(Quantity.exactly, numbers), codes=("FJ", "WS", "TO", "PG", "VU"))

    picture = ET.fromstring(chart_svg(chart))  # noqa: S314
    fills = {
        group.find(f"{SVG}text").text: group.find(f"{SVG}rect").get("fill")
        for group in picture.iter(f"{SVG}g")
    }

    lightness = [sum(bytes.fromhex(fills[code][1:])) for code in ("FJ", "WS", "TO", "PG", "VU")]
    assert lightness == sorted(lightness, reverse=True)
    assert len(set(lightness)) >= 4


def test_a_map_of_everybody_weighs_less_than_thirty_kilobytes():
    assert len(chart_svg(region_map(*[Quantity(12345, 23456)] * len(PLACES)))) < 30_000


def test_who_lies_nowhere_on_it_stands_in_its_table():
    chart = region_map(Quantity.exactly(3), Quantity.exactly(4), codes=("FJ", "KE"))

    assert set(tiles_of(chart)) == {"FJ"}
    assert [row[0] for row in chart.as_table().rows] == ["Customs of FJ", "Customs of KE"]


@pytest.mark.parametrize("code", FORMATS)
def test_every_format_takes_a_map_and_keeps_it_when_frozen(code):
    chart = replace(region_map(Quantity.exactly(3)), title="<b>#set</b> =1+1")
    document = samples.document(chart)

    again = Document.from_json(document.canonical_json())

    assert again.sections[0].blocks == (chart,)
    assert FORMATS[code].render(again)


@pytest.mark.django_db
def test_the_section_by_administration_begins_with_the_map():
    for iso2, people in (("FJ", 5), ("WS", 7), ("KE", 2)):
        HeadcountFactory(
            event=EventFactory(), organisation=AdministrationFactory(country__iso2=iso2), people=people
        )

    first, *_rest = by_administration(Scope.public()).blocks

    assert isinstance(first, RegionMap)
    assert tiles_of(first) == {"FJ": "5", "WS": "7"}


@pytest.mark.django_db
def test_where_nobody_was_counted_the_map_shows_the_events_they_attended():
    for iso2 in ("FJ", "WS", "TO"):
        HeadcountFactory(
            event=EventFactory(), organisation=AdministrationFactory(country__iso2=iso2), people=None
        )

    first, *_rest = by_administration(Scope.public()).blocks

    assert first.unit == "events"
    assert tiles_of(first) == {"FJ": "1", "WS": "1", "TO": "1"}


@pytest.mark.django_db
def test_of_two_administrations_no_map_is_drawn():
    for iso2 in ("FJ", "WS"):
        HeadcountFactory(
            event=EventFactory(), organisation=AdministrationFactory(country__iso2=iso2), people=5
        )

    assert not any(isinstance(each, RegionMap) for each in by_administration(Scope.public()).blocks)
