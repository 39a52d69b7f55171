"""Wake-ups: each task claims its job's row, makes one call, and holds no logic."""

from celery import shared_task
from django.utils import timezone

from office.models import Job
from reports.actions import editions


@shared_task(name=editions.BUILD)
def build_edition(*, job_id: int) -> None:
    """Build the edition of one job."""
    with Job.objects.claim(job_id) as job:
        if job is not None:
            editions.build_edition(edition=job.subject, job=job, now=timezone.now())
