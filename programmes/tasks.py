"""Wake-ups: each task claims its job's row, makes one call, and holds no logic."""

from celery import shared_task
from django.db import transaction

from office.models import Job
from programmes.actions import sending
from programmes.intake.lists import behind


@shared_task(name=sending.READ)
def read_list(*, job_id: int) -> None:
    """Look at the list of one job."""
    with Job.objects.claim(job_id) as job:
        if job is not None:
            behind.read(job)


@shared_task(name=sending.SAVE)
def save_list(*, job_id: int) -> None:
    """Save the list of one job."""
    with Job.objects.claim(job_id) as job:
        if job is not None:
            behind.save(job)


def wake(job: Job) -> None:
    """Send a job to the workers once the transaction that made it is committed."""
    task = read_list if job.kind == sending.READ else save_list
    transaction.on_commit(lambda: task.delay(job_id=job.pk), robust=True)
