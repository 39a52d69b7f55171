"""The tick list as a workbook, filled in elsewhere and sent back, as a file or as pasted rows."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from office.models import ReadEntry
from programmes.intake.attendance_workbook import read_mark
from programmes.models import Attendance
from tests.factories.programmes import (
    AttendanceFactory,
    ClosedPeriodFactory,
    EventFactory,
    ParticipationFactory,
    ProgrammeFactory,
    SessionFactory,
)
from tests.programmes.lists.test_round_trip import edited, resaved

pytestmark = pytest.mark.django_db


def to(page, *args):
    return reverse(f"programmes:{page}", args=args)


def text_of(response):
    return response.content.decode()


@pytest.fixture
def event():
    return EventFactory(programmes=[ProgrammeFactory()])


@pytest.fixture
def signed_in(client, assigned, event):
    client.force_login(assigned(event.programmes.get()))
    return client


@pytest.fixture
def row(event):
    return ParticipationFactory(event=event, person__family_name="Tuilagi", person__given_names="Ana")


def download(client, event):
    return client.get(to("event-attendance-workbook", event.pk)).content


def table(client, event):
    """The rows of the workbook, its hidden column too: what is copied with it."""
    lines = openpyxl.load_workbook(io.BytesIO(download(client, event))).worksheets[0]
    return [
        ["" if cell is None else str(cell) for cell in line] for line in lines.iter_rows(values_only=True)
    ]


def pasted(lines):
    return "\r\n".join("\t".join(line) for line in lines)


def send(client, event, content, **more):
    data = {"rows": content} if isinstance(content, str) else {"file": SimpleUploadedFile("a.xlsx", content)}
    return client.post(to("event-attendance-paste", event.pk), data | more)


def confirm(client, event, page, **more):
    """Press the button under what would change, as the page sends it."""
    data = {"rows": page.context["form"]["rows"].value(), "plan": page.context["sent"].plan, "confirm": ""}
    return client.post(to("event-attendance-paste", event.pk), data | more)


def test_the_workbook_holds_what_is_recorded_and_its_reading_is_logged(signed_in, event, row):
    session = SessionFactory(event=event, title="Opening")
    AttendanceFactory(session=session, participation=row, was_present=False)

    heading, line = table(signed_in, event)

    assert heading == ["Portal row", "Name", "Administration or organisation", "Opening", "Score after"]
    assert line[1] == "Ana Tuilagi"
    assert line[3:] == ["absent", ""]
    mark = read_mark(line[0])
    assert (mark.row_id, mark.answers, mark.score) == (row.pk, {session.pk: False}, None)
    assert ReadEntry.objects.get().people == 1


def test_the_workbook_offers_the_two_answers_and_hides_its_marks(signed_in, event, row):
    SessionFactory(event=event)

    book = openpyxl.load_workbook(io.BytesIO(download(signed_in, event)))

    assert book.worksheets[0].column_dimensions["A"].hidden
    assert [str(each.sqref) for each in book.worksheets[0].data_validations.dataValidation] == ["D2"]
    assert book["Lists"].sheet_state == "hidden"
    assert "not known" in " ".join(cell.value for cell in book["How to fill it in"]["A"])


@pytest.mark.parametrize("how", ["file", "pasted", "libreoffice"])
def test_the_workbook_sent_back_as_it_is_changes_nothing(signed_in, event, row, how, tmp_path):
    AttendanceFactory(session=SessionFactory(event=event), participation=row)
    row.post_score = 72.5
    row.save()
    content = download(signed_in, event)
    if how != "file":
        content = pasted(table(signed_in, event)) if how == "pasted" else resaved(content, tmp_path)

    page = send(signed_in, event, content)

    assert "nothing would change" in text_of(page)


def test_a_filled_in_file_is_shown_and_saved_when_confirmed(signed_in, event, row):
    session = SessionFactory(event=event, title="Opening")
    content = edited(download(signed_in, event), D2="present", E2=72.5)

    page = send(signed_in, event, content)
    assert "Opening: not recorded → <b>present</b>" in text_of(page)
    assert not Attendance.objects.exists()
    confirm(signed_in, event, page)

    assert (Attendance.objects.get().session, Attendance.objects.get().was_present) == (session, True)
    row.refresh_from_db()
    assert str(row.post_score) == "72.50"


def test_what_changed_after_it_was_shown_is_looked_at_again(signed_in, event, row):
    session = SessionFactory(event=event)
    page = send(signed_in, event, edited(download(signed_in, event), D2="x"))
    AttendanceFactory(session=session, participation=row, was_present=False)

    page = confirm(signed_in, event, page)

    assert "has changed since it was shown" in text_of(page)
    assert Attendance.objects.get().was_present is False


def test_what_the_portal_learned_since_the_download_stands_unless_the_sheet_says_otherwise(
    signed_in, event, row
):
    session = SessionFactory(event=event, title="Opening")
    answer = AttendanceFactory(session=session, participation=row, was_present=True)
    untouched = download(signed_in, event)
    answer.was_present = False
    answer.save()

    assert "nothing would change" in text_of(send(signed_in, event, untouched))


def test_what_both_changed_is_a_conflict_until_somebody_says_the_sheet_is_right(signed_in, event, row):
    session = SessionFactory(event=event, title="Opening")
    content = edited(download(signed_in, event), D2="present")
    AttendanceFactory(session=session, participation=row, was_present=False)

    page = send(signed_in, event, content)
    assert "Changed in the portal since the download" in text_of(page)
    assert 'name="confirm"' not in text_of(page)

    page = send(signed_in, event, content, theirs="on")
    confirm(signed_in, event, page, theirs="on")
    assert Attendance.objects.get().was_present is True


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        (["T1R999999S1pV", "Ana Tuilagi", "", "present", ""], "Nobody on this event"),
        (["17", "Ana Tuilagi", "", "present", ""], "This is no mark of the portal"),
        (["{mark}", "Anil Kumar", "", "present", ""], "of somebody else"),
        (["{mark}", "Ana Tuilagi", "", "perhaps", ""], "neither “present” nor “absent”"),
        (["{mark}", "Ana Tuilagi", "", "present", "many"], "is no score"),
        (["{mark}", "Ana Tuilagi", "", "present", "-1"], "is no score"),
        (["{mark}", "Ana Tuilagi", "", "present", "NaN"], "is no score"),
        (["{mark}", "Ana Tuilagi", "", "present", "1e400"], "is no score"),
    ],
)
def test_every_wrong_cell_is_named_and_nothing_is_saved(signed_in, event, row, cells, problem):
    SessionFactory(event=event)
    heading, line = table(signed_in, event)
    cells = [cell.format(mark=line[0]) for cell in cells]

    page = send(signed_in, event, pasted([heading, cells]), confirm="", plan="")

    assert problem in text_of(page)
    assert "Row 2," in text_of(page)
    assert not Attendance.objects.exists()


@pytest.mark.parametrize(
    "mark", ["", "T1R2", "T1R2SV", "T1R2S3xV", "T1R2S,,V", "T1R2S3pV1.2.3", "T1R2S3p4aV", "T²R2SV"]
)
def test_a_mark_somebody_spoilt_is_no_failure(mark):
    assert read_mark(mark) is None or read_mark(mark).answers == {}


def test_a_table_without_its_hidden_column_is_refused_in_words(signed_in, event, row):
    SessionFactory(event=event)
    lines = [line[1:] for line in table(signed_in, event)]

    assert "The hidden column “Portal row” is missing" in text_of(send(signed_in, event, pasted(lines)))


def test_a_line_that_stands_twice_is_refused(signed_in, event, row):
    SessionFactory(event=event)
    heading, line = table(signed_in, event)

    assert "stands twice" in text_of(send(signed_in, event, pasted([heading, line, line])))


def test_sessions_that_read_like_other_columns_are_told_apart(signed_in, event, row):
    for title in ("Name", "Day 1", "day 1!", "…"):
        SessionFactory(event=event, title=title)

    heading, line = table(signed_in, event)

    assert len({each.casefold() for each in heading}) == 8
    assert "nothing would change" in text_of(send(signed_in, event, pasted([heading, line])))


def test_a_column_of_a_session_that_is_gone_is_told_and_not_read(signed_in, event, row):
    session = SessionFactory(event=event, title="Excursion")
    SessionFactory(event=event, title="Opening")
    content = edited(download(signed_in, event), D2="present")
    session.delete()

    page = send(signed_in, event, content)

    assert "are not read: Excursion." in text_of(page)
    assert "nothing would change" in text_of(page)


@pytest.mark.parametrize(
    ("content", "problem"),
    [(b"%PDF-1.7", "PDF document"), (b"PK\x03\x04xl/workbook", "damaged"), (b"", "There is nothing in it")],
)
def test_a_file_that_is_no_workbook_is_refused_in_words(signed_in, event, content, problem):
    assert problem in text_of(send(signed_in, event, content))


def test_in_a_closed_period_the_sheet_is_refused(signed_in, event, row):
    SessionFactory(event=event)
    ClosedPeriodFactory(programme=event.programmes.get())
    page = send(signed_in, event, edited(download(signed_in, event), D2="present"))

    assert "is closed from" in text_of(confirm(signed_in, event, page))
    assert not Attendance.objects.exists()


def test_the_sheet_is_its_officers_only(client, officer, event):
    client.force_login(officer)

    assert client.get(to("event-attendance-workbook", event.pk)).status_code == 403
    assert client.get(to("event-attendance-paste", event.pk)).status_code == 403
