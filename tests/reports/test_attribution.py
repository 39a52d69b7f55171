"""Events several donors pay for: three ways of giving them, each adding up to the whole."""

from decimal import Decimal

import pytest
from django.utils import timezone

from reports import documents
from reports.blocks import Table
from reports.choices import Audience
from reports.documents.kinds import DONOR_PORTFOLIO
from reports.formats.registry import FORMATS
from reports.scope import Scope
from reports.sections import attribution
from tests.factories.members import OrganisationFactory
from tests.factories.programmes import (
    EventFactory,
    EventOrganisationFactory,
    FundingFactory,
    HeadcountFactory,
    PhaseFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def japan():
    return OrganisationFactory(name="Japan")


@pytest.fixture
def korea():
    return OrganisationFactory(name="Korea")


def held(people, *, phases=(), **amounts):
    """Make an event of so many people; ``amounts`` are (donor, amount, currency), amount may be None."""
    event = EventFactory(phases=phases)
    HeadcountFactory(event=event, people=people)
    for donor, amount, currency in amounts.values():
        EventOrganisationFactory(
            event=event, organisation=donor, role="SPONSOR", amount=amount, currency=currency
        )
    return event


def lines_of(scope):
    (table,) = attribution(scope).blocks
    return {row[0]: row[1:] for row in table.rows}


def test_three_ways_give_the_events_and_all_add_up_to_the_region(japan, korea, administrator):
    held(30, one=(japan, 200, "USD"), two=(korea, 100, "USD"))
    held(10, one=(japan, None, ""))
    held(7, one=(japan, 50, "USD"), two=(korea, 50, "EUR"))
    held(5)

    lines = lines_of(Scope(administrator))

    assert lines == {
        "Japan": (47, 40, 30),
        "Korea": (37, "", 10),
        "No donor recorded": (5, 5, 5),
        "Several donors, what each pays not recorded or not comparable": ("", 7, 7),
        "Less: counted for more than one donor": (-37, "", ""),
        "Total": (52, 52, 52),
    }


def test_tenths_are_rounded_so_that_they_still_add_up(japan, korea, administrator):
    third = OrganisationFactory(name="Third")
    held(10, one=(japan, 1, "USD"), two=(korea, 1, "USD"), three=(third, 1, "USD"))

    lines = lines_of(Scope(administrator))

    assert sum(Decimal(lines[name][2]) for name in ("Japan", "Korea", "Third")) == 10
    assert lines["Total"] == (10, 10, 10)
    assert lines["Several donors, what each pays not recorded or not comparable"][1] == 10  # no one leads


def test_donors_of_a_phase_share_its_events_as_they_share_the_phase(japan, korea, administrator):
    phase = PhaseFactory()
    FundingFactory(phase=phase, donor=japan, amount=300, currency="USD")
    FundingFactory(phase=phase, donor=korea, amount=100, currency="USD")
    held(20, phases=[phase])

    lines = lines_of(Scope(administrator))

    assert (lines["Japan"], lines["Korea"]) == ((20, 20, 15), (20, "", 5))


def test_to_a_donor_all_others_are_one_line(japan, korea, administrator):
    third = OrganisationFactory(name="Third")
    held(12, one=(japan, 1, "USD"), two=(korea, 1, "USD"), three=(third, 2, "USD"))
    held(100, one=(third, 1, "USD"))

    lines = lines_of(Scope(administrator, Audience.DONOR, japan, for_others=True))

    assert lines == {
        "Japan": (12, "", 3),
        "Other donors": (24, 12, 9),
        "Less: counted for more than one donor": (-24, "", ""),
        "Events this donor does not pay for": (100, 100, 100),
        "Total": (112, 112, 112),
    }


def test_of_one_programme_a_donor_is_told_what_it_pays_for_alone(japan, korea, administrator):
    event = held(12, one=(japan, 1, "USD"), two=(korea, 1, "USD"))
    held(100, one=(korea, 1, "USD"))
    programme = PhaseFactory().programme
    event.programmes.add(programme)

    lines = lines_of(Scope(administrator, Audience.DONOR, japan, programme=programme, for_others=True))

    assert lines["Total"] == (12, 12, 12)
    assert "Events this donor does not pay for" not in lines


def test_where_nobody_shares_there_is_nothing_to_reconcile(japan, administrator):
    held(12, one=(japan, 1, "USD"))

    assert attribution(Scope(administrator)) is None


def test_a_second_topic_moves_nothing(japan, korea, administrator):
    event = held(30, one=(japan, 200, "USD"), two=(korea, 100, "USD"))
    before = lines_of(Scope(administrator))

    event.programmes.add(PhaseFactory().programme)

    assert lines_of(Scope(administrator)) == before


def test_the_portfolio_of_a_donor_has_it_in_every_format(japan, korea, administrator):
    held(30, one=(japan, 200, "USD"), two=(korea, 100, "USD"))
    scope = Scope(administrator, Audience.DONOR, japan, for_others=True)

    document = documents.make_document(scope, reference="X", now=timezone.now(), kind=DONOR_PORTFOLIO)

    titles = [block.title for _section, block in document.blocks() if isinstance(block, Table)]
    assert "Participations by donor, reconciled" in titles
    for each in FORMATS.values():
        assert each.render(document)
