"""A kind of document says what it is about; an edition of it is asked for, named and opened by that."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from office.audit import Actor
from office.choices import Door
from reports import documents, tasks
from reports.actions import editions
from reports.actions.editions import Request
from reports.blocks import Document, Table
from reports.choices import Subject
from reports.documents.kinds import (
    ACTIVITY_REPORT,
    ADMINISTRATION_PROFILE,
    DONOR_PORTFOLIO,
    QUARTERLY_REPORT,
    REGISTRY,
    DocumentKind,
    offered,
)
from reports.indicators.registry import PARTICIPATIONS
from reports.measuring.measure import measure
from reports.models import Edition
from reports.scope import Scope
from tests.factories.cohorts import CohortFactory, CohortStageFactory
from tests.factories.members import AdministrationFactory, OrganisationFactory
from tests.factories.programmes import (
    AssignmentFactory,
    EventFactory,
    FundingFactory,
    HeadcountFactory,
    PhaseFactory,
    ProgrammeFactory,
)
from tests.factories.reports import EditionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return ProgrammeFactory(code="APSP", short_name="APSP")


@pytest.fixture
def owner(programme):
    return AssignmentFactory(programme=programme).account


@pytest.fixture
def build(owner):
    """Return a function that has a document built and returns its edition."""

    def build(**about):
        edition, job = editions.ask_for_edition(request=Request(**about), by=Actor(owner, Door.PAGE))
        tasks.build_edition(job_id=job.pk)
        edition.refresh_from_db()
        return edition

    return build


@pytest.fixture
def only_of_apsp(monkeypatch):
    kind = DocumentKind(
        "completion",
        "Completion report",
        ACTIVITY_REPORT.sections,
        needs=frozenset({Subject.PROGRAMME, Subject.PHASE}),
        takes=frozenset(),
        fits=lambda programme: programme.code == "APSP",
    )
    monkeypatch.setitem(REGISTRY, kind.code, kind)
    return kind


def _tables(edition):
    document = Document.from_json(edition.document)
    return {block.title: block for _section, block in document.blocks() if isinstance(block, Table)}


def test_a_profile_counts_one_administration_over_all_programmes(build, programme):
    fiji = AdministrationFactory(country__iso2="FJ")
    for of in (programme, ProgrammeFactory()):
        HeadcountFactory(event=EventFactory(programmes=[of]), organisation=fiji, people=7)
        HeadcountFactory(
            event=EventFactory(programmes=[of]), organisation=AdministrationFactory(), people=100
        )

    edition = build(kind=ADMINISTRATION_PROFILE, administration=fiji)

    assert edition.reference == "ADMINISTRATION-PROFILE-FJ-001"
    document = Document.from_json(edition.document)
    assert (document.title, document.subtitle) == ("Administration profile", str(fiji))
    assert "14" in {str(figure.quantity) for figure in document.sections[0].blocks[0].figures}
    beside = {
        row[0]: row[1:3] for row in _tables(edition)["Figures of the administration and of the region"].rows
    }
    assert [str(each) for each in beside["Participations"]] == ["14", "214"]


def test_a_portfolio_counts_what_its_donor_pays_for_and_tells_no_other_donors_money(build, programme):
    paid, other = (
        PhaseFactory(programme=programme, name="Paid"),
        PhaseFactory(programme=programme, name="Other"),
    )
    donor = FundingFactory(phase=paid, amount=700, currency="USD").donor
    FundingFactory(phase=paid, amount=999_111, currency="USD", donor=OrganisationFactory(name="Rival"))
    FundingFactory(phase=other)
    HeadcountFactory(event=EventFactory(programmes=[programme], phases=[paid]), people=12)
    HeadcountFactory(event=EventFactory(programmes=[programme], phases=[other]), people=300)

    edition = build(kind=DONOR_PORTFOLIO, donor=donor)

    assert edition.reference == "DONOR-PORTFOLIO-001"
    document = Document.from_json(edition.document)
    assert "12" in {str(figure.quantity) for figure in document.sections[0].blocks[0].figures}
    (row,) = _tables(edition)["Who paid for what, and when"].rows
    assert row[2:4] == (str(donor), "USD 700")
    assert "999,111" not in str(edition.document)
    assert "Rival" not in str(_tables(edition)["Who paid for what, and when"])


def test_editions_over_all_programmes_are_numbered_in_one_row(build, programme):
    fiji = AdministrationFactory()
    assert [build(kind=ADMINISTRATION_PROFILE, administration=fiji).number for _ in range(2)] == [1, 2]
    assert build(programme=programme).number == 1


@pytest.mark.parametrize(
    ("about", "field"),
    [
        ({"kind": ADMINISTRATION_PROFILE}, "administration"),
        ({"kind": DONOR_PORTFOLIO}, "donor"),
        ({"kind": ACTIVITY_REPORT}, "programme"),
    ],
)
def test_what_a_kind_needs_is_asked_for_at_its_field(about, field):
    with pytest.raises(ValidationError) as refused:
        Request(**about)

    assert list(refused.value.message_dict) == [field]


def test_what_a_kind_is_not_about_is_refused(programme):
    fiji = AdministrationFactory()

    with pytest.raises(ValidationError, match="Not asked for"):
        Request(programme=programme, administration=fiji)
    with pytest.raises(ValidationError) as refused:
        Request(kind=DONOR_PORTFOLIO, programme=programme, administration=fiji)
    assert set(refused.value.message_dict) == {"programme", "administration", "donor"}


def test_a_kind_is_offered_and_taken_where_it_fits(only_of_apsp, programme):
    other = ProgrammeFactory(code="MTP")

    assert only_of_apsp in offered([programme, other])
    assert only_of_apsp not in offered([other])
    assert offered([]) == []
    with pytest.raises(ValidationError, match="no such document"):
        Request(kind=only_of_apsp, programme=other, phase=PhaseFactory(programme=other))


def test_the_form_asks_for_what_the_kind_is_about(client, owner, only_of_apsp):
    FundingFactory()  # of a programme the officer does not work on
    client.force_login(owner)

    def fields(kind):
        page = client.get(reverse("reports:edition-ask"), {"kind": kind.code})
        return list(page.context["form"].fields)

    assert fields(ACTIVITY_REPORT) == ["programme", "phase", "starts_on", "ends_on", "donor"]
    assert fields(ADMINISTRATION_PROFILE) == ["administration", "starts_on", "ends_on"]
    assert fields(only_of_apsp) == ["programme", "phase"]
    form = client.get(reverse("reports:edition-ask"), {"kind": DONOR_PORTFOLIO.code}).context["form"]
    assert not form.fields["donor"].queryset.exists()


def test_a_kind_nobody_knows_is_refused_with_those_there_are(client, owner):
    client.force_login(owner)

    answer = client.get(reverse("reports:edition-ask"), {"kind": "poem"})

    assert answer.status_code == 400
    assert "administration-profile" in answer.content.decode()


def test_a_page_asks_for_a_profile_and_leads_to_it(client, owner):
    fiji = AdministrationFactory(country__iso2="FJ")
    client.force_login(owner)

    client.post(reverse("reports:edition-ask"), {"kind": ADMINISTRATION_PROFILE.code, "administration": "FJ"})

    edition = Edition.objects.get()
    assert (edition.kind, edition.administration, edition.programme) == (
        ADMINISTRATION_PROFILE.code,
        fiji,
        None,
    )
    for page in (edition.get_absolute_url(), reverse("reports:edition-list")):
        text = client.get(page).content.decode()
        assert "Administration profile" in text
        assert str(fiji) in text


def test_the_api_takes_a_kind_and_tells_what_it_needs(client, owner):
    AdministrationFactory(country__iso2="FJ")
    client.force_login(owner)
    ask = reverse("api:edition-list")

    def answer(**body):
        return client.post(ask, body, content_type="application/json")

    assert answer(kind="administration-profile", administration="FJ").status_code == 202
    assert "administration" in answer(kind="administration-profile").json()
    assert "programme" in answer().json()
    assert "kind" in answer(kind="poem").json()


def test_a_cohort_is_counted_by_the_events_its_stages_were_held_as(owner):
    cohort = CohortFactory()
    stage = CohortStageFactory(cohort=cohort, event=EventFactory(programmes=[cohort.programme]))
    HeadcountFactory(event=stage.event, people=20)
    HeadcountFactory(event=EventFactory(programmes=[cohort.programme]), people=500)

    figures = measure(Scope(owner, programme=cohort.programme, cohort=cohort), [PARTICIPATIONS])

    assert str(figures[PARTICIPATIONS]) == "20"


def test_a_focal_point_opens_the_released_profile_of_its_own_administration_alone(focal_point):
    own = EditionFactory(
        released=True, programme=None, administration=focal_point.organisation.administration
    )
    EditionFactory(released=True, programme=None, administration=AdministrationFactory())
    EditionFactory(frozen=True, programme=None, administration=focal_point.organisation.administration)

    assert list(Edition.objects.visible_to(focal_point)) == [own]


def test_a_portfolio_is_changed_by_who_works_on_what_its_donor_pays_for(owner, programme, officer):
    donor = FundingFactory(phase=PhaseFactory(programme=programme)).donor
    mine = EditionFactory(frozen=True, programme=None, donor=donor, kind=DONOR_PORTFOLIO.code)
    EditionFactory(frozen=True, programme=None, donor=FundingFactory().donor, kind=DONOR_PORTFOLIO.code)

    assert list(Edition.objects.editable_by(owner)) == [mine]
    assert not Edition.objects.editable_by(officer).exists()


@pytest.mark.parametrize("kind", REGISTRY.values(), ids=REGISTRY)
def test_every_kind_can_be_made_of_nothing_and_has_no_empty_section(kind, owner, programme):
    scope = Scope(owner, programme=programme, for_others=True)

    document = documents.make_document(scope, kind=kind, reference="R", now=programme.created_at)

    assert document.title == str(kind.title)
    assert all(section.blocks for section in document.sections)
    assert all(block.rows for _section, block in document.blocks() if isinstance(block, Table))


def test_the_days_of_a_year_or_quarter_of_the_programme_are_filled_in_by_a_link(client, assigned):
    programme = ProgrammeFactory(code="ROCB", year_starts_in=7)
    client.force_login(assigned(programme))
    about = {"kind": QUARTERLY_REPORT.code, "programme": "ROCB"}

    with time_machine.travel(dt.date(2018, 5, 2), tick=False):
        page = client.get(reverse("reports:edition-ask"), about)

    spans = [(str(each.start), str(each.end)) for each in page.context["periods"]]
    assert spans[:2] == [("2018-04-01", "2018-06-30"), ("2018-01-01", "2018-03-31")]
    assert "starts_on=2018-04-01&amp;ends_on=2018-06-30" in page.content.decode()
    other = client.get(reverse("reports:edition-ask"), about | {"kind": ACTIVITY_REPORT.code})
    assert other.context["periods"] == []
