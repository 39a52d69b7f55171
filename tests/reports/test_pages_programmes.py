"""Programmes: what the portal holds of each, for whoever may see it."""

import datetime as dt

import pytest
from django.urls import reverse

from tests.factories.programmes import (
    AssignmentFactory,
    ClosedPeriodFactory,
    EventFactory,
    FundingFactory,
    HeadcountFactory,
    MembershipClaimFactory,
    MembershipFactory,
    ParticipationFactory,
    PhaseFactory,
    PlanFactory,
    PlanItemFactory,
    ProgrammeFactory,
    TopicFactory,
)
from tests.factories.reports import EditionFactory, EditionFileFactory, PublishedFigureFactory

pytestmark = pytest.mark.django_db


def programme_page(client, account, programme):
    client.force_login(account)
    return client.get(programme.get_absolute_url())


def participations_in(section):
    return [
        figure.quantity.shown()
        for block in section.blocks
        for figure in block.figures
        if figure.label == "Participations"
    ]


def test_figures_stand_in_total_and_for_each_phase_and_need_not_add_up(client, officer):
    programme = ProgrammeFactory()
    phases = [PhaseFactory(programme=programme, number=number) for number in (1, 2)]
    HeadcountFactory(event=EventFactory(programmes=[programme], phases=phases), people=4)
    HeadcountFactory(event=EventFactory(programmes=[programme], phases=phases[:1]), people=6)
    HeadcountFactory(event=EventFactory(programmes=[programme]), people=1)
    HeadcountFactory(people=90)

    context = programme_page(client, officer, programme).context

    assert participations_in(context["about"][0]) == ["11"]
    assert participations_in(context["by_phase"]) == ["10", "4"]


def test_every_large_number_leads_to_what_it_rests_on(client, officer):
    programme = ProgrammeFactory()
    for number, people in ((1, 3), (2, 5)):
        phase = PhaseFactory(programme=programme, number=number)
        HeadcountFactory(event=EventFactory(programmes=[programme], phases=[phase]), people=people)

    context = programme_page(client, officer, programme).context

    blocks = [*context["about"][0].blocks, *context["by_phase"].blocks]
    figures = [figure for block in blocks for figure in block.figures]
    assert len(figures) == 7 + 2 * 4
    for figure in figures:
        (answered,) = client.get(figure.evidence_url).context["figure"].figures
        assert (answered.label, answered.quantity) == (figure.label, figure.quantity)


def test_who_may_not_see_a_programme_finds_no_page(client, focal_point, donor):
    programme = ProgrammeFactory()

    for account in (focal_point, donor):
        assert programme_page(client, account, programme).status_code == 404


def test_a_donor_sees_its_own_phase_of_a_programme_and_no_other(client, donor):
    programme = ProgrammeFactory()
    paid = PhaseFactory(programme=programme, number=2, name="Paid phase")
    other = PhaseFactory(programme=programme, number=1, name="Phase of others")
    FundingFactory(phase=paid, donor=donor.organisation)
    FundingFactory(phase=other, amount=123456, currency="USD")
    MembershipFactory(programme=programme, phase=other)
    HeadcountFactory(event=EventFactory(title="Paid", programmes=[programme], phases=[paid]), people=7)
    HeadcountFactory(event=EventFactory(title="Unpaid", programmes=[programme], phases=[other]), people=90)

    answer = programme_page(client, donor, programme)
    text = answer.content.decode()

    assert participations_in(answer.context["about"][0]) == ["7"]
    assert "Paid phase" in text
    assert "Phase of others" not in text
    assert "123,456" not in text
    assert "Unpaid" not in text


def test_a_programme_names_nobody(client, officer):
    programme = ProgrammeFactory()
    event = EventFactory(programmes=[programme])
    ParticipationFactory(event=event, person__family_name="Tuimavave")

    answer = programme_page(client, officer, programme)

    assert participations_in(answer.context["about"][0]) == ["1"]
    assert "Tuimavave" not in answer.content.decode()


def test_only_who_works_on_a_programme_is_offered_to_enter_its_events(client, assigned, officer):
    programme = ProgrammeFactory(code="APSP")
    way_in = f"{reverse('programmes:event-new')}?programme=APSP"

    assert way_in in programme_page(client, assigned(programme), programme).content.decode()
    assert way_in not in programme_page(client, officer, programme).content.decode()


def test_its_events_come_newest_first_and_the_list_of_all_is_one_step_away(client, officer):
    programme = ProgrammeFactory(code="APSP")
    old, new = (
        EventFactory(programmes=[programme], starts_on=dt.date(year, 1, 1), ends_on=dt.date(year, 1, 2))
        for year in (2020, 2021)
    )

    answer = programme_page(client, officer, programme)

    assert list(answer.context["events"]) == [new, old]
    assert f"{reverse('programmes:event-list')}?programme=APSP" in answer.content.decode()


def test_a_closed_period_and_its_reason_are_shown(client, officer):
    closed = ClosedPeriodFactory()

    assert closed.reason in programme_page(client, officer, closed.programme).content.decode()


def test_the_list_holds_the_programmes_the_reader_may_see_with_their_own_figures(client, focal_point):
    joined = MembershipFactory(administration=focal_point.organisation).programme
    HeadcountFactory(event=EventFactory(programmes=[joined]), people=4)
    HeadcountFactory(event=EventFactory(programmes=[ProgrammeFactory(name="Not joined")]), people=90)
    client.force_login(focal_point)

    answer = client.get(reverse("reports:programme-list"))

    assert [(programme, block.figures[1].quantity.low) for programme, block in answer.context["rows"]] == [
        (joined, 4)
    ]
    assert "Not joined" not in answer.content.decode()


def test_the_list_leads_the_secretariat_to_the_closed_periods(client, officer, focal_point):
    periods = reverse("programmes:period-list")
    for account, is_led in ((officer, True), (focal_point, False)):
        client.force_login(account)
        assert (periods in client.get(reverse("reports:programme-list")).content.decode()) == is_led


def test_an_empty_list_says_who_can_change_that(client, donor):
    client.force_login(donor)

    assert "No programme is open to you yet" in client.get(reverse("reports:programme-list")).content.decode()


def test_in_a_year_its_plan_stands_beside_what_was_delivered(client, officer):
    programme = ProgrammeFactory(code="ROCB", year_starts_in=7)
    days = {"starts_on": "2017-07-01", "ends_on": "2018-06-30"}
    item = PlanItemFactory(plan=PlanFactory(programme=programme, **days), title="Oceania workshop")
    item.events.add(EventFactory(programmes=[programme], **days))
    client.force_login(officer)

    whole = client.get(programme.get_absolute_url()).content.decode()
    year = client.get(programme.get_absolute_url(), {"year": "2017-18"}).content.decode()

    assert "Oceania workshop" in year
    assert "Oceania workshop" not in whole


@pytest.mark.parametrize("rows", [1, 3])
def test_programme_pages_query_count_does_not_grow(client, django_assert_num_queries, rows):
    programme = ProgrammeFactory()
    account = AssignmentFactory(programme=programme).account
    PhaseFactory(programme=programme, number=9)
    for number in range(1, rows + 1):
        phase = PhaseFactory(programme=programme, number=number)
        FundingFactory(phase=phase)
        HeadcountFactory(event=EventFactory(programmes=[programme], phases=[phase], topics=[TopicFactory()]))
        MembershipClaimFactory(membership=MembershipFactory(programme=programme))
        PublishedFigureFactory(programme=programme, phase=phase, indicator="people", name=f"{number}")
        EditionFileFactory(edition=EditionFactory(programme=programme))
        ProgrammeFactory()
    client.force_login(account)

    with django_assert_num_queries(68):
        client.get(programme.get_absolute_url())
    with django_assert_num_queries(11):
        client.get(reverse("reports:programme-list"))
