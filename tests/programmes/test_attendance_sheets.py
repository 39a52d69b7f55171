"""The tick list as a workbook, filled in elsewhere and pasted back."""

import io

import openpyxl
import pytest
from django.urls import reverse

from office.models import ReadEntry
from programmes.models import Attendance
from tests.factories.programmes import (
    AttendanceFactory,
    ClosedPeriodFactory,
    EventFactory,
    ParticipationFactory,
    ProgrammeFactory,
    SessionFactory,
)

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


def table(client, event):
    """The rows of the workbook, without the notes under them."""
    return [line for line in copied(client, event) if line[1]]


def copied(client, event):
    """The cells of the whole workbook."""
    file = io.BytesIO(client.get(to("event-attendance-workbook", event.pk)).content)
    lines = openpyxl.load_workbook(file).active.iter_rows(values_only=True)
    return [["" if cell is None else str(cell) for cell in line] for line in lines]


def pasted(lines):
    return "\r\n".join("\t".join(line) for line in lines)


def send(client, event, text, **more):
    return client.post(to("event-attendance-paste", event.pk), {"rows": text} | more)


def test_the_workbook_holds_what_is_recorded_and_its_reading_is_logged(signed_in, event, row):
    session = SessionFactory(event=event, title="Opening")
    AttendanceFactory(session=session, participation=row, was_present=False)

    heading, line = table(signed_in, event)

    assert heading == ["Line", "Name", "Administration or organisation", "Opening", "Score after"]
    assert line[:2] == [str(row.pk), "Ana Tuilagi"]
    assert line[3:] == ["absent", ""]
    assert ReadEntry.objects.get().people == 1


def test_the_workbook_pasted_back_as_it_is_changes_nothing(signed_in, event, row):
    AttendanceFactory(session=SessionFactory(event=event), participation=row)
    row.post_score = 72.5
    row.save()

    page = send(signed_in, event, pasted(table(signed_in, event)))

    assert "nothing would change" in text_of(page)


def test_the_notes_under_the_table_may_be_copied_with_it(signed_in, event, row):
    SessionFactory(event=event)

    page = send(signed_in, event, pasted(copied(signed_in, event)))

    assert "nothing would change" in text_of(page)


def test_what_was_filled_in_is_shown_and_saved_when_confirmed(signed_in, event, row):
    session = SessionFactory(event=event, title="Opening")
    heading, line = table(signed_in, event)
    text = pasted([heading, [*line[:3], "X", "72,5"]])

    page = send(signed_in, event, text)
    assert "Opening: not recorded → <b>present</b>" in text_of(page)
    assert not Attendance.objects.exists()

    send(signed_in, event, text, confirm="", plan=page.context["pasted"].plan)
    assert (Attendance.objects.get().session, Attendance.objects.get().was_present) == (session, True)
    row.refresh_from_db()
    assert str(row.post_score) == "72.50"


def test_what_changed_after_it_was_shown_is_looked_at_again(signed_in, event, row):
    session = SessionFactory(event=event)
    heading, line = table(signed_in, event)
    text = pasted([heading, [*line[:3], "present", ""]])
    plan = send(signed_in, event, text).context["pasted"].plan
    AttendanceFactory(session=session, participation=row, was_present=False)

    page = send(signed_in, event, text, confirm="", plan=plan)

    assert "has changed since it was shown" in text_of(page)
    assert Attendance.objects.get().was_present is False


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        (["999999", "Ana Tuilagi", "", "present", ""], "No line of this event"),
        (["{pk}", "Anil Kumar", "", "present", ""], "of somebody else"),
        (["{pk}", "Ana Tuilagi", "", "perhaps", ""], "neither “present” nor “absent”"),
        (["{pk}", "Ana Tuilagi", "", "present", "many"], "is no score"),
        (["{pk}", "Ana Tuilagi", "", "present", "-1"], "is no score"),
        (["{pk}", "Ana Tuilagi", "", "present", "NaN"], "is no score"),
        (["{pk}", "Ana Tuilagi", "", "present", "1e400"], "is no score"),
    ],
)
def test_every_wrong_cell_is_named_and_nothing_is_saved(signed_in, event, row, cells, problem):
    SessionFactory(event=event)
    heading = table(signed_in, event)[0]
    line = [cell.format(pk=row.pk) for cell in cells]

    page = send(signed_in, event, pasted([heading, line]), confirm="", plan="")

    assert problem in text_of(page)
    assert not Attendance.objects.exists()


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


def test_in_a_closed_period_the_sheet_is_refused(signed_in, event, row):
    SessionFactory(event=event)
    ClosedPeriodFactory(programme=event.programmes.get())
    heading, line = table(signed_in, event)
    text = pasted([heading, [*line[:3], "present", ""]])
    plan = send(signed_in, event, text).context["pasted"].plan

    assert "is closed from" in text_of(send(signed_in, event, text, confirm="", plan=plan))
    assert not Attendance.objects.exists()


def test_the_sheet_is_its_officers_only(client, officer, event):
    client.force_login(officer)

    assert client.get(to("event-attendance-workbook", event.pk)).status_code == 403
    assert client.get(to("event-attendance-paste", event.pk)).status_code == 403
