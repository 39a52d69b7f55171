"""The beat that reminds of calls."""

from celery import shared_task
from django.utils import timezone

from office.audit import Actor
from office.choices import Door
from office.tasks import send_soon
from programmes.actions import inviting


@shared_task(name="programmes.remind_of_calls")
def remind_of_calls() -> None:
    """Remind administrations that have nominated nobody, each once."""
    inviting.remind_all(now=timezone.now(), by=Actor(None, Door.JOB))
    send_soon()
