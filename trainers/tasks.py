"""The beat of accreditations that end."""

from celery import shared_task
from django.utils import timezone

from office.audit import Actor
from office.choices import Door
from office.tasks import send_soon
from trainers.actions import notices


@shared_task(name="trainers.tell_of_expiry")
def tell_of_expiry() -> None:
    """Tell of accreditations that end soon, each reader once of each time before the end."""
    notices.tell_of_expiry(today=timezone.localdate(), now=timezone.now(), by=Actor(None, Door.JOB))
    send_soon()
