"""Wake-ups: each task claims its job's row, makes one call, and holds no logic."""

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from office.models import Job
from office.tasks import send_soon
from reports.actions import building, counting, editions, scheduling, sealing, writing
from reports.models import Edition


@shared_task(name=editions.BUILD)
def build_edition(*, job_id: int) -> None:
    """Build the edition of one job."""
    with Job.objects.claim(job_id) as job:
        if job is not None:
            edition = Edition.objects.get(pk=job.object_id)
            building.build_edition(edition=edition, job=job, now=timezone.now())
            send_soon()


@shared_task(name=editions.WRITE)
def write_edition(*, job_id: int) -> None:
    """Write the files of the edition of one job."""
    with Job.objects.claim(job_id) as job:
        if job is not None:
            writing.write_files(edition=Edition.objects.get(pk=job.object_id), job=job)


def wake(job: Job) -> None:
    """Send a job to the workers once the transaction that made it is committed.

    Where the broker is away the failure is logged and nothing is lost: the sweeper wakes the job later.
    """
    task = write_edition if job.kind == editions.WRITE else build_edition
    transaction.on_commit(lambda: task.delay(job_id=job.pk), robust=True)


@shared_task(name="reports.refresh_figures")
def refresh_figures() -> None:
    """Store the sums of what has changed, so that figures stay quick to read; seal what was closed."""
    now = timezone.now()
    counting.recount_changed(now=now)
    sealing.seal_closed(now=now)


@shared_task(name="reports.look_at_seals")
def look_at_seals() -> None:
    """See whether the figures of closed periods still hold."""
    sealing.look_again(now=timezone.now())


@shared_task(name="reports.draft_due")
def draft_due() -> None:
    """Ask for the drafts that are due, each once, and have them built."""
    for job in scheduling.draft_due(today=timezone.localdate()):
        wake(job)
