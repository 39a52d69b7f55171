"""Plans and objectives: what may stand in them, and what became of what was planned."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse

from office.audit import Actor
from office.choices import Door
from programmes.actions import planning
from programmes.choices import PlanItemState
from programmes.models import Objective, Plan, PlanItem
from tests.factories.members import AccountFactory
from tests.factories.programmes import (
    AssignmentFactory,
    EventFactory,
    EventOrganisationFactory,
    EventPurposeFactory,
    InstrumentFactory,
    MembershipFactory,
    ObjectiveFactory,
    PlanFactory,
    PlanItemFactory,
    ProgrammeFactory,
)

pytestmark = pytest.mark.django_db
YEAR = {"starts_on": dt.date(2017, 7, 1), "ends_on": dt.date(2018, 6, 30)}
LINKS: dict = {"objectives": [], "events": []}


@pytest.fixture
def office():
    return ProgrammeFactory(year_starts_in=7)


@pytest.fixture
def at_work(office):
    account = AccountFactory(officer=True)
    AssignmentFactory(account=account, programme=office)
    return account


def by(account):
    return Actor(account, Door.PAGE)


def test_a_year_has_one_annual_plan(office):
    PlanFactory(programme=office, **YEAR)

    with pytest.raises(IntegrityError, match="plan_once_per_year"):
        PlanFactory(programme=office, starts_on=dt.date(2018, 1, 1), ends_on=dt.date(2018, 12, 31))


def test_a_strategic_plan_may_stand_beside_the_annual_ones_and_another_programme_has_its_own(office):
    PlanFactory(programme=office, **YEAR)
    PlanFactory(programme=office, kind="STRATEGIC", starts_on=YEAR["starts_on"], ends_on=dt.date(2020, 6, 30))
    PlanFactory(programme__year_starts_in=7, **YEAR)

    assert Plan.objects.count() == 3


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ({"starts_on": dt.date(2017, 1, 1), "ends_on": dt.date(2017, 12, 31)}, "starts_on"),
        ({"starts_on": dt.date(2017, 7, 1), "ends_on": dt.date(2017, 12, 31)}, "ends_on"),
    ],
)
def test_an_annual_plan_is_for_one_year_of_its_programme(office, days, field):
    plan = Plan(programme=office, title="Plan", **days)

    with pytest.raises(ValidationError) as refused:
        plan.full_clean()

    assert list(refused.value.message_dict) == [field]


def test_quarters_follow_the_year_of_the_programme(office):
    plan = PlanFactory(programme=office, **YEAR)

    assert plan.days_of(1) == (dt.date(2017, 7, 1), dt.date(2017, 9, 30))
    assert plan.days_of(3) == (dt.date(2018, 1, 1), dt.date(2018, 3, 31))
    assert plan.days_of(4) == (dt.date(2018, 4, 1), dt.date(2018, 6, 30))


@pytest.mark.parametrize("state", [PlanItemState.MOVED, PlanItemState.DROPPED])
def test_what_was_moved_or_dropped_says_why(state):
    with pytest.raises(IntegrityError, match="plan_item_moved_with_reason"):
        PlanItemFactory(state=state)


def test_a_done_activity_names_its_event_or_says_what_was_done(at_work, office):
    item = PlanItemFactory(
        plan__programme=office, plan__starts_on=YEAR["starts_on"], plan__ends_on=YEAR["ends_on"]
    )
    item.state = PlanItemState.DONE

    with pytest.raises(ValidationError, match="what was done"):
        planning.save_item(item=item, links=LINKS, by=by(at_work))
    planning.save_item(
        item=item, links=LINKS | {"events": [EventFactory(programmes=[office])]}, by=by(at_work)
    )

    assert PlanItem.objects.get().state == PlanItemState.DONE


def test_a_pillar_of_another_programme_is_refused(office):
    item = PlanItemFactory.build(
        plan=PlanFactory(programme=office, **YEAR), pillar=ObjectiveFactory(), title="Workshop"
    )

    with pytest.raises(ValidationError, match="another programme"):
        item.full_clean()


def test_objectives_do_not_contribute_to_themselves_by_a_way_round():
    above = ObjectiveFactory()
    below = ObjectiveFactory(programme=above.programme, parent=above)
    above.parent = below

    with pytest.raises(ValidationError, match="itself"):
        above.full_clean()


def test_an_objective_above_is_of_the_same_programme():
    with pytest.raises(ValidationError, match="another programme"):
        ObjectiveFactory.build(programme=ProgrammeFactory(), parent=ObjectiveFactory()).full_clean()


def test_a_focal_point_reads_the_plans_of_programmes_it_joined(office):
    PlanItemFactory(plan__title="Not joined")
    own = PlanItemFactory(plan__programme=office)
    focal_point = AccountFactory(
        focal_point=True, organisation=MembershipFactory(programme=office).administration
    )

    assert list(PlanItem.objects.visible_to(focal_point)) == [own]
    assert not PlanItem.objects.editable_by(focal_point).exists()


def test_what_an_event_was_for_leaves_objectives_of_other_programmes_as_they_are(at_work, office):
    elsewhere = ObjectiveFactory()
    event = EventFactory(programmes=[office, elsewhere.programme])
    event.objectives.add(elsewhere)
    pillar, instrument = ObjectiveFactory(programme=office), InstrumentFactory()
    purpose = EventPurposeFactory(event=event)

    planning.say_purpose(purpose=purpose, instruments=[instrument], objectives=[pillar], by=by(at_work))

    assert set(event.objectives.all()) == {elsewhere, pillar}
    assert list(purpose.instruments.all()) == [instrument]


def test_a_plan_is_entered_and_its_activity_done_at_the_page(client, at_work, office):
    client.force_login(at_work)
    pillar = ObjectiveFactory(programme=office)
    event = EventFactory(programmes=[office], starts_on=dt.date(2017, 12, 4), ends_on=dt.date(2017, 12, 8))
    about = {"programme": office.pk, "kind": "ANNUAL", "title": "Work Plan 2017/18", "version": 1}

    client.post(reverse("programmes:plan-new"), about | YEAR)
    plan = Plan.objects.get()
    item = {"title": "Sub-regional workshop", "pillar": pillar.pk, "quarter": "2", "version": 1}
    done = {"state": "DONE", "events": [event.pk]}
    client.post(reverse("programmes:plan-item-new", args=[plan.pk]), item | done)
    page = client.get(plan.get_absolute_url()).content.decode()

    assert plan.items.get().events.get() == event
    assert "1 of 1" in page
    assert event.title in page


def test_a_second_plan_for_the_year_is_refused_with_words(client, at_work, office):
    PlanFactory(programme=office, **YEAR)
    client.force_login(at_work)
    about = {"programme": office.pk, "kind": "ANNUAL", "title": "Again", "version": 1}

    page = client.post(reverse("programmes:plan-new"), about | YEAR)

    assert "has an Annual Work Plan for these days" in page.content.decode()
    assert Plan.objects.count() == 1


def test_the_office_comes_with_its_four_pillars(reference):
    pillars = Objective.objects.pillars().filter(programme__code="ROCB").in_order()

    assert [each.code for each in pillars] == ["P1", "P2", "P3", "P4"]


def test_only_events_of_the_time_of_the_plan_are_offered(client, at_work, office):
    client.force_login(at_work)
    plan = PlanFactory(programme=office, **YEAR)
    EventFactory(title="Within", programmes=[office], starts_on=YEAR["ends_on"], ends_on=YEAR["ends_on"])
    EventFactory(
        title="Day after", programmes=[office], starts_on=YEAR["ends_on"], ends_on=dt.date(2018, 7, 1)
    )

    page = client.get(reverse("programmes:plan-item-new", args=[plan.pk])).content.decode()

    assert "Within" in page
    assert "Day after" not in page


def test_an_event_held_without_being_planned_is_put_on_the_plan_with_what_its_record_says(
    client, at_work, office
):
    client.force_login(at_work)
    plan = PlanFactory(programme=office, **YEAR)
    pillar = ObjectiveFactory(programme=office, code="P1", statement="Instruments")
    event = EventFactory(
        title="Workshop on IPR",
        programmes=[office],
        starts_on=dt.date(2017, 12, 4),
        ends_on=dt.date(2017, 12, 8),
    )
    event.objectives.add(pillar)
    paid = EventOrganisationFactory(event=event, role="SPONSOR").organisation

    page = client.get(plan.get_absolute_url()).content.decode()
    address = f"{reverse('programmes:plan-item-new', args=[plan.pk])}?event={event.pk}"
    form = client.get(address).context["form"]

    assert f'href="{address}"' in page
    begins = form.initial
    assert (begins["title"], begins["quarter"], begins["state"]) == ("Workshop on IPR", 2, "DONE")
    assert (begins["pillar"], begins["sponsor"], begins["events"]) == (pillar, paid.pk, [event.pk])


@pytest.mark.parametrize("key", ["0", "x", "99999999999999999999", "-1", "١"])
def test_an_event_that_is_not_there_proposes_nothing(client, at_work, office, key):
    client.force_login(at_work)
    plan = PlanFactory(programme=office, **YEAR)

    answer = client.get(reverse("programmes:plan-item-new", args=[plan.pk]), {"event": key})

    assert answer.status_code == 200
    assert "title" not in answer.context["form"].initial or not answer.context["form"].initial["title"]


def test_activities_are_planned_one_after_the_other(client, at_work, office):
    client.force_login(at_work)
    plan = PlanFactory(programme=office, **YEAR)
    new = reverse("programmes:plan-item-new", args=[plan.pk])

    answer = client.post(new, {"title": "First", "state": "PLANNED", "version": 1, "another": "1"})

    assert answer.url == new
    assert plan.items.get().title == "First"


def test_the_next_plan_begins_after_the_last_one(client, at_work, office):
    client.force_login(at_work)
    PlanFactory(programme=office, **YEAR)

    form = client.get(reverse("programmes:plan-new"), {"programme": office.code}).context["form"]

    assert (form.initial["starts_on"], form.initial["ends_on"]) == (
        dt.date(2018, 7, 1),
        dt.date(2019, 6, 30),
    )


def test_who_enters_a_plan_is_told_that_an_event_of_an_activity_was_held(client, at_work, office):
    item = PlanItemFactory(plan=PlanFactory(programme=office, **YEAR))
    item.events.add(EventFactory(programmes=[office], **YEAR))
    words = "an event of it was held: is it done?"

    client.force_login(at_work)
    assert words in client.get(item.plan.get_absolute_url()).content.decode()
    client.force_login(AccountFactory(auditor=True))
    assert words not in client.get(item.plan.get_absolute_url()).content.decode()


def test_a_plan_leads_to_its_reports_with_their_days_filled_in(client, at_work, office):
    client.force_login(at_work)
    plan = PlanFactory(programme=office, **YEAR)

    page = client.get(plan.get_absolute_url()).content.decode()
    about = [
        "kind=quarterly-report",
        f"programme={office.code}",
        "starts_on=2018-04-01",
        "ends_on=2018-06-30",
    ]
    quarter = "&amp;".join(about)

    assert "kind=annual-report" in page
    assert quarter in page
    form = client.get(f"/reports/new/?{quarter.replace('&amp;', '&')}").context["form"]
    assert str(form["starts_on"].value()) == "2018-04-01"


def test_plans_are_read_through_the_api_with_the_events_the_caller_may_see(client, office):
    focal_point = AccountFactory(focal_point=True)
    MembershipFactory(programme=office, administration=focal_point.administration)
    item = PlanItemFactory(plan=PlanFactory(programme=office, **YEAR), title="Workshop", state="DONE")
    item.events.add(seen := EventFactory(programmes=[office]), EventFactory(programmes=[ProgrammeFactory()]))
    PlanItemFactory(title="Of another programme")
    client.force_login(focal_point)

    plans = client.get("/api/v1/plans/", {"programme": office.code}).json()["results"]
    items = client.get("/api/v1/plan-items/", {"state": "DONE"}).json()["results"]

    assert [each["title"] for each in plans] == [item.plan.title]
    assert [(each["title"], each["events"]) for each in items] == [("Workshop", [seen.pk])]
    assert client.post("/api/v1/plans/", {"title": "Mine"}).status_code in (403, 405)
    assert client.get("/api/v1/plan-items/", {"state": "LATE"}).status_code == 400


@pytest.mark.parametrize("rows", [1, 3])
def test_planned_activities_cost_the_same_queries_over_the_api(
    client, office, rows, django_assert_num_queries
):
    client.force_login(AccountFactory(auditor=True))
    plan = PlanFactory(programme=office, **YEAR)
    for number in range(rows):
        PlanItemFactory(plan=plan, title=f"Activity {number}").events.add(EventFactory(programmes=[office]))

    with django_assert_num_queries(6):
        client.get("/api/v1/plan-items/")
