"""The report of a support mechanism: fellows, support, what members pay, what is published of each."""

import datetime as dt

import pytest

from reports import documents, sections
from reports.blocks import Table
from reports.documents.kinds import SUPPORT_REPORT, supports_members
from reports.scope import Scope
from tests.factories.kept import (
    FellowshipFactory,
    NationalStatisticFactory,
    SupportActivityFactory,
    SupportPersonFactory,
)
from tests.factories.programmes import (
    ContributionFactory,
    ContributionPaymentFactory,
    MembershipClaimFactory,
    MembershipFactory,
    ProgrammeFactory,
)

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2024, 2, 3, 4, 5, tzinfo=dt.UTC)


@pytest.fixture
def programme():
    return ProgrammeFactory(short_name="Mechanism")


def tables_of(section):
    return {block.title: block.rows for block in section.blocks if isinstance(block, Table)}


def numbers(row):
    return [getattr(cell, "low", cell) for cell in row]


def test_fellowships_are_told_by_administration_and_year_without_names(administrator, programme):
    first = FellowshipFactory(programme=programme, person__family_name="Tuilagi")
    FellowshipFactory(
        programme=programme, administration=first.administration, starts_on="2022-02-07", ends_on="2022-05-20"
    )
    FellowshipFactory()

    section = sections.fellowships(Scope(administrator, programme=programme))

    tables = tables_of(section)
    assert [numbers(row)[1:] for row in tables["Fellowships, by administration"]] == [[2, 30]]
    assert [numbers(row) for row in tables["Fellowships, year by year"]] == [["2022", 1, 15], ["2023", 1, 15]]
    assert "Tuilagi" not in str(section)


def test_support_is_told_with_its_activities_and_no_names(administrator, programme):
    activity = SupportActivityFactory(programme=programme, what="Transit module", place="Apia")
    SupportPersonFactory(activity=activity, person__family_name="Leota")
    SupportActivityFactory(programme=programme, administration=None, what="Region-wide upgrade")
    SupportActivityFactory(what="Of another programme")

    section = sections.support(Scope(administrator, programme=programme))

    tables = tables_of(section)
    assert {row[0] for row in tables["Support activities, latest first"]} == {
        "Transit module",
        "Region-wide upgrade",
    }
    assert [numbers(row)[1] for row in tables["Support, by administration"]] == [1, 1]
    assert "Leota" not in str(section)


@pytest.mark.parametrize(("members", "due"), [(2, "not told"), (3, 30_000)])
def test_what_members_pay_is_told_to_others_as_the_sum_of_three_or_more(
    administrator, programme, members, due
):
    for membership in MembershipFactory.create_batch(members, programme=programme):
        row = ContributionFactory(membership=membership, year=2023, amount=10_000, currency="USD")
        ContributionPaymentFactory(contribution=row, amount=4_000)
    ContributionFactory(year=2023)

    section = sections.contributions(Scope(administrator, programme=programme, for_others=True))

    (row,) = tables_of(section)["Contributions of members, by year and currency"]
    assert row[0] == "2023"
    assert row[2].low == members
    assert row[3] == due


def test_numbers_of_each_administration_stand_with_their_source(administrator, programme):
    NationalStatisticFactory(programme=programme, value=1234, accuracy="ABOUT", source="Yearbook")
    NationalStatisticFactory(value=9)

    section = sections.statistics(Scope(administrator, programme=programme))

    ((*_about, number, source),) = tables_of(section)["As published"]
    assert (number.shown(), source) == ("about 1,234", "Yearbook")


def test_the_report_of_a_mechanism_has_each_part_once_and_nothing_of_what_is_not_there(
    administrator, programme
):
    assert not supports_members(programme)
    FellowshipFactory(programme=programme)
    SupportPersonFactory(activity__programme=programme)
    membership = MembershipFactory(programme=programme)
    MembershipClaimFactory(membership=membership)
    NationalStatisticFactory(programme=programme)
    scope = Scope(administrator, programme=programme, for_others=True)

    document = documents.make_document(scope, reference="M-001", now=NOW, kind=SUPPORT_REPORT)

    titles = [section.title for section in document.sections]
    assert supports_members(programme)
    assert len(titles) == len(set(titles))
    assert {"Fellowships", "Support activities", "Members", "Still in post", "National statistics"} < set(
        titles
    )
    assert "Contributions of members" not in titles
