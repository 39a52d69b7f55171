"""Agreements: entered by the secretariat administrator, amended by another, read by whom they concern."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from members.intake.data_files import BadDataFile
from office.audit import Actor
from office.choices import Door
from office.models import AuditEntry
from programmes.intake import agreements
from programmes.models import Agreement
from tests.factories.members import AccountFactory, AdministrationFactory, OrganisationFactory
from tests.factories.programmes import (
    AgreementFactory,
    AssignmentFactory,
    FundingFactory,
    MembershipFactory,
    PhaseFactory,
    ProgrammeFactory,
)

pytestmark = pytest.mark.django_db

LIST = reverse("programmes:agreement-list")
NEW = reverse("programmes:agreement-new")
TODAY = dt.date(2024, 6, 1)


def text_of(answer):
    return answer.content.decode()


@pytest.fixture
def filled():
    phase = PhaseFactory()
    return {
        "organisation": OrganisationFactory(name="Blue Fund").pk,
        "programme": phase.programme.pk,
        "phase": phase.pk,
        "title": "Memorandum of Cooperation",
        "signed_on": "2023-12-01",
        "valid_from": "2024-01-01",
        "valid_to": "2099-12-31",
        "smallest": "10",
        "kind": "GRANT",
        "precision": "DAY",
    }


def test_an_agreement_is_entered_seen_and_in_the_trail(client, administrator, filled):
    client.force_login(administrator)
    assert "No agreement is entered yet" in text_of(client.get(LIST))

    page = text_of(client.post(NEW, filled, follow=True))

    assert "Blue Fund" in page
    assert "1 January 2024 – 31 December 2099" in page
    assert "in force" in page
    agreement = Agreement.objects.get()
    assert agreement.smallest == 10
    entry = AuditEntry.objects.get(verb="CREATED", object_id=agreement.pk, content_type__model="agreement")
    assert (entry.actor, entry.changes["smallest"]) == (administrator, [None, 10])


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("smallest", "1", "greater than or equal to 2"),
        ("smallest", "1001", "less than or equal to 1000"),
        ("valid_to", "2023-12-31", "cannot end before it begins"),
        ("signed_on", "1/12/2023", "Write the day as"),
        ("organisation", "0", "valid choice"),
    ],
)
def test_what_cannot_be_agreed_is_refused_at_its_field(client, administrator, filled, field, typed, message):
    client.force_login(administrator)

    answer = client.post(NEW, filled | {field: typed})

    assert message in str(answer.context["form"].errors[field])
    assert not Agreement.objects.exists()


def test_a_phase_of_another_programme_is_refused(client, administrator, filled):
    client.force_login(administrator)

    answer = client.post(NEW, filled | {"programme": ProgrammeFactory().pk})

    assert "another programme" in str(answer.context["form"].errors["phase"])


def test_no_agreement_says_that_one_person_is_a_group():
    with pytest.raises(IntegrityError), transaction.atomic():
        AgreementFactory(smallest=1)


def test_an_amendment_takes_the_place_of_the_earlier_from_its_first_day(client, administrator, filled):
    earlier = AgreementFactory(organisation_id=filled["organisation"], smallest=20, title="First memorandum")
    client.force_login(administrator)
    address = reverse("programmes:agreement-amend", args=[earlier.pk])

    assert "First memorandum" in text_of(client.get(address))
    client.post(address, filled)

    later = Agreement.objects.get(amends=earlier)
    assert list(Agreement.objects.in_force(dt.date(2023, 12, 31))) == [earlier]
    assert list(Agreement.objects.in_force(TODAY)) == [later]
    assert Agreement.objects.in_force(TODAY).smallest() == {earlier.organisation_id: 10}
    earlier.refresh_from_db()
    assert (earlier.version, earlier.smallest) == (1, 20)  # it stays as it was
    answer = client.post(address, filled)
    assert "amended already" in text_of(answer)


def test_an_amendment_is_with_the_same_organisation(client, administrator, filled):
    earlier = AgreementFactory()
    client.force_login(administrator)

    answer = client.post(reverse("programmes:agreement-amend", args=[earlier.pk]), filled)

    assert "with somebody else" in str(answer.context["form"].errors["organisation"])


def test_the_largest_of_those_in_force_with_an_organisation_counts():
    donor, other = OrganisationFactory.create_batch(2)
    AgreementFactory(organisation=donor, smallest=3)
    AgreementFactory(organisation=donor, smallest=12)
    AgreementFactory(organisation=donor, smallest=50, valid_to="2024-05-31")
    AgreementFactory(organisation=donor, smallest=60, valid_from="2024-06-02")
    AgreementFactory(organisation=other, smallest=2)

    assert Agreement.objects.in_force(TODAY).smallest() == {donor.pk: 12, other.pk: 2}


def test_a_donor_sees_its_own_and_an_officer_those_of_the_own_programmes(client):
    own, other = AgreementFactory(title="Ours alone"), AgreementFactory(title="Of others")
    readers = {
        AccountFactory(donor=True, organisation=own.organisation): (True, False),
        AssignmentFactory(programme=own.programme).account: (True, False),
        AccountFactory(officer=True): (False, False),
        AccountFactory(auditor=True): (True, True),
        AccountFactory(focal_point=True): (False, False),
        AccountFactory(master_trainer=True): (False, False),
    }
    for reader, sees in readers.items():
        client.force_login(reader)
        page = text_of(client.get(LIST))
        assert tuple(each.title in page for each in (own, other)) == sees, reader.role
        found = client.get(reverse("api:agreement-list")).json()["results"]
        assert tuple(each.title in {row["title"] for row in found} for each in (own, other)) == sees


def test_the_list_is_filtered_and_a_filter_it_does_not_know_is_refused(client, administrator):
    first = AgreementFactory(title="First", valid_to="2023-12-31")
    AgreementFactory(title="Second")
    client.force_login(administrator)

    def shown(**asked):
        page = text_of(client.get(LIST, asked))
        return [title for title in ("First", "Second") if f'<th scope="row">{title}' in page]

    assert shown() == ["First", "Second"]
    assert shown(state="in_force") == ["Second"]
    assert shown(state="over") == ["First"]
    assert shown(programme=first.programme.code) == ["First"]
    assert shown(organisation=first.organisation.pk) == ["First"]
    assert client.get(LIST, {"colour": "blue"}).status_code == 400
    assert client.get(reverse("api:agreement-list"), {"colour": "blue"}).status_code == 400


@pytest.mark.parametrize("rows", [1, 4])
def test_list_and_api_cost_the_same_for_more(client, administrator, django_assert_num_queries, rows):
    for _ in range(rows):
        later = AgreementFactory(amends=AgreementFactory(valid_from="2022-01-01"))
        later.parties.add(OrganisationFactory())
    client.force_login(administrator)

    with django_assert_num_queries(8):
        client.get(LIST)
    with django_assert_num_queries(5):
        client.get(reverse("api:agreement-list"))


def test_an_administration_is_no_donor(client, administrator, filled):
    client.force_login(administrator)

    answer = client.post(NEW, filled | {"organisation": AdministrationFactory().pk})

    assert "organisation" in answer.context["form"].errors


def test_a_memorandum_is_signed_by_several_and_names_no_smallest_group(client, administrator, filled):
    fiji = AdministrationFactory(country__iso2="FJ", country__name="Fiji")
    client.force_login(administrator)
    filled |= {"kind": "COOPERATION", "signed_with": ["FJ", ""], "precision": "MONTH"}

    refused = client.post(NEW, filled)
    page = text_of(client.post(NEW, filled | {"smallest": ""}, follow=True))

    assert "one organisation alone" in str(refused.context["form"].errors["smallest"])
    agreement = Agreement.objects.get()
    assert [party.pk for party in agreement.signed_by] == [filled["organisation"], fiji.pk]
    assert agreement.smallest is None
    assert "January 2024 – December 2099" in page
    assert "1 January" not in page
    assert Agreement.objects.in_force(TODAY).smallest() == {}


def test_who_else_signed_is_known_or_refused_at_the_field(client, administrator, filled):
    client.force_login(administrator)

    answer = client.post(NEW, filled | {"signed_with": ["Atlantis"], "smallest": ""})

    assert "Atlantis" in str(answer.context["form"].errors["signed_with"])
    assert not Agreement.objects.exists()


def test_what_was_published_is_read_by_whoever_sees_what_it_is_about(client):
    membership = MembershipFactory()
    programme = membership.programme
    phases = [PhaseFactory(programme=programme, number=number) for number in (1, 2)]
    donor = FundingFactory(phase=phases[0]).donor
    AgreementFactory(title="Of the whole", programme=programme, source="a page")
    AgreementFactory(title="Of the first", programme=programme, phase=phases[0], source="a page")
    AgreementFactory(title="Of the second", programme=programme, phase=phases[1], source="a page")
    AgreementFactory(title="Not published", programme=programme)
    AgreementFactory(title="Of another programme", source="a page")
    readers = {
        AccountFactory(donor=True, organisation=donor): {"Of the whole", "Of the first"},
        AccountFactory(focal_point=True, organisation=membership.administration): {
            "Of the whole",
            "Of the first",
            "Of the second",
        },
        AccountFactory(focal_point=True): set(),
        AccountFactory(donor=True): set(),
    }

    for reader, seen in readers.items():
        client.force_login(reader)
        assert {row["title"] for row in client.get(reverse("api:agreement-list")).json()["results"]} == seen
        answer = client.get(programme.get_absolute_url())
        titles = {
            each for each in ("Of the whole", "Of the second", "Not published") if each in text_of(answer)
        }
        assert titles == seen & {"Of the whole", "Of the second"}


def test_who_signed_beside_another_reads_the_agreement_and_finds_it_by_the_name(client):
    agreement = AgreementFactory(title="Of two", smallest=None)
    AgreementFactory(title="Of others")
    party = AccountFactory(donor=True)
    agreement.parties.add(party.organisation)
    client.force_login(party)

    for asked in ({}, {"organisation": party.organisation.pk}):
        found = client.get(reverse("api:agreement-list"), asked).json()["results"]
        assert [row["title"] for row in found] == ["Of two"]


@pytest.mark.usefixtures("reference")
def test_the_published_memorandum_comes_with_the_portal_and_only_once():
    by = Actor(None, Door.COMMAND)

    first, again = (agreements.load(by=by, overwrite=False) for _ in range(2))

    assert (first.refused, first.kept, again.new, again.changed) == ([], [], 0, 0)
    memorandum = Agreement.objects.get(programme__code="MTP")
    assert {str(party) for party in memorandum.signed_by} == {"JICA", "WCO"}
    assert (memorandum.signed_on, memorandum.precision) == (dt.date(2015, 1, 1), "MONTH")


def test_a_renewal_names_an_earlier_line_of_the_file(tmp_path):
    ProgrammeFactory(code="MTP")
    OrganisationFactory(name="JICA")
    path = tmp_path / "agreements.csv"
    head = "programme,phase,kind,title,organisation,parties,signed_on,valid_to,precision,amends,note,source\n"
    path.write_text(head + "MTP,,NOTES,Renewal,JICA,,2020-01-01,,DAY,The first,,a page\n", encoding="utf-8")

    with pytest.raises(BadDataFile, match="No line before this one has that title"):
        agreements.load(by=Actor(None, Door.COMMAND), overwrite=False, path=path)
