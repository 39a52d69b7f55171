"""A job is a row: leased to one worker, given back when that worker falls silent, never lost."""

import datetime as dt

import pytest
from django.utils import timezone

from office import tasks
from office.choices import JobState
from office.models import Job, JobRefused, LeaseLost
from office.models.jobs import ATTEMPTS, GRACE, LEASE
from tests.factories.office import JobFactory

pytestmark = pytest.mark.django_db


def test_a_claimed_job_is_done_when_its_block_ends():
    job = JobFactory()

    with Job.objects.claim(job.pk) as mine:
        assert mine.state == JobState.RUNNING

    job.refresh_from_db()
    assert (job.state, job.percent, job.attempts) == (JobState.DONE, 100, 1)
    assert job.finished_at


def test_a_running_job_is_not_claimed_by_a_second_worker():
    job = JobFactory()

    with Job.objects.claim(job.pk), Job.objects.claim(job.pk) as second:
        assert second is None


def test_a_finished_job_is_not_done_again():
    job = JobFactory(state=JobState.DONE)

    with Job.objects.claim(job.pk) as mine:
        assert mine is None


def test_a_refusal_is_final_and_its_reason_is_for_the_owner():
    job = JobFactory()

    with Job.objects.claim(job.pk):
        raise JobRefused("You may no longer do this.")

    job.refresh_from_db()
    assert (job.state, job.reason) == (JobState.FAILED, "You may no longer do this.")


def test_a_crash_is_tried_again_until_the_attempts_are_used_up():
    job = JobFactory()

    for attempt in range(1, ATTEMPTS + 1):
        with Job.objects.claim(job.pk):
            raise RuntimeError("disk full")
        job.refresh_from_db()
        assert job.attempts == attempt
        assert job.state == (JobState.QUEUED if attempt < ATTEMPTS else JobState.FAILED)

    assert job.reason == "RuntimeError: disk full"


def test_progress_says_what_is_done_and_renews_the_lease():
    job = JobFactory()
    seen = []

    with Job.objects.claim(job.pk) as mine:
        Job.objects.update(leased_until=timezone.now())
        for step in mine.progress(["a", "b", "c", "d"], doing=lambda step: f"doing {step}"):
            stored = Job.objects.get()
            seen.append((step, stored.percent, stored.doing))
            assert stored.leased_until > timezone.now() + LEASE / 2

    assert seen[2] == ("c", 50, "doing c")


def test_who_lost_the_lease_keeps_nothing():
    job = JobFactory()

    with Job.objects.claim(job.pk) as mine:
        other = Job.objects.take(job.pk, timezone.now() + LEASE + dt.timedelta(seconds=1))
        assert other is not None
        mine.hold()
        pytest.fail("hold() must refuse a lost lease")

    job.refresh_from_db()
    assert (job.state, job.lease) == (JobState.RUNNING, other.lease)


def test_holding_needs_the_lease():
    with pytest.raises(LeaseLost):
        JobFactory().hold()


@pytest.fixture
def woken(monkeypatch):
    sent = []
    monkeypatch.setattr(tasks.current_app, "send_task", lambda name, kwargs: sent.append((name, kwargs)))
    return sent


def test_the_sweeper_wakes_what_waits_too_long_and_what_fell_silent(woken):
    now = timezone.now()
    waiting = JobFactory(woken_at=now - GRACE - dt.timedelta(seconds=1))
    silent = JobFactory(state=JobState.RUNNING, leased_until=now - dt.timedelta(seconds=1))
    JobFactory()  # just queued
    JobFactory(state=JobState.RUNNING, leased_until=now + LEASE)
    JobFactory(state=JobState.FAILED, woken_at=now - dt.timedelta(days=1))

    tasks.sweep_jobs()

    assert sorted(kwargs["job_id"] for _, kwargs in woken) == [waiting.pk, silent.pk]
    assert {name for name, _ in woken} == {"reports.build_edition"}


def test_the_sweeper_does_not_wake_twice_in_a_row(woken):
    JobFactory(woken_at=timezone.now() - GRACE - dt.timedelta(seconds=1))

    tasks.sweep_jobs()
    tasks.sweep_jobs()

    assert len(woken) == 1


def test_the_sweeper_gives_up_what_stopped_its_worker_each_time(woken):
    job = JobFactory(state=JobState.RUNNING, leased_until=timezone.now(), attempts=ATTEMPTS)

    tasks.sweep_jobs()

    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert not woken
