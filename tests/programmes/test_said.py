"""Needs, offers and commitments: who enters and reads them, what is refused, who is reminded."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from office.audit import Actor
from office.choices import Door
from office.models import OutboxMail
from programmes.actions import committing
from programmes.models import Commitment, CommitmentReview, Need, Offer
from tests.factories.kept import CommitmentFactory, NeedFactory, OfferFactory
from tests.factories.members import AccountFactory, AdministrationFactory, OrganisationFactory
from tests.factories.programmes import (
    AssignmentFactory,
    EventFactory,
    FundingFactory,
    MembershipFactory,
    ProgrammeFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db

BY = Actor(None, Door.JOB)
NOON = dt.datetime(2023, 6, 1, 12, tzinfo=dt.UTC)


def text_of(answer):
    return answer.content.decode()


@pytest.fixture
def programme():
    return ProgrammeFactory(code="DLG")


@pytest.fixture
def works(client, assigned, programme):
    """The browser of an officer of the programme."""
    client.force_login(assigned(programme))
    return client


def member(**about):
    return AdministrationFactory(is_member=True, wco_region="Asia/Pacific", **about)


def need_of(programme, **about):
    return {
        "programme": programme.pk,
        "topic": TopicFactory(name="Transit").pk,
        "priority": "HIGH",
        "said_on": "2023-01-15",
        "source": "Minutes",
        "version": 1,
    } | about


def test_a_need_is_entered_and_read_on_its_page(works, programme):
    fiji = member(member_name="Fiji")

    page = text_of(
        works.post(reverse("programmes:needs-new"), need_of(programme, administration=fiji.pk), follow=True)
    )

    assert "Fiji: Transit" in page
    assert "High" in page
    assert Need.objects.get().administration == fiji


@pytest.mark.parametrize("both", [True, False])
def test_a_need_is_of_one_administration_or_of_a_sub_region(works, programme, both):
    fiji = member(sub_region="Pacific")
    asked = {"administration": fiji.pk, "sub_region": "Pacific"} if both else {}

    page = text_of(works.post(reverse("programmes:needs-new"), need_of(programme, **asked)))

    assert "Say whose need it is" in page
    assert not Need.objects.exists()
    about = {"administration": None, "sub_region": ""} if not both else {"sub_region": "Pacific"}
    with pytest.raises(IntegrityError, match="need_of_an_administration"), transaction.atomic():
        NeedFactory(**about)


def test_the_same_need_of_the_same_day_is_refused(works, programme):
    need = NeedFactory(programme=programme, administration=member())
    again = need_of(programme, administration=need.administration_id, topic=need.topic_id)

    page = text_of(works.post(reverse("programmes:needs-new"), again))

    assert "entered already" in page
    assert Need.objects.count() == 1


def test_an_offer_without_topic_is_refused(works, programme):
    OrganisationFactory(name="Blue Bank")
    asked = {"programme": programme.pk, "partner_name": "Blue Bank", "source": "Minutes"}

    page = text_of(works.post(reverse("programmes:offers-new"), asked | {"version": 1}))

    assert "This field is required" in page
    assert not Offer.objects.exists()
    with pytest.raises(IntegrityError, match="topic"), transaction.atomic():
        OfferFactory(topic=None)


def test_an_offer_cannot_end_before_it_begins():
    with pytest.raises(IntegrityError, match="offer_ends_after_start"):
        OfferFactory(available_from="2023-05-01", available_to="2023-04-30")


def test_a_commitment_due_before_it_was_made_is_refused(works, programme):
    asked = {
        "programme": programme.pk,
        "text": "Meet again.",
        "owner_words": "All partners",
        "follow_up": "NATIONAL",
        "made_on": "2023-01-15",
        "due_on": "2023-01-14",
        "state": "OPEN",
        "source": "Minutes",
        "version": 1,
    }

    page = text_of(works.post(reverse("programmes:commitments-new"), asked))

    assert "cannot be due before it was made" in page
    assert not Commitment.objects.exists()
    with pytest.raises(IntegrityError, match="commitment_due_after"):
        CommitmentFactory(made_on="2023-01-15", due_on="2023-01-14")


@pytest.mark.parametrize(
    ("about", "rule"),
    [
        ({"owner": None}, "commitment_has_an_owner"),
        ({"state": "DONE", "outcome": ""}, "commitment_closed_with_its_outcome"),
    ],
)
def test_a_commitment_has_an_owner_and_is_closed_with_its_outcome(about, rule):
    with pytest.raises(IntegrityError, match=rule):
        CommitmentFactory(**about)


def test_two_who_change_one_commitment_do_not_undo_each_other(works, programme):
    commitment = CommitmentFactory(programme=programme, owner_words="Partners")
    address = reverse("programmes:commitments-edit", args=[commitment.pk])
    form = works.get(address).context["form"]
    sent = {name: "" if (value := form[name].value()) is None else value for name in form.fields}
    works.post(address, sent | {"text": "First"})

    page = text_of(works.post(address, sent | {"text": "Second"}))

    assert "Somebody else changed this meanwhile" in page
    assert Commitment.objects.get().text == "First"


def test_a_later_meeting_says_what_came_of_a_commitment(works, programme):
    commitment = CommitmentFactory(programme=programme)
    meeting = EventFactory(programmes=[programme], title="Second Dialogue")
    address = reverse("programmes:commitment-reviews-new")
    review = {
        "version": 1,
        "commitment": commitment.pk,
        "event": meeting.pk,
        "reviewed_on": "2023-09-01",
        "state": "DONE",
        "outcome": "It was held.",
    }

    early = text_of(works.post(address, review | {"reviewed_on": "2023-01-14"}))
    works.post(address, review)

    page = text_of(works.get(commitment.get_absolute_url()))
    assert "cannot be reviewed before it was made" in early
    assert "Second Dialogue" in page
    assert "It was held." in page
    commitment.refresh_from_db()
    assert (commitment.state, commitment.outcome) == ("DONE", "It was held.")


def test_an_earlier_review_entered_late_does_not_undo_the_last_one(programme):
    commitment = CommitmentFactory(programme=programme)
    for day, state in (("2023-09-01", "DONE"), ("2023-05-01", "UNDER_WAY")):
        found = CommitmentReview(commitment=commitment, state=state, outcome=f"On {day}.")
        found.reviewed_on = dt.date.fromisoformat(day)
        committing.review(record=found, today=dt.date(2023, 9, 2), by=BY)

    commitment.refresh_from_db()
    assert (commitment.state, commitment.outcome) == ("DONE", "On 2023-09-01.")


def test_owner_and_officers_are_reminded_once_of_each_time(assigned, programme):
    officer, fiji = assigned(programme), AdministrationFactory()
    owner = AccountFactory(focal_point=True, organisation=fiji.organisation_ptr)
    AccountFactory(focal_point=True)  # speaks for another administration
    AssignmentFactory()  # works on another programme
    commitment = CommitmentFactory(programme=programme, owner=fiji.organisation_ptr)

    def remind(day):
        return committing.remind_all(today=dt.date.fromisoformat(day), now=NOON, by=BY)

    assert remind("2023-05-30") == 0  # 31 days before
    assert remind("2023-05-31") == 2
    assert remind("2023-06-20") == 0
    assert remind("2023-06-24") == 2
    assert remind("2023-06-30") == 0
    assert remind("2023-07-01") == 2
    assert remind("2023-07-02") == 0
    assert set(OutboxMail.objects.values_list("to", flat=True)) == {owner.email, officer.email}
    last = OutboxMail.objects.latest("pk")
    assert "Overdue since 30 June 2023" in last.subject
    assert commitment.get_absolute_url() in last.body


@pytest.mark.parametrize(
    "about", [{"due_on": None}, {"state": "DONE", "outcome": "It was held."}, {"is_made_up": True}]
)
def test_nobody_is_reminded_of_what_has_no_date_is_done_or_is_made_up(assigned, programme, about):
    assigned(programme)
    CommitmentFactory(programme=programme, **about)

    assert committing.remind_all(today=dt.date(2023, 6, 29), now=NOON, by=BY) == 0


@pytest.mark.parametrize("factory", [NeedFactory, CommitmentFactory])
def test_a_focal_point_reads_its_own_and_what_is_of_no_administration(focal_point, programme, factory):
    own = focal_point.organisation.administration
    MembershipFactory(programme=programme, administration=own)
    other = AdministrationFactory()
    name = "administration" if factory is NeedFactory else "owner"
    nobodys = {"sub_region": "Pacific"} if factory is NeedFactory else {"owner_words": "Partners"}
    as_value = (lambda it: it) if factory is NeedFactory else (lambda it: it.organisation_ptr)
    mine = factory(programme=programme, **{name: as_value(own)})
    of_none = factory(programme=programme, **{name: None}, **nobodys)
    factory(programme=programme, **{name: as_value(other)})
    factory(**{name: as_value(own)})  # in a programme it has not joined

    assert set(factory._meta.model.objects.visible_to(focal_point)) == {mine, of_none}


def test_a_donor_reads_what_is_of_the_programmes_it_funds(donor):
    funding = FundingFactory(donor=donor.organisation)
    seen = OfferFactory(programme=funding.phase.programme)
    OfferFactory()

    assert list(Offer.objects.visible_to(donor)) == [seen]


@pytest.mark.parametrize(
    ("made", "page", "query"),
    [
        (NeedFactory, "programmes:needs-list", "priority=MEDIUM"),
        (OfferFactory, "programmes:offers-list", ""),
        (CommitmentFactory, "programmes:commitments-list", "when=overdue"),
    ],
)
@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_asks_no_more_for_more_rows(
    client, auditor, django_assert_max_num_queries, made, page, query, rows
):
    made.create_batch(rows)
    client.force_login(auditor)
    client.get(reverse(page))  # what is kept for a minute is kept

    with django_assert_max_num_queries(12):
        answer = client.get(f"{reverse(page)}?{query}")

    assert len(answer.context["lines"]) == rows


def test_an_unknown_filter_is_refused(client, auditor):
    client.force_login(auditor)

    assert client.get(reverse("programmes:needs-list"), {"priority": "NONE"}).status_code == 400
