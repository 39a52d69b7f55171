"""Wake-ups: each task claims its job's row, makes one call, and holds no logic. And the beat of calls."""

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from office.audit import Actor
from office.choices import Door
from office.models import Job
from office.tasks import send_soon
from programmes.actions import advice_letters, committing, inviting, sending, surveying
from programmes.intake.lists import behind


@shared_task(name="programmes.remind_of_calls")
def remind_of_calls() -> None:
    """Remind administrations that have nominated nobody, each once."""
    inviting.remind_all(now=timezone.now(), by=Actor(None, Door.JOB))
    send_soon()


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


@shared_task(name="programmes.remind_of_commitments")
def remind_of_commitments() -> None:
    """Remind those who promised something that it is due, or overdue: each reader once of each time."""
    committing.remind_all(today=timezone.localdate(), now=timezone.now(), by=Actor(None, Door.JOB))
    send_soon()


@shared_task(name="programmes.remind_of_recommendations")
def remind_of_recommendations() -> None:
    """Remind those to whom a mission recommended something that it is due, or overdue."""
    advice_letters.remind_all(today=timezone.localdate(), now=timezone.now(), by=Actor(None, Door.JOB))
    send_soon()


@shared_task(name="programmes.remind_of_surveys")
def remind_of_surveys() -> None:
    """Remind administrations that have not answered a survey, once for each of its days."""
    surveying.remind_all(today=timezone.localdate(), now=timezone.now(), by=Actor(None, Door.JOB))
    send_soon()
