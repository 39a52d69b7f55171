"""The list of people of an event: who reads which names, and how it is changed."""

import pytest
from django.urls import reverse

from members.models import Person
from office.models import AuditEntry, ReadEntry
from programmes.choices import EventRole, ParticipationState
from programmes.models import Participation
from tests.factories.members import AdministrationFactory, PersonFactory, PostingFactory
from tests.factories.programmes import (
    ClosedPeriodFactory,
    EventFactory,
    FundingFactory,
    HeadcountFactory,
    ParticipationFactory,
    ProgrammeFactory,
)

pytestmark = pytest.mark.django_db
ANNA = {
    "family_name": "Tuilagi",
    "given_names": "Anna",
    "sex": "WOMAN",
    "organisation": "Fiji",
    "role": "PARTICIPANT",
    "state": "ATTENDED",
}


def to(page, *args):
    return reverse(f"programmes:{page}", args=args)


def text_of(response):
    return response.content.decode()


@pytest.fixture
def fiji():
    return AdministrationFactory(iso2="FJ", member_name="Fiji")


@pytest.fixture
def event():
    """An event of one programme, held in September 2023."""
    return EventFactory(programmes=[ProgrammeFactory()])


@pytest.fixture
def signed_in(client, assigned, event):
    """An officer of the event's programme, at the browser."""
    client.force_login(assigned(event.programmes.get()))
    return client


def named(event, family_name, organisation=None, **about):
    return ParticipationFactory(
        event=event,
        person__family_name=family_name,
        organisation=organisation or AdministrationFactory(),
        **about,
    )


# --- Reading -------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
def test_people_page_query_count_does_not_grow(signed_in, event, django_assert_num_queries, rows):
    for row in range(rows):
        named(event, f"Name{row}")

    with django_assert_num_queries(10):
        signed_in.get(to("event-people", event.pk))


def test_the_officers_see_every_name_and_the_reading_is_logged(signed_in, event):
    row = named(event, "Tuilagi")
    ParticipationFactory(event=event, person=row.person, role=EventRole.FACILITATOR, posting=False)
    named(event, "Kumar")

    page = text_of(signed_in.get(to("event-people", event.pk)))

    assert "Given Tuilagi" in page
    assert "Given Kumar" in page
    assert "not shown" not in page
    entry = ReadEntry.objects.get()
    assert entry.people == 2  # one of them in two roles
    assert str(event) in entry.what


def test_an_officer_of_another_programme_reads_the_list_without_its_forms(client, assigned, event):
    named(event, "Tuilagi")
    client.force_login(assigned(ProgrammeFactory()))

    page = text_of(client.get(to("event-people", event.pk)))

    assert "Tuilagi" in page
    assert to("event-people-add", event.pk) not in page
    assert "checkbox" not in page


def test_a_focal_point_sees_its_own_people_and_how_many_others_there_are(client, focal_point, event):
    own = named(event, "Tuilagi", focal_point.organisation)
    ParticipationFactory(event=event, person=own.person, role=EventRole.OBSERVER, posting=False)
    named(event, "Kumar")
    named(event, "Vunipola")
    client.force_login(focal_point)

    page = text_of(client.get(to("event-people", event.pk)))

    assert "Tuilagi" in page
    assert "Kumar" not in page
    assert "Vunipola" not in page
    assert "2 people of other administrations are not shown." in page
    assert ReadEntry.objects.get().people == 1


def test_a_donor_sees_no_name_of_what_it_funds(client, donor):
    phase = FundingFactory(donor=donor.organisation).phase
    event = EventFactory(phases=[phase])
    named(event, "Tuilagi", organisation=donor.organisation)
    client.force_login(donor)

    response = client.get(to("event-people", event.pk))

    assert response.status_code == 200
    assert "Tuilagi" not in text_of(response)
    assert "none of the names" in text_of(response)
    assert not ReadEntry.objects.exists()


def test_a_master_trainer_sees_themselves(client, master_trainer, event):
    ParticipationFactory(event=event, person=master_trainer.person)
    named(event, "Kumar")
    client.force_login(master_trainer)

    page = text_of(client.get(to("event-people", event.pk)))

    assert str(master_trainer.person) in page
    assert "Kumar" not in page
    assert "1 person of another administration is not shown." in page


def test_an_empty_list_says_what_to_do_next(signed_in, event):
    assert "Send a spreadsheet or paste its rows" in text_of(signed_in.get(to("event-people", event.pk)))


# --- Adding one person ---------------------------------------------------------------------------


def test_a_new_person_is_added_and_said_to_be_new(signed_in, event, fiji):
    response = signed_in.post(to("event-people-add", event.pk), ANNA, follow=True)

    row = Participation.objects.get()
    assert (row.event, row.person.full_name, row.organisation_id) == (event, "Anna Tuilagi", fiji.pk)
    assert "Anna Tuilagi of Fiji is added, and new in the register." in text_of(response)


def test_a_known_person_is_linked_and_said_to_be_known(signed_in, event, fiji):
    known = PersonFactory(family_name="TUILAGI", given_names="Anna")
    PostingFactory(person=known, organisation=fiji)

    response = signed_in.post(to("event-people-add", event.pk), ANNA, follow=True)

    assert Participation.objects.get().person == known
    assert "Anna TUILAGI of Fiji is known to the register; linked." in text_of(response)


def test_one_after_the_other_may_be_added(signed_in, event, fiji):
    response = signed_in.post(to("event-people-add", event.pk), ANNA | {"another": ""})

    assert response.url == to("event-people-add", event.pk)


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("family_name", "", "required"),
        ("family_name", "Tui\u202elagi", "RIGHT-TO-LEFT OVERRIDE"),
        ("organisation", "Atlantis", "no administration or organisation known here"),
        ("organisation", "", "required"),
        ("email", "anna(at)example", "valid email"),
        ("sex", "Ms", "Ms is not one of the available choices"),
        ("role", "BOSS", "BOSS"),
        ("state", "", "required"),
    ],
)
def test_what_is_wrong_with_a_person_is_told_beside_the_field(signed_in, event, fiji, field, typed, message):
    response = signed_in.post(to("event-people-add", event.pk), ANNA | {field: typed})

    assert message in " ".join(response.context["form"].errors[field])
    assert not Person.objects.exists()


def test_where_several_answer_to_a_name_somebody_chooses(signed_in, event, fiji):
    read_before = ReadEntry.objects.count()
    people = [PersonFactory(family_name="Tuilagi", given_names="Anna") for _ in range(2)]
    for person, position in zip(people, ("Inspector", "Director"), strict=True):
        PostingFactory(person=person, organisation=fiji, position=position)

    asked = signed_in.post(to("event-people-add", event.pk), ANNA)

    assert not Participation.objects.exists()
    for shown in ("Who is it?", "Inspector, Fiji", "Director, Fiji", "Somebody else"):
        assert shown in text_of(asked)
    assert [each.people for each in ReadEntry.objects.order_by("pk")[read_before:]] == [2]
    signed_in.post(to("event-people-add", event.pk), ANNA | {"known": people[1].pk})
    assert Participation.objects.get().person == people[1]
    signed_in.post(to("event-people-add", event.pk), ANNA | {"known": "new"})
    assert Person.objects.count() == 3


def test_only_one_of_those_who_answer_can_be_chosen(signed_in, event, fiji):
    for _ in range(2):
        PostingFactory(person__family_name="Tuilagi", person__given_names="Anna", organisation=fiji)
    stranger = PersonFactory()

    response = signed_in.post(to("event-people-add", event.pk), ANNA | {"known": stranger.pk})

    assert "Say who is meant" in text_of(response)
    assert not Participation.objects.exists()


def test_a_known_name_with_another_e_mail_is_asked_about(signed_in, event, fiji):
    known = PersonFactory(family_name="Tuilagi", given_names="Anna", email="one@example.org")
    PostingFactory(person=known, organisation=fiji)
    other = ANNA | {"email": "other@example.org"}

    assert "Who is it?" in text_of(signed_in.post(to("event-people-add", event.pk), other))
    signed_in.post(to("event-people-add", event.pk), other | {"known": known.pk})

    known.refresh_from_db()
    assert (Participation.objects.get().person, known.email) == (known, "one@example.org")


def test_somebody_on_the_list_already_is_refused_by_name(signed_in, event, fiji):
    signed_in.post(to("event-people-add", event.pk), ANNA)

    again = signed_in.post(to("event-people-add", event.pk), ANNA)

    assert "Anna Tuilagi is already on the list." in text_of(again)
    assert Participation.objects.count() == 1


def test_a_person_is_not_added_where_the_parent_has_the_number(client, administrator, fiji):
    part = EventFactory(parent=HeadcountFactory(event__title="Both weeks").event)
    client.force_login(administrator)

    response = client.post(to("event-people-add", part.pk), ANNA)

    assert "already counted at “Both weeks”" in text_of(response)
    assert not Person.objects.exists()


@pytest.mark.parametrize(("state", "usual"), [("HELD", "ATTENDED"), ("PLANNED", "NOMINATED")])
def test_the_usual_state_is_chosen_already(client, administrator, state, usual):
    client.force_login(administrator)
    event = EventFactory(state=state)

    assert client.get(to("event-people-add", event.pk)).context["form"]["state"].value() == usual


# --- Changing ------------------------------------------------------------------------------------


def test_those_chosen_are_marked_together(signed_in, event):
    one, other, left = (named(event, name, state="SELECTED") for name in ("One", "Other", "Left"))
    keys = [f"{row.pk}-{row.version}" for row in (one, other)]

    response = signed_in.post(
        to("event-people-mark", event.pk), {"rows": keys, "state": "ATTENDED"}, follow=True
    )

    assert "2 rows changed." in text_of(response)
    states = dict(event.participations.values_list("pk", "state"))
    assert states == {one.pk: "ATTENDED", other.pk: "ATTENDED", left.pk: "SELECTED"}


def test_everybody_still_expected_is_marked_by_one_button(signed_in, event):
    expected = [
        named(event, name, state=state) for name, state in (("One", "SELECTED"), ("Two", "NOMINATED"))
    ]
    declined = named(event, "Three", state="DECLINED")
    assert "everybody still nominated" in text_of(signed_in.get(to("event-people", event.pk)))

    response = signed_in.post(
        to("event-people-mark", event.pk), {"state": "ATTENDED", "expected": ""}, follow=True
    )

    assert "2 rows changed." in text_of(response)
    assert "everybody still nominated" not in text_of(response)
    states = dict(event.participations.values_list("pk", "state"))
    assert states == {row.pk: "ATTENDED" for row in expected} | {declined.pk: "DECLINED"}


def test_a_row_of_another_event_is_not_marked(signed_in, event):
    theirs = ParticipationFactory(state="SELECTED")

    response = signed_in.post(
        to("event-people-mark", event.pk), {"rows": [f"{theirs.pk}-1"], "state": "ATTENDED"}, follow=True
    )

    assert "The list has changed meanwhile" in text_of(response)
    theirs.refresh_from_db()
    assert theirs.state == "SELECTED"


@pytest.mark.parametrize(
    ("about", "message"),
    [
        ({"rows": [], "state": "ATTENDED"}, "Choose the people first."),
        ({"rows": ["{key}"], "state": "LOST"}, "LOST is not one of the available choices"),
        ({"rows": ["{old}"], "state": "ATTENDED"}, "The list has changed meanwhile"),
    ],
)
def test_what_cannot_be_marked_is_told(signed_in, event, about, message):
    row = named(event, "Tuilagi", state="SELECTED")
    keys = [each.format(key=f"{row.pk}-1", old=f"{row.pk}-0") for each in about["rows"]]

    response = signed_in.post(to("event-people-mark", event.pk), about | {"rows": keys}, follow=True)

    assert message in text_of(response)
    row.refresh_from_db()
    assert row.state == "SELECTED"


def test_nobody_is_marked_in_a_closed_period(client, administrator):
    closed = ClosedPeriodFactory(reason="The report is out.")
    row = ParticipationFactory(event__programmes=[closed.programme], state="SELECTED")
    client.force_login(administrator)

    response = client.post(
        to("event-people-mark", row.event_id), {"rows": [f"{row.pk}-1"], "state": "ATTENDED"}, follow=True
    )

    assert "The report is out." in text_of(response)
    row.refresh_from_db()
    assert row.state == "SELECTED"


def change(client, row, **about):
    fields = {"role": row.role, "state": row.state, "position": "", "organisation": "Fiji", "version": 1}
    return client.post(to("participation-edit", row.event_id, row.pk), fields | about)


def test_a_line_of_the_list_is_changed(signed_in, event, fiji):
    row = named(event, "Tuilagi")

    change(signed_in, row, state="COMPLETED", position="Chief", role="OBSERVER")

    row.refresh_from_db()
    assert (row.state, row.position, row.role) == ("COMPLETED", "Chief", "OBSERVER")
    assert row.organisation_id == fiji.pk
    assert AuditEntry.objects.filter(content_type__model="participation").count() == 1


def test_a_line_changed_meanwhile_is_not_overwritten(signed_in, event, fiji):
    row = named(event, "Tuilagi", fiji)
    Participation.objects.filter(pk=row.pk).update(version=2, position="Theirs")

    response = change(signed_in, row, position="Mine")

    assert "Somebody else changed this meanwhile" in text_of(response)
    assert Participation.objects.get().position == "Theirs"
    assert change(signed_in, row, position="Mine", version=2).status_code == 302


def test_a_line_is_not_changed_into_a_role_the_person_has_already(signed_in, event, fiji):
    row = named(event, "Tuilagi", fiji)
    other = ParticipationFactory(
        event=event, person=row.person, organisation=fiji, role=EventRole.OBSERVER, posting=False
    )

    response = change(signed_in, other, role="PARTICIPANT")

    assert "already on the list in this role" in text_of(response)


def test_a_line_is_found_under_its_own_event_only(client, administrator, event):
    row = ParticipationFactory()
    client.force_login(administrator)

    assert client.get(to("participation-edit", event.pk, row.pk)).status_code == 404
    assert client.get(to("participation-remove", event.pk, row.pk)).status_code == 404


def test_somebody_is_taken_off_the_list_with_a_reason_only(signed_in, event):
    row = named(event, "Tuilagi")
    address = to("participation-remove", event.pk, row.pk)

    signed_in.post(address, {"reason": " "})
    assert Participation.objects.count() == 1
    assert signed_in.post(address, {"reason": "Wrong event"}).url == to("event-people", event.pk)
    assert not Participation.objects.exists()
    assert Person.objects.filter(pk=row.person_id).exists()


def test_a_line_of_a_programme_of_others_is_not_changed(client, assigned, event):
    row = named(event, "Tuilagi", state=ParticipationState.SELECTED)
    client.force_login(assigned(ProgrammeFactory()))

    assert client.post(to("participation-remove", event.pk, row.pk), {"reason": "x"}).status_code == 403
    assert change(client, row, state="ATTENDED").status_code == 403
    marked = {"rows": [f"{row.pk}-1"], "state": "ATTENDED"}
    assert client.post(to("event-people-mark", event.pk), marked).status_code == 403
    row.refresh_from_db()
    assert row.state == "SELECTED"


def test_how_far_somebody_came_and_why_is_told_to_who_works_on_the_programme(signed_in, event):
    row = named(event, "Tuilagi", state=ParticipationState.NOMINATED)
    about = {"role": "PARTICIPANT", "organisation": row.organisation.name, "position": ""}
    page = to("participation-edit", event.pk, row.pk)

    signed_in.post(page, about | {"version": 1, "state": "RESERVE", "state_reason": "one seat only"})
    signed_in.post(page, about | {"version": 2, "state": "SELECTED", "state_reason": "a seat came free"})

    shown = text_of(signed_in.get(page))
    assert shown.index("Nominated → Reserve list") < shown.index("Reserve list → Selected")
    assert "one seat only" in shown
    assert "a seat came free" in shown
