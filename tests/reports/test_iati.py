"""What a report says to IATI: valid by the schema, the rules and the lists, or not there at all."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse
from lxml import etree

from members.models import Organisation
from office.audit import Actor
from office.choices import Door
from programmes.models import IatiProfile, Programme
from reports import documents, tasks
from reports.actions import editions
from reports.actions.editions import Request
from reports.aid import PARTS, AidBudget, AidDate, Body, Place, ResultPeriod, Transaction, Value
from reports.blocks import Document
from reports.choices import Audience
from reports.documents.kinds import DONOR_PORTFOLIO
from reports.formats.iati import NotPublishable, render_xml, wrongs_in
from reports.quantities import Quantity
from reports.scope import Scope
from tests.factories.kept import ExpenditureFactory, IatiProfileFactory
from tests.factories.members import AdministrationFactory, OrganisationFactory
from tests.factories.programmes import (
    AssignmentFactory,
    EventFactory,
    FundingFactory,
    HeadcountFactory,
    ParticipationFactory,
    PhaseFactory,
)
from tests.factories.results import FrameworkFactory, ResultIndicatorFactory, ResultPeriodFactory

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2024, 2, 3, 4, 5, tzinfo=dt.UTC)
SCHEMA = Path("reports/formats/iati/xsd/iati-activities-schema.xsd")


@pytest.fixture
def phase():
    return PhaseFactory(number=2, starts_on=dt.date(2022, 1, 1), ends_on=dt.date(2023, 12, 31))


@pytest.fixture
def profile(phase):
    return IatiProfileFactory(programme=phase.programme)


@pytest.fixture
def funding(phase):
    donor = OrganisationFactory(kind="GOVERNMENT", iati_identifier="XM-DAC-701")
    return FundingFactory(phase=phase, donor=donor, amount=Decimal(500000), currency="USD")


def document_of(programme, *, scope=None, **about):
    scope = scope or Scope.public(programme=programme, **about)
    return documents.make_document(scope, reference="X", now=NOW)


def written(document):
    root = etree.fromstring(render_xml(document))
    etree.XMLSchema(etree.parse(SCHEMA)).assertValid(root)
    return root


def held(phase, administration, people, **about):
    event = EventFactory(programmes=[phase.programme], phases=[phase], **about)
    HeadcountFactory(event=event, organisation=administration, people=people)
    return event


@pytest.mark.usefixtures("profile", "funding")
def test_a_programme_stands_above_its_phases(phase):
    root = written(document_of(phase.programme))

    programme, below = root.findall("iati-activity")
    assert (programme.get("hierarchy"), below.get("hierarchy")) == ("1", "2")
    assert below.find("related-activity").get("ref") == programme.findtext("iati-identifier")
    assert below.findtext("iati-identifier") == f"XM-DAC-41112-{phase.programme.code}-P2"
    assert below.find("activity-status").get("code") == "4"
    assert [each.get("iso-date") for each in below.findall("activity-date")] == ["2022-01-01", "2023-12-31"]


@pytest.mark.usefixtures("profile", "funding")
def test_what_was_given_for_a_phase_stands_with_the_phase_once(phase):
    root = written(document_of(phase.programme))

    (given,) = root.findall("iati-activity/transaction")
    assert given.getparent().get("hierarchy") == "2"
    assert given.find("transaction-type").get("code") == "11"
    assert (given.findtext("value"), given.find("provider-org").get("ref")) == ("500000.00", "XM-DAC-701")


@pytest.mark.usefixtures("profile")
def test_money_for_a_year_is_a_budget(phase):
    phase.ends_on = dt.date(2022, 12, 31)
    phase.save()
    FundingFactory(phase=phase, amount=Decimal(100), currency="FJD")

    (budget,) = written(document_of(phase.programme)).findall(".//budget")

    assert (budget.findtext("value"), budget.find("value").get("currency")) == ("100.00", "FJD")


@pytest.mark.usefixtures("profile")
def test_countries_and_the_region_share_a_hundred_percent_by_participations(phase):
    for iso2, people in (("FJ", 1), ("WS", 1), ("TO", 1)):
        held(phase, AdministrationFactory(country__iso2=iso2), people)
    held(phase, None, 3)

    activity = written(document_of(phase.programme)).find("iati-activity")

    shares = {each.get("code"): each.get("percentage") for each in activity.findall("recipient-country")}
    assert set(shares) == {"FJ", "WS", "TO"}
    region = activity.find("recipient-region").get("percentage")
    assert region == "50.00"
    assert sum(map(Decimal, shares.values())) + Decimal(region) == 100


@pytest.mark.usefixtures("profile")
def test_what_is_not_recorded_is_absent_and_a_recorded_nought_is_there(phase):
    fiji = AdministrationFactory(country__iso2="FJ")
    held(phase, fiji, None, ends_on=dt.date(2022, 5, 4), starts_on=dt.date(2022, 5, 3))
    held(phase, fiji, 0, ends_on=dt.date(2023, 5, 4), starts_on=dt.date(2023, 5, 3))

    activity = written(document_of(phase.programme)).find("iati-activity")

    (participations,) = [
        each
        for each in activity.iterfind("result/indicator")
        if each.findtext("title/narrative") == "Participations"
    ]
    periods = {
        each.find("period-start").get("iso-date"): each.find("actual").get("value")
        for each in participations.findall("period")
    }
    assert periods == {"2023-01-01": "0"}


@pytest.mark.usefixtures("profile")
def test_women_and_men_are_told_where_there_are_enough_of_them(phase):
    event = EventFactory(programmes=[phase.programme], phases=[phase])
    seats = {"event": event, "state": "ATTENDED", "organisation": AdministrationFactory(country__iso2="FJ")}
    ParticipationFactory.create_batch(6, **seats, person__sex="WOMAN")
    ParticipationFactory.create_batch(4, **seats, person__sex="MAN")

    root = written(document_of(phase.programme))

    told = {
        each.find("dimension").get("value"): each.get("value")
        for each in root.find("iati-activity").iterfind(".//actual")
        if each.find("dimension") is not None
    }
    assert told == {"female": "6", "male": "4"}


@pytest.mark.usefixtures("profile")
def test_the_sex_of_few_people_is_not_told(phase):
    event = EventFactory(programmes=[phase.programme], phases=[phase])
    fiji = AdministrationFactory(country__iso2="FJ")
    ParticipationFactory.create_batch(
        3, event=event, person__sex="WOMAN", state="ATTENDED", organisation=fiji
    )

    root = written(document_of(phase.programme))

    assert root.find(".//actual") is not None
    assert root.find(".//dimension") is None


@pytest.mark.usefixtures("profile")
def test_no_name_of_a_person_is_in_it(phase):
    event = EventFactory(programmes=[phase.programme], phases=[phase])
    fiji = AdministrationFactory(country__iso2="FJ")
    ParticipationFactory(event=event, person__family_name="Taufa", state="ATTENDED", organisation=fiji)

    assert b"Taufa" not in render_xml(document_of(phase.programme))


@pytest.mark.usefixtures("profile")
def test_what_was_spent_is_told_in_files_for_the_donor_alone(phase, funding, administrator):
    mine = {"programme": phase.programme, "phase": phase, "spent_on": dt.date(2023, 1, 5)}
    ExpenditureFactory(**mine, donor=funding.donor, amount=Decimal("10.50"))
    ExpenditureFactory(**mine, donor=OrganisationFactory(), amount=Decimal(777))
    about = {"programme": phase.programme, "for_others": True}

    for_all = written(document_of(None, scope=Scope(administrator, **about)))
    for_donor = written(document_of(None, scope=Scope(administrator, Audience.DONOR, funding.donor, **about)))

    spent = [each.findtext("value") for each in for_donor.findall(".//transaction")]
    assert "10.50" in spent
    assert "777.00" not in spent
    assert [each.findtext("value") for each in for_all.findall(".//transaction")] == ["500000.00"]


def test_a_programme_that_is_not_described_has_no_file(phase):
    assert "described for IATI" in wrongs_in(document_of(phase.programme))[0]


def test_everything_that_is_missing_is_said_at_once(phase):
    IatiProfileFactory(programme=phase.programme, reporting=OrganisationFactory(name="Nobody Known"))
    OrganisationFactory(name="A neighbour", iati_identifier="XM-DAC-1")
    phase.delete()

    wrongs = " ".join(wrongs_in(document_of(phase.programme)))

    assert "Nobody Known reports, and has no IATI identifier." in wrongs
    assert "activity-date" in wrongs


def _changed(document, **changes):
    return replace(document, aid=tuple(replace(each, **changes) for each in document.aid))


HALF = (Place("FJ", "Fiji", Decimal(50)),)
TWO_YEARS = (AidBudget(dt.date(2022, 1, 1), dt.date(2023, 12, 31), Decimal(1), "USD"),)
TOMORROW = (Transaction("11", dt.date(2024, 2, 4), Decimal(1), "USD", "x"),)


@pytest.mark.usefixtures("profile")
@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"sector": "99999"}, "not in the code list Sector"),
        ({"currency": "FFF"}, "not in the code list Currency"),
        ({"places": ()}, "recipient-country"),
        ({"places": HALF}, "make 50 and not 100"),
        ({"places": (Place("QQ", "Nowhere", Decimal(100)),)}, "not in the code list Country"),
        ({"dates": ()}, "activity-date"),
        ({"dates": (AidDate("2", dt.date(2025, 1, 1)),)}, "cannot be after 2024-02-03"),
        ({"parties": ()}, "participating-org"),
        ({"title": "  "}, "title/narrative"),
        ({"budgets": TWO_YEARS}, "a year at most"),
        ({"transactions": TOMORROW}, "cannot be after 2024-02-03"),
        ({"identifier": "somebody-else-X"}, "begin with that of who reports"),
        ({"reporting": Body("X", "XM/DAC&1", "40")}, "no identifier"),
        ({"reporting": Body("X", "XM-DAC-41112", "")}, "what kind of organisation"),
    ],
)
def test_what_breaks_a_rule_of_the_standard_is_refused_in_words(phase, changes, message):
    document = _changed(document_of(phase.programme, phase=phase), **changes)

    with pytest.raises(NotPublishable, match=message):
        render_xml(document)


@pytest.mark.usefixtures("profile")
def test_texts_with_xml_in_them_and_control_characters_stay_texts(phase):
    document = _changed(document_of(phase.programme, phase=phase), title="<b>&amp; \x00\x1f ]]>")

    root = written(document)

    assert root.findtext("iati-activity/title/narrative") == "<b>&amp; \ufffd\ufffd ]]>"


@pytest.mark.usefixtures("profile")
def test_a_range_is_told_by_its_lower_end_and_in_words(phase):
    document = document_of(phase.programme, phase=phase)
    held(phase, AdministrationFactory(country__iso2="FJ"), 5)
    document = document_of(phase.programme, phase=phase)
    (result,) = document.aid[0].results
    first = result.indicators[0]
    period = ResultPeriod(
        dt.date(2023, 1, 1),
        dt.date(2023, 12, 31),
        targets=(Value(Quantity.exactly(9)),),
        actuals=(Value(Quantity(20, 24)),),
    )
    changed = replace(result, indicators=(replace(first, periods=(period,)),))

    element = written(_changed(document, results=(changed,))).find(".//period")

    assert element.find("target").get("value") == "9"
    assert element.find("actual").get("value") == "20"
    assert element.findtext("actual/comment/narrative") == "20 to 24"


def _framework(phase, **about):
    framework = FrameworkFactory(programme=phase.programme, **about)
    trained = ResultIndicatorFactory(
        framework=framework,
        name="Officers trained",
        counted_as="participations",
        baseline=10,
        baseline_on=dt.date(2022, 6, 30),
        baseline_source="A report",
        phase=phase,
    )
    ResultPeriodFactory(indicator=trained)
    reached = ResultIndicatorFactory(
        framework=framework, name="Days to clear", level="OUTCOME", direction="DOWN"
    )
    ResultPeriodFactory(indicator=reached, target=3, actual=4, actual_source="A study")
    ResultPeriodFactory(
        indicator=reached, target=2, starts_on=dt.date(2024, 1, 1), ends_on=dt.date(2024, 12, 31)
    )
    held(phase, AdministrationFactory(country__iso2="FJ"), 25)


@pytest.mark.usefixtures("profile")
def test_targets_and_actuals_stand_beside_one_another(phase, administrator):
    _framework(phase)

    root = written(document_of(None, scope=Scope(administrator, programme=phase.programme, for_others=True)))

    found = {
        each.findtext("title/narrative"): each
        for each in root.iterfind("iati-activity/result/indicator")
        if each.find(".//target") is not None
    }
    trained, days = found["Officers trained"], found["Days to clear"]
    assert trained.getparent().getparent().get("hierarchy") == "2"
    assert (trained.find("baseline").get("year"), trained.find("baseline").get("value")) == ("2022", "10")
    assert (trained.find("period/target").get("value"), trained.find("period/actual").get("value")) == (
        "100",
        "25",
    )
    assert days.get("ascending") == "false"
    assert days.getparent().get("type") == "2"
    first, second = days.findall("period")
    assert (first.find("target").get("value"), first.find("actual").get("value")) == ("3", "4")
    assert second.find("actual") is None  # not recorded is not nought


@pytest.mark.usefixtures("profile")
def test_a_framework_that_was_made_up_is_not_published(phase, administrator):
    _framework(phase, is_made_up=True)

    root = written(document_of(None, scope=Scope(administrator, programme=phase.programme, for_others=True)))

    assert root.find(".//result") is not None
    assert root.find(".//target") is None


@pytest.mark.usefixtures("profile", "funding")
def test_what_is_frozen_is_what_is_written(phase):
    document = document_of(phase.programme)

    again = Document.from_json(document.canonical_json())

    assert again == document
    assert render_xml(again) == render_xml(document)
    assert {each.__name__ for each in PARTS} >= {"AidActivity", "Transaction"}


@pytest.mark.usefixtures("profile")
def test_the_portfolio_of_a_donor_tells_the_phases_it_pays_for_and_no_other(phase, funding, administrator):
    other = FundingFactory(phase=PhaseFactory(programme=phase.programme, number=3))
    IatiProfileFactory(programme=PhaseFactory().programme)
    scope = Scope(administrator, Audience.DONOR, funding.donor, for_others=True)

    document = documents.make_document(scope, reference="X", now=NOW, kind=DONOR_PORTFOLIO)

    root = written(document)
    code = f"XM-DAC-41112-{phase.programme.code}"
    assert [each.text for each in root.iter("iati-identifier")] == [code, f"{code}-P2"]
    assert other.donor.name not in etree.tostring(root, encoding="unicode")


@pytest.mark.usefixtures("profile")
def test_an_edition_has_an_iati_file_beside_the_others(phase, client):
    owner = AssignmentFactory(programme=phase.programme).account
    request = Request(programme=phase.programme, phase=phase)
    edition, job = editions.ask_for_edition(request=request, by=Actor(owner, Door.PAGE))

    tasks.build_edition(job_id=job.pk)
    client.force_login(owner)

    answer = client.get(reverse("reports:edition-file", args=[edition.key, "xml"]))
    assert answer["Content-Type"] == "application/xml"
    assert etree.fromstring(answer.content).tag == "iati-activities"


def test_an_edition_without_one_says_why_to_those_who_can_mend_it(phase, client):
    owner = AssignmentFactory(programme=phase.programme).account
    request = Request(programme=phase.programme, phase=phase)
    edition, job = editions.ask_for_edition(request=request, by=Actor(owner, Door.PAGE))

    tasks.build_edition(job_id=job.pk)
    client.force_login(owner)

    assert "There is no IATI file of it:" in client.get(edition.get_absolute_url()).content.decode()


@pytest.mark.usefixtures("reference")
def test_every_programme_of_the_reference_data_has_a_valid_file():
    refused = []
    codes = list(Programme.objects.values_list("code", flat=True))

    EventFactory(programmes=[Programme.objects.get(code="ROCB")])  # tells its first day: no phase does
    for code in codes:
        document = document_of(Programme.objects.get(code=code))
        refused += wrongs_in(document)

    assert len(codes) == IatiProfile.objects.count() == 5
    assert refused == []


def test_the_command_says_why_a_programme_has_no_iati_file(phase, tmp_path):
    said = StringIO()

    call_command("build_report", phase.programme.code, out=tmp_path, stderr=said, stdout=StringIO())

    assert "No IATI file:" in said.getvalue()
    assert not list(tmp_path.glob("*.xml"))


def test_an_identifier_is_entered_on_a_page_and_a_bad_one_refused(client, officer):
    body = OrganisationFactory(kind="GOVERNMENT")
    OrganisationFactory(name="The other", iati_identifier="XM-DAC-9")
    page = reverse("members:organisation-edit", args=[body.pk])
    client.force_login(officer)

    for bad in ("xm-dac-1", "XM-DAC-1 2", "XM-DAC-1/2", "XM-DAC-9", "41112"):
        answer = client.post(page, {"iati_identifier": bad, "kind": "GOVERNMENT", "version": body.version})
        assert answer.status_code == 200, bad
    assert (
        "The other has this identifier."
        in client.post(
            page, {"iati_identifier": "XM-DAC-9", "kind": "GOVERNMENT", "version": body.version}
        ).content.decode()
    )
    client.post(page, {"iati_identifier": "XM-DAC-701", "kind": "GOVERNMENT", "version": body.version})

    assert Organisation.objects.get(pk=body.pk).iati_identifier == "XM-DAC-701"


def test_a_programme_is_described_by_an_organisation_that_iati_knows(client, phase):
    owner = AssignmentFactory(programme=phase.programme).account
    client.force_login(owner)
    unknown = OrganisationFactory()
    known = OrganisationFactory(iati_identifier="XM-DAC-41112")
    sent = {
        "programme": phase.programme.pk,
        "sector": "33120",
        "region": "889",
        "currency": "usd",
        "version": 1,
    }

    refused = client.post("/iati/new/", sent | {"reporting_name": unknown.name})
    client.post("/iati/new/", sent | {"reporting_name": known.name})

    assert "It has no IATI identifier yet" in refused.content.decode()
    profile = IatiProfile.objects.get()
    assert (profile.reporting, profile.currency) == (known, "USD")
