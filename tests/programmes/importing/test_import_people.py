"""What the numbers of a row become: people with and without a split, administrations with and without."""

import pytest

from members.models import Administration, Organisation
from programmes.models import Event, EventOrganisation, Headcount
from tests.factories.members import AdministrationFactory, CountryFactory
from tests.programmes.importing.listing import line_of

pytestmark = pytest.mark.usefixtures("fiji")


def counts_of(event):
    return [
        (count.organisation and count.organisation.name, count.role, count.people, count.accuracy)
        for count in event.headcounts.in_order()
    ]


def test_a_total_with_no_split_beside_administrations_with_no_number(land):
    AdministrationFactory(iso2="TO")

    event = land(participants="about 29", administrations="21", countries="FJ;TO")

    assert counts_of(event) == [
        (None, "PARTICIPANT", 29, "ABOUT"),
        ("Customs of Country FJ", "PARTICIPANT", None, "EXACT"),
        ("Customs of Country TO", "PARTICIPANT", None, "EXACT"),
    ]
    assert (event.stated_administrations, event.stated_accuracy) == (21, "EXACT")


@pytest.mark.parametrize("administrations", ["", "1"])
def test_a_number_of_one_administration_is_its_own(land, administrations):
    event = land(participants="21", administrations=administrations, countries="FJ", women="8")

    assert counts_of(event) == [("Customs of Country FJ", "PARTICIPANT", 21, "EXACT")]
    assert Headcount.objects.get().women == 8
    assert Headcount.objects.get().source == "https://example.org/news/1"


def test_a_number_of_several_administrations_is_not_given_to_the_one_named(land):
    event = land(participants="21", administrations="3", countries="FJ")

    assert counts_of(event) == [
        (None, "PARTICIPANT", 21, "EXACT"),
        ("Customs of Country FJ", "PARTICIPANT", None, "EXACT"),
    ]


def test_an_administration_named_without_a_number_attended(land):
    assert counts_of(land(administrations="1", countries="FJ")) == [
        ("Customs of Country FJ", "PARTICIPANT", None, "EXACT")
    ]


def test_a_number_of_administrations_needs_no_names(land):
    event = land(administrations="more than 27")

    assert (event.stated_administrations, event.stated_accuracy) == (27, "AT_LEAST")
    assert counts_of(event) == []


def test_resource_persons_are_no_participants(land):
    event = land(participants="20", resource_persons="14")

    assert counts_of(event) == [
        (None, "PARTICIPANT", 20, "EXACT"),
        (None, "RESOURCE_PERSON", 14, "EXACT"),
    ]


def test_the_note_says_how_exact_a_number_is(land):
    event = land(
        participants="70",
        administrations="20",
        note="'nearly 70' from 'approximately 20' administrations",
    )

    assert counts_of(event) == [(None, "PARTICIPANT", 70, "ABOUT")]
    assert event.stated_accuracy == "ABOUT"


def test_stated_and_named_administrations_that_differ_are_both_kept_and_remarked(printed):
    lines = printed(line_of(administrations="2", countries="FJ"))

    remark = "1 named; both are kept."
    assert any(line.startswith("  line 2, “") and line.endswith(remark) for line in lines)
    assert Event.objects.get().stated_administrations == 2
    assert Headcount.objects.count() == 1


def test_an_administration_nobody_described_is_added_and_listed(printed):
    CountryFactory(iso2="KZ", name="Kazakhstan")

    lines = printed(line_of(countries="KZ"), line_of(event_title="B", countries="KZ;FJ"))

    added = Administration.objects.get(country="KZ")
    assert (added.name, added.member_name) == ("Customs administration of Kazakhstan", "Kazakhstan")
    assert (added.is_member, added.is_described, added.kind) == (False, False, "ADMINISTRATION")
    assert [line for line in lines if "Kazakhstan" in line] == ["  line 2: Kazakhstan"]


def test_an_organisation_nobody_knows_is_added_once_and_listed(printed):
    lines = printed(
        line_of(organisers="OCO / PACER Plus; ÓCO / Pacer-Plus", sponsor="OCO / PACER Plus"),
        line_of(event_title="B", organisers="oco / pacer plus"),
    )

    added = Organisation.objects.get(kind="NOT_STATED")
    assert added.name == "OCO / PACER Plus"
    assert [line for line in lines if "PACER" in line] == ["  line 2: OCO / PACER Plus"]
    assert EventOrganisation.objects.filter(organisation=added).count() == 3
