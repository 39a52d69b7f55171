"""The beat: sign-ins that are over are forgotten, and from where they came with them."""

from allauth.usersessions.models import UserSession
from celery import shared_task
from django.contrib.sessions.models import Session
from django.utils import timezone


@shared_task(name="members.forget_sessions")
def forget_sessions() -> None:
    """Delete sessions that have ended, and every address and program noted for one."""
    Session.objects.filter(expire_date__lte=timezone.now()).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
