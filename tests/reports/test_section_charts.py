"""Charts of the sections: years and groups as pictures that do not say more than is recorded."""

import datetime as dt

import pytest

from programmes.choices import Mode
from reports import sections
from reports.blocks import BarChart, ColumnChart
from reports.scope import Scope
from tests.factories.programmes import EventFactory, HeadcountFactory, TopicFactory

pytestmark = pytest.mark.django_db


def test_a_chart_of_years_shows_the_empty_ones_between_as_nothing_held():
    for year, people in ((2019, 4), (2022, 6)):
        day = dt.date(year, 5, 5)
        HeadcountFactory(event=EventFactory(starts_on=day, ends_on=day), people=people)

    chart = sections.by_year(Scope.public()).blocks[0]

    assert isinstance(chart, ColumnChart)
    assert chart.categories == ("2019", "2020", "2021", "2022")
    assert [quantity.low for quantity in chart.series[0].quantities] == [4, 0, 0, 6]


def test_a_year_without_a_number_is_not_drawn_as_a_year_of_nothing():
    for year, people, mode in (
        (2020, 4, Mode.IN_PERSON),
        (2021, None, Mode.ONLINE),
        (2022, 6, Mode.IN_PERSON),
    ):
        day = dt.date(year, 5, 5)
        event = EventFactory(starts_on=day, ends_on=day, mode=mode)
        HeadcountFactory(event=event, people=people)

    chart = sections.by_year(Scope.public()).blocks[0]

    assert isinstance(chart, ColumnChart)
    assert [quantity.low for quantity in chart.series[0].quantities] == [4, None, 6]


def test_one_group_is_no_chart():
    HeadcountFactory(event=EventFactory(topics=[TopicFactory()]))

    for section in (sections.by_year, sections.by_topic, sections.by_administration):
        blocks = section(Scope.public()).blocks
        assert not [block for block in blocks if isinstance(block, BarChart | ColumnChart)]
