"""Nominees from a workbook: in the order of preference, on the same rows as those named on the page."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from members.models import Person
from programmes.models import Participation
from tests.factories.members import AccountFactory, PostingFactory
from tests.factories.programmes import ClosedPeriodFactory, InvitationFactory, ParticipationFactory
from tests.programmes.lists.conftest import Lists, counts, text_of
from tests.programmes.lists.test_round_trip import edited, resaved

pytestmark = pytest.mark.django_db
HEADINGS = "Order of preference\tFamily name\tGiven names\tPosition\n"


class NomineeLists(Lists):
    """The pages of an invitation's list of nominees."""

    def send(self, content):
        data = {"rows": content}
        if isinstance(content, bytes):
            data = {"file": SimpleUploadedFile("nominees.xlsx", content)}
        return self.client.post(self.address("invitation-list"), data, follow=True)

    def download(self):
        return self.client.get(self.address("invitation-workbook")).content


@pytest.fixture
def invitation(fiji):
    return InvitationFactory(administration=fiji, call__eligibility="Officers of post-clearance audit")


@pytest.fixture
def nominees(client, invitation):
    client.force_login(AccountFactory(focal_point=True, organisation=invitation.administration))
    return NomineeLists(client, invitation)


def nominee(invitation, name, rank, **about):
    about = {"state": "NOMINATED", "organisation": invitation.administration} | about
    return ParticipationFactory(event=invitation.call.event, person__family_name=name, rank=rank, **about)


@pytest.fixture
def named(invitation):
    """Two nominees, and one of another administration."""
    nominee(invitation, "Tuivaga", 1, organisation=InvitationFactory(call=invitation.call).administration)
    return [nominee(invitation, "Seru", 1), nominee(invitation, "Kumar", 2)]


def order(invitation):
    rows = invitation.call.event.participations.nominated_by(invitation.administration).by_rank()
    return [(row.rank, row.person.family_name, row.state) for row in rows]


def problems(page):
    return [each["message"] for line in page.context["look"]["lines"] for each in line["problems"]]


def test_the_workbook_holds_the_own_nominees_in_their_order_and_what_the_call_says(nominees, named):
    book = openpyxl.load_workbook(io.BytesIO(nominees.download()))

    lines = list(book.worksheets[0].iter_rows(max_row=4, max_col=3, values_only=True))
    assert lines[0] == ("Portal row", "Order of preference", "Family name")
    assert [line[1:] for line in lines[1:]] == [("1", "Seru"), ("2", "Kumar"), (None, None)]
    told = " ".join(str(row[0]) for row in book["How to fill it in"].iter_rows(values_only=True))
    assert "Officers of post-clearance audit" in told
    assert "until the end of 2030-05-31" in told


def test_the_workbook_sent_back_changes_nothing_even_after_libreoffice(nominees, named, tmp_path):
    content = nominees.download()

    assert counts(nominees.send(content)) == {"unchanged": 2}
    assert counts(nominees.send(resaved(content, tmp_path))) == {"unchanged": 2}


def test_ranked_officers_are_nominated_in_the_order_given_and_taken_back(nominees, invitation):
    page = nominees.send(HEADINGS + "2\tSeru\tAna\tOfficer\n1\tKumar\tRavi\tDirector\n\tTan\tWei\t\n")
    assert counts(page) == {"new": 3}
    nominees.save(page)

    assert order(invitation) == [
        (1, "Kumar", "NOMINATED"),
        (2, "Seru", "NOMINATED"),
        (3, "Tan", "NOMINATED"),
    ]
    row = Participation.objects.get(rank=1)
    assert (row.role, row.position) == ("PARTICIPANT", "Director")
    assert row.organisation_id == invitation.administration_id
    assert "Undone" in text_of(nominees.undo())
    assert order(invitation) == []
    assert not Person.objects.exists()


def test_a_new_order_in_the_workbook_is_shown_and_saved(nominees, invitation, named):
    page = nominees.send(edited(nominees.download(), B2="2", B3="1"))

    assert counts(page) == {"changed": 2}
    assert "Order of preference: 1 → <b>2</b>" in text_of(page)
    nominees.save(page)
    assert [name for _rank, name, _state in order(invitation)] == ["Kumar", "Seru"]


def test_who_is_not_in_the_sheet_stays_and_makes_room(nominees, invitation, named):
    page = nominees.send(HEADINGS + "1\tTan\tWei\t\n")

    assert "2 nominees who are not in the sheet get other places" in text_of(page)
    nominees.save(page)
    assert [each[:2] for each in order(invitation)] == [(1, "Tan"), (2, "Seru"), (3, "Kumar")]
    nominees.undo()
    assert [each[:2] for each in order(invitation)] == [(1, "Seru"), (2, "Kumar")]


def test_two_of_one_place_and_what_is_no_place_are_problems(nominees):
    page = nominees.send(HEADINGS + "1\tSeru\tAna\t\n1\tTan\tWei\t\nfirst\tKumar\tRavi\t\n0\tLal\tAnil\t\n")

    assert counts(page) == {"new": 1, "problem": 3}
    assert sorted(problems(page)) == [
        "Row 2 has this place too: give each one of their own.",
        "“0” is no place in an order: write 1, 2, 3 …",
        "“first” is no place in an order: write 1, 2, 3 …",
    ]


def test_who_declined_is_nominated_anew_in_the_same_row(nominees, invitation, named):
    gone = nominee(
        invitation, "Vakatora", 3, state="DECLINED", person__given_names="Anil", state_reason="Ill"
    )

    nominees.save(nominees.send(HEADINGS + "1\tVakatora\tAnil\t\n"))

    gone.refresh_from_db()
    assert (gone.state, gone.state_reason, gone.rank) == ("NOMINATED", "", 1)
    assert invitation.call.event.participations.filter(person=gone.person).count() == 1


def test_who_is_on_the_events_list_for_somebody_else_or_unnominated_is_refused(nominees, invitation, tonga):
    event, fiji = invitation.call.event, invitation.administration
    for name, organisation in (("Seru", tonga), ("Vakatora", fiji)):
        row = ParticipationFactory(
            event=event,
            organisation=organisation,
            posting=False,
            person__family_name=name,
            person__given_names="Ana",
        )
        PostingFactory(person=row.person, organisation=fiji)

    page = nominees.send(HEADINGS + "1\tSeru\tAna\t\n2\tVakatora\tAna\t\n")

    assert problems(page) == [
        "Ana Seru cannot be nominated here: ask the secretariat.",
        "Ana Vakatora is already on the list.",
    ]


def test_after_the_deadline_and_in_a_closed_period_nothing_is_saved(nominees, invitation):
    page = nominees.send(HEADINGS + "1\tSeru\tAna\t\n")
    invitation.call.deadline_on = "2020-05-31"
    invitation.call.save()
    assert "Nominations closed at the end of 31 May 2020" in text_of(nominees.save(page))

    event = invitation.call.event
    event.programmes.set([ClosedPeriodFactory(starts_on=event.starts_on, ends_on=event.ends_on).programme])
    assert "is closed from" in text_of(nominees.save(page))
    assert not Participation.objects.exists()


def test_the_list_of_another_administration_does_not_exist(nominees, invitation, client, donor):
    other = InvitationFactory(call=invitation.call)
    upload = nominees.send(HEADINGS + "1\tSeru\tAna\t\n").context["upload"]

    for page in ("invitation-list", "invitation-workbook"):
        assert client.get(reverse(f"programmes:{page}", args=[other.pk])).status_code == 404
    for account in (donor, AccountFactory(focal_point=True, organisation=other.administration)):
        client.force_login(account)
        for page in ("list-look", "list-remarks"):
            assert client.get(nominees.page(page, upload.pk)).status_code == 404
        assert client.post(nominees.page("list-undo", upload.pk)).status_code == 404


def test_a_sheet_with_officers_of_another_country_is_refused_row_by_row(nominees, tonga):
    page = nominees.send("Family name\tCountry\nSeru\tFiji\nFifita\tTonga\n")

    assert counts(page) == {"new": 1, "problem": 1}
    assert problems(page) == ["Only officers of Fiji stand on this list."]
