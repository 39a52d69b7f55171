"""Fellowships as a coordinator enters them: who, where, how long, the log, and what came of it."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse

from members.models import Person
from office.audit import Actor
from office.choices import Door
from office.models import AuditEntry, ReadEntry
from programmes.actions import fellows
from programmes.models import Fellowship, FellowshipMilestone, FellowshipWeek
from tests.factories.kept import FellowshipFactory, FellowshipMilestoneFactory, FellowshipWeekFactory
from tests.factories.members import (
    AccountFactory,
    AdministrationFactory,
    OrganisationFactory,
    PersonFactory,
    PostingFactory,
)
from tests.factories.programmes import (
    AssignmentFactory,
    FundingFactory,
    MembershipClaimFactory,
    MembershipFactory,
    PhaseFactory,
)

pytestmark = pytest.mark.django_db
NEW = reverse("programmes:fellowships-new")
BY, TODAY = Actor(None, Door.COMMAND), dt.date(2024, 1, 15)


@pytest.fixture
def phase():
    return PhaseFactory(starts_on="2023-01-01", ends_on="2023-12-31")


@pytest.fixture
def fiji(phase):
    administration = AdministrationFactory(iso2="FJ", member_name="Fiji")
    membership = MembershipFactory(programme=phase.programme, administration=administration)
    MembershipClaimFactory(membership=membership, joined_on="2002-01-01", is_shown=True)
    return administration


@pytest.fixture
def coordinator(client, phase):
    account = AccountFactory(officer=True)
    AssignmentFactory(account=account, programme=phase.programme, kind="COORDINATOR")
    client.force_login(account)
    return account


@pytest.fixture
def typed(phase, fiji):
    OrganisationFactory(name="UNCTAD office in Suva")
    return {
        "version": "1",
        "programme": phase.programme_id,
        "phase": phase.pk,
        "administration": fiji.pk,
        "family_name": "Tuilagi",
        "given_names": "Mere",
        "sex": "WOMAN",
        "email": "",
        "position": "Senior IT officer",
        "host_name": "UNCTAD office in Suva",
        "place": "Suva",
        "mentor": "Regional coordinator",
        "objectives": "Configure the transit module",
        "starts_on": "2023-02-06",
        "ends_on": "2023-05-19",
        "state": "COMPLETED",
        "outcome": "",
        "source": "",
        "note": "",
    }


def errors_of(answer):
    assert answer.status_code == 200, "it was taken"
    return {name: " ".join(each) for name, each in answer.context["form"].errors.items()}


def test_a_fellowship_of_15_weeks_is_entered_with_somebody_new_to_the_register(client, coordinator, typed):
    page = client.post(NEW, typed, follow=True).content.decode()

    fellowship = Fellowship.objects.get()
    assert fellowship.weeks == 15
    assert fellowship.person.full_name == "Mere Tuilagi"
    assert fellowship.person.postings.get().organisation_id == fellowship.administration_id
    assert "Mere Tuilagi" in page
    assert "Configure the transit module" in page


def test_a_fellow_the_register_knows_is_not_entered_twice(client, coordinator, typed, fiji):
    known = PersonFactory(family_name="Tuilagi", given_names="Mere", sex="WOMAN")
    PostingFactory(person=known, organisation=fiji, position="Senior IT officer")

    answer = client.post(NEW, typed)
    if answer.status_code == 200:  # in doubt, it is asked who is meant
        assert "known" in errors_of(answer)
        client.post(NEW, typed | {"known": known.pk})

    assert Fellowship.objects.get().person == known
    assert Person.objects.count() == 1


def test_40_weeks_are_refused(client, coordinator, typed):
    answer = client.post(NEW, typed | {"ends_on": "2023-11-10", "note": "He liked it there."})

    assert "26 weeks at most" in " ".join(errors_of(answer).values())
    assert not Fellowship.objects.exists()
    assert not Person.objects.exists()


def test_40_weeks_are_refused_by_the_database_too():
    with pytest.raises(IntegrityError, match="fellowship_of_half_a_year_at_most"):
        FellowshipFactory(starts_on=dt.date(2023, 2, 6), ends_on=dt.date(2023, 11, 10))


def test_more_weeks_than_usual_are_asked_about_and_taken_with_a_reason(client, coordinator, typed):
    longer = typed | {"ends_on": "2023-06-16"}

    assert "this is one of 19" in errors_of(client.post(NEW, longer))["note"]

    client.post(NEW, longer | {"note": "The upgrade came later."})

    assert Fellowship.objects.get().weeks == 19


def test_days_outside_of_the_phase_are_asked_about(client, coordinator, typed):
    late = typed | {"starts_on": "2024-01-08", "ends_on": "2024-02-02"}

    assert "outside of the phase" in errors_of(client.post(NEW, late))["note"]
    client.post(NEW, late | {"note": "Moved because of the cyclone."})

    assert Fellowship.objects.get().note == "Moved because of the cyclone."


def test_an_administration_that_was_no_member_then_is_asked_about(client, coordinator, typed, phase):
    tonga = AdministrationFactory(iso2="TO", member_name="Tonga")
    membership = MembershipFactory(programme=phase.programme, administration=tonga)
    MembershipClaimFactory(membership=membership, joined_on="2023-03-01", is_shown=True)
    early = typed | {"administration": tonga.pk}

    assert "no member of the programme" in errors_of(client.post(NEW, early))["note"]
    client.post(NEW, early | {"note": "It was about to join."})

    assert Fellowship.objects.get().administration == tonga


def test_what_is_missing_or_contradicts_itself_is_told_at_its_field(client, coordinator, typed):
    wrong = {"family_name": "", "host_name": "An office nobody knows", "ends_on": "2023-02-30", "sex": "X"}

    assert set(errors_of(client.post(NEW, typed | wrong))) == {"family_name", "host_name", "ends_on", "sex"}
    assert "day before" not in errors_of(client.post(NEW, typed | {"ends_on": "2023-02-01"}))
    assert not Fellowship.objects.exists()


def test_nobody_is_fellow_at_two_places_on_one_day():
    first = FellowshipFactory()
    second = FellowshipFactory.build(
        programme=first.programme,
        person=first.person,
        administration=first.administration,
        host=first.host,
        starts_on=dt.date(2023, 5, 19),
        ends_on=dt.date(2023, 7, 28),
    )

    with pytest.raises(ValidationError, match="another fellowship on the same days"):
        fellows.save_fellowship(record=second, today=TODAY, by=BY)

    first.state = "CANCELLED"
    fellows.save_fellowship(record=first, today=TODAY, by=BY)
    fellows.save_fellowship(record=second, today=TODAY, by=BY)


@pytest.mark.parametrize(
    ("state", "first", "field"),
    [
        ("COMPLETED", dt.date(2024, 1, 8), "state"),
        ("UNDER_WAY", dt.date(2024, 2, 5), "state"),
        ("ENDED_EARLY", dt.date(2023, 9, 4), "note"),
    ],
)
def test_a_state_fits_its_days(state, first, field):
    record = FellowshipFactory(state="PLANNED", starts_on=first, ends_on=first + dt.timedelta(days=20))
    record.state = state

    with pytest.raises(ValidationError) as refused:
        fellows.save_fellowship(record=record, today=TODAY, by=BY)

    assert list(refused.value.error_dict) == [field]


def test_the_log_has_a_line_for_each_week_and_no_other(client, coordinator, phase):
    fellowship = FellowshipFactory(programme=phase.programme)
    new = reverse("programmes:fellowship-weeks-new")
    week = {"version": 1, "fellowship": fellowship.pk, "number": 3, "done": "Took calls of the help desk."}

    client.post(new, week)
    twice = errors_of(client.post(new, week))
    beyond = errors_of(client.post(new, week | {"number": 16}))
    nought = errors_of(client.post(new, week | {"number": 0}))

    assert FellowshipWeek.objects.get().starts_on == dt.date(2023, 2, 20)
    assert "in the log already" in " ".join(twice.values())
    assert "15 weeks" in beyond["number"]
    assert "number" in nought
    page = client.get(fellowship.get_absolute_url()).content.decode()
    assert "Took calls of the help desk." in page
    assert "1 of 15" in page


def test_a_milestone_is_due_within_the_fellowship_and_reached_or_not(client, coordinator, phase):
    fellowship = FellowshipFactory(programme=phase.programme)
    new = reverse("programmes:fellowship-milestones-new")
    stone = {"version": 1, "fellowship": fellowship.pk, "name": "Module live", "due_on": "2023-03-31"}

    outside = errors_of(client.post(new, stone | {"due_on": "2023-05-20"}))
    before = errors_of(client.post(new, stone | {"reached_on": "2023-02-05"}))
    client.post(new, stone | {"reached_on": "2023-04-02"})
    client.post(new, stone | {"name": "Users trained"})

    assert "outside of the fellowship" in outside["due_on"]
    assert "before the fellowship" in before["reached_on"]
    assert FellowshipMilestone.objects.count() == 2
    assert "1 of 2" in client.get(fellowship.get_absolute_url()).content.decode()


def test_days_do_not_move_away_from_the_log_and_the_milestones():
    fellowship = FellowshipFactory()
    FellowshipWeekFactory(fellowship=fellowship, number=15)
    fellowship.ends_on = dt.date(2023, 4, 28)

    with pytest.raises(ValidationError, match="weeks after this day"):
        fellows.save_fellowship(record=fellowship, today=TODAY, by=BY)

    other = FellowshipMilestoneFactory().fellowship
    other.ends_on = dt.date(2023, 3, 30)
    with pytest.raises(ValidationError, match="milestone is due outside"):
        fellows.save_fellowship(record=other, today=TODAY, by=BY)


def test_a_fellowship_with_a_log_is_not_removed_and_a_removal_has_a_reason(client, coordinator, phase):
    week = FellowshipWeekFactory(fellowship__programme=phase.programme)
    address = reverse("programmes:fellowships-remove", args=[week.fellowship_id])

    assert "remove that first" in errors_of(client.post(address, {"reason": "Twice"}))["__all__"]
    client.post(reverse("programmes:fellowship-weeks-remove", args=[week.pk]), {"reason": "Of another"})
    client.post(address, {"reason": "Entered twice"})

    assert not Fellowship.objects.exists()
    assert AuditEntry.objects.filter(reason="Entered twice").exists()


def test_fellowships_are_found_by_name_administration_state_and_year(client, coordinator, phase, fiji):
    about = {"programme": phase.programme, "administration": fiji}
    sought = FellowshipFactory(person__family_name="Vaka", state="UNDER_WAY", **about)
    FellowshipFactory(person__family_name="Other", starts_on="2022-02-07", ends_on="2022-05-20", **about)
    address = reverse("programmes:fellowships-list")

    for asked in ({"q": "VÁKA "}, {"state": "UNDER_WAY"}, {"year": 2023}):
        found = client.get(address, asked | {"administration": "FJ"}).context["page"].object_list
        assert [each.pk for each in found] == [sought.pk], asked
    assert client.get(address, {"year": "nonsense"}).status_code == 400


def test_a_focal_point_reads_its_own_fellows_and_no_others_and_a_donor_none(client, phase, fiji):
    own = FellowshipFactory(programme=phase.programme, phase=phase, administration=fiji)
    tonga = AdministrationFactory(iso2="TO")
    MembershipFactory(programme=phase.programme, administration=tonga)
    other = FellowshipFactory(programme=phase.programme, phase=phase, administration=tonga)
    FellowshipWeekFactory(fellowship=other)
    focal_point = AccountFactory(focal_point=True, organisation=fiji.organisation_ptr)
    donor = AccountFactory(donor=True)
    FundingFactory(phase=phase, donor=donor.organisation)

    assert list(Fellowship.objects.visible_to(focal_point)) == [own]
    assert not FellowshipWeek.objects.visible_to(focal_point).exists()
    assert not Fellowship.objects.visible_to(donor).exists()
    assert Fellowship.objects.countable_for(donor).count() == 2


def test_who_read_of_a_fellow_is_logged(client, coordinator, phase):
    fellowship = FellowshipFactory(programme=phase.programme)

    client.get(fellowship.get_absolute_url())

    assert ReadEntry.objects.filter(reader=coordinator, what=f"fellowships {fellowship.pk}").exists()


def test_what_is_personal_stands_in_the_side_table_of_the_trail_alone(client, coordinator, typed):
    client.post(NEW, typed)

    entry = AuditEntry.objects.get(content_type__model="fellowship")
    assert entry.label == ""
    assert entry.changes["mentor"] == "personal"
    assert "Regional coordinator" not in str(entry.changes)
