"""A worker that is killed, wherever it was at: the edition is built once, by whoever comes next."""

import random
import threading
import time

import pytest
from django.utils import timezone

from office.audit import Actor
from office.choices import Door, JobState
from office.models import Job
from office.models.jobs import LEASE
from reports.actions import editions
from reports.choices import EditionState
from reports.models import Edition, EditionFacts
from tests.jobs.conftest import assert_one_whole_edition, ended
from tests.jobs.holding import end_waiting, held, row_of, table, wait_until_kept
from tests.jobs.machines import soon

pytestmark = pytest.mark.xdist_group("jobs")  # one worker and one queue are started for all

SHARE = "SHARE"  # others may read, and not write
# Where a worker is kept until it is killed: the table it waits for, and words of what it asks then.
POINTS = {
    "reading who asks": (table("members_account"), "members_account"),
    "keeping the rows": (table("reports_frozenseat", mode=SHARE), "INSERT INTO reports_frozenseat"),
    "counting a section": (table("reports_publishedfigure"), "reports_publishedfigure"),
    "storing the files": (table("reports_editionfile", mode=SHARE), "reports_editionfile"),
}


def build(queue, job):
    return queue.send(editions.BUILD, job_id=job.pk)


@pytest.mark.parametrize("point", POINTS)
def test_a_worker_killed_at_one_point_leaves_nothing_half(worker, queue, ask, swept, point):
    edition, job = ask()
    lock, words = POINTS[point]

    with held(lock):
        build(queue, job)
        wait_until_kept(of=words)
        worker.kill_child()
    edition.refresh_from_db()
    assert not edition.is_frozen
    assert not EditionFacts.objects.exists()
    swept()
    ended(job)

    assert_one_whole_edition(job, attempts=2)


def test_a_worker_killed_before_it_has_claimed_the_job(worker, queue, ask, swept):
    _edition, job = ask()

    with held(row_of(job.pk)):
        build(queue, job)
        wait_until_kept(of="office_job")
        worker.kill_child()
    soon(lambda: Job.objects.get().attempts)  # what the dead one had asked for is done all the same
    swept()
    ended(job)

    assert_one_whole_edition(job, attempts=2)


def test_a_worker_killed_twice_while_it_writes_the_files(worker, queue, ask, swept):
    _edition, job = ask()
    moment = random.Random(2012)  # noqa: S311 - when to kill is no secret

    build(queue, job)
    for number in (1, 2):
        step = moment.randrange(4)
        soon(lambda step=step, number=number: _writes(job, step, attempt=number), every=0.001)
        time.sleep(moment.uniform(0, 0.1))
        worker.kill_child()
        swept()
    ended(job)

    assert_one_whole_edition(job, attempts=None)


def _writes(job, step, *, attempt):
    """Test if the files are being written, or were already where the worker was quicker than we looked."""
    now = Job.objects.get(pk=job.pk)
    return now.is_final or (
        now.attempts >= attempt and now.doing.startswith("Writing") and now.steps_done >= step
    )


def test_a_worker_killed_when_all_is_kept_and_before_it_could_say_so(worker, queue, ask, swept):
    edition, job = ask()

    with held(table("reports_editionfacts", mode=SHARE)) as first:
        build(queue, job)
        wait_until_kept(of="reports_editionfacts")
        with held() as second:
            _take_when_free(first, second, job)
            wait_until_kept(of="office_job")  # the worker: its edition is kept, and its job still runs
            edition.refresh_from_db()
            assert edition.is_frozen
            worker.kill_child()
            end_waiting(of="office_job")
    assert Job.objects.get().state == JobState.RUNNING
    sha256 = Edition.objects.get().sha256
    swept()
    ended(job)

    assert_one_whole_edition(job, attempts=2)
    assert Edition.objects.get().sha256 == sha256


def _take_when_free(first, second, job):
    """Have the second connection hold the job's row as soon as the worker has let it go."""
    with second.cursor() as cursor:
        wait = threading.Thread(target=cursor.execute, args=(row_of(job.pk),))
        wait.start()
        wait_until_kept(of="FOR UPDATE")
        first.rollback()
        wait.join()


def test_a_worker_killed_when_all_is_done_and_before_it_confirmed_the_message(worker, queue, ask):
    _edition, job = ask()
    with held(table("reports_publishedfigure")):
        build(queue, job)
        wait_until_kept(of="reports_publishedfigure")
        worker.stop_listening()  # to its child, which goes on
    done = ended(job)
    worker.kill()
    assert queue.unconfirmed() == 1

    queue.give_again()
    worker.start().wait_ready()
    soon(lambda: queue.unconfirmed() == 0 and queue.waiting() == 0)

    assert_one_whole_edition(job, attempts=1)
    assert Job.objects.get().finished_at == done.finished_at


def test_a_slow_worker_whose_job_was_taken_over_keeps_nothing(worker, queue, ask, swept):
    _edition, job = ask()
    with held(table("reports_frozenseat", mode=SHARE)):
        slow = build(queue, job)
        wait_until_kept(of="INSERT INTO reports_frozenseat")
        Job.objects.update(leased_until=timezone.now() - LEASE)
        other = Job.objects.take(job.pk, timezone.now())  # as a second worker does
    soon(lambda: worker.did(slow))

    assert Edition.objects.get().document is None
    assert not EditionFacts.objects.exists()
    other.put_back()
    swept()
    build(queue, job)
    ended(job)
    assert_one_whole_edition(job, attempts=3)


def test_what_was_cancelled_in_the_middle_keeps_nothing(worker, queue, ask):
    edition, job = ask()
    by = Actor(job.owner, Door.PAGE)

    with held(table("reports_publishedfigure")):
        message = build(queue, job)
        wait_until_kept(of="reports_publishedfigure")
        assert editions.cancel(edition=edition, by=by)
    soon(lambda: worker.did(message))

    assert Edition.objects.get().document is None
    assert Job.objects.get().state == JobState.CANCELLED
    again = editions.ask_again(edition=edition, by=by)
    build(queue, again)
    ended(again)
    assert Edition.objects.get().state == EditionState.DRAFT
