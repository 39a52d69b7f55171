"""Each reader's home: the figures it may count, and none of the rows it may not read."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.kept import CommitmentFactory
from tests.factories.members import AdministrationFactory, PersonFactory, RegionalRoleFactory
from tests.factories.missions import RecommendationFactory
from tests.factories.programmes import (
    EventFactory,
    EventOrganisationFactory,
    FundingFactory,
    HeadcountFactory,
    MembershipClaimFactory,
    MembershipFactory,
    ParticipationFactory,
    PhaseFactory,
    ProgrammeFactory,
    TopicFactory,
)
from tests.factories.reports import EditionFactory, EditionFileFactory
from tests.factories.surveys import QuestionnaireFactory

pytestmark = pytest.mark.django_db


def page(client, account, name, *args, query=""):
    client.force_login(account)
    return client.get(reverse(name, args=args) + query)


def figures_in(sections):
    """Return every large number of some sections by its label; the first of a label holds."""
    found = {}
    for section in sections:
        for block in section.blocks:
            for figure in getattr(block, "figures", ()):
                found.setdefault(figure.label, figure.quantity.shown())
    return found


# The secretariat


def test_an_officer_finds_what_waits_for_them(client, assigned):
    programme = ProgrammeFactory()
    day = dt.date(2023, 5, 5)
    over = EventFactory(planned=True, programmes=[programme], starts_on=day, ends_on=day)
    silent = EventFactory(programmes=[programme])
    undated = EventFactory(undated=True, programmes=[programme])
    HeadcountFactory(event=undated)
    done = EventFactory(programmes=[programme], title="Complete")
    HeadcountFactory(event=done)
    EventFactory(title="Of another programme")

    answer = page(client, assigned(programme), "reports:home")

    assert {each.title: list(each.events) for each in answer.context["work"]} == {
        "Over, and still planned": [over],
        "Held, without a number of participants": [silent],
        "Held, without a date": [undated],
    }
    assert reverse("reports:event-page", args=[over.pk]) in answer.content.decode()


def test_an_officer_with_nothing_to_do_is_told_so(client, officer):
    EventFactory(title="Of a programme of others")

    answer = page(client, officer, "reports:home")

    assert "Nothing is waiting" in answer.content.decode()


def test_an_auditor_sees_the_work_of_all_and_enters_nothing(client, auditor):
    silent = EventFactory()

    answer = page(client, auditor, "reports:home")

    assert [list(each.events) for each in answer.context["work"]] == [[silent]]
    assert reverse("programmes:event-new") not in answer.content.decode()


def test_an_event_that_could_be_of_a_phase_and_is_of_none_waits_for_a_decision(client, assigned):
    phase = PhaseFactory()
    account = assigned(phase.programme)
    homeless = HeadcountFactory(event=EventFactory(programmes=[phase.programme])).event
    HeadcountFactory(event=EventFactory(programmes=[phase.programme], phases=[phase]))

    (waiting,) = page(client, account, "reports:home").context["work"]

    assert list(waiting.events) == [homeless]
    assert "phase" in waiting.advice


@pytest.mark.parametrize("rows", [1, 3])
def test_home_query_count_does_not_grow(client, administrator, django_assert_num_queries, rows):
    for _ in range(rows):
        HeadcountFactory()
        EventFactory()
        EditionFileFactory()
    client.force_login(administrator)

    with django_assert_num_queries(22):
        client.get(reverse("reports:home"))


def test_the_region_counts_everything_and_one_year_on_request(client, officer):
    for year, people in ((2022, 20), (2023, 40)):
        day = dt.date(year, 5, 5)
        HeadcountFactory(event=EventFactory(starts_on=day, ends_on=day), people=people)

    every = page(client, officer, "reports:region")
    one = page(client, officer, "reports:region", query="?year=2022")

    assert figures_in(every.context["sections"])["Participations"] == "60"
    assert figures_in(one.context["sections"])["Participations"] == "20"
    assert [year.label for year in every.context["years"]] == ["2023", "2022"]
    assert [year.label for year in one.context["years"] if year.is_shown] == ["2022"]


@pytest.mark.parametrize("query", ["?year=last", "?year=20233", "?colour=red", "?year=2022&year=2023"])
def test_what_the_region_is_not_asked_for_is_refused_plainly(client, officer, query):
    answer = page(client, officer, "reports:region", query=query)

    assert answer.status_code == 400
    assert query[1:].partition("=")[0] in answer.content.decode()


def test_a_page_escapes_what_it_refuses(client, officer):
    answer = page(client, officer, "reports:region", query="?year=<script>alert(1)</script>")

    assert "<script>alert" not in answer.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_region_query_count_does_not_grow(client, officer, django_assert_num_queries, rows):
    for _ in range(rows):
        HeadcountFactory(event=EventFactory(topics=[TopicFactory()]))
    client.force_login(officer)

    with django_assert_num_queries(21):
        client.get(reverse("reports:region"))


def test_the_region_is_closed_to_who_may_not_count_it(client, donor, master_trainer):
    for account in (donor, master_trainer):
        assert page(client, account, "reports:region").status_code == 403


# A focal point


def test_a_focal_point_comes_home_to_its_own_administration(client, focal_point):
    client.force_login(focal_point)

    answer = client.get(reverse("reports:home"), follow=True)

    assert answer.context["administration"].pk == focal_point.organisation.pk


def test_a_focal_point_sees_its_figures_beside_those_of_the_region(client, focal_point):
    topic = TopicFactory(name="Rules of origin")
    HeadcountFactory(
        event=EventFactory(topics=[topic]), organisation=focal_point.organisation, people=4, women=3
    )
    HeadcountFactory(people=6)

    answer = page(client, focal_point, "reports:administration-page", focal_point.organisation.iso2)

    key, _by_year, by_topic, beside = answer.context["figures"]
    assert figures_in([key])["Participations"] == "4"
    assert figures_in([key])["Share of women"] == "75 %"
    assert [cell.low for cell in beside.blocks[0].rows[1][1:3]] == [4, 10]
    assert by_topic.blocks[0].rows[0][0] == "Rules of origin"


def test_how_many_do_not_state_their_sex_stands_beside_the_share(client, focal_point):
    HeadcountFactory(organisation=focal_point.organisation, people=4, women=3)
    HeadcountFactory(organisation=focal_point.organisation, people=9)

    answer = page(client, focal_point, "reports:administration-page", focal_point.organisation.iso2)

    assert "9 participations do not state it" in answer.content.decode()


def test_a_focal_point_finds_no_page_of_another_administration(client, focal_point, officer):
    other = AdministrationFactory()

    assert page(client, focal_point, "reports:administration-page", other.iso2).status_code == 404
    assert page(client, officer, "reports:administration-page", other.iso2.lower()).status_code == 200
    assert page(client, officer, "reports:administration-page", "99").status_code == 404


def test_a_focal_point_may_open_only_its_own_line_of_the_list(client, focal_point):
    other = AdministrationFactory()
    HeadcountFactory(organisation=other, people=6)

    answer = page(client, focal_point, "reports:administration-list")

    own, others = (
        reverse("reports:administration-page", args=[each.iso2]) for each in (focal_point.organisation, other)
    )
    assert own in answer.content.decode()
    assert others not in answer.content.decode()
    assert {row[0].iso2: row[2][1][0].shown() for row in answer.context["members"]}[other.iso2] == "6"


def test_the_page_of_an_administration_names_nobody(client, focal_point):
    person = PersonFactory(family_name="Tuimavave")
    ParticipationFactory(person=person, organisation=focal_point.organisation)

    answer = page(client, focal_point, "reports:administration-page", focal_point.organisation.iso2)

    assert figures_in(answer.context["figures"])["People reached"] == "1"
    assert "Tuimavave" not in answer.content.decode()


def test_events_ahead_are_those_of_programmes_joined_that_are_not_over(client, focal_point):
    programme = MembershipFactory(administration=focal_point.organisation).programme
    later = timezone.localdate() + dt.timedelta(days=30)
    ahead = EventFactory(planned=True, programmes=[programme], starts_on=later, ends_on=later)
    EventFactory(planned=True, programmes=[ProgrammeFactory()], starts_on=later, ends_on=later)
    EventFactory(programmes=[programme], starts_on=later, ends_on=later)
    EventFactory(planned=True, programmes=[programme])  # in 2023

    answer = page(client, focal_point, "reports:administration-page", focal_point.organisation.iso2)

    assert list(answer.context["ahead"]) == [ahead]


def test_both_claims_of_joining_and_the_roles_in_the_region_are_shown(client, focal_point):
    membership = MembershipFactory(administration=focal_point.organisation)
    MembershipClaimFactory(membership=membership, is_shown=True)
    MembershipClaimFactory(membership=membership, joined_on=dt.date(2008, 1, 1))
    RegionalRoleFactory(administration=focal_point.organisation, ends_on=dt.date(2018, 6, 30))

    text = page(
        client, focal_point, "reports:administration-page", focal_point.organisation.iso2
    ).content.decode()

    assert "2009" in text
    assert "2008, according to" in text
    assert "Regional Training Centre" in text
    assert "until 30 June 2018" in text


def test_a_focal_point_is_told_what_waits_for_it_and_nobody_else_is(client, focal_point, officer):
    own = focal_point.administration
    today = timezone.localdate()
    survey = {"survey__opens_on": today, "survey__closes_on": today + dt.timedelta(9)}
    asked = QuestionnaireFactory(administration=own, event__title="Workshop on IPR", **survey)
    QuestionnaireFactory(event__title="Workshop of others", **survey)
    QuestionnaireFactory(administration=own, answered=True, event__title="Workshop answered", **survey)
    QuestionnaireFactory(administration=own, event__title="Workshop over")
    joined = MembershipFactory(administration=own).programme
    CommitmentFactory(programme=joined, owner=own, due_on=today, text="Name a contact point")
    advice = RecommendationFactory(mission__programme=joined, mission__administration=own)

    told = page(client, focal_point, "reports:administration-page", own.iso2).content.decode()

    assert reverse("programmes:questionnaire-answer", args=[asked.pk]) in told
    assert reverse("programmes:recommendation-answer", args=[advice.pk]) in told
    assert "Name a contact point" in told
    assert not any(words in told for words in ("of others", "Workshop answered", "Workshop over"))
    assert (
        "What awaits you"
        not in page(client, officer, "reports:administration-page", own.iso2).content.decode()
    )


@pytest.mark.parametrize("rows", [1, 3])
def test_administration_pages_query_count_does_not_grow(client, officer, django_assert_num_queries, rows):
    administration = AdministrationFactory()
    for _ in range(rows):
        membership = MembershipFactory(administration=administration)
        MembershipClaimFactory(membership=membership)
        HeadcountFactory(event=EventFactory(topics=[TopicFactory()]), organisation=administration)
        EventFactory(planned=True, undated=True, programmes=[membership.programme])
        HeadcountFactory()
    client.force_login(officer)

    with django_assert_num_queries(28):
        client.get(reverse("reports:administration-page", args=[administration.iso2]))
    with django_assert_num_queries(11):
        client.get(reverse("reports:administration-list"))


# A donor


@pytest.fixture
def paid(donor):
    """Return a phase the donor pays for, in which four people were named and six counted."""
    phase = PhaseFactory(programme__code="APSP", number=2, name="Phase 2")
    FundingFactory(phase=phase, donor=donor.organisation, amount=7250000, currency="USD", accuracy="AT_LEAST")
    event = EventFactory(title="Paid course", programmes=[phase.programme], phases=[phase])
    ParticipationFactory.create_batch(4, event=event, person__family_name="Tuimavave")
    HeadcountFactory(event=event, people=6)
    return phase


def test_a_donor_sees_what_its_money_did_and_nobody_s_name(client, donor, paid):
    HeadcountFactory(event=EventFactory(title="Paid by another"), people=90)

    answer = page(client, donor, "reports:funded")
    text = answer.content.decode()

    assert figures_in(answer.context["money"])["Participations"] == "10"
    assert "at least USD 7,250,000" in text
    assert "Paid course" in text
    assert "Paid by another" not in text
    assert "Tuimavave" not in text


def test_a_donor_sees_what_it_sponsored_outside_its_phases(client, donor, paid):
    event = EventOrganisationFactory(organisation=donor.organisation, event__title="Sponsored").event
    HeadcountFactory(event=event, people=5)

    answer = page(client, donor, "reports:funded")

    total, _by_year, _phases, by_phase = answer.context["money"]
    assert figures_in([total])["Participations"] == "15"
    assert figures_in([by_phase])["Participations"] == "10"


def test_a_donor_does_not_see_the_money_of_another_for_the_same_phase(client, donor, paid):
    other = FundingFactory(phase=paid, amount=123456, currency="EUR").donor

    text = page(client, donor, "reports:funded").content.decode()

    assert "123,456" not in text
    assert str(other) not in text


def test_a_donor_finds_the_reports_released_for_it(client, donor, paid):
    mine = EditionFactory(programme=paid.programme, released=True, donor=donor.organisation)
    EditionFactory(programme=paid.programme, frozen=True, donor=donor.organisation)
    EditionFactory(programme=paid.programme, released=True, donor=FundingFactory(phase=paid).donor)

    assert list(page(client, donor, "reports:funded").context["editions"]) == [mine]


def test_a_donor_that_funds_nothing_is_told_so(client, donor):
    HeadcountFactory(event=EventFactory(title="Of others"))

    text = page(client, donor, "reports:funded").content.decode()

    assert "No phase is recorded as funded" in text
    assert "Of others" not in text


def test_only_a_donor_has_a_page_of_its_money(client, officer, focal_point):
    for account in (officer, focal_point):
        assert page(client, account, "reports:funded").status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_funded_query_count_does_not_grow(client, donor, django_assert_num_queries, rows):
    for _ in range(rows):
        phase = FundingFactory(donor=donor.organisation).phase
        HeadcountFactory(event=EventFactory(phases=[phase], topics=[TopicFactory()]))
        EditionFileFactory(edition=EditionFactory(programme=phase.programme, phase=phase, released=True))
    client.force_login(donor)

    with django_assert_num_queries(32):
        client.get(reverse("reports:funded"))


# A master trainer


def test_a_master_trainer_sees_the_events_they_took_part_in(client, master_trainer):
    own = ParticipationFactory(person=master_trainer.person, event__title="Own workshop").event
    HeadcountFactory(event=EventFactory(title="Of others"))

    answer = page(client, master_trainer, "reports:home")

    assert list(answer.context["page"].object_list) == [own]
    assert "Of others" not in answer.content.decode()


def test_a_master_trainer_without_events_is_told_who_enters_them(client, master_trainer):
    assert "No event with your name" in page(client, master_trainer, "reports:home").content.decode()


@pytest.mark.parametrize(
    ("role", "name"),
    [
        ("officer", "home"),
        ("officer", "region"),
        ("officer", "matrix"),
        ("officer", "administration-page"),
        ("officer", "administration-list"),
        ("focal_point", "administration-page"),
        ("donor", "funded"),
        ("master_trainer", "home"),
    ],
)
@pytest.mark.parametrize("query", ["", "?year=2023"])
def test_pages_with_nothing_in_them_are_pages(client, request, role, name, query):
    args = [request.getfixturevalue("focal_point").organisation.iso2] if name == "administration-page" else []
    is_asked_for_years = name not in ("home", "administration-list")

    answer = page(
        client, request.getfixturevalue(role), f"reports:{name}", *args, query=query * is_asked_for_years
    )

    assert answer.status_code == 200
    assert "recorded" in answer.content.decode()  # as in "not recorded", "nothing is recorded"
