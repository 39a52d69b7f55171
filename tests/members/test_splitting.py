"""A merge that was wrong is taken back, exactly, and what was done since stays."""

import datetime as dt

import pytest

from members.actions.merging import merge_people
from members.actions.splitting import CannotSplit, split_people
from members.choices import Outcome, Rejoining
from members.models import Account, Merge, Person, Posting
from office import audit
from office.audit import Actor
from office.choices import Door
from office.erasing import erasing
from office.models import AuditPersonalValue, Tombstone
from programmes.models import Participation
from tests.factories.members import AccountFactory, AdministrationFactory, PersonFactory, PostingFactory
from tests.factories.programmes import (
    ClosedPeriodFactory,
    EventFactory,
    ParticipationFactory,
    ProgrammeFactory,
)

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2024, 5, 1, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def by(officer):
    return Actor(officer, Door.PAGE)


@pytest.fixture
def anna():
    return PersonFactory(family_name="Tuilagi", given_names="Anna", email="anna@example.org")


@pytest.fixture
def other():
    return PersonFactory(family_name="Tuilagi", given_names="A.", sex="WOMAN")


def on_the_list(event, person, **about):
    return ParticipationFactory(event=event, person=person, posting=False, **about)


def split(merge, by):
    return split_people(merge=merge, now=NOW, by=by)


def stored():
    """Everything said of people, without who wrote it and when it was changed last."""
    beside = {"version", "updated_at", "updated_by_id"}
    return {
        model.__name__: {
            row["id"]: {name: value for name, value in row.items() if name not in beside}
            for row in model._default_manager.values()
        }
        for model in (Account, Person, Posting, Participation)
    }


@pytest.fixture
def world(anna, other):
    """Two entries with a posting each at one place, a shared event, and one of the second alone."""
    here, event = AdministrationFactory(), EventFactory()
    PostingFactory(person=anna, organisation=here, position="")
    PostingFactory(person=other, organisation=here, position="Officer", starts_on=dt.date(2020, 1, 1))
    on_the_list(event, anna, organisation=here, state="NOMINATED", position="")
    on_the_list(event, other, organisation=here, pre_score=40, post_score=81, position="Inspector")
    on_the_list(EventFactory(), other)
    AccountFactory(person=other)
    return event


def test_a_split_undoes_a_merge_exactly(world, anna, other, by):
    before = stored()
    merge = merge_people(kept=anna, lost=other, taken={"given_names", "sex"}, by=by)
    assert stored() != before

    split(merge, by)

    assert stored() == before
    assert set(merge.lines.values_list("outcome", flat=True)) == {Outcome.RETURNED}
    assert set(Person.objects.all()) == {anna, other}


def test_what_stands_again_is_no_longer_buried(world, anna, other, by):
    merge = merge_people(kept=anna, lost=other, by=by)
    assert Tombstone.objects.count() == 2

    split(merge, by)

    assert not Tombstone.objects.exists()
    twin = Participation.objects.get(event=world, person=other)
    audit.remove(twin, by=by)
    assert Tombstone.objects.count() == 1


def test_split_twice_is_split_once_and_merged_again_is_a_merge_of_its_own(world, anna, other, by):
    merge = merge_people(kept=anna, lost=other, by=by)
    split(merge, by)
    before = stored()

    assert split(merge, by) == merge
    assert stored() == before
    for person in (anna, other):
        person.refresh_from_db()
    again = merge_people(kept=other, lost=anna, by=by)
    assert again != merge
    split(again, by)
    assert stored() == before


def test_a_row_changed_since_returns_with_the_change_and_is_listed(anna, other, by):
    seat = on_the_list(EventFactory(), other)
    merge = merge_people(kept=anna, lost=other, by=by)
    seat.refresh_from_db()
    seat.post_score = 90
    audit.save(seat, by=by)

    split(merge, by)

    seat.refresh_from_db()
    assert (seat.person, seat.post_score) == (other, 90)
    assert merge.lines.get(object_id=seat.pk, what=Rejoining.MOVED).outcome == Outcome.EDITED


def test_a_row_entered_since_stays_with_whom_it_was_entered_for_and_is_listed(anna, other, by):
    merge = merge_people(kept=anna, lost=other, by=by)
    since = on_the_list(EventFactory(), anna)

    split(merge, by)

    since.refresh_from_db()
    assert since.person == anna
    line = merge.lines.get(object_id=since.pk)
    assert (line.what, line.outcome) == (Rejoining.ADDED, Outcome.STAYED)


def test_a_value_changed_since_is_left_as_it_is_and_the_others_go_back(world, anna, other, by):
    merge = merge_people(kept=anna, lost=other, by=by)
    row = Participation.objects.get(event=world, person=anna)
    assert (row.state, row.position) == ("ATTENDED", "Inspector")
    row.position = "Chief inspector"
    audit.save(row, by=by)

    split(merge, by)

    row.refresh_from_db()
    assert (row.state, row.position, row.pre_score) == ("NOMINATED", "Chief inspector", None)
    line = merge.lines.get(object_id=row.pk, what=Rejoining.CHANGED, content_type__model="participation")
    assert (line.outcome, line.fields_kept) == (Outcome.STAYED, ["position"])


def test_a_name_corrected_since_is_left_as_it_is(anna, other, by):
    merge = merge_people(kept=anna, lost=other, taken={"given_names", "sex"}, by=by)
    anna.given_names = "Annabel"
    audit.save(anna, by=by)

    split(merge, by)

    anna.refresh_from_db()
    assert (anna.given_names, anna.sex) == ("Annabel", "NOT_STATED")


def test_what_was_removed_since_does_not_come_back_and_is_listed(anna, other, by):
    seat, event = on_the_list(EventFactory(), other), EventFactory()
    on_the_list(event, anna)
    on_the_list(event, other)
    merge = merge_people(kept=anna, lost=other, by=by)
    audit.remove(Participation.objects.get(pk=seat.pk), by=by)
    event.delete()

    split(merge, by)

    assert not Participation.objects.exists()
    outcomes = set(merge.lines.values_list("what", "outcome"))
    assert outcomes == {(Rejoining.MOVED, Outcome.GONE), (Rejoining.FOLDED, Outcome.GONE)}


def test_of_a_chain_the_last_merge_is_split_first(anna, other, by):
    third = PersonFactory(family_name="Third")
    seat = on_the_list(EventFactory(), other)
    before = stored()
    first = merge_people(kept=anna, lost=other, by=by)
    second = merge_people(kept=third, lost=anna, by=by)
    assert Person.everyone.get(pk=other.pk).survivor == third

    with pytest.raises(CannotSplit, match="merged into Given Third since"):
        split(first, by)
    split(second, by)
    split(first, by)

    assert stored() == before
    seat.refresh_from_db()
    assert seat.person == other


def test_merges_that_have_nothing_in_common_are_split_in_any_order(anna, other, by):
    third = PersonFactory()
    for person in (other, third):
        on_the_list(EventFactory(), person)
    before = stored()
    first = merge_people(kept=anna, lost=other, by=by)
    second = merge_people(kept=anna, lost=third, by=by)

    split(first, by)
    split(second, by)

    assert stored() == before


def test_a_row_of_three_entries_is_taken_apart_from_its_last_merge_on(anna, other, by):
    third, event = PersonFactory(family_name="Third"), EventFactory()
    on_the_list(event, other, state="ATTENDED")
    on_the_list(event, third, state="COMPLETED")
    before = stored()
    first = merge_people(kept=anna, lost=other, by=by)
    second = merge_people(kept=anna, lost=third, by=by)

    with pytest.raises(CannotSplit, match="Third was merged into Anna Tuilagi later"):
        split(first, by)
    split(second, by)
    split(first, by)

    assert stored() == before


def test_a_line_of_books_closed_since_is_not_taken_apart(anna, other, by):
    programme = ProgrammeFactory()
    event = EventFactory(programmes=[programme])
    on_the_list(event, anna)
    on_the_list(event, other)
    merge = merge_people(kept=anna, lost=other, by=by)
    ClosedPeriodFactory(programme=programme)

    with pytest.raises(CannotSplit, match="The annual report is out"):
        split(merge, by)
    assert Merge.objects.get(pk=merge.pk).split_at is None
    assert event.participations.count() == 1


def test_values_erased_from_the_trail_do_not_come_back(world, anna, other, by):
    merge = merge_people(kept=anna, lost=other, by=by)
    with erasing():
        AuditPersonalValue.objects.all().delete()

    split(merge, by)

    twin = Participation.objects.get(event=world, person=other)
    assert (twin.position, twin.post_score, twin.state) == ("", None, "ATTENDED")
