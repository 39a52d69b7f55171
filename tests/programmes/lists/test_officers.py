"""The officers of an administration: downloaded, filled in elsewhere, sent back, compared, saved, undone."""

import datetime as dt
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from members.models import Person, Posting
from office.models import AuditEntry, ReadEntry, Upload
from tests.factories.members import AccountFactory, PostingFactory
from tests.programmes.lists.conftest import Lists, counts, said, text_of
from tests.programmes.lists.test_round_trip import edited, resaved

pytestmark = pytest.mark.django_db
HEADINGS = "Staff number\tFamily name\tGiven names\tFrom\tUntil\tStill in post\n"


class OfficerLists(Lists):
    """The pages of an administration's list of officers."""

    def address(self, name, *args):
        return reverse(f"programmes:{name}", args=[self.event.iso2.lower(), *args])

    def send(self, content):
        data = {"rows": content}
        if isinstance(content, bytes):
            data = {"file": SimpleUploadedFile("officers.xlsx", content)}
        return self.client.post(self.address("officer-list"), data, follow=True)

    def download(self):
        return self.client.get(self.address("officer-workbook")).content


@pytest.fixture
def officers(client, fiji):
    """The pages as the focal point of Fiji has them."""
    client.force_login(AccountFactory(focal_point=True, organisation=fiji))
    return OfficerLists(client, fiji)


@pytest.fixture
def seru(fiji):
    return PostingFactory(
        organisation=fiji,
        position="Senior officer",
        staff_number="0042",
        starts_on="2020-02-03",
        person__family_name="Seru",
        person__given_names="Ana",
    )


@pytest.fixture
def abroad(tonga):
    return PostingFactory(
        organisation=tonga,
        staff_number="0042",
        person__family_name="Fīfita",
        person__given_names="ʻOfa",
        person__email="ofa@example.org",
    )


def problems(page):
    return [each["message"] for line in page.context["look"]["lines"] for each in line["problems"]]


def test_the_workbook_holds_the_officers_of_the_administration_and_nobody_else(officers, seru, abroad):
    sheet = openpyxl.load_workbook(io.BytesIO(officers.download())).worksheets[0]

    headings, row = [[cell.value for cell in line] for line in list(sheet.iter_rows(max_row=2))]
    assert headings[1:5] == ["Staff number", "Family name", "Given names", "Sex"]
    assert row[1:4] == ["0042", "Seru", "Ana"]
    assert row[7:] == ["2020-02-03", None, "Not known"]
    assert sheet["B3"].value is None
    assert sheet.column_dimensions["A"].hidden
    assert ReadEntry.objects.latest("pk").people == 1


def test_the_workbook_sent_back_changes_nothing(officers, seru):
    page = officers.send(officers.download())

    assert counts(page) == {"unchanged": 1}
    assert 'name="save"' not in text_of(page)


def test_the_workbook_saved_by_libreoffice_changes_nothing(officers, seru, tmp_path):
    page = officers.send(resaved(officers.download(), tmp_path))

    assert counts(page) == {"unchanged": 1}
    assert page.context["look"]["notes"] == []


def test_what_was_changed_and_added_is_shown_saved_and_undone(officers, seru):
    sent = edited(officers.download(), D2="Anna", I2="2024-06-30", J2="Left the service", B3="77", C3="Kumar")

    page = officers.send(sent)
    assert counts(page) == {"new": 1, "changed": 1}
    assert "Until: not recorded → <b>30 June 2024</b>" in text_of(page)
    officers.save(page)

    seru.refresh_from_db()
    assert (seru.person.given_names, seru.ends_on, seru.standing) == ("Anna", dt.date(2024, 6, 30), "LEFT")
    assert seru.source == "officers.xlsx"
    assert seru.known_on == Upload.objects.get().sent_on
    new = Person.objects.get(family_name="Kumar").postings.get()
    assert (new.staff_number, new.staff_key, new.organisation_id) == ("77", "77", seru.organisation_id)
    assert not AuditEntry.objects.exclude(upload=Upload.objects.get()).exists()

    assert "Undone" in text_of(officers.undo())
    seru.refresh_from_db()
    assert (seru.person.given_names, seru.ends_on, seru.standing, seru.source) == ("Ana", None, "UNKNOWN", "")
    assert not Person.objects.filter(family_name="Kumar").exists()


def test_a_staff_number_finds_the_officer_under_another_spelling_of_the_name(officers, seru):
    page = officers.send(HEADINGS + "42\tSerū\tAna\t2020-02-03\n")

    assert counts(page) == {"unchanged": 1}


def test_the_same_number_with_another_name_is_asked_and_never_two_peoples(officers, seru):
    page = officers.send(HEADINGS + "0042\tKumar\tRavi\n")
    assert counts(page) == {"asked": 1}

    new = officers.post(page, **{"row-2": "new"})

    assert problems(new) == ["This is the staff number of Ana Seru."]


def test_two_new_people_of_one_staff_number_are_a_problem(officers):
    page = officers.send(HEADINGS + "7\tKumar\tRavi\n007\tTan\tWei\n")

    assert counts(page) == {"new": 1, "problem": 1}
    assert problems(page) == ["Row 2 has the same staff number with another name."]


def test_a_posting_changed_in_the_portal_since_is_a_conflict(officers, seru):
    sent = edited(officers.download(), G2="Director")
    seru.position, seru.version = "Principal officer", seru.version + 1
    seru.save()

    page = officers.send(sent)

    assert counts(page) == {"conflict": 1}
    officers.save(officers.post(page, **{"row-2": "theirs"}))
    seru.refresh_from_db()
    assert seru.position == "Director"


def test_a_second_time_in_the_service_is_a_second_posting(officers, seru):
    seru.ends_on = "2021-12-31"
    seru.save()

    officers.save(officers.send(HEADINGS + "0042\tSeru\tAna\t2023-01-01\t\tStill in post\n"))

    later = seru.person.postings.get(starts_on="2023-01-01")
    assert (later.standing, later.source) == ("IN_POST", "pasted rows")


def test_both_times_of_somebody_new_are_kept(officers):
    rows = "9\tKumar\tRavi\t2018-01-01\t2019-12-31\n9\tKumar\tRavi\t2022-01-01\n"

    officers.save(officers.send(HEADINGS + rows))

    assert Person.objects.get().postings.count() == 2


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("0042\tSeru\tAna\t2019-01-01", "Another posting of theirs lies on the same days: end it first."),
        ("7\tKumar\tRavi\t2020-01-01\t2019-01-01", "The posting cannot end before it starts."),
        ("7\tKumar\tRavi\t\t2019-01-01\tyes", "Who is still in post has no last day there."),
        ("7\tKumar\tRavi\t1066-10-14", "Nobody of this register was in post on 14 October 1066."),
        ("7\tKumar\tRavi\t03/04/24", "“03/04/24” is not a day (write 2024-04-03)."),
        ("7\tKumar\tRavi\t45385", "“45385” is not a day (write 2024-04-03)."),
        ("7\tKumar\tRavi\t\t\tperhaps", "“perhaps” is not one of:"),
    ],
)
def test_what_cannot_be_is_a_problem_and_no_failure(officers, seru, row, problem):
    page = officers.send(HEADINGS + row)

    assert [each[: len(problem)] for each in problems(page)] == [problem]
    officers.save(page, "good")
    assert Posting.objects.count() == 1


def test_officers_of_another_administration_are_refused(officers, tonga):
    page = officers.send("Family name\tCountry\nKumar\tTonga\n")

    assert problems(page) == ["Only officers of Fiji stand on this list."]


def test_a_focal_point_enters_nobody_a_second_time_whom_another_administration_knows(officers, abroad):
    page = officers.send("Family name\tGiven names\tMail\nFifita\tOfa\tofa@example.org\n")

    assert problems(page) == ["The register knows somebody this may be: ask the secretariat to enter them."]
    assert "Tonga" not in str(page.context["look"])


def test_a_focal_point_corrects_nobody_who_worked_elsewhere_too(officers, seru, tonga):
    content = edited(officers.download(), D2="Anna", G2="Director")
    PostingFactory(person=seru.person, organisation=tonga, ends_on="2019-12-31")

    page = officers.send(content)

    assert problems(page) == ["They have worked elsewhere too: ask the secretariat to correct this."]
    assert counts(officers.send(edited(officers.download(), G2="Director"))) == {"changed": 1}


def test_another_administrations_list_is_not_a_focal_points(officers, tonga, abroad):
    for page in ("officer-list", "officer-workbook"):
        answer = officers.client.get(reverse(f"programmes:{page}", args=["to"]))
        assert answer.status_code == 403


def test_the_secretariat_keeps_the_list_of_any_and_donors_and_auditors_of_none(
    client, officer, donor, auditor, fiji, seru
):
    for account, status in ((officer, 200), (donor, 403), (auditor, 403)):
        client.force_login(account)
        assert OfficerLists(client, fiji).client.get("/administrations/FJ/officers/").status_code == status


def test_what_the_secretariat_was_shown_is_not_shown_to_a_focal_point(
    officers, client, officer, fiji, abroad
):
    own = officers.send("Family name\tMail\nKumar\tk@example.org\n").context["upload"]
    client.force_login(officer)
    page = officers.send("Family name\tGiven names\tMail\nFifita\tOta\tofa@example.org\n")
    assert "ʻOfa Fīfita" in text_of(page)  # something could leak

    client.force_login(AccountFactory(focal_point=True, organisation=fiji))

    for name in ("list-look", "list-remarks"):
        assert client.get(officers.page(name, page.context["upload"].pk)).status_code == 404
        assert client.get(officers.page(name, own.pk)).status_code == 200
    assert list(client.get(officers.address("officer-list")).context["earlier"]) == [own]


# --- Days that can be read in two ways --------------------------------------------------------------


def test_a_day_with_two_readings_is_asked_once_for_its_column_with_both_in_words(officers):
    page = officers.send(HEADINGS + "7\tKumar\tRavi\t03/04/2024\n8\tTan\tWei\t05/06/2024\n")

    assert page.context["look"]["waits"]
    assert 'name="save"' not in text_of(page)
    assert text_of(page).count("Which day is “03/04/2024” in the column “From”?") == 1
    assert "3 April 2024: the day comes first" in text_of(page)
    assert "4 March 2024: the month comes first" in text_of(page)


@pytest.mark.parametrize(("answer", "day"), [("day", dt.date(2024, 4, 3)), ("month", dt.date(2024, 3, 4))])
def test_the_answer_is_shown_in_words_and_saved(officers, answer, day):
    page = officers.send(HEADINGS + "7\tKumar\tRavi\t03/04/2024\n")

    page = officers.post(page, **{"days-3": answer})
    assert said(page)["From"] == f"{day:%-d %B %Y}"
    officers.save(page)

    assert Posting.objects.get().starts_on == day


def test_a_day_above_twelve_in_the_column_settles_it_and_each_column_for_itself(officers):
    page = officers.send(
        HEADINGS + "7\tKumar\tRavi\t03/04/2023\t03/04/2024\n8\tTan\tWei\t13/04/2023\t04/13/2024\n"
    )

    assert not page.context["look"]["waits"]
    assert (said(page)["From"], said(page)["Until"]) == ("3 April 2023", "4 March 2024")


def test_a_column_that_contradicts_itself_is_asked(officers):
    page = officers.send(HEADINGS + "7\tA\tB\t13/04/2023\n8\tC\tD\t04/13/2023\n9\tE\tF\t03/04/2023\n")

    assert [each["text"] for each in page.context["look"]["asked_days"]] == ["03/04/2023"]


def test_a_real_day_of_a_spreadsheet_and_iso_text_are_never_asked_about(officers):
    book = openpyxl.Workbook()
    book.active.append(["Family name", "From", "Until"])
    book.active.append(["Kumar", dt.date(2020, 4, 3), "2024-03-04"])
    file = io.BytesIO()
    book.save(file)

    page = officers.send(file.getvalue())

    assert (said(page)["From"], said(page)["Until"]) == ("3 April 2020", "4 March 2024")


def test_days_a_spreadsheet_may_have_turned_round_are_pointed_out(officers):
    book = openpyxl.Workbook()
    for row in (["Family name", "From"], ["Kumar", dt.date(2024, 3, 4)], ["Tan", "13/04/2024"]):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)

    (note,) = officers.send(file.getvalue()).context["look"]["notes"]

    assert note.startswith(
        "In the column “From” some days are text, as “13/04/2024”, and the others are before"
    )
    fine = HEADINGS + "7\tKumar\tRavi\t2024-03-14\n8\tTan\tWei\t13/04/2024\n"
    assert officers.send(fine).context["look"]["notes"] == []


@pytest.mark.parametrize("is_known", [True, False])
def test_two_officers_of_one_staff_number_are_told_apart_before_either_is_saved(officers, fiji, is_known):
    for family, given in (("Seru", "Ana"), ("Tuilagi", "Mere"))[: 2 if is_known else 1]:
        about = {"person__family_name": family, "person__given_names": given}
        PostingFactory(organisation=fiji, starts_on="2020-01-01", **about)

    page = officers.send(HEADINGS + "77\tSeru\tAna\t2020-01-01\n77\tTuilagi\tMere\t2020-01-01\n")

    assert "Row 2 has the same staff number with another name." in str(problems(page))
