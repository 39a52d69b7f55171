"""The pages about events: who may open them, what they do, and what they say when they refuse."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse

from office.choices import Door
from office.models import AuditEntry
from programmes.choices import EventState
from programmes.models import Event
from tests.factories.members import AdministrationFactory
from tests.factories.programmes import (
    AssignmentFactory,
    ClosedPeriodFactory,
    EventFactory,
    FundingFactory,
    HeadcountFactory,
    MembershipFactory,
    ParticipationFactory,
    ProgrammeFactory,
)

pytestmark = pytest.mark.django_db
NEW = {
    "title": "A course",
    "kind": "TRAINING",
    "level": "NATIONAL",
    "mode": "ONLINE",
    "stated_accuracy": "EXACT",
}
EVENT_PAGES = ["event-edit", "event-state", "event-remove", "event-headcounts"]
PEOPLE_PAGES = ["event-people-add", "event-people-paste"]


def to(page, *args):
    return reverse(f"programmes:{page}", args=args)


def text_of(response):
    return response.content.decode()


# --- The list ------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
def test_event_list_query_count_does_not_grow(client, administrator, django_assert_num_queries, rows):
    client.force_login(administrator)
    for _row in range(rows):
        event = EventFactory(programmes=[ProgrammeFactory()], host_country=AdministrationFactory().country)
        HeadcountFactory(event=event)
        ParticipationFactory(event=event)

    with django_assert_num_queries(13):
        client.get(to("event-list"))


def test_event_list_shows_what_is_known_and_says_what_is_not(client, administrator):
    client.force_login(administrator)
    event = EventFactory(
        title="Passenger <controls>",
        city="Suva",
        starts_on=dt.date(2020, 3, 1),
        starts_precision="MONTH",
        ends_on=dt.date(2020, 3, 31),
        ends_precision="MONTH",
        programmes=[ProgrammeFactory(short_name="APSP")],
    )
    HeadcountFactory(event=event, people=40, accuracy="ABOUT")
    EventFactory(undated=True, state="CANCELLED", state_reason="x")

    page = text_of(client.get(to("event-list")))

    assert "Passenger &lt;controls&gt;" in page
    assert reverse("reports:event-page", args=[event.pk]) in page
    for shown in ("March 2020", "Suva", "APSP", "about 40", "badge-held", "Cancelled", "date not recorded"):
        assert shown in page
    assert page.count("not recorded</span>") == 2  # place and participants of the other


def test_event_list_refuses_an_unknown_filter_with_a_page_that_names_it(client, administrator):
    client.force_login(administrator)

    response = client.get(to("event-list"), {"colour": "<red>", "kind": "PARTY"})

    assert response.status_code == 400
    assert "colour" in text_of(response)
    assert "kind=PARTY" in text_of(response)
    assert "<red>" not in text_of(response)


def test_event_list_is_cut_into_pages_that_keep_the_filters(client, administrator):
    client.force_login(administrator)
    EventFactory.create_batch(51)

    first = client.get(to("event-list"), {"kind": "WORKSHOP"})
    second = client.get(to("event-list"), {"kind": "WORKSHOP", "page": "2"})

    assert "kind=WORKSHOP&amp;page=2" in text_of(first)
    assert (len(first.context["page"]), len(second.context["page"])) == (50, 1)
    assert client.get(to("event-list"), {"page": "99"}).context["page"].number == 2


def test_event_list_says_what_to_do_where_there_is_nothing(client, administrator, donor):
    client.force_login(administrator)
    assert "Enter the first one" in text_of(client.get(to("event-list")))
    EventFactory()
    assert "No event is as the filters ask" in text_of(client.get(to("event-list"), {"q": "nothing"}))
    client.force_login(donor)
    assert "No event is open to your account yet" in text_of(client.get(to("event-list")))


def test_event_list_shows_a_focal_point_its_events_and_no_programme_it_may_not_know(client, focal_point):
    joined = MembershipFactory(administration=focal_point.organisation.administration).programme
    EventFactory(title="Ours", programmes=[joined, ProgrammeFactory(short_name="Hidden")])
    EventFactory(title="Theirs", programmes=[ProgrammeFactory()])
    client.force_login(focal_point)

    page = text_of(client.get(to("event-list")))

    assert "Ours" in page
    assert "Theirs" not in page
    assert "Hidden" not in page
    assert to("event-new") not in page


def test_event_list_asks_for_a_login(client, db):
    assert client.get(to("event-list")).status_code == 302


# --- Who may open what ---------------------------------------------------------------------------


@pytest.mark.parametrize("page", EVENT_PAGES + PEOPLE_PAGES)
def test_an_officer_of_another_programme_sees_the_event_and_may_not_change_it(client, assigned, page):
    event = EventFactory(programmes=[ProgrammeFactory()])
    client.force_login(assigned(ProgrammeFactory()))

    assert client.get(to("event-people", event.pk)).status_code == 200
    refused = client.get(to(page, event.pk))
    assert refused.status_code == 403
    assert "changed only by those who work on its programme" in text_of(refused)
    assert client.post(to(page, event.pk), {"reason": "x"}).status_code == 403
    assert Event.objects.count() == 1


@pytest.mark.parametrize("page", EVENT_PAGES + PEOPLE_PAGES)
def test_an_officer_of_the_programme_opens_every_page(client, assigned, page):
    programme = ProgrammeFactory()
    event = EventFactory(programmes=[programme])
    client.force_login(assigned(programme))

    assert client.get(to(page, event.pk)).status_code == 200


@pytest.mark.parametrize("page", EVENT_PAGES + PEOPLE_PAGES)
def test_an_officer_whose_assignment_is_over_changes_nothing(client, page):
    ended = AssignmentFactory(until_on=dt.date(2020, 1, 1))
    event = EventFactory(programmes=[ended.programme])
    client.force_login(ended.account)

    assert client.get(to(page, event.pk)).status_code == 403


@pytest.mark.parametrize("page", ["event-people", "participation"])
@pytest.mark.parametrize("role", ["focal_point", "donor", "master_trainer"])
def test_an_event_one_has_nothing_to_do_with_is_not_there(client, request, role, page):
    row = ParticipationFactory()
    client.force_login(request.getfixturevalue(role))
    address = (
        to("event-people", row.event_id)
        if page == "event-people"
        else to("participation-edit", row.event_id, row.pk)
    )

    assert client.get(address).status_code == (404 if page == "event-people" else 403)


@pytest.mark.parametrize("role", ["focal_point", "donor", "master_trainer", "auditor"])
@pytest.mark.parametrize("page", ["event-new", *EVENT_PAGES, *PEOPLE_PAGES])
def test_who_enters_no_events_opens_no_form(client, request, role, page):
    event = EventFactory()
    client.force_login(request.getfixturevalue(role))

    assert client.get(to(page, *([] if page == "event-new" else [event.pk]))).status_code == 403


@pytest.mark.parametrize("page", EVENT_PAGES + PEOPLE_PAGES + ["event-people"])
def test_an_event_that_is_not_there_is_not_found(client, administrator, page):
    client.force_login(administrator)

    assert client.get(to(page, 999_999)).status_code == 404
    assert client.get(to(page, 99_999_999_999_999_999_999)).status_code == 404


@pytest.mark.parametrize("page", ["event-list", "event-new", "event-people", *EVENT_PAGES, *PEOPLE_PAGES])
def test_looking_at_a_page_changes_nothing(client, administrator, page):
    row = ParticipationFactory()
    client.force_login(administrator)
    args = [] if page in {"event-list", "event-new"} else [row.event_id]

    def only_reads(execute, sql, params, many, context):
        allowed = ("SELECT", "(SELECT", "SAVEPOINT", "RELEASE SAVEPOINT", 'INSERT INTO "office_readentry"')
        assert sql.startswith(allowed), sql
        assert "FOR UPDATE" not in sql
        return execute(sql, params, many, context)

    with connection.execute_wrapper(only_reads):
        assert client.get(to(page, *args)).status_code == 200


# --- Entering and changing -----------------------------------------------------------------------


def test_an_event_is_entered_in_one_form(client, assigned):
    programme = ProgrammeFactory()
    fiji = AdministrationFactory(iso2="FJ", member_name="Fiji")
    officer = assigned(programme)
    client.force_login(officer)
    filled = NEW | {
        "programmes": [programme.pk],
        "first_day": "2023-09",
        "last_day": "2023-09-08",
        "host_country": "FJ",
        "sponsors": ["Fiji", ""],
        "contact_hours": "12.5",
    }

    response = client.post(to("event-new"), filled)

    event = Event.objects.get()
    assert response.url == reverse("reports:event-page", args=[event.pk])
    assert list(event.programmes.all()) == [programme]
    assert event.host_country_id == "FJ"
    assert event.organisations.get().organisation_id == fiji.pk
    assert event.state == EventState.PLANNED
    entry = AuditEntry.objects.get(content_type__model="event", verb="CREATED")
    assert (entry.actor, entry.door) == (officer, Door.PAGE)


def test_a_form_that_is_wrong_saves_nothing_and_keeps_what_was_typed(client, administrator):
    client.force_login(administrator)

    response = client.post(to("event-new"), NEW | {"title": "Kept <b>", "first_day": "03/04/2024"})

    assert not Event.objects.exists()
    assert "3 April 2024 or 4 March 2024" in text_of(response)
    assert "Kept &lt;b&gt;" in text_of(response)


def test_an_event_entered_twice_by_a_double_click_is_asked_about(client, administrator):
    client.force_login(administrator)
    client.post(to("event-new"), NEW)

    again = client.post(to("event-new"), NEW)

    assert Event.objects.count() == 1
    assert "Is it the same event?" in text_of(again)
    client.post(to("event-new"), NEW | {"is_another": "on"})
    assert Event.objects.count() == 2


def test_the_programme_of_the_address_is_chosen_already(client, assigned):
    mine = ProgrammeFactory(code="MINE")
    officer = assigned(mine)
    AssignmentFactory(account=officer)
    ProgrammeFactory(code="OTHER")
    client.force_login(officer)

    assert client.get(to("event-new"), {"programme": "MINE"}).context["form"]["programmes"].value() == [
        mine.pk
    ]
    assert client.get(to("event-new"), {"programme": "OTHER"}).context["form"]["programmes"].value() == []


def test_a_closed_period_refuses_an_event_with_its_reason(client, assigned):
    closed = ClosedPeriodFactory(reason="The annual report is out.")
    client.force_login(assigned(closed.programme))

    response = client.post(
        to("event-new"), NEW | {"programmes": [closed.programme.pk], "last_day": "2023-05-05"}
    )

    assert not Event.objects.exists()
    assert "is closed from 1 January 2023 to 31 December 2023: The annual report is out." in text_of(response)


@pytest.mark.parametrize("page", EVENT_PAGES + PEOPLE_PAGES)
def test_a_closed_period_is_told_before_somebody_types(client, assigned, page):
    closed = ClosedPeriodFactory(reason="The annual report is out.")
    event = EventFactory(programmes=[closed.programme])
    client.force_login(assigned(closed.programme))

    assert "This event lies in a closed period" in text_of(client.get(to(page, event.pk)))


def test_an_event_changed_meanwhile_is_not_overwritten(client, administrator):
    client.force_login(administrator)
    event = EventFactory(title="First")
    looked_at = client.get(to("event-edit", event.pk)).context["form"]["version"].value()
    Event.objects.filter(pk=event.pk).update(title="Theirs", version=2)

    response = client.post(to("event-edit", event.pk), NEW | {"title": "Mine", "version": looked_at})

    assert Event.objects.get().title == "Theirs"
    assert "Somebody else changed this event at" in text_of(response)
    assert "Mine" in text_of(response)
    again = client.post(
        to("event-edit", event.pk),
        NEW | {"title": "Mine", "version": response.context["form"]["version"].value()},
    )
    assert again.status_code == 302
    assert Event.objects.get().title == "Mine"


def test_an_event_sent_without_the_version_it_rests_on_is_not_overwritten(client, administrator):
    client.force_login(administrator)
    event = EventFactory(title="First")

    client.post(to("event-edit", event.pk), NEW)

    assert Event.objects.get().title == "First"


# --- Moving on and removing ----------------------------------------------------------------------


def move(client, event, **about):
    return client.post(to("event-state", event.pk), {"version": event.version} | about)


@time_machine.travel("2023-09-08T11:00Z", tick=False)
def test_an_event_is_marked_as_held_on_its_last_day_where_it_is(client, administrator):
    client.force_login(administrator)
    event = EventFactory(planned=True, ends_on=dt.date(2023, 9, 9))

    in_london = EventFactory(planned=True, ends_on=dt.date(2023, 9, 9), time_zone="Europe/London")
    assert "has not ended yet" in text_of(move(client, in_london, state="HELD"))
    host = AdministrationFactory(time_zone="America/Lima").country
    in_lima = EventFactory(planned=True, ends_on=dt.date(2023, 9, 9), host_country=host)
    assert "has not ended yet" in text_of(move(client, in_lima, state="HELD"))
    assert move(client, event, state="HELD").status_code == 302  # it is the ninth somewhere
    event.refresh_from_db()
    assert event.state == EventState.HELD


def test_an_event_is_cancelled_with_a_reason(client, administrator):
    client.force_login(administrator)
    event = EventFactory(planned=True)

    assert "Say why" in text_of(move(client, event, state="CANCELLED", reason=" "))
    assert move(client, event, state="CANCELLED", reason="Cyclone").status_code == 302
    event.refresh_from_db()
    assert (event.state, event.state_reason) == ("CANCELLED", "Cyclone")


@pytest.mark.parametrize("state", ["HELD", "LOST", ""])
def test_an_event_is_not_moved_to_where_it_is_or_nowhere(client, administrator, state):
    client.force_login(administrator)

    response = move(client, EventFactory(), state=state)

    assert response.status_code == 200
    assert response.context["form"].errors["state"]


def test_a_state_rests_on_the_version_that_was_looked_at(client, administrator):
    client.force_login(administrator)
    event = EventFactory(planned=True)
    Event.objects.filter(pk=event.pk).update(version=2, title="Theirs")

    response = move(client, event, state="HELD")

    assert "Somebody else changed this meanwhile" in text_of(response)
    assert response.context["form"]["version"].value() == 2
    assert Event.objects.get().state == EventState.PLANNED


def test_an_event_is_removed_with_a_reason_only(client, administrator):
    client.force_login(administrator)
    event = ParticipationFactory().event

    client.post(to("event-remove", event.pk), {"reason": ""})
    assert Event.objects.count() == 1
    assert client.post(to("event-remove", event.pk), {"reason": "Entered twice"}).url == to("event-list")
    assert not Event.objects.exists()


def test_an_event_with_parts_is_not_removed_and_the_page_says_why(client, administrator):
    client.force_login(administrator)
    part = EventFactory(parent=EventFactory())

    response = client.post(to("event-remove", part.parent.pk), {"reason": "x"})

    assert "It has parts" in text_of(response)
    assert Event.objects.count() == 2


# --- What comes in from outside ------------------------------------------------------------------


def test_a_form_without_its_token_is_refused_with_a_plain_page(administrator):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(administrator)

    response = strict.post(to("event-new"), NEW)

    assert response.status_code == 403
    assert "The form has expired" in text_of(response)
    assert not Event.objects.exists()


@pytest.mark.parametrize("looks_for_token", [False, True])
def test_a_form_of_forty_megabytes_is_refused_with_a_plain_page(administrator, looks_for_token):
    client = Client(enforce_csrf_checks=looks_for_token)
    client.force_login(administrator)
    client.get(to("event-new"))

    response = client.post(
        to("event-new"),
        "note=" + "x" * 40_000_000,
        content_type="application/x-www-form-urlencoded",
    )

    assert response.status_code in {400, 413}
    assert "The request was not understood" in text_of(response)
    assert "a form too large" in text_of(response)


def test_a_donor_finds_the_events_it_funds_and_no_way_to_change_them(client, donor):
    phase = FundingFactory(donor=donor.organisation).phase
    event = EventFactory(title="Funded", phases=[phase])
    client.force_login(donor)

    assert "Funded" in text_of(client.get(to("event-list")))
    assert to("event-people-add", event.pk) not in text_of(client.get(to("event-people", event.pk)))
