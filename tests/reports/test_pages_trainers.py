"""The pool of trainers: different people, at the end of each year, beside what others published."""

import datetime as dt

import pytest
from django.urls import reverse

from reports.sections.pool import pool_of_trainers
from tests.factories.ledger import LedgerLineFactory, SchemeFactory
from tests.factories.members import AccountFactory, AdministrationFactory, PersonFactory, PostingFactory
from tests.factories.programmes import FundingFactory, TopicFactory

pytestmark = pytest.mark.django_db

TODAY = dt.date(2024, 6, 1)


@pytest.fixture
def valuation():
    return TopicFactory(name="Valuation")


@pytest.fixture
def scheme():
    return SchemeFactory(name="Expert")


def tables(reader, today=TODAY):
    """Return the rows of each table as {title: {row: numbers}}."""
    section = pool_of_trainers(reader, today).sections[0]
    found = {}
    for block in section.blocks:
        if hasattr(block, "rows"):
            found[block.title] = {row[0]: [cell.low for cell in row[1:]] for row in block.rows}
    return found


def test_a_person_with_two_accreditations_counts_once_in_all_and_once_in_each(
    administrator, scheme, valuation
):
    person = PostingFactory(organisation=AdministrationFactory(member_name="Fiji")).person
    LedgerLineFactory(person=person, scheme=scheme, topic=valuation)
    LedgerLineFactory(person=person, scheme=SchemeFactory(name="Trainer"), topic=valuation)
    LedgerLineFactory(scheme=scheme, topic=TopicFactory(name="Origin"))

    told = tables(administrator)

    assert told["By scheme"] == {"Expert": [2, 2], "Trainer": [1, 1], "Different people": [2, 2]}
    assert told["By topic"] == {"Origin": [1, 1], "Valuation": [1, 1], "Different people": [2, 2]}
    assert told["By administration"] == {
        "Fiji": [1, 1],
        "Posting not recorded for that day": [1, 1],
        "Different people": [2, 2],
    }


def test_each_year_tells_who_was_accredited_at_its_end_and_where_they_served_then(administrator, scheme):
    old, new = (AdministrationFactory(member_name=name) for name in ("Old", "New"))
    person = PersonFactory()
    PostingFactory(person=person, organisation=old, ends_on=dt.date(2022, 6, 30))
    PostingFactory(person=person, organisation=new, starts_on=dt.date(2022, 7, 1))
    line = LedgerLineFactory(person=person, scheme=scheme, taken_on=dt.date(2021, 5, 1))
    LedgerLineFactory(
        person=person,
        scheme=scheme,
        topic=line.topic,
        step="REFRESHED",
        taken_on=dt.date(2022, 9, 1),
        valid_to=dt.date(2023, 8, 31),
    )

    told = tables(administrator)["By administration"]

    assert told == {"New": [0, 1, 0, 0], "Old": [1, 0, 0, 0], "Different people": [1, 1, 0, 0]}


def test_the_pool_of_today_is_whom_the_roster_finds(client, administrator, scheme):
    for _each in range(3):
        LedgerLineFactory(scheme=scheme, person=PostingFactory().person)
    withdrawn = LedgerLineFactory(scheme=scheme)
    about = {"person": withdrawn.person, "scheme": scheme, "topic": withdrawn.topic}
    LedgerLineFactory(**about, step="WITHDRAWN", taken_on=dt.date(2024, 1, 1), reason="Left.")
    client.force_login(administrator)

    roster = client.get(reverse("trainers:trainer-list"), {"on": f"{TODAY}"})

    assert len(roster.context["rows"]) == 3
    assert tables(administrator)["By scheme"]["Different people"][-1] == 3


def test_a_donor_counts_what_it_pays_for_and_is_sent_no_name(client, scheme):
    funding = FundingFactory(phase__programme=scheme.programme)
    LedgerLineFactory(scheme=scheme, person=PostingFactory(person__family_name="Kora").person)
    LedgerLineFactory()
    donor = AccountFactory(donor=True, organisation=funding.donor)
    client.force_login(donor)

    page = client.get(reverse("reports:trainer-pool"))

    assert tables(donor)["By scheme"]["Different people"] == [1, 1]
    assert "Kora" not in page.text
    assert "Expert" in page.text


def test_where_nobody_is_accredited_the_page_says_so(client, officer):
    client.force_login(officer)

    assert "Nobody is accredited" in client.get(reverse("reports:trainer-pool")).text


@pytest.mark.usefixtures("reference")
def test_published_figures_of_master_trainers_stand_beside_and_the_cascade_does_not(administrator):
    published = pool_of_trainers(administrator, TODAY).sections[1].blocks[0]

    values = {row[0]: row[1].low for row in published.rows}
    assert values["Master Trainers in Africa"] == 150
    assert values["African countries with Master Trainers"] == 16
    assert values["Pacific Master Trainers on HS classification and customs valuation"] == 21
    assert 49000 not in values.values()
