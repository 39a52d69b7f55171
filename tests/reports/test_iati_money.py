"""Money of phases over years, and what is told of one country, in the IATI file."""

import datetime as dt
from decimal import Decimal

import pytest

from reports.periods import Period
from tests.factories.kept import IatiProfileFactory
from tests.factories.members import AdministrationFactory
from tests.factories.programmes import FundingFactory, PhaseFactory
from tests.reports.test_iati import document_of, held, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def phase():
    return PhaseFactory(number=2, starts_on=dt.date(2022, 1, 1), ends_on=dt.date(2023, 12, 31))


@pytest.fixture
def profile(phase):
    return IatiProfileFactory(programme=phase.programme)


@pytest.mark.usefixtures("profile")
@pytest.mark.parametrize(
    ("starts_on", "ends_on", "expected"),
    [
        (
            dt.date(2022, 1, 1),
            dt.date(2023, 12, 31),
            [("2022-01-01", "2022-12-31", "500.00"), ("2023-01-01", "2023-12-31", "500.01")],
        ),
        (
            dt.date(2024, 2, 29),
            dt.date(2026, 3, 1),
            [
                ("2024-02-29", "2025-02-28", "500.00"),
                ("2025-03-01", "2026-02-28", "498.64"),
                ("2026-03-01", "2026-03-01", "1.37"),
            ],
        ),
    ],
)
def test_money_for_longer_is_shared_out_by_years_and_sums_to_what_was_given(
    phase, starts_on, ends_on, expected
):
    phase.starts_on, phase.ends_on = starts_on, ends_on
    phase.save()
    FundingFactory(phase=phase, amount=Decimal("1000.01"), currency="FJD")

    budgets = written(document_of(phase.programme)).findall(".//budget")

    told = [
        (
            each.find("period-start").get("iso-date"),
            each.find("period-end").get("iso-date"),
            each.findtext("value"),
        )
        for each in budgets
    ]
    assert told == expected
    assert sum(Decimal(each[2]) for each in told) == Decimal("1000.01")
    assert {each.get("status") for each in budgets} == {"1"}  # nobody said how much for which year


@pytest.mark.usefixtures("profile")
def test_participations_of_a_period_are_told_by_country(phase):
    for iso2, people in (("FJ", 3), ("WS", 4)):
        day = dt.date(2022, 5, 6)
        held(phase, AdministrationFactory(country__iso2=iso2), people, starts_on=day, ends_on=day)
    held(phase, AdministrationFactory(), 50, starts_on=dt.date(2023, 5, 6), ends_on=dt.date(2023, 5, 6))
    period = Period.calendar_year(2022)

    root = written(document_of(phase.programme, period=period))

    found = [
        {
            each.find("dimension").get("value"): each.get("value")
            for each in activity.iter("actual")
            if each.find("dimension[@name='country']") is not None
        }
        for activity in root.findall("iati-activity")
    ]
    assert found == [{"FJ": "3", "WS": "4"}, {"FJ": "3", "WS": "4"}]
