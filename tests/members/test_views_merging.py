"""Two entries at the browser: found, looked at, said to be one or two, merged and split."""

import pytest
from django.urls import reverse

from members.actions.merging import merge_people
from members.matching.pairs import likely_pairs
from members.models import Merge, NotSame, Person
from office.audit import Actor
from office.choices import Door
from office.models import AuditEntry, ReadEntry
from programmes.models import Participation
from tests.factories.members import PersonFactory, PostingFactory
from tests.factories.programmes import EventFactory, ParticipationFactory

pytestmark = pytest.mark.django_db


def to(page, *args):
    return reverse(f"members:{page}", args=args)


def text_of(answer):
    return answer.content.decode()


@pytest.fixture
def at_work(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def anna():
    return PersonFactory(family_name="Tuilagi", given_names="Anna")


@pytest.fixture
def twin():
    return PersonFactory(family_name="Anna", given_names="Tuilagi", email="anna@example.org")


def pairs(**about):
    return [
        (pair.first_id, pair.second_id)
        for pair in likely_pairs(Person.everyone.standing(), limit=10, **about)
    ]


def test_a_pair_has_the_words_of_a_name_in_common_or_the_email(anna, twin):
    third = PersonFactory(family_name="Somebody", email="ANNA@example.org")
    PersonFactory(family_name="Nobody")

    assert pairs() == [(anna.pk, twin.pk), (twin.pk, third.pk)]
    assert pairs(after=anna.pk) == [(twin.pk, third.pk)]


def test_pairs_stand_side_by_side_and_the_reading_is_logged(at_work, anna, twin):
    PostingFactory(person=anna, position="Inspector of Wharves")

    page = text_of(at_work.get(to("duplicate-list")))

    assert "same names in another order" in page
    assert "Inspector of Wharves" in page
    assert ReadEntry.objects.get().people == 2


@pytest.mark.parametrize("rows", [2, 4])
def test_the_page_of_pairs_asks_as_often_whatever_its_length(at_work, django_assert_num_queries, rows):
    for person in PersonFactory.create_batch(rows, family_name="Same"):
        PostingFactory(person=person)

    with django_assert_num_queries(13):
        at_work.get(to("duplicate-list"))


def test_a_pair_said_to_be_two_people_is_not_asked_of_again(at_work, anna, twin):
    for _ in range(2):
        at_work.post(to("duplicate-not-same", twin.pk, anna.pk))

    assert NotSame.objects.get().person == anna
    assert pairs() == []
    assert "two people" in text_of(at_work.get(to("person-merge", anna.pk, twin.pk)))


def test_nobody_is_somebody_else_than_themselves(at_work, anna):
    at_work.post(to("duplicate-not-same", anna.pk, anna.pk))

    assert not NotSame.objects.exists()


def test_the_form_asks_only_where_the_entries_differ(at_work, anna, twin):
    form = at_work.get(to("person-merge", anna.pk, twin.pk)).context["form"]

    asked = {name: field.initial for name, field in form.fields.items() if not field.widget.is_hidden}
    assert asked == {"family_name": "kept", "given_names": "kept", "email": "lost"}


def test_a_merge_keeps_what_was_chosen_and_can_be_split(at_work, anna, twin):
    event = EventFactory(title="Course on wharves")
    ours = ParticipationFactory(event=event, person=anna, pre_score=40, posting=False)
    ParticipationFactory(
        event=event, person=twin, organisation=ours.organisation, pre_score=55, posting=False
    )
    chosen = {
        "kept_version": 1, "lost_version": 1, "family_name": "kept", "given_names": "kept",
        "email": "lost", "line_0": "lost",
    }  # fmt: skip

    answer = at_work.post(to("person-merge", anna.pk, twin.pk), chosen)

    merge = Merge.objects.get()
    assert answer.url == merge.get_absolute_url()
    assert Person.objects.get().email == "anna@example.org"
    assert Participation.objects.get().pre_score == 55
    page = text_of(at_work.get(answer.url))
    assert "Course on wharves" in page
    assert "Became one with another" in page

    assert "Why" in text_of(at_work.post(to("merge-split", merge.pk), {"reason": ""}))
    at_work.post(to("merge-split", merge.pk), {"reason": "Two officers of one name"})
    assert Person.objects.count() == 2
    assert AuditEntry.objects.filter(reason="Two officers of one name").exists()
    assert "As before the merge" in text_of(at_work.get(merge.get_absolute_url()))


def test_sent_twice_it_is_one_merge(at_work, anna, twin):
    chosen = {
        "kept_version": 1, "lost_version": 1, "family_name": "kept", "given_names": "kept", "email": "kept",
    }  # fmt: skip

    for _ in range(2):
        answer = at_work.post(to("person-merge", anna.pk, twin.pk), chosen)

        assert answer.url == Merge.objects.get().get_absolute_url()


def test_a_refusal_is_told_and_nothing_is_saved(at_work, anna, twin):
    Person.objects.filter(pk=twin.pk).update(is_made_up=True)
    chosen = {
        "kept_version": 1, "lost_version": 1, "family_name": "kept", "given_names": "kept", "email": "kept",
    }  # fmt: skip

    answer = at_work.post(to("person-merge", anna.pk, twin.pk), chosen)

    assert "made up for a demonstration" in text_of(answer)
    assert not Merge.objects.exists()


@pytest.mark.parametrize("wrong", [{}, {"kept_version": "x"}, {"family_name": "third"}])
def test_what_the_form_does_not_know_is_refused(at_work, anna, twin, wrong):
    sent = {"kept_version": 1, "lost_version": 1} | wrong

    assert at_work.post(to("person-merge", anna.pk, twin.pk), sent).status_code == 200
    assert not Merge.objects.exists()


@pytest.mark.parametrize("role", ["focal_point", "donor", "auditor", "master_trainer"])
def test_only_who_keeps_the_register_merges(client, request, role, anna, twin):
    client.force_login(request.getfixturevalue(role))

    assert client.get(to("duplicate-list")).status_code == 403
    assert client.post(to("person-merge", anna.pk, twin.pk)).status_code == 403
    assert client.post(to("duplicate-not-same", anna.pk, twin.pk)).status_code == 403


def test_a_merge_with_nobody_is_not_found(at_work, anna):
    assert at_work.get(to("person-merge", anna.pk, 999_999)).status_code == 404
    assert at_work.get(to("merge-page", 999_999)).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_a_merge_asks_as_often_whatever_it_moved(
    at_work, officer, anna, twin, django_assert_num_queries, rows
):
    for _ in range(rows):
        ParticipationFactory(person=twin)
    merge = merge_people(kept=anna, lost=twin, by=Actor(officer, Door.PAGE))

    with django_assert_num_queries(7):
        at_work.get(merge.get_absolute_url())
