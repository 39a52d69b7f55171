"""Nominating at the focal point's browser: its own people, and nothing of anybody else's."""

import pytest
from django.urls import reverse

from members.models import Person
from office.models import ReadEntry
from programmes.models import Participation
from tests.factories.members import AccountFactory, PersonFactory, PostingFactory
from tests.factories.programmes import CallFactory, InvitationFactory, ParticipationFactory

pytestmark = pytest.mark.django_db


def to(page, *args):
    return reverse(f"programmes:{page}", args=args)


def text_of(response):
    return response.content.decode()


@pytest.fixture
def invitation(focal_point):
    return InvitationFactory(
        administration=focal_point.organisation.administration, call__event__title="Risk management workshop"
    )


@pytest.fixture
def signed_in(client, focal_point, invitation):
    client.force_login(focal_point)
    return client


def nominee(invitation, name, **about):
    about = {"state": "NOMINATED", "rank": 1, "organisation": invitation.administration} | about
    return ParticipationFactory(event=invitation.call.event, person__family_name=name, **about)


# --- What is seen --------------------------------------------------------------------------------


def test_a_focal_point_finds_the_calls_sent_to_its_administration(signed_in, invitation):
    InvitationFactory(call__event__title="For others")
    InvitationFactory(
        call=CallFactory(event__title="Still a draft"), administration=invitation.administration
    )

    page = text_of(signed_in.get(to("call-list")))

    assert invitation.get_absolute_url() in page
    assert "For others" not in page
    assert "Still a draft" not in page


@pytest.mark.parametrize("page", ["invitation-page", "invitation-nominate"])
def test_an_invitation_of_another_administration_or_a_draft_does_not_exist(signed_in, invitation, page):
    draft = InvitationFactory(call=CallFactory(), administration=invitation.administration)

    assert signed_in.get(to(page, InvitationFactory().pk)).status_code == 404
    assert signed_in.get(to(page, draft.pk)).status_code == 404


@pytest.mark.parametrize("role", ["donor", "master_trainer", "officer", "auditor"])
def test_only_focal_points_and_the_administrator_nominate(client, invitation, administrator, role):
    client.force_login(AccountFactory(**{role: True}))
    assert client.get(invitation.get_absolute_url()).status_code == 403

    client.force_login(administrator)
    assert client.get(invitation.get_absolute_url()).status_code == 200


def test_of_others_nominations_not_even_the_number_is_seen(signed_in, invitation):
    event = invitation.call.event
    nominee(invitation, "Tuilagi")
    moved = PersonFactory(family_name="Vunipola")  # once of this administration, nominated by another
    PostingFactory(person=moved, organisation=invitation.administration)
    ParticipationFactory(event=event, person=moved, state="NOMINATED", rank=1)
    for name in ("Kumar", "Latu"):
        ParticipationFactory(event=event, person__family_name=name, state="SELECTED", rank=1)

    pages = [
        text_of(signed_in.get(address))
        for address in (
            invitation.get_absolute_url(),
            to("event-people", event.pk),
            reverse("reports:event-page", args=[event.pk]),
        )
    ]

    for page in pages:
        assert "Tuilagi" in page
        assert not any(name in page for name in ("Kumar", "Latu", "Vunipola"))
        assert "not shown" not in page


def test_who_took_part_for_another_administration_is_seen_where_they_were_ones_own(signed_in, invitation):
    moved = PersonFactory(family_name="Vunipola")
    PostingFactory(person=moved, organisation=invitation.administration)
    ParticipationFactory(event=invitation.call.event, person=moved, state="ATTENDED")

    assert "Vunipola" in text_of(signed_in.get(to("event-people", invitation.call.event.pk)))


def test_the_reading_of_nominees_is_logged(signed_in, invitation):
    nominee(invitation, "Tuilagi")

    signed_in.get(invitation.get_absolute_url())

    assert ReadEntry.objects.get().people == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_invitation_page_query_count_does_not_grow(signed_in, invitation, django_assert_num_queries, rows):
    for rank in range(1, rows + 1):
        nominee(invitation, f"Name{rank}", rank=rank)

    with django_assert_num_queries(7):
        signed_in.get(invitation.get_absolute_url())


# --- Nominating ----------------------------------------------------------------------------------


def test_somebody_of_the_register_is_nominated_by_one_button(signed_in, invitation):
    posting = PostingFactory(
        organisation=invitation.administration, position="Inspector", person__family_name="Tuilagi"
    )
    PostingFactory(person__family_name="Kumar")
    page = text_of(signed_in.get(to("invitation-nominate", invitation.pk)))
    assert "Tuilagi" in page
    assert "Kumar" not in page

    signed_in.post(to("invitation-nominate", invitation.pk), {"person": posting.person.pk})

    row = Participation.objects.get()
    assert (row.person, row.position, row.rank, row.state) == (posting.person, "Inspector", 1, "NOMINATED")


@pytest.mark.parametrize("words", ["tuil", "ANA", "tuilagi ana", "%", "\0", "_", "ana tuilagi", "x" * 500])
def test_the_register_is_searched_by_words_in_any_order(signed_in, invitation, words):
    person = PersonFactory(family_name="Tuilagi", given_names="Ana")
    PostingFactory(organisation=invitation.administration, person=person)

    page = signed_in.get(to("invitation-nominate", invitation.pk), {"q": words})

    assert page.status_code == 200
    assert ("Ana Tuilagi" in text_of(page)) == (words != "x" * 500)


@pytest.mark.parametrize("person", ["", "x", "999999", "²", "9" * 30])
def test_a_button_nobody_was_shown_nominates_nobody(signed_in, invitation, person):
    PostingFactory(person__family_name="Kumar")
    address = to("invitation-nominate", invitation.pk)

    assert signed_in.post(address, {"person": person}).status_code in {200, 404}
    stranger = Person.objects.get(family_name="Kumar")
    assert signed_in.post(address, {"person": stranger.pk}).status_code == 404
    assert not Participation.objects.exists()


def test_somebody_new_is_entered_and_nominated(signed_in, invitation):
    signed_in.post(
        to("invitation-nominate", invitation.pk),
        {"family_name": "Tuilagi", "given_names": "Ana", "sex": "WOMAN", "position": "Officer"},
    )

    row = Participation.objects.get()
    assert (str(row.person), row.organisation_id) == ("Ana Tuilagi", invitation.administration.pk)
    assert row.person.postings.get().organisation_id == invitation.administration.pk


def test_whom_the_register_knows_elsewhere_is_not_revealed(signed_in, invitation):
    PostingFactory(person=PersonFactory(family_name="Kumar", given_names="Anil", email="anil@example.org"))

    page = text_of(
        signed_in.post(
            to("invitation-nominate", invitation.pk),
            {"family_name": "Tuilagi", "sex": "NOT_STATED", "email": "anil@example.org"},
        )
    )

    assert "ask the secretariat" in page
    assert "Kumar" not in page
    assert "Anil" not in page
    assert not Participation.objects.exists()


def test_an_officer_who_moved_here_is_linked_by_name_and_address(signed_in, invitation):
    person = PersonFactory(family_name="Kumar", given_names="Anil", email="anil@example.org")
    PostingFactory(person=person)

    signed_in.post(
        to("invitation-nominate", invitation.pk),
        {
            "family_name": "Kumar",
            "given_names": "Anil",
            "sex": "NOT_STATED",
            "email": "anil@example.org",
        },
    )

    assert Participation.objects.get().person == person


def test_the_order_is_changed_and_two_of_one_number_are_refused(signed_in, invitation):
    first, second = nominee(invitation, "Tuilagi"), nominee(invitation, "Kumar", rank=2)
    names = [f"rank-{row.pk}-{row.version}" for row in (first, second)]
    address = to("invitation-rank", invitation.pk)

    page = signed_in.post(address, dict.fromkeys(names, 1))
    assert "Two have the same number" in text_of(page)

    signed_in.post(address, dict(zip(names, (20, 10), strict=True)))
    assert list(Participation.objects.by_rank()) == [second, first]
    assert [row.rank for row in Participation.objects.by_rank()] == [1, 2]


def test_after_the_deadline_the_page_offers_only_to_withdraw(signed_in, invitation):
    row = nominee(invitation, "Tuilagi")
    invitation.call.deadline_on = "2020-01-01"
    invitation.call.save()

    page = text_of(signed_in.get(invitation.get_absolute_url()))
    assert to("invitation-nominate", invitation.pk) not in page
    assert "Save the order" not in page

    refused = signed_in.post(
        to("invitation-nominate", invitation.pk), {"family_name": "Kumar", "sex": "WOMAN"}
    )
    assert "Nominations closed at the end of 1 January 2020" in text_of(refused)

    signed_in.post(to("nominee-withdraw", invitation.pk, row.pk), {"reason": "transferred"})
    row.refresh_from_db()
    assert (row.state, row.state_reason) == ("DECLINED", "transferred")


def test_nobody_withdraws_anothers_nominee(signed_in, invitation):
    other = nominee(invitation, "Kumar", organisation=InvitationFactory(call=invitation.call).administration)

    answer = signed_in.post(to("nominee-withdraw", invitation.pk, other.pk), {"reason": "envy"})

    assert answer.status_code == 404
    other.refresh_from_db()
    assert other.state == "NOMINATED"
