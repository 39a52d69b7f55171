"""The register at the browser: who is listed to whom, corrected, moved, still in post."""

import datetime as dt

import pytest
from django.urls import reverse

from members.actions.merging import merge_people
from members.models import Person, Posting
from office.audit import Actor
from office.choices import Door
from office.models import AuditEntry, ReadEntry
from tests.factories.members import AccountFactory, AdministrationFactory, PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db
DAY = dt.date


def to(page, *args):
    return reverse(f"members:{page}", args=args)


def text_of(answer):
    return answer.content.decode()


@pytest.fixture
def fiji():
    return AdministrationFactory(iso2="FJ", member_name="Fiji")


@pytest.fixture
def anna(fiji):
    """Anna Tuilagi, posted with Fiji since 2020."""
    person = PersonFactory(family_name="Tuilagi", given_names="Anna", email="anna@example.org")
    PostingFactory(person=person, organisation=fiji, position="Inspector", starts_on=DAY(2020, 1, 1))
    return person


@pytest.fixture
def at_work(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def of_fiji(client, fiji):
    client.force_login(AccountFactory(focal_point=True, organisation=fiji))
    return client


def posting_of(person):
    return person.postings.get()


def test_the_list_shows_the_register_and_the_reading_is_logged(at_work, anna):
    page = text_of(at_work.get(to("person-list")))

    assert "Anna Tuilagi" in page
    assert "Fiji" in page
    assert ReadEntry.objects.get().people == 1


def test_a_focal_point_finds_people_ever_posted_with_it_and_nobody_else(of_fiji, anna):
    PostingFactory(person__family_name="Elsewhere")

    page = text_of(of_fiji.get(to("person-list")))

    assert "Anna Tuilagi" in page
    assert "Elsewhere" not in page


@pytest.mark.parametrize("role", ["donor", "master_trainer"])
def test_others_find_no_names(client, request, role, anna):
    client.force_login(request.getfixturevalue(role))

    assert "Tuilagi" not in text_of(client.get(to("person-list")))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "anna tuilagi"}, True),
        ({"q": "TUILAGI anna"}, True),
        ({"q": "hannah"}, True),
        ({"q": "bertha"}, False),
        ({"administration": "FJ"}, True),
        ({"administration": "WS"}, False),
        ({"standing": "UNKNOWN"}, True),
        ({"standing": "IN_POST"}, False),
        ({"standing": "LEFT"}, False),
    ],
)
def test_the_list_is_narrowed_by_name_administration_and_standing(at_work, officer, anna, asked, found):
    AdministrationFactory(iso2="WS")
    twin = PersonFactory(family_name="Tuilagi", given_names="Hannah")
    merge_people(kept=anna, lost=twin, by=Actor(officer, Door.PAGE))

    assert ("Anna Tuilagi" in text_of(at_work.get(to("person-list"), asked))) is found


def test_who_left_and_works_elsewhere_is_in_post(at_work, anna):
    posting = posting_of(anna)
    posting.standing, posting.known_on = "MOVED", DAY(2024, 1, 1)
    posting.save()
    assert "Anna Tuilagi" in text_of(at_work.get(to("person-list"), {"standing": "MOVED"}))

    PostingFactory(person=anna, standing="IN_POST", known_on=DAY(2024, 1, 1))

    assert "Anna Tuilagi" not in text_of(at_work.get(to("person-list"), {"standing": "MOVED"}))
    assert "Anna Tuilagi" in text_of(at_work.get(to("person-list"), {"standing": "IN_POST"}))


@pytest.mark.parametrize("asked", [{"sex": "WOMAN"}, {"standing": "X"}, {"administration": "XX"}])
def test_a_filter_there_is_not_is_refused(at_work, asked):
    assert at_work.get(to("person-list"), asked).status_code == 400


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_often_whatever_its_length(at_work, django_assert_num_queries, rows):
    PostingFactory.create_batch(rows)

    with django_assert_num_queries(7):
        at_work.get(to("person-list"))


def test_a_person_is_corrected_and_the_old_name_stands_beside_the_trail(at_work, anna):
    answer = at_work.post(
        to("person-edit", anna.pk),
        {"version": 1, "family_name": "Tuilagi", "given_names": "Annabel", "sex": "WOMAN", "email": ""},
    )

    assert answer.url == anna.get_absolute_url()
    assert Person.objects.get(pk=anna.pk).full_name == "Annabel Tuilagi"
    assert AuditEntry.objects.get().personal_values.filter(field="given_names", old="Anna").exists()


def test_a_change_over_a_change_is_refused(at_work, anna):
    Person.objects.filter(pk=anna.pk).update(version=2)

    answer = at_work.post(
        to("person-edit", anna.pk), {"version": 1, "family_name": "X", "given_names": "", "sex": "MAN"}
    )

    assert "Somebody else changed this meanwhile" in text_of(answer)
    assert Person.objects.get(pk=anna.pk).family_name == "Tuilagi"


def test_a_move_ends_one_posting_and_begins_the_next(at_work, anna):
    to_samoa = AdministrationFactory(iso2="WS", member_name="Samoa")

    at_work.post(
        to("posting-move", anna.pk, posting_of(anna).pk),
        {"version": 1, "to": to_samoa.pk, "position": "Chief", "on": "2024-03-01", "source": "a letter"},
    )

    first, second = anna.postings.order_by("pk")
    assert (first.ends_on, first.standing) == (DAY(2024, 2, 29), "MOVED")
    assert (second.organisation_id, second.position, second.starts_on) == (
        to_samoa.pk,
        "Chief",
        DAY(2024, 3, 1),
    )
    assert (second.standing, second.known_on, second.source) == ("IN_POST", DAY(2024, 3, 1), "a letter")


def test_nobody_moves_before_they_came(at_work, anna):
    answer = at_work.post(
        to("posting-move", anna.pk, posting_of(anna).pk),
        {"version": 1, "to": AdministrationFactory().pk, "on": "2019-03-01", "source": "a letter"},
    )

    assert "cannot move before the posting began" in text_of(answer)
    assert posting_of(anna).ends_on is None


POSTING = {"version": 1, "position": "", "standing": "UNKNOWN", "known_on": "", "source": ""}


def test_a_posting_on_the_days_of_another_is_refused_with_a_message(at_work, anna, fiji):
    new = POSTING | {"organisation": fiji.pk, "starts_on": "2021-01-01", "ends_on": "2021-12-31"}

    answer = at_work.post(to("posting-new", anna.pk), new)

    assert "Another posting of this person lies on the same days" in text_of(answer)
    assert anna.postings.count() == 1


def test_a_posting_before_another_or_without_days_is_fine(at_work, anna, fiji):
    for days in ({"starts_on": "2018-01-01", "ends_on": "2019-12-31"}, {}):
        assert at_work.post(to("posting-new", anna.pk), POSTING | {"organisation": fiji.pk} | days).url

    assert anna.postings.count() == 3


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"starts_on": "2019-05-01", "ends_on": "2019-04-01"}, "cannot end before it starts"),
        ({"standing": "IN_POST", "source": "a list"}, "Say on which day this was known"),
        ({"standing": "IN_POST", "known_on": "2024-01-01"}, "Say who said so"),
        (
            {"standing": "IN_POST", "known_on": "2019-01-01", "source": "x", "ends_on": "2019-04-01"},
            "has no last day there",
        ),
        ({"standing": "LEFT", "known_on": "2190-01-01", "source": "x"}, "of a day to come"),
        ({"starts_on": "0019-05-01"}, "Nobody of this register was in post then"),
        ({"position": "Ins\u202epector"}, "a character nobody can see"),
        ({"organisation": "999999"}, "Select a valid choice"),
    ],
)
def test_a_posting_that_cannot_be_is_refused(at_work, anna, fiji, wrong, message):
    answer = at_work.post(to("posting-new", anna.pk), POSTING | {"organisation": fiji.pk} | wrong)

    assert message in text_of(answer)
    assert anna.postings.count() == 1


def test_a_focal_point_says_that_its_officer_has_left(of_fiji, anna):
    posting = posting_of(anna)

    of_fiji.post(
        to("posting-standing", anna.pk, posting.pk),
        {"version": 1, "standing": "LEFT", "known_on": "2024-05-01", "until": "2024-04-30", "source": "HR"},
    )

    posting.refresh_from_db()
    assert (posting.standing, posting.known_on, posting.ends_on, posting.source) == (
        "LEFT", DAY(2024, 5, 1), DAY(2024, 4, 30), "HR",
    )  # fmt: skip


def test_a_focal_point_says_nothing_of_a_post_elsewhere_and_changes_nothing_more(of_fiji, anna):
    elsewhere = PostingFactory(person=anna)
    unknown = PostingFactory()
    own = anna.postings.exclude(pk=elsewhere.pk).get()

    assert of_fiji.get(to("posting-standing", anna.pk, own.pk)).status_code == 200
    assert of_fiji.get(to("posting-standing", anna.pk, elsewhere.pk)).status_code == 403
    assert of_fiji.get(to("posting-standing", unknown.person.pk, unknown.pk)).status_code == 404
    for page in (to("person-edit", anna.pk), to("posting-edit", anna.pk, own.pk), to("posting-new", anna.pk)):
        assert of_fiji.get(page).status_code == 403


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"known_on": "2190-01-01"}, "Nobody can know it of a day to come"),
        ({"known_on": ""}, "Say on which day this was known"),
        ({"source": ""}, "Say who said so"),
        ({"standing": "IN_POST"}, "Only who has moved or left has a last day there"),
        ({"until": "2019-01-01"}, "cannot end before it starts"),
        ({"standing": "ASLEEP"}, "Select a valid choice"),
    ],
)
def test_a_word_that_cannot_be_is_refused(at_work, anna, wrong, message):
    said = {"version": 1, "standing": "LEFT", "known_on": "2024-05-01", "until": "2024-04-30", "source": "HR"}

    answer = at_work.post(to("posting-standing", anna.pk, posting_of(anna).pk), said | wrong)

    assert message in text_of(answer)
    assert posting_of(anna).standing == "UNKNOWN"


def test_what_is_not_known_any_more_is_said_too(at_work, anna):
    Posting.objects.update(standing="IN_POST", known_on=DAY(2024, 1, 1), source="x")

    at_work.post(
        to("posting-standing", anna.pk, posting_of(anna).pk),
        {"version": 1, "standing": "UNKNOWN", "known_on": "2024-05-01", "until": "", "source": ""},
    )

    assert (posting_of(anna).standing, posting_of(anna).known_on) == ("UNKNOWN", None)


def test_an_auditor_reads_and_changes_nothing(client, auditor, anna):
    client.force_login(auditor)

    assert "Anna Tuilagi" in text_of(client.get(to("person-list")))
    for page in (to("person-edit", anna.pk), to("duplicate-list"), to("posting-new", anna.pk)):
        assert client.get(page).status_code == 403
