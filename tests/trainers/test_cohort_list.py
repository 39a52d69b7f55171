"""The participants of a cohort from a spreadsheet: shown, saved together, taken back."""

import datetime as dt
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from members.models import Person, Posting
from office.models import AuditEntry, ReadEntry, Upload
from tests.factories.cohorts import (
    CohortAdministrationFactory,
    CohortFactory,
    CohortParticipantFactory,
    CohortStageFactory,
)
from tests.factories.members import AdministrationFactory, PostingFactory
from tests.programmes.lists.conftest import Lists, counts, said, text_of
from tests.programmes.lists.test_round_trip import edited
from trainers.models import CohortParticipant

pytestmark = pytest.mark.django_db
HEADINGS = "Family name\tGiven names\tSex\tCountry\tJoined\n"
FOUR = (
    HEADINGS
    + "Vaka\tSione\tMale\tTonga\t2022-01-10\n"
    + "Latu\tMele\tFemale\tTonga\t\n"
    + "Seru\tAna\tFemale\tFiji\t2022-01-10\n"
    + "Kumar\tRavi\tMale\tFJ\t\n"
)


class CohortLists(Lists):
    """The pages of a cohort's list."""

    def address(self, name, *args):
        return reverse(f"trainers:{name}", args=[self.event.pk, *args])

    def send(self, content):
        data = {"rows": content}
        if isinstance(content, bytes):
            data = {"file": SimpleUploadedFile("cohort.xlsx", content)}
        return self.client.post(self.address("participant-list"), data, follow=True)

    def download(self):
        return self.client.get(self.address("participant-workbook")).content


@pytest.fixture
def tonga():
    return AdministrationFactory(iso2="TO", member_name="Tonga")


@pytest.fixture
def fiji():
    return AdministrationFactory(iso2="FJ", member_name="Fiji")


@pytest.fixture
def cohort(tonga, fiji):
    cohort = CohortFactory()
    CohortAdministrationFactory(cohort=cohort, administration=tonga)
    CohortAdministrationFactory(cohort=cohort, administration=fiji, since_on=dt.date(2022, 1, 5))
    return cohort


@pytest.fixture
def lists(client, assigned, cohort):
    client.force_login(assigned(cohort.programme))
    return CohortLists(client, cohort)


def problems(page):
    """Return each problem with its place."""
    return [
        (each["place"], each["message"])
        for line in page.context["look"]["lines"]
        for each in line["problems"]
    ]


def test_a_pasted_list_is_shown_and_nothing_of_it_saved_before_somebody_says_so(lists, cohort):
    page = lists.send(FOUR)

    assert counts(page) == {"new": 4}
    assert said(page, 1)["Joined"] == "1 January 2022"
    assert said(page, 3)["Joined"] == "5 January 2022"
    assert not cohort.participants.exists()
    assert not Person.objects.filter(family_name="Vaka").exists()


def test_a_saved_list_puts_everybody_into_register_and_cohort_and_can_be_undone(lists, cohort, tonga):
    page = lists.save(lists.send(FOUR))

    assert page.redirect_chain[-1][0] == cohort.get_absolute_url()
    vaka = cohort.participants.get(person__family_name="Vaka")
    assert (vaka.administration, vaka.joined_on, vaka.first_stage) == (tonga, dt.date(2022, 1, 10), None)
    assert Posting.objects.get(person=vaka.person).organisation_id == tonga.pk
    assert cohort.participants.count() == 4
    assert not AuditEntry.objects.exclude(upload=Upload.objects.get()).exists()

    assert "Undone" in text_of(lists.undo())
    assert not cohort.participants.exists()
    assert not Person.objects.filter(family_name="Vaka").exists()


def test_who_is_in_the_register_is_found_there_and_not_entered_again(lists, cohort, tonga):
    known = PostingFactory(organisation=tonga, person__family_name="Vaka", person__given_names="Sione").person

    lists.save(lists.send(FOUR))

    assert cohort.participants.get(person__family_name="Vaka").person == known
    assert Person.objects.filter(family_name="Vaka").count() == 1


def test_the_same_list_sent_again_changes_nothing(lists, cohort):
    lists.save(lists.send(FOUR))

    assert counts(lists.send(FOUR)) == {"unchanged": 4}


def test_the_same_person_twice_is_refused_with_row_and_cell_and_nothing_is_saved(lists, cohort):
    page = lists.send(FOUR + "Vaka\tSione\tMale\tTonga\t\n")

    assert problems(page) == [("Row 6, Family name (A6)", "The same person as in row 2.")]
    assert "save" not in page.content.decode().split('name="sign"')[0]
    refused = lists.save(page)
    assert "nothing was saved" in text_of(refused)
    assert not cohort.participants.exists()


def test_every_wrong_cell_is_told_at_once(lists):
    AdministrationFactory(iso2="VU", member_name="Vanuatu")
    page = lists.send(
        HEADINGS
        + "Tari\tJoe\tMale\tVanuatu\t\n"
        + "Vaka\tSione\tMale\tTonga\t2021-12-31\n"
        + "Kumar\tRavi\tMale\tFiji\t2022-01-04\n"
        + "Latu\tMele\tFemale\tTonga\tsoon\n"
        + "\tAna\tFemale\tFiji\t\n"
        + "Seru\tAna\tFemale\tAtlantis\t\n"
    )

    told = problems(page)
    assert told[:3] == [
        ("Row 2, Country (D2)", "Vanuatu is not in the group of the cohort."),
        ("Row 3, Joined (E3)", "The cohort had not started on that day."),
        ("Row 4, Joined (E4)", "The administration was not in the group yet on that day."),
    ]
    assert [place for place, _message in told[3:]] == [
        "Row 5, Joined (E5)",
        "Row 6, Family name (A6)",
        "Row 7, Country (D7)",
    ]


def test_who_is_in_the_cohort_for_another_administration_is_not_moved_by_a_list(lists, cohort, fiji):
    row = CohortParticipantFactory(cohort=cohort, administration=fiji, person__email="ana@example.org")
    PostingFactory(person=row.person, organisation=fiji)
    name = f"{row.person.family_name}\t{row.person.given_names}"

    page = lists.send(f"Family name\tGiven names\tCountry\tE-mail\n{name}\tTonga\tana@example.org\n")
    if counts(page) == {"asked": 1}:
        page = lists.post(page, **{"row-2": str(row.person_id)})

    assert problems(page) == [
        ("Row 2, Country (C2)", "They are in the cohort for Fiji: change that on the cohort's page.")
    ]


def test_who_joins_after_a_stage_was_over_is_expected_from_the_next_one_on(lists, cohort):
    CohortStageFactory(cohort=cohort)
    second = CohortStageFactory(cohort=cohort)

    lists.save(lists.send(FOUR + "Tupou\tLosa\tFemale\tTonga\t2022-02-01\n"))

    late = cohort.participants.get(person__family_name="Tupou")
    assert late.first_stage == second
    assert cohort.participants.get(person__family_name="Seru").first_stage is None


def test_the_workbook_sent_back_changes_only_what_was_changed_in_it(lists, cohort):
    lists.save(lists.send(FOUR))
    book = lists.download()
    sheet = openpyxl.load_workbook(io.BytesIO(book)).worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    assert headings[-1] == "Joined"
    assert ReadEntry.objects.latest("pk").people == 4
    assert counts(lists.send(book)) == {"unchanged": 4}

    page = lists.send(edited(book, I2="2022-01-20"))

    assert counts(page) == {"changed": 1, "unchanged": 3}
    lists.save(page)
    assert cohort.participants.filter(joined_on="2022-01-20").count() == 1


def test_a_day_of_joining_after_somebody_left_is_a_problem_and_no_server_error(lists, cohort):
    lists.save(lists.send(FOUR))
    vaka = cohort.participants.get(person__family_name="Vaka")
    CohortParticipant.objects.filter(pk=vaka.pk).update(left_on="2022-03-01", left_reason="Moved")

    page = lists.send(HEADINGS + "Vaka\tSione\tMale\tTonga\t2022-04-01\n")

    assert problems(page) == [("Row 2, Joined (E2)", "Nobody leaves before they join.")]


def test_a_list_is_not_undone_once_somebody_left_and_was_replaced(lists, cohort):
    lists.save(lists.send(FOUR))
    vaka = cohort.participants.get(person__family_name="Vaka")
    CohortParticipant.objects.filter(pk=vaka.pk).update(left_on="2022-03-01", left_reason="Moved", version=2)

    assert "It cannot be undone" in text_of(lists.undo())
    assert cohort.participants.count() == 4


def test_an_officer_of_another_programme_sends_no_list(client, assigned, cohort, lists):
    page = lists.send(FOUR)
    upload = page.context["upload"]
    client.force_login(assigned(CohortFactory().programme))

    assert lists.send(FOUR).status_code == 403
    assert client.get(reverse("programmes:list-look", args=[upload.pk])).status_code == 403
    assert client.get(lists.address("participant-workbook")).status_code == 403
