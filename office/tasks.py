"""The beats: find jobs nobody works on, send mails that wait, erase lists that are no longer needed."""

from celery import current_app, shared_task
from django.db import transaction
from django.utils import timezone

from office import outbox
from office.choices import JobState
from office.models import Job, Upload
from office.models.jobs import ATTEMPTS


@shared_task(name="office.sweep_jobs")
def sweep_jobs() -> None:
    """Wake every abandoned job again; give up one that failed too often.

    A job's kind is the name of the task that wakes it.
    """
    now = timezone.now()
    for job in Job.objects.abandoned(now):
        if job.attempts >= ATTEMPTS:
            Job.objects.filter(pk=job.pk, lease=job.lease).update(
                state=JobState.FAILED,
                reason="The worker stopped each time this was tried.",
                finished_at=now,
                lease=None,
            )
        else:
            Job.objects.filter(pk=job.pk).update(woken_at=now)
            current_app.send_task(job.kind, kwargs={"job_id": job.pk})


@shared_task(name="office.send_mails")
def send_mails() -> None:
    """Send every mail that waits."""
    outbox.send_due(timezone.now())


def send_soon() -> None:
    """Have the outbox sent once the transaction that wrote to it is committed.

    Where the broker is away the failure is logged and nothing is lost: the beat sends it later.
    """
    transaction.on_commit(send_mails.delay, robust=True)


@shared_task(name="office.forget_uploads")
def forget_uploads() -> None:
    """Erase the content of lists that were sent in long ago; what became of them stays."""
    Upload.objects.outdated(timezone.now()).update(content=None, preview=None)
