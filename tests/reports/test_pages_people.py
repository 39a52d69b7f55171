"""The page of a person, and what a merge of two would change."""

import datetime as dt

import pytest
from django.urls import reverse

from members.actions.merging import merge_people
from members.models import Merge, Person
from office.audit import Actor
from office.choices import Door
from office.models import AuditEntry, ReadEntry
from reports.models import Edition
from tests.factories.members import AccountFactory, AdministrationFactory, PersonFactory, PostingFactory
from tests.factories.programmes import EventFactory, ParticipationFactory, ProgrammeFactory
from tests.factories.reports import EditionFactory

pytestmark = pytest.mark.django_db


def text_of(answer):
    return answer.content.decode()


@pytest.fixture
def fiji():
    return AdministrationFactory(iso2="FJ", member_name="Fiji")


@pytest.fixture
def anna(fiji):
    person = PersonFactory(family_name="Tuilagi", given_names="Anna")
    PostingFactory(person=person, organisation=fiji, position="Inspector")
    return person


@pytest.fixture
def twin():
    return PersonFactory(family_name="Tuilagi", given_names="Annie")


@pytest.fixture
def at_work(client, officer):
    client.force_login(officer)
    return client


def on_the_list(event, person, **about):
    return ParticipationFactory(event=event, person=person, posting=False, **about)


def test_a_person_has_a_page_of_posts_and_events_and_the_reading_is_logged(at_work, anna, fiji):
    on_the_list(EventFactory(title="Course on wharves"), anna, organisation=fiji)

    page = text_of(at_work.get(anna.get_absolute_url()))

    for words in ("Anna Tuilagi", "Inspector", "Fiji", "Course on wharves"):
        assert words in page
    assert ReadEntry.objects.get().what == f"person {anna.pk}"


def test_the_second_entry_leads_to_the_page_of_the_first(at_work, officer, anna, twin):
    third = PersonFactory(family_name="Third")
    by = Actor(officer, Door.PAGE)
    merge_people(kept=anna, lost=twin, by=by)
    merge_people(kept=third, lost=anna, by=by)

    for entry in (anna, twin):
        assert at_work.get(entry.get_absolute_url()).url == third.get_absolute_url()
    page = text_of(at_work.get(third.get_absolute_url()))
    assert "Also entered as" in page
    assert "Anna Tuilagi" in page


def test_a_second_entry_tells_nobody_who_may_not_see_the_first(client, officer, focal_point, anna, twin):
    PostingFactory(person=twin)
    merge_people(kept=anna, lost=twin, by=Actor(officer, Door.PAGE))
    client.force_login(focal_point)

    assert client.get(twin.get_absolute_url()).status_code == 404


def test_a_focal_point_sees_its_officer_and_of_events_what_is_open_to_it(client, anna, fiji):
    on_the_list(EventFactory(title="Open course"), anna, organisation=fiji)
    on_the_list(EventFactory(title="Course for another administration"), anna)
    client.force_login(AccountFactory(focal_point=True, organisation=fiji))

    page = text_of(client.get(anna.get_absolute_url()))

    assert "Open course" in page
    assert "Course for another administration" not in page
    assert "1 more entry is not shown to you" in page
    assert "Correct" not in page
    assert "Still in post?" in page


@pytest.mark.parametrize("role", ["focal_point", "donor", "master_trainer"])
def test_others_find_no_such_page(client, request, role, anna):
    client.force_login(request.getfixturevalue(role))

    assert client.get(anna.get_absolute_url()).status_code == 404


def test_a_master_trainer_finds_their_own_page(client, master_trainer):
    client.force_login(master_trainer)

    assert client.get(master_trainer.person.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_as_often_whatever_its_length(at_work, anna, django_assert_num_queries, rows):
    for _ in range(rows):
        on_the_list(EventFactory(programmes=[ProgrammeFactory()]), anna)
        PostingFactory(person=anna)

    with django_assert_num_queries(16):
        at_work.get(anna.get_absolute_url())


# --- What a merge would change ----------------------------------------------------------------


@pytest.fixture
def world(anna, twin, fiji):
    """Both at one event of APSP, the second also at another; somebody else at neither."""
    apsp = ProgrammeFactory(code="APSP", short_name="APSP")
    course = EventFactory(title="Course on wharves", programmes=[apsp])
    on_the_list(course, anna, organisation=fiji)
    on_the_list(course, twin, organisation=fiji)
    on_the_list(
        EventFactory(
            title="Later course",
            starts_on=dt.date(2024, 2, 5),
            ends_on=dt.date(2024, 2, 9),
            programmes=[apsp],
        ),
        twin,
        organisation=fiji,
    )
    ParticipationFactory(event__title="Course of others")
    return apsp


def preview(client, anna, twin):
    sent = {"kept_version": 1, "lost_version": 1, "given_names": "kept"}
    return client.post(reverse("reports:merge-preview", args=[anna.pk, twin.pk]), sent)


def effect_of(answer):
    (table,) = answer.context["effect"].blocks
    return [(of, figure, old.shown(), new.shown()) for of, figure, old, new in table.rows]


def test_the_preview_shows_the_figures_that_would_change(at_work, world, anna, twin):
    assert effect_of(preview(at_work, anna, twin)) == [
        ("Everything recorded", "People reached", "3", "2"),
        ("Everything recorded", "Participations", "4", "3"),
        ("Programme: APSP", "People reached", "2", "1"),
        ("Programme: APSP", "Participations", "3", "2"),
        ("Year: 2023", "People reached", "3", "2"),
        ("Year: 2023", "Participations", "3", "2"),
        ("Administration: Fiji", "People reached", "2", "1"),
        ("Administration: Fiji", "Participations", "3", "2"),
    ]


def test_the_preview_names_the_events_and_saves_nothing(at_work, world, anna, twin):
    page = text_of(preview(at_work, anna, twin))

    assert "Course on wharves" in page
    assert "Later course" in page
    assert "Course of others" not in page
    assert (Merge.objects.count(), AuditEntry.objects.count(), Person.objects.count()) == (0, 0, 3)


def test_the_preview_names_released_reports_about_them_and_a_merge_leaves_those(at_work, world, anna, twin):
    ours = EditionFactory(released=True, programme=world)
    other = EditionFactory(released=True)
    draft = EditionFactory(programme=world)
    early = EditionFactory(
        released=True, programme=world, starts_on=dt.date(2020, 1, 1), ends_on=dt.date(2020, 12, 31)
    )

    answer = preview(at_work, anna, twin)

    assert answer.context["editions"] == [ours]
    assert other not in answer.context["editions"]
    assert draft not in answer.context["editions"]
    before = Edition.objects.values().get(pk=ours.pk)
    at_work.post(reverse("members:person-merge", args=[anna.pk, twin.pk]), dict(answer.context["sent"]))
    assert Merge.objects.count() == 1
    assert Edition.objects.values().get(pk=ours.pk) == before
    assert early.pk


def test_a_merge_that_would_be_refused_is_refused_in_the_preview(at_work, anna, twin):
    AccountFactory(person=anna)
    AccountFactory(person=twin)

    page = text_of(preview(at_work, anna, twin))

    assert "Both have an account of their own" in page
    assert "Nothing has been saved" in page


def test_only_who_keeps_the_register_previews(client, focal_point, anna, twin):
    client.force_login(focal_point)

    assert preview(client, anna, twin).status_code == 403
