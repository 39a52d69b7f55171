"""Two entries that were one person: what goes where, what is refused, what is written down."""

import datetime as dt

import pytest
from django.apps import apps

from members.actions.merging import CannotMerge, merge_people, relations_of, tried, twins_of
from members.choices import Sex
from members.models import Account, Merge, Person, Posting
from members.records import Fate
from office.audit import Actor, ChangedMeanwhile
from office.choices import Door
from office.models import AuditEntry, AuditPersonalValue
from office.records import Record
from programmes.choices import EventRole, ParticipationState
from programmes.models import Participation
from tests.factories.members import AccountFactory, AdministrationFactory, PersonFactory, PostingFactory
from tests.factories.programmes import (
    AttendanceFactory,
    ClosedPeriodFactory,
    EventFactory,
    ParticipationFactory,
    ProgrammeFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(officer):
    return Actor(officer, Door.PAGE)


@pytest.fixture
def anna():
    return PersonFactory(family_name="Tuilagi", given_names="Anna", email="anna@example.org")


@pytest.fixture
def other():
    return PersonFactory(family_name="Tuilagi", given_names="A.", sex=Sex.WOMAN)


def on_the_list(event, person, **about):
    return ParticipationFactory(event=event, person=person, posting=False, **about)


def test_every_key_to_a_person_says_what_becomes_of_it_on_a_merge():
    folded = {model for model, _, rule in relations_of(Person) if rule.fate is Fate.FOLD}
    found = {(model._meta.label, name) for model, name, _ in relations_of(Person)}
    below = {(model._meta.label, name) for each in folded for model, name, _ in relations_of(each)}

    every = {
        (model._meta.label, field.name)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if model._meta.managed and field.is_relation and field.related_model in {Person, *folded}
    }
    assert found | below == every
    assert ("programmes.Participation", "person") in found


def test_what_a_merge_writes_is_a_record_with_versions_and_a_trail():
    for model, _, rule in relations_of(Person):
        assert rule.fate is Fate.STAY or issubclass(model, Record)


def test_a_model_that_says_nothing_of_merges_is_found(monkeypatch):
    monkeypatch.setattr(Participation, "on_merge", {})

    with pytest.raises(LookupError, match=r"Participation\.person"):
        list(relations_of(Person))


def test_everything_of_the_second_entry_goes_to_the_first(anna, other, by):
    seat, post = on_the_list(EventFactory(), other), PostingFactory(person=other)
    account = AccountFactory(person=other)

    merge_people(kept=anna, lost=other, by=by)

    for model, row in ((Participation, seat), (Posting, post), (Account, account)):
        assert model.objects.get(pk=row.pk).person == anna


def test_the_second_entry_leads_to_the_first_and_is_in_no_list(anna, other, by, officer):
    merge_people(kept=anna, lost=other, by=by)

    other.refresh_from_db()
    assert other.survivor == anna
    assert list(Person.objects.all()) == [anna]
    assert list(Person.objects.visible_to(officer)) == [anna]
    assert not Person.everyone.visible_to(officer).filter(pk=other.pk).exists()


def test_fields_are_those_chosen_and_the_rest_stays(anna, other, by):
    merge_people(kept=anna, lost=other, taken={"given_names", "sex"}, by=by)

    anna.refresh_from_db()
    assert (anna.full_name, anna.sex, anna.email) == ("A. Tuilagi", Sex.WOMAN, "anna@example.org")
    assert anna.folded_name == "tuilagi a"


def test_one_person_may_hold_two_roles_at_one_event(anna, other, by):
    event = EventFactory()
    on_the_list(event, anna)
    on_the_list(event, other, role=EventRole.RESOURCE_PERSON)

    merge_people(kept=anna, lost=other, by=by)

    assert set(event.participations.values_list("person", "role")) == {
        (anna.pk, EventRole.PARTICIPANT),
        (anna.pk, EventRole.RESOURCE_PERSON),
    }


@pytest.mark.parametrize(
    ("ours", "theirs", "stands"),
    [
        ("NOMINATED", "ATTENDED", "ATTENDED"),
        ("COMPLETED", "ATTENDED", "COMPLETED"),
        ("NO_SHOW", "ATTENDED", "ATTENDED"),
        ("ATTENDED", "DECLINED", "ATTENDED"),
        ("SELECTED", "RESERVE", "SELECTED"),
    ],
)
def test_of_two_lines_in_one_role_the_one_further_on_stands(anna, other, by, ours, theirs, stands):
    event = EventFactory()
    row = on_the_list(event, anna, state=ours)
    on_the_list(event, other, state=theirs)

    merge_people(kept=anna, lost=other, by=by)

    assert event.participations.get() == row
    assert event.participations.get().state == stands


def test_every_state_has_its_place_in_that_order():
    (rule,) = Participation.on_merge.values()

    assert set(rule.further["state"]) == set(ParticipationState.values)


def test_the_reason_of_a_state_goes_along_with_the_state_that_stands(anna, other, by):
    event = EventFactory()
    row = on_the_list(event, anna, state="DECLINED", state_reason="No seat was left")
    on_the_list(event, other, state="ATTENDED")

    merge_people(kept=anna, lost=other, by=by)

    row.refresh_from_db()
    assert (row.state, row.state_reason) == ("ATTENDED", "")


def test_of_two_lines_the_attendance_goes_too_and_who_was_seen_was_there(anna, other, by):
    session, later = SessionFactory(), SessionFactory()
    row, twin = (on_the_list(session.event, each) for each in (anna, other))
    AttendanceFactory(session=session, participation=row, was_present=False)
    AttendanceFactory(session=session, participation=twin, was_present=True)
    AttendanceFactory(session=later, participation=twin, was_present=False)

    merge_people(kept=anna, lost=other, by=by)

    assert dict(row.attendances.values_list("session", "was_present")) == {session.pk: True, later.pk: False}


def test_of_two_lines_what_only_one_says_is_kept_and_where_they_differ_the_choice_holds(anna, other, by):
    event, here = EventFactory(), AdministrationFactory()
    row = on_the_list(event, anna, organisation=here, pre_score=40, position="")
    twin = on_the_list(event, other, organisation=here, pre_score=55, post_score=80, position="Inspector")
    (pair,) = twins_of(anna, other)
    assert [field.name for field in pair.differing] == ["pre_score"]

    merge_people(kept=anna, lost=other, lines={pair.key}, by=by)

    row.refresh_from_db()
    assert (row.pre_score, row.post_score, row.position) == (55, 80, "Inspector")
    assert not Participation.objects.filter(pk=twin.pk).exists()


def test_without_a_choice_the_line_of_the_one_who_is_kept_is_right(anna, other, by):
    event, here = EventFactory(), AdministrationFactory()
    row = on_the_list(event, anna, organisation=here, pre_score=40)
    on_the_list(event, other, organisation=here, pre_score=55)

    merge_people(kept=anna, lost=other, by=by)

    row.refresh_from_db()
    assert row.pre_score == 40


def test_a_folded_line_is_written_down_wholly_and_its_personal_values_only_beside_the_trail(anna, other, by):
    event = EventFactory()
    on_the_list(event, anna)
    twin = on_the_list(event, other, post_score=81, position="Inspector of Wharves")

    merge = merge_people(kept=anna, lost=other, by=by)

    entry = merge.lines.get(what="FOLDED").entry
    said = {name: pair[0] for name, pair in entry.changes.items() if isinstance(pair, list)}
    assert said == {
        "event": event.pk,
        "person": other.pk,
        "role": "PARTICIPANT",
        "state": "ATTENDED",
        "organisation": twin.organisation_id,
    }
    values = dict(entry.personal_values.values_list("field", "old"))
    assert values == {"position": "Inspector of Wharves", "post_score": "81.00", "state_reason": ""}
    for each in AuditEntry.objects.all():
        assert "Wharves" not in f"{each.label}{each.changes}"
        assert "Tuilagi" not in f"{each.label}{each.changes}"
    assert AuditPersonalValue.objects.filter(old__contains="Wharves").exists()


def test_an_undated_posting_that_says_no_more_becomes_one_with_the_other(anna, other, by):
    fiji = AdministrationFactory()
    PostingFactory(person=anna, organisation=fiji, position="")
    PostingFactory(
        person=other, organisation=fiji, position="Officer", starts_on=dt.date(2020, 1, 1),
        standing="IN_POST", known_on=dt.date(2024, 1, 1), source="list",
    )  # fmt: skip
    PostingFactory(person=other, position="Elsewhere")

    merge_people(kept=anna, lost=other, by=by)

    here = anna.postings.get(organisation=fiji)
    assert (here.position, here.starts_on, here.standing) == ("Officer", dt.date(2020, 1, 1), "IN_POST")
    assert anna.postings.count() == 2


def test_postings_that_contradict_each_other_are_not_guessed_right(anna, other, by):
    PostingFactory(person=anna, starts_on=dt.date(2020, 1, 1), ends_on=dt.date(2021, 12, 31))
    PostingFactory(person=other, starts_on=dt.date(2021, 1, 1))

    with pytest.raises(CannotMerge, match="lies on the same days"):
        merge_people(kept=anna, lost=other, by=by)
    assert Person.objects.count() == 2


def test_two_people_who_both_sign_in_are_not_merged(anna, other, by):
    AccountFactory(person=anna)
    AccountFactory(person=other)

    with pytest.raises(CannotMerge, match="Both have an account"):
        merge_people(kept=anna, lost=other, by=by)


def test_merged_twice_is_merged_once(anna, other, by):
    on_the_list(EventFactory(), other)
    merge = merge_people(kept=anna, lost=other, by=by)
    trail = AuditEntry.objects.count()

    assert merge_people(kept=anna, lost=other, by=by) == merge
    assert (Merge.objects.count(), AuditEntry.objects.count()) == (1, trail)


def test_an_entry_merged_elsewhere_is_not_merged_again(anna, other, by):
    merge_people(kept=anna, lost=other, by=by)

    with pytest.raises(CannotMerge, match="merged into another entry"):
        merge_people(kept=PersonFactory(), lost=other, by=by)
    with pytest.raises(CannotMerge, match="merged into another entry"):
        merge_people(kept=other, lost=PersonFactory(), by=by)


def test_nobody_is_merged_with_themselves_or_with_somebody_made_up(anna, by):
    with pytest.raises(CannotMerge):
        merge_people(kept=anna, lost=anna, by=by)
    with pytest.raises(CannotMerge, match="made up"):
        merge_people(kept=anna, lost=PersonFactory(is_made_up=True), by=by)


def test_what_was_looked_at_has_to_be_what_is_stored(anna, other, by):
    Person.objects.filter(pk=other.pk).update(version=2)

    with pytest.raises(ChangedMeanwhile):
        merge_people(kept=anna, lost=other, by=by)


def test_lines_of_closed_books_move_along_but_never_become_one(anna, other, by):
    programme = ProgrammeFactory()
    ClosedPeriodFactory(programme=programme)
    shared, own = EventFactory(programmes=[programme]), EventFactory(programmes=[programme])
    seat = on_the_list(own, other)
    on_the_list(shared, anna)
    twin = on_the_list(shared, other)

    with pytest.raises(CannotMerge, match="The annual report is out"):
        merge_people(kept=anna, lost=other, by=by)
    seat.refresh_from_db()
    assert seat.person == other

    twin.delete()
    merge_people(kept=anna, lost=other, by=by)
    seat.refresh_from_db()
    assert seat.person == anna


def test_a_merge_that_is_tried_leaves_nothing(anna, other, by):
    seat = on_the_list(EventFactory(), other)

    with tried(kept=anna, lost=other, by=by):
        assert Participation.objects.get(pk=seat.pk).person == anna

    assert Participation.objects.get(pk=seat.pk).person == other
    assert (Merge.objects.count(), AuditEntry.objects.count()) == (0, 0)
