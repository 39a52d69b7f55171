"""A person is found under the names of entries that became one with theirs, as long as they are one."""

import datetime as dt

import pytest
from django.http import QueryDict
from django.test import RequestFactory

from members.actions.merging import merge_people
from members.actions.splitting import split_people
from members.filters import PersonFilter
from members.matching.exact import certain
from members.matching.register import match
from members.matching.values import Description, Outcome, Reason
from members.models import Person
from office.audit import Actor
from office.choices import Door
from tests.factories.members import AdministrationFactory, PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db
BY = Actor(None, Door.COMMAND)
NOW = dt.datetime(2024, 5, 1, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def fiji():
    return AdministrationFactory(iso2="FJ").organisation_ptr


@pytest.fixture
def mere(fiji):
    person = PersonFactory(family_name="Vunibola", given_names="Mere", email="mere@example.org")
    PostingFactory(person=person, organisation=fiji)
    return person


@pytest.fixture
def married():
    return PersonFactory(family_name="Tikoirotuma", given_names="Mere Lusiana")


def merge(kept, lost, **about):
    return merge_people(
        kept=Person.everyone.get(pk=kept.pk), lost=Person.everyone.get(pk=lost.pk), by=BY, **about
    )


def split(merged):
    split_people(merge=merged, now=NOW, by=BY)


def searched(text):
    return list(Person.objects.all().called(text).by_name())


def listed(text, account):
    request = RequestFactory().get("/")
    request.user = account
    return list(PersonFilter(QueryDict(f"q={text}"), Person.objects.visible_to(account), request=request).qs)


def test_search_finds_a_person_under_the_name_of_a_merged_entry(mere, married, officer):
    merged = merge(mere, married)

    assert searched("Tikoirotuma") == searched("Vunibola") == listed("lusiana", officer) == [mere]

    split(merged)

    assert searched("Tikoirotuma") == listed("lusiana", officer) == [married]
    assert searched("Vunibola") == [mere]


def test_matching_links_a_row_that_names_the_merged_entry(mere, married, fiji):
    said = Description(0, "Tikoirotuma", "Mere Lusiana", organisation_id=fiji.pk)
    merged = merge(mere, married)
    (verdict,) = match([said], among=Person.objects.all())

    assert (verdict.outcome, verdict.person_id) == (Outcome.LINKED, mere.pk)
    assert Reason.FORMER_NAME in verdict.candidates[0].reasons

    split(merged)
    (verdict,) = match([said], among=Person.objects.all())

    assert verdict.person_id != mere.pk


def test_the_same_email_and_a_name_of_before_need_no_weighing(mere, married):
    said = Description(7, "Tikoirotuma", "Mere Lusiana", email="MERE@example.org")
    assert certain([said], among=Person.objects.all()) == {}

    merge(mere, married)

    assert certain([said], among=Person.objects.all()) == {7: mere.pk}


def test_names_come_along_through_a_chain_of_merges(mere, married):
    third = PersonFactory(family_name="Qalo", given_names="M.")
    first = merge(married, third)
    merge(mere, married)

    assert searched("Qalo") == [mere]
    mere.refresh_from_db()
    assert mere.other_names == ["Mere Lusiana Tikoirotuma", "M. Qalo"]
    assert Person.everyone.get(pk=first.kept_id).other_names == ["M. Qalo"]


def test_the_name_a_merge_replaced_still_finds_the_person(mere, married):
    merged = merge(mere, married, taken={"family_name", "given_names"})

    assert searched("Vunibola") == searched("Tikoirotuma") == [mere]

    split(merged)

    assert searched("Vunibola") == [mere]
    assert searched("Tikoirotuma") == [married]


def test_one_of_two_merges_taken_back_leaves_the_names_of_the_other(mere, married):
    twin = PersonFactory(family_name="Tikoirotuma", given_names="Mere Lusiana")
    first = merge(mere, married)
    merge(mere, twin)
    split(first)

    assert set(searched("Tikoirotuma")) == {mere, married}


def test_a_name_corrected_later_does_not_lose_the_others(mere, married):
    merge(mere, married)
    person = Person.objects.get(pk=mere.pk)
    person.family_name = "Vunibaka"
    person.save()

    assert searched("Tikoirotuma") == searched("Vunibaka") == [mere]
