"""A list downloaded, filled in elsewhere and sent back: only what differs is saved, and once."""

import io
import os
import shutil
import subprocess

import openpyxl
import pytest

from members.models import Person
from office.models import AuditEntry, ReadEntry, Upload
from programmes.models import Participation
from tests.factories.programmes import EventFactory, ParticipationFactory
from tests.programmes.lists.conftest import counts, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def listed(event, fiji, tonga):
    """Two people on the list, one of them with everything a workbook may spoil."""
    ParticipationFactory(
        event=event,
        organisation=fiji,
        position="=1+1",
        person__family_name="Seru",
        person__given_names="Ana",
        person__email="ana@example.org",
        person__sex="WOMAN",
    )
    return ParticipationFactory(
        event=event,
        organisation=tonga,
        position="00123",
        state="NOMINATED",
        person__family_name="Fīfita",
        person__given_names="ʻOfa",
    )


def edited(content, **cells):
    """Return a workbook with some cells of its first sheet changed."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for place, value in cells.items():
        book.worksheets[0][place] = value
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_workbook_sent_back_as_it_came_changes_nothing(lists, listed):
    page = lists.send(lists.download())

    assert counts(page) == {"unchanged": 2}
    assert 'name="save"' not in text_of(page)


def resaved(content, folder):
    """Return a workbook as LibreOffice saves it."""
    program = shutil.which("soffice")
    if program is None:
        assert not os.environ.get("CI"), "LibreOffice is needed here."
        pytest.skip("LibreOffice is not installed.")
    (folder / "list.xlsx").write_bytes(content)
    subprocess.run(
        [
            program,
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(folder / "saved"),
            str(folder / "list.xlsx"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return (folder / "saved" / "list.xlsx").read_bytes()


def test_a_workbook_saved_by_libreoffice_changes_nothing(lists, listed, tmp_path):
    page = lists.send(resaved(lists.download(), tmp_path))

    assert counts(page) == {"unchanged": 2}
    assert page.context["look"]["notes"] == []


def test_the_workbook_has_lists_to_choose_from_and_hides_what_marks_its_rows(lists, listed):
    book = openpyxl.load_workbook(io.BytesIO(lists.download()))

    people = book["People"]
    assert [cell.value for cell in people[1]][:3] == ["Portal row", "Family name", "Given names"]
    assert people.column_dimensions["A"].hidden
    assert book["Lists"].sheet_state == "hidden"
    assert len(people.data_validations.dataValidation) == 4
    assert {cell.data_type for row in people.iter_rows(min_row=2, max_row=3) for cell in row} <= {"s", "n"}
    assert people["F2"].value == "=1+1"


def test_a_download_is_logged_as_reading_so_many_people(lists, listed, event):
    lists.download()

    assert ReadEntry.objects.latest("pk").what == f"{event}: people (workbook)"
    assert ReadEntry.objects.latest("pk").people == 2


def test_what_was_changed_and_added_in_the_workbook_is_shown_and_saved(lists, listed, event):
    sent = edited(
        lists.download(),
        J3="Attended",
        B2="Serū",
        B4="Tan",
        C4="Wei",
        E4="FJ",
    )

    page = lists.send(sent)
    assert counts(page) == {"new": 1, "changed": 2}
    assert "Nominated → <b>Attended</b>" in text_of(page)
    lists.save(page)

    listed.refresh_from_db()
    assert listed.state == "ATTENDED"
    assert Person.objects.get(email="ana@example.org").family_name == "Serū"
    assert Person.objects.get(email="ana@example.org").folded_name == "seru ana"
    assert event.participations.get(person__family_name="Tan").state == "ATTENDED"
    assert Upload.objects.get().counts["changed"] == 2


def test_a_row_changed_in_the_portal_since_is_a_conflict_until_somebody_chooses(lists, listed):
    sent = edited(lists.download(), J3="Attended")
    listed.position = "Director"
    listed.version += 1
    listed.save()

    page = lists.send(sent)
    assert counts(page) == {"unchanged": 1, "conflict": 1}

    kept = lists.post(page, **{"row-3": "ours"})
    assert counts(kept) == {"unchanged": 1, "left_out": 1}
    taken = lists.save(kept, **{"row-3": "theirs"})
    assert "has changed since it was shown" in text_of(taken)
    lists.save(taken)
    listed.refresh_from_db()
    assert listed.state == "ATTENDED"


def test_a_row_of_another_name_asks_whether_it_is_still_the_same_person(lists, listed, event):
    page = lists.send(edited(lists.download(), B3="Kumar", C3="Ravi"))

    assert counts(page) == {"unchanged": 1, "asked": 1}
    assert "This was ʻOfa Fīfita" in text_of(page)
    lists.save(lists.post(page, **{"row-3": "new"}))
    assert event.participations.count() == 3
    assert Person.objects.filter(family_name="Fīfita").exists()


def test_a_row_of_another_event_is_a_problem(lists, listed, client):
    other = ParticipationFactory(event=EventFactory(), organisation=listed.organisation)
    sent = edited(lists.download(), A2=f"E{other.event_id}R{other.pk}V1P1")

    page = lists.send(sent)

    assert counts(page) == {"unchanged": 1, "problem": 1}
    assert "downloaded for another list" in text_of(page)


def test_the_same_mark_twice_is_a_problem(lists, listed):
    content = lists.download()
    mark = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]["A2"].value

    page = lists.send(edited(content, A3=mark))

    assert counts(page) == {"unchanged": 1, "problem": 1}


def test_the_trail_says_which_list_brought_a_change(lists, listed):
    lists.save(lists.send(edited(lists.download(), J3="Attended")))

    entry = AuditEntry.objects.get(upload=Upload.objects.get())
    assert entry.changes == {"state": ["NOMINATED", "ATTENDED"]}
    assert entry.object_id == listed.pk


def test_undoing_puts_back_what_was_changed_and_removes_whom_it_added(lists, listed, event):
    before = list(Participation.objects.order_by("pk").values_list("pk", "state", "position"))
    people = list(Person.objects.order_by("pk").values_list("pk", "family_name", "sex"))
    sent = edited(lists.download(), J3="Attended", D3="Woman", B4="Tan", E4="FJ")
    lists.save(lists.send(sent))

    page = lists.undo()

    assert "Undone" in text_of(page)
    assert list(Participation.objects.order_by("pk").values_list("pk", "state", "position")) == before
    assert list(Person.objects.order_by("pk").values_list("pk", "family_name", "sex")) == people
    assert "not saved, or was undone" in text_of(lists.undo())


def test_nothing_is_undone_where_something_rests_on_it(lists, listed, event):
    lists.save(lists.send(edited(lists.download(), B4="Tan", E4="FJ", J3="Attended")))
    new = Person.objects.get(family_name="Tan")
    ParticipationFactory(person=new, organisation=listed.organisation, posting=False)

    page = lists.undo()

    assert "cannot be undone" in text_of(page)
    listed.refresh_from_db()
    assert (listed.state, event.participations.count()) == ("ATTENDED", 3)
