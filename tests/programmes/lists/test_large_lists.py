"""A large list is looked at and saved by jobs; a small one from a shell."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from members.models import Person, Posting
from office.choices import JobState
from office.models import Job, Upload
from office.tasks import forget_uploads
from programmes import tasks
from programmes.actions import listing
from programmes.models import KnownHeading
from tests.factories.programmes import InvitationFactory, ParticipationFactory
from tests.programmes.lists.conftest import text_of, workbook

pytestmark = pytest.mark.django_db
ROWS = ["Family name", "Given names", "Country", "Mail"]


def long_list(rows=2_100):
    people = [[f"Tui{n}", "Anna", "FJ", f"p{n}@example.org"] for n in range(rows)]
    return "\n".join("\t".join(row) for row in [ROWS, *people])


def run(kind):
    """Do the job that waits, as a worker would."""
    job = Job.objects.get(state=JobState.QUEUED)
    assert job.kind == kind
    {"programmes.read_list": tasks.read_list, "programmes.save_list": tasks.save_list}[kind](job_id=job.pk)
    job.refresh_from_db()
    return job


def test_a_large_list_is_read_and_saved_behind_the_page(lists, event):
    page = lists.send(long_list())
    upload = Upload.objects.get()
    assert "Waiting" in text_of(page)

    assert run("programmes.read_list").state == JobState.DONE
    page = lists.client.get(lists.page("list-look", upload.pk))
    assert page.context["look"]["counts"]["new"] == 2_100
    assert "1800 more rows are not shown here" in text_of(page)
    lists.save(page)
    assert not Person.objects.exists()
    assert run("programmes.save_list").state == JobState.DONE

    assert event.participations.count() == 2_100
    page = lists.client.get(lists.page("list-look", upload.pk))
    assert "New on the list: 2100" in text_of(page)
    assert "Undone" in text_of(lists.undo())
    assert not Person.objects.exists()


def test_a_job_that_is_run_again_saves_nothing_again(lists, event):
    lists.send(long_list())
    run("programmes.read_list")
    upload = Upload.objects.get()
    lists.save(lists.client.get(lists.page("list-look", upload.pk)))
    job = run("programmes.save_list")
    Job.objects.filter(pk=job.pk).update(state=JobState.QUEUED)

    assert run("programmes.save_list").state == JobState.DONE

    assert event.participations.count() == 2_100


def test_a_worker_killed_while_it_saves_leaves_nothing_half_done(lists, event, monkeypatch):
    lists.send(long_list())
    run("programmes.read_list")
    upload = Upload.objects.get()
    lists.save(lists.client.get(lists.page("list-look", upload.pk)))

    class Killed(BaseException):
        pass

    def killed(*args, **about):
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(listing, "_change_participations", killed)
        with pytest.raises(Killed):
            run("programmes.save_list")
    assert not Person.objects.exists()
    Job.objects.filter(state=JobState.RUNNING).update(state=JobState.QUEUED)
    assert run("programmes.save_list").state == JobState.DONE
    assert event.participations.count() == 2_100


def test_a_job_refuses_who_may_no_longer_change_the_event(lists, event):
    lists.send(long_list())
    event.programmes.clear()

    job = run("programmes.read_list")

    assert (job.state, job.reason) == (JobState.FAILED, "You may no longer change this list.")


def test_what_changed_after_it_was_shown_is_not_saved_by_a_job(lists, event, fiji):
    lists.send(long_list())
    run("programmes.read_list")
    upload = Upload.objects.get()
    page = lists.client.get(lists.page("list-look", upload.pk))
    ParticipationFactory(
        event=event, organisation=fiji, person__family_name="Tui0", person__given_names="Anna"
    )
    lists.save(page)

    job = run("programmes.save_list")

    assert job.state == JobState.FAILED
    assert "has changed since it was shown" in job.reason
    assert event.participations.count() == 1


def test_files_are_erased_after_ninety_days_and_what_became_of_them_stays(lists, event):
    lists.save(lists.send("Family name\tCountry\nTuilagi\tFJ\n"))
    forget_uploads()
    assert Upload.objects.get().content is not None

    Upload.objects.update(sent_at=timezone.now() - dt.timedelta(days=91))
    forget_uploads()

    upload = Upload.objects.get()
    assert (upload.content, upload.counts["new"]) == (None, 1)


def test_what_was_said_of_the_columns_of_a_large_list_is_remembered(lists, event):
    people = "\n".join(f"Tui{n}\tAnna\tFJ" for n in range(2_100))
    lists.send(f"Family name\tPersonal particulars\tCountry\n{people}")
    run("programmes.read_list")
    upload = Upload.objects.get()
    page = lists.client.get(lists.page("list-look", upload.pk))
    columns = {"column-0": "family_name", "column-1": "given_names", "column-2": "administration"}
    lists.post(page, sheet="0", heading_row="1", **columns)
    assert not KnownHeading.objects.exists()

    run("programmes.read_list")

    assert KnownHeading.objects.get(folded="personal particulars").field == "given_names"


# --- From a shell ------------------------------------------------------------------------------------


@pytest.fixture
def read(tmp_path, event, capsys):
    def read_list(content, *options, about=None):
        file = tmp_path / "list.xlsx"
        file.write_bytes(content)
        call_command("read_list", str(file), *(about or ("--event", str(event.pk))), *options)
        return capsys.readouterr().out

    return read_list


def test_the_command_says_what_it_would_do_and_names_the_cells(read, event):
    told = read(workbook(ROWS, ["Tuilagi", "Anna", "FJ"], ["Tan", "Wei", "Atlantis"]))

    assert "C3: “Atlantis” is no administration or organisation known here." in told
    assert "1 new on the list" in told
    assert "Nothing is saved" in told
    assert not Person.objects.exists()


def test_the_command_writes_all_or_nothing_and_good_rows_where_asked(read, event):
    content = workbook(ROWS, ["Tuilagi", "Anna", "FJ"], ["Tan", "Wei", "Atlantis"])

    with pytest.raises(CommandError, match="nothing was saved"):
        read(content, "--write")
    assert not Upload.objects.exists()
    assert "Saved." in read(content, "--write", "--good-rows")
    assert event.participations.get().person.family_name == "Tuilagi"


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"%PDF", "PDF"), (workbook(["Name", "Country"], ["Anna Tui", "FJ"]), "answered on the page")],
)
def test_the_command_refuses_in_words(read, content, message):
    with pytest.raises(CommandError, match=message):
        read(content, "--write")


def test_the_command_knows_no_event_that_there_is_not(tmp_path):
    with pytest.raises(CommandError, match="no event 99"):
        call_command("read_list", str(tmp_path / "x.xlsx"), "--event", "99")


def test_the_command_reads_officers_and_asks_how_their_days_are_written(read, fiji):
    content = workbook(["Family name", "From"], ["Tuilagi", "03/04/2024"])
    of_fiji = ("--administration", "fj")

    told = read(content, about=of_fiji)
    assert "Which day is “03/04/2024” in the column “From”: 3 April 2024 or 4 March 2024?" in told
    with pytest.raises(CommandError, match="questions above"):
        read(content, "--write", about=of_fiji)
    assert "Saved." in read(content, "--write", "--dates", "month-first", about=of_fiji)

    posting = Posting.objects.get()
    assert (posting.organisation_id, posting.starts_on) == (fiji.pk, dt.date(2024, 3, 4))


def test_the_command_does_not_turn_round_days_that_the_file_decides(read, fiji):
    content = workbook(["Family name", "From"], ["Tuilagi", "03/04/2024"], ["Vunipola", "13/04/2024"])

    read(content, "--write", "--dates", "month-first", about=("--administration", "FJ"))

    assert Posting.objects.get(person__family_name="Tuilagi").starts_on == dt.date(2024, 4, 3)


def test_the_command_reads_nominees(read, fiji):
    invitation = InvitationFactory(administration=fiji)

    read(workbook(["Family name"], ["Tuilagi"]), "--write", about=("--invitation", str(invitation.pk)))

    assert invitation.call.event.participations.get().rank == 1


@pytest.mark.parametrize(
    ("about", "message"),
    [
        (("--administration", "XX"), "no administration XX"),
        (("--invitation", "99"), "no invitation 99"),
        (("--event", "1", "--administration", "FJ"), "not allowed with"),
        (("--dates", "month-first"), "is required"),
    ],
)
def test_the_command_is_about_one_list_that_there_is(read, about, message):
    with pytest.raises(CommandError, match=message):
        read(b"", about=about)
