"""Queue, mail server or disk are away while an edition is built: nothing is lost, and it is said."""

import contextlib
import datetime as dt
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer

import psycopg2  # type: ignore[import-untyped]
import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from office.audit import Actor
from office.choices import Door, JobState, MailState
from office.models import Job, OutboxMail
from reports.actions import editions, releasing
from reports.choices import EditionState
from reports.models import Edition, EditionFile
from tests.factories.programmes import AssignmentFactory
from tests.jobs.conftest import assert_one_whole_edition, ended
from tests.jobs.holding import held, table, wait_until_kept
from tests.jobs.machines import folder_of_its_own, soon

pytestmark = pytest.mark.xdist_group("jobs")  # one worker and one queue are started for all


def build(queue, job):
    return queue.send(editions.BUILD, job_id=job.pk)


@pytest.mark.parametrize("keeps", [True, False], ids=["keeps its file", "forgets all"])
def test_a_queue_that_is_killed_and_comes_again_during_a_build(worker, queue, ask, swept, keeps):
    _edition, job = ask()

    with held(table("reports_publishedfigure")):
        build(queue, job)
        wait_until_kept(of="reports_publishedfigure")
        queue.kill()
        if not keeps:
            queue.forget()
        queue.start()
    ended(job)
    swept()
    soon(lambda: queue.waiting() == 0)

    assert_one_whole_edition(job, attempts=1)


def test_a_job_whose_message_the_queue_forgot_is_built_once_it_is_swept(worker, queue, ask, swept):
    _edition, first = ask()
    with held(table("reports_publishedfigure")):
        build(queue, first)
        wait_until_kept(of="reports_publishedfigure")
        _other, job = ask()
        build(queue, job)  # waits behind the first
        queue.kill()
        queue.forget()
        queue.start()
    ended(first)
    Job.objects.filter(state=JobState.QUEUED).update(woken_at=timezone.now() - dt.timedelta(minutes=1))
    swept()
    ended(job)

    assert set(Edition.objects.values_list("state", flat=True)) == {EditionState.DRAFT}
    assert Edition.objects.count() == 2


class Taking(StreamRequestHandler):
    """A mail server that takes every mail, and keeps none."""

    def handle(self):
        self.wfile.write(b"220 mail.example.org\r\n")
        is_text = False
        while line := self.rfile.readline().strip().upper():
            if is_text:
                while line != b".":
                    line = self.rfile.readline().strip()
                is_text = False
            is_text = line == b"DATA"
            self.wfile.write(b"354 go on\r\n" if is_text else b"250 fine\r\n")


@contextlib.contextmanager
def mail_server(port: int) -> Iterator[None]:
    server = ThreadingTCPServer(("127.0.0.1", port), Taking, bind_and_activate=False)
    server.daemon_threads, server.allow_reuse_address, server.block_on_close = True, True, False
    server.server_bind()
    server.server_activate()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield
    server.shutdown()
    server.server_close()


def test_an_edition_is_released_where_the_mail_server_is_away_and_told_of_when_it_is_back(
    worker, queue, ask, client, officer, phase, mail_port
):
    edition, job = ask()
    build(queue, job)
    ended(job)
    edition.refresh_from_db()
    second = AssignmentFactory(programme=phase.programme).account
    now = timezone.now()

    releasing.submit_edition(edition=edition, now=now, by=Actor(officer, Door.PAGE))
    releasing.release_edition(edition=edition, is_public=False, now=now, by=Actor(second, Door.PAGE))
    queue.send("office.send_mails")
    soon(lambda: not OutboxMail.objects.filter(reason="").exists())

    assert Edition.objects.get().state == EditionState.RELEASED
    assert set(OutboxMail.objects.values_list("state", flat=True)) == {MailState.QUEUED}
    client.force_login(second)
    told = client.get(reverse("reports:mail-list")).content.decode()
    assert "The mail server does not answer" in told
    with mail_server(mail_port):
        OutboxMail.objects.update(try_at=timezone.now())
        queue.send("office.send_mails")
        soon(lambda: not OutboxMail.objects.exclude(state=MailState.SENT).exists())


@pytest.fixture
def full_disk(transactional_db):
    """Have the files of editions on a disk that is full; return a function that makes room."""
    if os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("Only root can make a disk that is full.")
    with folder_of_its_own() as folder:
        disk = folder / "disk"
        disk.mkdir()
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", str(disk)],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            pytest.skip(f"This machine mounts no disks: {done.stderr.strip()}")
        try:
            with _space_on(disk) as make_room:
                yield make_room
        finally:
            subprocess.run(["umount", "--lazy", str(disk)], check=True)


@contextlib.contextmanager
def _space_on(disk: Path) -> Iterator[object]:
    settings = connection.settings_dict
    owner = psycopg2.connect(
        host=settings["HOST"], port=settings["PORT"], user="postgres", dbname=settings["NAME"]
    )
    owner.autocommit = True
    with owner.cursor() as cursor:
        cursor.execute("SHOW data_directory")
        their = Path(cursor.fetchone()[0]).stat()
        os.chown(disk, their.st_uid, their.st_gid)
        cursor.execute(f"CREATE TABLESPACE full_disk LOCATION '{disk}'")

        def move(where: str) -> None:
            cursor.execute(f"ALTER TABLE reports_editionfile SET TABLESPACE {where}")

        move("full_disk")
        try:
            yield lambda: move("pg_default")
        finally:
            move("pg_default")
            cursor.execute("DROP TABLESPACE full_disk")
            owner.close()


def test_a_full_disk_is_said_on_the_page_and_built_again_where_there_is_room(
    worker, queue, ask, client, officer, full_disk
):
    edition, job = ask()
    for _attempt in range(3):
        message = build(queue, job)
        soon(lambda message=message: worker.did(message))
    client.force_login(officer)

    told = client.get(edition.get_absolute_url()).content.decode()

    assert "No space left on device" in told
    assert not EditionFile.objects.exists()
    full_disk()
    again = editions.ask_again(edition=edition, by=Actor(officer, Door.PAGE))
    build(queue, again)
    ended(again)
    assert Edition.objects.get().state == EditionState.DRAFT
