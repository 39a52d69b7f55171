"""Charts are well-formed pictures that say everything they show, for eyes and for screen readers."""

import re
import time
import xml.etree.ElementTree as ET

import pytest

from reports.blocks import Bar, BarChart, ColumnChart, Series
from reports.formats import coverage
from reports.formats.bars import bar_chart
from reports.formats.svg import chart_svg
from reports.quantities import Accuracy, Quantity
from tests.reports import samples

SVG = "{http://www.w3.org/2000/svg}"
STACKED = ColumnChart(
    "Participations by mode",
    "people",
    ("2019", "2020"),
    (
        Series("In person", (Quantity(120, 160), Quantity.exactly(21))),
        Series("Online", (Quantity.unknown(), Quantity.exactly(78))),
    ),
    "Mostly online in 2020.",
    stacked=True,
)


def bars(*quantities: Quantity, label: str = "Fiji") -> BarChart:
    return BarChart("Chart", "people", tuple(Bar(label, each) for each in quantities), "About it.")


def read(chart: BarChart | ColumnChart) -> ET.Element:
    return ET.fromstring(chart_svg(chart))  # noqa: S314 our own output


def named(picture: ET.Element, tag: str) -> ET.Element:
    found = picture.find(f"{SVG}{tag}")
    assert found is not None
    return found


def length(element: ET.Element, name: str) -> float:
    return float(element.attrib[name])


def texts(picture: ET.Element) -> list[str]:
    return ["".join(each.itertext()) for each in picture.iter(f"{SVG}text")]


def drawn_widths(picture: ET.Element) -> list[float]:
    return [float(each.get("width", 0)) for each in picture.findall(f"{SVG}rect")]


@pytest.mark.parametrize("chart", [samples.BY_ADMINISTRATION, samples.BY_YEAR, STACKED])
def test_chart_shows_every_value_in_words(chart):
    shown = texts(read(chart))

    for row in chart.as_table().rows:
        for cell in row[1:]:
            assert cell.low == 0 or cell.shown() in shown


@pytest.mark.parametrize("chart", [samples.BY_ADMINISTRATION, samples.BY_YEAR, STACKED])
def test_chart_has_a_name_and_a_description_for_those_who_cannot_see_it(chart):
    picture = read(chart)

    title, description = named(picture, "title"), named(picture, "desc")
    assert (title.text, description.text) == (chart.title, chart.description)
    assert picture.get("role") == "img"
    assert picture.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"


def test_charts_of_one_page_share_no_id():
    one, other = (chart_svg(each) for each in (samples.BY_ADMINISTRATION, samples.BY_YEAR))

    assert not set(ids(one)) & set(ids(other))


def ids(svg: str) -> list[str]:
    return [each.attrib["id"] for each in ET.fromstring(svg).iter() if "id" in each.attrib]  # noqa: S314


def test_chart_uses_nothing_that_typst_prints_black():
    svg = chart_svg(samples.BY_ADMINISTRATION) + chart_svg(samples.BY_YEAR) + chart_svg(STACKED)

    for forbidden in ("var(", "currentColor", "<style", "style=", "class="):
        assert forbidden not in svg


def test_bar_is_solid_to_the_least_and_hatched_to_the_most():
    solid, hatched, whole = drawn_widths(read(bars(Quantity(50, 100), Quantity.exactly(100))))[:3]

    assert solid == pytest.approx(hatched, abs=0.2)
    assert solid + hatched == pytest.approx(whole, abs=0.2)


def test_bar_of_at_least_has_an_open_end_and_the_chart_explains_the_hatch():
    picture = read(bars(Quantity(99, 99, Accuracy.AT_LEAST)))

    assert len(drawn_widths(picture)) == 3  # solid, hatched, and the key
    assert texts(picture) == ["Fiji", "at least 99", "Hatched: how much more it may be"]


def test_bar_of_nothing_recorded_is_words_and_no_bar():
    assert texts(read(bars(Quantity.unknown()))) == ["Fiji", "not recorded"]
    assert drawn_widths(read(bars(Quantity.unknown()))) == []


def test_bar_of_zero_says_zero():
    assert texts(read(bars(Quantity.exactly(0)))) == ["Fiji", "0"]


def test_chart_of_nothing_says_so():
    assert texts(read(bars())) == ["Nothing to show here."]
    assert texts(read(ColumnChart("t", "", (), (), ""))) == ["Nothing to show here."]


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", "a & b \"quoted\" 'too'", "bell \x07, nul \x00, \ud800"]
)
def test_chart_prints_hostile_text_as_text(hostile):
    chart = BarChart(hostile, hostile, (Bar(hostile, Quantity.exactly(1)),), hostile)

    assert "<script" not in chart_svg(chart)
    assert str(named(read(chart), "title").text).startswith(hostile[:4])


def test_chart_shortens_only_names_that_do_not_fit():
    long = "General Administration of Customs of a very large country, its training centre included"

    assert "General Administration" in " ".join(texts(read(bars(Quantity.exactly(1), label=long))))
    assert any(each.endswith("…") for each in texts(read(bars(Quantity.exactly(1), label=long))))
    assert "Papua New Guinea" in texts(read(bars(Quantity.exactly(1), label="Papua New Guinea")))


def test_chart_names_the_font_of_other_scripts():
    svg = chart_svg(bars(Quantity.exactly(1), label="Cambodia កម្ពុជា"))

    assert re.search('font-family="Noto Sans Khmer, sans-serif"[^>]*>Cambodia កម្ពុជា<', svg)


@pytest.mark.parametrize(
    ("label", "family", "drawn"),
    [
        ("Fiji", "Noto Sans", "Fiji"),
        ("China 中国", "Noto Sans SC", "China 中国"),
        ("관세청 (Korea)", "Noto Sans KR", "관세청 (Korea)"),
        ("Thai ไทย, Lao ລາວ", "Noto Sans", "Thai \ufffd, Lao \ufffd"),
        ("Khmer ក\ufffd", "Noto Sans Khmer", "Khmer ក?"),
    ],
)
def test_a_label_is_drawn_in_one_font(label, family, drawn):
    assert coverage.in_one_font(label) == (family, drawn)


@pytest.mark.parametrize("years", [1, 7, 21, 60])
def test_columns_stay_inside_the_picture(years):
    names = tuple(str(2000 + year) for year in range(years))
    values = tuple(Quantity.exactly(year * 37) for year in range(years))
    chart = ColumnChart("t", "", names, (Series("a", values), Series("b", values)), "")
    picture = read(chart)

    wide, high = length(picture, "width"), length(picture, "height")
    assert wide == 640
    for box in picture.findall(f"{SVG}rect"):
        assert 0 <= length(box, "x") <= length(box, "x") + length(box, "width") <= wide
        assert 0 <= length(box, "y") <= length(box, "y") + length(box, "height") <= high


def test_a_stack_of_one_series_is_drawn_as_plain_columns():
    quantities = (Quantity.exactly(1), Quantity.unknown(), Quantity.unknown(), Quantity.exactly(22))
    years = ("2021", "2022", "2023", "2024")
    about = ("Participations", "people", years, (Series("In person", quantities),), "Most in 2024.")

    assert chart_svg(ColumnChart(*about, stacked=True)) == chart_svg(ColumnChart(*about))


def test_parts_of_a_long_chart_can_share_one_scale():
    from_own = drawn_widths(read(bars(Quantity.exactly(5))))
    picture = ET.fromstring(bar_chart(bars(Quantity.exactly(5)), longest=10.0))  # noqa: S314

    assert drawn_widths(picture)[0] == pytest.approx(from_own[0] / 2, abs=0.2)


def test_chart_is_drawn_in_about_a_millisecond():
    chart_svg(samples.BY_YEAR)  # the widths of the letters are read once

    began = time.perf_counter()
    for _ in range(20):
        chart_svg(samples.BY_YEAR)

    assert (time.perf_counter() - began) / 20 < 0.010  # ten times what it takes here


def test_every_font_that_is_named_is_shipped():
    for file in coverage.FAMILIES.values():
        assert (coverage.FONTS / file).is_file()
    assert coverage.showable(coverage.SIGN) == (coverage.SIGN, 0)


@pytest.mark.parametrize(
    "words",
    [
        "Tôn Đức Thắng, Nukuʻalofa, Tāmaki Makaurau",
        "กรมศุลกากร",
        "ກົມພາສີ",
        "អគ្គនាយកដ្ឋានគយ",
        "အကောက်ခွန်",
        "भन्सार विभाग",
        "কাস্টমস",
        "சுங்கம்",
        "රේගුව",
        "گمرک افغانستان د پښتو",
        "ކަސްޓަމްސް",
        "འབྲུག་རྒྱལ་ཁབ",
        "中国海关 關務署 税関",
        "관세청",
        "гаалийн ерөнхий газар",
        "≥ 5 → 6 ≤",
    ],
)
def test_names_of_the_region_can_all_be_shown(words):
    assert coverage.showable(words) == (words, 0)


@pytest.mark.parametrize(
    ("text", "shown", "replaced"),
    [
        ("plain, naïve – “quoted”", "plain, naïve – “quoted”", 0),
        ("bell\x07nul\x00", "bell\ufffdnul\ufffd", 2),
        ("smile 😀!", "smile \ufffd!", 1),
        ("private \ue000 unassigned \u0378", "private \ufffd unassigned \ufffd", 2),
        ("tab\tline\r\nnext\u2028last", "tab line\nnext\nlast", 0),
        ("turned \u202e99 and \ufeffmarked\ufe0f", "turned 99 and marked", 0),
        ("\u0301alone", "\ufffdalone", 1),
        ("ក\u0323 two scripts", "ក\ufffd two scripts", 1),
        ("e\u0301\u0489 circled", "e\u0301\ufffd circled", 1),
        ("wor\u0e33d", "wor\ufffdd", 1),
        ("\ud800 half", "\ufffd half", 1),
    ],
)
def test_what_cannot_be_shown_is_replaced_and_counted(text, shown, replaced):
    assert coverage.showable(text) == (shown, replaced)


def lightness(colour: str) -> float:
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return (0.299 * red + 0.587 * green + 0.114 * blue) / 255


def test_six_series_are_told_apart_without_colour():
    series = tuple(Series(f"Series {number}", (Quantity.exactly(9),)) for number in range(6))
    picture = read(ColumnChart("t", "people", ("2020",), series, "d", stacked=True))
    legend = [
        each.get("fill", "") for each in picture.iter() if each.get("width") == each.get("height") == "12"
    ]

    plain = sorted(lightness(fill) for fill in legend if fill.startswith("#"))
    assert len(set(legend)) == 6
    assert all(lighter - darker > 0.25 for darker, lighter in zip(plain, plain[1:], strict=False))
    patterns = {each.get("id") for each in picture.iter() if each.tag.endswith("pattern")}
    assert {fill.removeprefix("url(#").removesuffix(")") for fill in legend if fill[0] != "#"} < patterns
