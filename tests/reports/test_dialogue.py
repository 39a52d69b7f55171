"""A regional dialogue: what was said at it, what administrations say they need, and its report."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from office.models import AuditEntry
from programmes.models import Need, Statement
from reports.documents.kinds import DIALOGUE_REPORT, offered
from reports.documents.making import make_document
from reports.scope import Scope
from tests.factories.kept import (
    CommitmentFactory,
    CommitmentReviewFactory,
    NeedFactory,
    OfferFactory,
    StatementFactory,
)
from tests.factories.members import AccountFactory, AdministrationFactory, OrganisationFactory
from tests.factories.programmes import (
    EventFactory,
    HeadcountFactory,
    MembershipFactory,
    ProgrammeFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2024, 4, 2, tzinfo=dt.UTC)


def member_of(programme, **about):
    administration = AdministrationFactory(is_member=True, wco_region="Asia/Pacific", **about)
    MembershipFactory(programme=programme, administration=administration)
    return AccountFactory(focal_point=True, organisation=administration.organisation_ptr)


# --- What an administration says it needs -----------------------------------------------------------


def test_a_focal_point_says_what_its_own_administration_needs(client):
    programme, topic = ProgrammeFactory(), TopicFactory(name="Transit")
    account = member_of(programme, member_name="Fiji")
    client.force_login(account)
    sent = {"programme": programme.pk, "topic": topic.pk, "priority": "HIGH", "version": 1}

    listed = client.get(reverse("programmes:needs-list")).content.decode()
    answer = client.post(
        reverse("programmes:own-need-new"), sent | {"text": "<script>x</script>", "administration": 1}
    )

    need = Need.objects.get()
    assert reverse("programmes:own-need-new") in listed
    assert answer.url == need.get_absolute_url()
    assert need.administration.pk == account.organisation_id
    assert need.created_by == account
    shown = client.get(need.get_absolute_url()).content.decode()
    assert "&lt;script&gt;" in shown
    again = client.post(reverse("programmes:own-need-new"), sent)
    assert "This need is entered already, of the same day." in again.content.decode()


def test_a_need_is_said_in_a_programme_one_has_joined_about_a_topic(client):
    account = member_of(ProgrammeFactory())
    client.force_login(account)
    sent = {"programme": ProgrammeFactory().pk, "topic": "", "priority": "HIGH", "version": 1}

    errors = client.post(reverse("programmes:own-need-new"), sent).context["form"].errors

    assert set(errors) == {"programme", "topic"}
    assert not Need.objects.exists()


@pytest.fixture
def own_need(client):
    """A need of Fiji's, said by its focal point, who is signed in."""
    programme = ProgrammeFactory()
    account = member_of(programme, member_name="Fiji", sub_region="Pacific")
    client.force_login(account)
    sent = {
        "programme": programme.pk,
        "topic": TopicFactory(name="Transit").pk,
        "priority": "LOW",
        "version": 1,
    }
    client.post(reverse("programmes:own-need-new"), sent)
    need = Need.objects.get()
    Need.objects.update(said_on=dt.date(2023, 1, 15))
    return need


def change(client, need, **values):
    sent = {
        "programme": need.programme_id,
        "topic": need.topic_id,
        "priority": "HIGH",
        "version": need.version,
    }
    return client.post(reverse("programmes:own-need-edit", args=[need.pk]), sent | values)


def test_a_focal_point_changes_its_own_need_and_withdraws_it(client, own_need):
    address = reverse("programmes:own-need-edit", args=[own_need.pk])
    assert address in client.get(own_need.get_absolute_url()).content.decode()

    stale = change(client, own_need, version=7)
    change(client, own_need, text="Before the season")

    assert "Somebody else changed this meanwhile" in stale.content.decode()
    own_need.refresh_from_db()
    assert (own_need.priority, own_need.text, own_need.said_on) == (
        "HIGH",
        "Before the season",
        dt.date(2023, 1, 15),
    )
    client.post(reverse("programmes:own-need-withdraw", args=[own_need.pk]), {"reason": "It is met"})
    assert not Need.objects.exists()
    trail = AuditEntry.objects.filter(content_type__model="need").order_by("pk")
    assert [(each.verb, each.reason) for each in trail] == [
        ("CREATED", ""),
        ("CHANGED", ""),
        ("REMOVED", "It is met"),
    ]


def test_a_need_stands_once_a_partner_has_offered_help(client, own_need):
    OfferFactory(programme=own_need.programme, topic=own_need.topic, sub_region="Far East")  # elsewhere
    OfferFactory(programme=own_need.programme)  # about something else
    assert change(client, own_need).status_code == 302

    own_need.refresh_from_db()
    OfferFactory(
        programme=own_need.programme, topic=own_need.topic, partner__name="World Bank", sub_region="Pacific"
    )

    refused = change(client, own_need, text="Too late").content.decode()
    assert "World Bank has offered help with Transit since" in refused
    client.post(reverse("programmes:own-need-withdraw", args=[own_need.pk]), {"reason": "It is met"})
    assert Need.objects.get().text == ""


def test_a_need_stands_once_something_was_held_about_it_with_its_officers(client, own_need):
    about = {"topics": [own_need.topic], "ends_on": dt.date(2023, 9, 8)}
    HeadcountFactory(event=EventFactory(**about))  # others took part
    HeadcountFactory(event=EventFactory(topics=[TopicFactory()]), organisation=own_need.administration)
    assert change(client, own_need).status_code == 302

    own_need.refresh_from_db()
    HeadcountFactory(event=EventFactory(title="Transit days", **about), organisation=own_need.administration)

    assert "took part in “Transit days” about it" in change(client, own_need).content.decode()


def test_a_need_the_office_entered_is_the_offices_to_correct(client, own_need):
    entered = NeedFactory(programme=own_need.programme, administration=own_need.administration)
    other = NeedFactory(programme=own_need.programme)

    assert "The office entered it from its source" in change(client, entered).content.decode()
    assert change(client, other).status_code == 404


# --- What was said -----------------------------------------------------------------------------------


def test_a_statement_is_of_somebody():
    with pytest.raises(IntegrityError, match="statement_of_somebody"), transaction.atomic():
        StatementFactory(owner_words="", organisation=None, sub_region="")


def test_a_sub_region_speaks_in_a_breakout_session_alone():
    StatementFactory(kind="PRIORITY", owner_words="", sub_region="Pacific")

    with pytest.raises(IntegrityError, match="statement_of_a_sub_region"), transaction.atomic():
        StatementFactory(kind="COMMENT", sub_region="Pacific")


def test_an_officer_enters_what_was_said_and_markup_in_it_is_text(client, assigned):
    programme = ProgrammeFactory()
    OrganisationFactory(name="World Bank")
    client.force_login(assigned(programme))
    sent = {
        "programme": programme.pk,
        "said_on": "2012-06-01",
        "kind": "PRESENTATION",
        "organisation_name": "World Bank",
        "text": "<b>Programs</b> & needs",
        "source": "Minutes",
        "version": 1,
    }

    client.post(reverse("programmes:statements-new"), sent)

    statement = Statement.objects.get()
    shown = client.get(statement.get_absolute_url()).content.decode()
    assert statement.who == "World Bank"
    assert "&lt;b&gt;Programs&lt;/b&gt; &amp; needs" in shown
    refused = client.post(reverse("programmes:statements-new"), sent | {"organisation_name": ""})
    assert "Say who said it" in refused.content.decode()


# --- The report --------------------------------------------------------------------------------------


@pytest.fixture
def dialogue():
    """A dialogue from need to delivery: Fiji asks for transit and is reached, Tonga asks and is not."""
    programme = ProgrammeFactory()
    fiji, tonga = (
        AdministrationFactory(member_name=name, is_member=True, wco_region="Asia/Pacific")
        for name in ("Fiji", "Tonga")
    )
    meeting = EventFactory(
        title="Dialogue",
        kind="DIALOGUE",
        programmes=[programme],
        starts_on="2023-01-30",
        ends_on="2023-01-31",
    )
    HeadcountFactory(event=meeting, organisation=fiji.organisation_ptr, people=3)
    transit = TopicFactory(name="Transit")
    for each in (fiji, tonga):
        NeedFactory(programme=programme, administration=each, topic=transit, said_on="2023-01-31")
    OfferFactory(programme=programme, topic=transit, partner=OrganisationFactory(name="ADB"))
    since = EventFactory(topics=[transit], starts_on="2023-05-02", ends_on="2023-05-03")
    HeadcountFactory(event=since, organisation=fiji.organisation_ptr, people=2)
    about = {"programme": programme, "event": meeting}
    StatementFactory(**about, kind="PRESENTATION", owner_words="World Bank", text="Its programs")
    StatementFactory(**about, kind="PRIORITY", owner_words="", sub_region="Pacific", text="Short courses")
    StatementFactory(**about, kind="COMMENT", owner_words="Participants", text="<i>Very</i> useful")
    commitment = CommitmentFactory(**about, text="Meet again", state="DONE", outcome="They met in May")
    CommitmentReviewFactory(commitment=commitment, state="DONE", outcome="They met in May")
    return programme


def test_the_report_of_a_dialogue_goes_from_who_was_there_to_what_was_delivered(dialogue, administrator):
    scope = Scope(administrator, programme=dialogue, for_others=True)
    document = make_document(scope, reference="D-001", now=NOW, kind=DIALOGUE_REPORT)
    sections = {section.title: section for section in document.sections}

    assert list(sections) == [
        "Attendance",
        "Presentations",
        "Breakout sessions",
        "Comments of participants",
        "Needs, by administration",
        "Demand, offers and what was delivered since",
        "Commitments",
        "Notes on the data",
    ]
    meeting = sections["Attendance"].blocks[0].rows[0]
    assert meeting[0] == "Dialogue"
    assert meeting[3].low == 1
    assert sections["Comments of participants"].blocks[0].paragraphs == ("Participants: <i>Very</i> useful",)
    assert sections["Demand, offers and what was delivered since"].blocks[0].rows[0][1:6] == (
        "1 of 2 who asked were reached",
        "ADB",
        2,
        1,
        1,
    )
    assert sections["Commitments"].blocks[0].rows[0][-2:] == ("Done", "They met in May")
    assert sections["Commitments"].intro == "Commitments made: 1; done: 1."


def test_the_report_is_offered_of_programmes_with_a_dialogue(dialogue):
    assert DIALOGUE_REPORT in offered([dialogue])
    assert DIALOGUE_REPORT not in offered([ProgrammeFactory()])
