"""A job that builds an edition is never lost: killed, doubled or cancelled, there is one edition."""

import os
import random
import signal
import time
from contextlib import suppress
from dataclasses import replace

import pytest
from django.db import connections
from django.utils import timezone

from office import tasks as office_tasks
from office.audit import Actor
from office.choices import Door, JobState
from office.models import Job, LeaseLost
from office.models.jobs import LEASE
from reports import tasks
from reports.actions import editions
from reports.actions.editions import Request
from reports.choices import EditionState
from reports.formats import registry
from reports.formats.registry import FORMATS
from reports.models import Edition, EditionFacts, EditionFile
from tests.factories.programmes import (
    AssignmentFactory,
    EventFactory,
    HeadcountFactory,
    PhaseFactory,
)

KILLS = 2  # of one job: the third attempt is the last there is


def asked():
    phase = PhaseFactory()
    officer = AssignmentFactory(programme=phase.programme).account
    HeadcountFactory(event=EventFactory(programmes=[phase.programme], phases=[phase]), people=21)
    request = Request(programme=phase.programme, phase=phase)
    return editions.ask_for_edition(request=request, by=Actor(officer, Door.PAGE))


def worker(job):
    """Start a process that does what a worker does with the job; return its number."""
    connections.close_all()  # a process must not share the line of another
    pid = os.fork()
    if pid == 0:
        with suppress(BaseException):
            tasks.build_edition(job_id=job.pk)
        os._exit(0)
    return pid


def fell_silent():
    """Let the leases of killed workers run out."""
    Job.objects.filter(state=JobState.RUNNING).update(leased_until=timezone.now() - LEASE)


def assert_one_whole_edition(job):
    edition = Edition.objects.get()
    job.refresh_from_db()
    assert (edition.state, job.state) == (EditionState.DRAFT, JobState.DONE)
    assert set(edition.files.values_list("format", flat=True)) >= set(FORMATS)
    assert EditionFile.objects.count() == edition.files.count()
    assert EditionFacts.objects.get().edition == edition
    assert not Job.objects.exclude(state=JobState.DONE).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", [1, 2])
def test_a_worker_killed_at_any_moment_loses_nothing(seed):
    edition, job = asked()
    moment = random.Random(seed)  # noqa: S311 - when to kill is no secret

    for _number in range(KILLS):
        pid = worker(job)
        time.sleep(moment.uniform(0.05, 2.0))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        edition.refresh_from_db()
        assert edition.is_frozen == EditionFacts.objects.filter(edition=edition).exists()
        assert edition.is_frozen == edition.files.exists()
        fell_silent()
    os.waitpid(worker(job), 0)

    assert_one_whole_edition(job)


@pytest.mark.django_db(transaction=True)
def test_the_same_task_twice_at_once_makes_one_edition():
    _edition, job = asked()

    for pid in [worker(job), worker(job)]:
        os.waitpid(pid, 0)

    assert_one_whole_edition(job)


@pytest.mark.django_db(transaction=True)
def test_two_jobs_of_one_edition_make_it_once():
    edition, job = asked()
    second = Job.objects.create(kind=editions.BUILD, owner=job.owner, subject=edition)

    for pid in [worker(job), worker(second)]:
        os.waitpid(pid, 0)
    for each in Job.objects.filter(state=JobState.QUEUED):  # what lost the race is woken again
        tasks.build_edition(job_id=each.pk)

    assert_one_whole_edition(job)


@pytest.mark.django_db
def test_a_job_nobody_could_be_told_of_is_woken_by_the_sweeper(monkeypatch):
    _edition, job = asked()
    woken = []
    monkeypatch.setattr(
        office_tasks.current_app, "send_task", lambda name, kwargs: woken.append((name, kwargs))
    )
    Job.objects.update(woken_at=timezone.now() - LEASE)  # the broker was away, and lost what it knew

    office_tasks.sweep_jobs()

    assert woken == [(editions.BUILD, {"job_id": job.pk})]


@pytest.mark.django_db
def test_a_full_disk_is_told_and_can_be_tried_again(client, monkeypatch):
    edition, job = asked()

    def full(document):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setitem(registry.KEPT, "xlsx", replace(FORMATS["xlsx"], render=full))
        for _attempt in range(3):
            tasks.build_edition(job_id=job.pk)
    client.force_login(job.owner)
    told = client.get(edition.get_absolute_url()).content.decode()
    assert "No space left on device" in told
    assert not EditionFile.objects.exists()

    again = editions.ask_again(edition=edition, by=Actor(job.owner, Door.PAGE))
    tasks.build_edition(job_id=again.pk)

    assert Edition.objects.get().state == EditionState.DRAFT


@pytest.mark.django_db
def test_what_was_cancelled_keeps_nothing_and_can_be_asked_for_again(client):
    edition, job = asked()
    client.force_login(job.owner)
    running = Job.objects.take(job.pk, timezone.now())

    page = client.post(f"{edition.get_absolute_url()}cancel/", follow=True).content.decode()
    with pytest.raises(LeaseLost):
        running.hold()
    tasks.build_edition(job_id=job.pk)

    assert "It was cancelled" in page
    assert job.owner.name in page
    assert Edition.objects.get().document is None
    assert Job.objects.get().state == JobState.CANCELLED
    again = editions.ask_again(edition=edition, by=Actor(job.owner, Door.PAGE))
    tasks.build_edition(job_id=again.pk)
    assert Edition.objects.get().state == EditionState.DRAFT


@pytest.mark.django_db
def test_cancelling_what_is_done_changes_nothing():
    edition, job = asked()
    tasks.build_edition(job_id=job.pk)

    assert not editions.cancel(edition=edition, by=Actor(job.owner, Door.PAGE))
    assert Job.objects.get().state == JobState.DONE
