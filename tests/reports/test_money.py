"""What was spent: each currency by itself, beside what was given, told to whom it concerns."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError
from django.urls import reverse

from reports.choices import Audience
from reports.periods import Period
from reports.scope import Scope
from reports.sections.money import spending
from reports.sections.promised import commitments_of
from tests.factories.kept import CommitmentFactory, ExpenditureFactory
from tests.factories.members import AccountFactory, OrganisationFactory
from tests.factories.programmes import (
    EventFactory,
    FundingFactory,
    HeadcountFactory,
    PhaseFactory,
    ProgrammeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def phase():
    return PhaseFactory(programme__code="SPND")


@pytest.fixture
def japan(phase):
    """A donor that gave 10,000 US dollars."""
    donor = OrganisationFactory(name="Japan")
    FundingFactory(phase=phase, donor=donor, amount=Decimal(10000), currency="USD")
    return donor


def spent(phase, amount, **about):
    return ExpenditureFactory(programme=phase.programme, phase=phase, amount=Decimal(amount), **about)


def rows_of(section, title):
    return next(block for block in section.blocks if block.title == title).rows


def test_amounts_of_two_currencies_never_meet_in_a_sum(phase, auditor):
    spent(phase, 100, currency="USD", category="TRAVEL")
    spent(phase, 50, currency="USD", category="EQUIPMENT")
    spent(phase, 7, currency="EUR", category="TRAVEL")

    section = spending(Scope(auditor, programme=phase.programme))

    assert rows_of(section, "By category") == (
        ("EUR", "", "", 7, "", "", 7),
        ("USD", "", "", 100, 50, "", 150),
    )


def test_what_a_donor_gave_stands_beside_what_was_spent_of_it_in_the_same_currency(phase, japan, auditor):
    spent(phase, 4000, donor=japan)
    spent(phase, 30, donor=japan, currency="EUR")
    spent(phase, 5)

    section = spending(Scope(auditor, programme=phase.programme))

    assert rows_of(section, "By whose money") == (
        ("Not said whose", "USD", 5, None, None),
        ("Japan", "EUR", 30, None, None),
        ("Japan", "USD", 4000, 10000, 6000),
    )


def test_an_event_with_several_phases_and_topics_is_not_paid_for_twice(phase, auditor):
    event = EventFactory(title="Course", programmes=[phase.programme], phases=[phase, PhaseFactory()])
    spent(phase, 100, event=event)
    spent(phase, 20, event=event)

    section = spending(Scope(auditor, programme=phase.programme))

    why = "not shown, because it is not declared that all it cost is entered"
    assert rows_of(section, "By event") == (("Course", "USD", 2, 120, why),)


def test_of_a_year_only_what_was_spent_in_it_is_told_and_nothing_is_said_to_be_left(phase, japan, auditor):
    spent(phase, 100, donor=japan, spent_on="2023-12-31")
    spent(phase, 9, donor=japan, spent_on="2024-01-01")

    section = spending(Scope(auditor, programme=phase.programme, period=Period.calendar_year(2023)))

    assert rows_of(section, "By whose money") == (("Japan", "USD", 100),)


def test_a_report_for_a_donor_tells_its_own_money_only(phase, japan, auditor):
    spent(phase, 100, donor=japan)
    spent(phase, 9, donor=OrganisationFactory(name="Somebody else"))

    about = {"audience": Audience.DONOR, "donor": japan, "for_others": True}
    section = spending(Scope(auditor, programme=phase.programme, **about))

    assert [row[0] for row in rows_of(section, "By whose money")] == ["Japan"]
    assert rows_of(section, "By category") == (("USD", "", "", 100, "", "", 100),)


def test_a_report_others_read_and_the_public_are_told_nothing(phase, auditor):
    spent(phase, 100)

    assert spending(Scope(auditor, programme=phase.programme, for_others=True)) is None
    assert spending(Scope.public(programme=phase.programme)) is None


def test_who_has_nothing_to_do_with_the_programme_is_told_nothing(phase, donor):
    spent(phase, 100)

    assert spending(Scope(donor, programme=phase.programme)) is None


def test_the_page_of_a_programme_shows_what_was_spent_and_what_is_overdue(client, phase, auditor):
    spent(phase, 4321)
    CommitmentFactory(programme=phase.programme, text="Hold a discussion.")
    client.force_login(auditor)

    page = client.get(reverse("reports:programme-page", args=["SPND"])).content.decode()

    assert "4,321" in page
    assert "Hold a discussion." in page
    assert "1 is overdue." in page


def test_commitments_that_are_done_are_not_open_and_those_of_others_are_not_shown():
    programme = ProgrammeFactory()
    CommitmentFactory(programme=programme, state="DONE", outcome="Held.")
    CommitmentFactory(programme=programme, text="Meet again.", due_on=None)

    section = commitments_of(programme, reader=AccountFactory(auditor=True), today=dt.date(2023, 7, 1))

    assert [row[0] for row in section.blocks[0].rows] == ["Meet again."]
    assert section.intro == "None is overdue."
    assert commitments_of(programme, reader=AccountFactory(donor=True), today=dt.date(2023, 7, 1)) is None


def costs_told(phase, reader, **about):
    section = spending(Scope(reader, programme=phase.programme, **about))
    return [row[4] for row in rows_of(section, "By event")]


def test_a_participation_has_a_cost_only_where_all_of_it_is_declared_and_counted(phase, auditor):
    event = EventFactory(programmes=[phase.programme], starts_on="2023-09-04", ends_on="2023-09-08")
    spent(phase, 100, event=event)
    spent(phase, 50, event=event, spent_on="2023-10-01", is_complete=True)

    assert costs_told(phase, auditor) == ["not shown, because the number of participants is not exact"]
    HeadcountFactory(event=event, people=20)
    assert costs_told(phase, auditor) == [Decimal("7.50")]
    in_september = Period(dt.date(2023, 9, 1), dt.date(2023, 9, 30))
    assert costs_told(phase, auditor, period=in_september) == [
        "not shown, because more was spent on it than stands here"
    ]
    spent(phase, 5, event=event, currency="EUR")
    assert set(costs_told(phase, auditor)) == {"not shown, because it was paid in several currencies"}


def test_only_what_an_event_cost_can_be_complete(phase):
    with pytest.raises(IntegrityError, match="expenditure_complete_of_an_event"):
        spent(phase, 100, is_complete=True)
