"""A job is a row; the Celery task only wakes it up."""

import datetime as dt
import logging
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Self, TypeVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from office.choices import JobState

log = logging.getLogger(__name__)

LEASE = dt.timedelta(minutes=3)
GRACE = dt.timedelta(seconds=20)  # a queued job may wait this long before the sweeper wakes it again
ATTEMPTS = 3

T = TypeVar("T")


class LeaseLost(Exception):
    """Another worker has taken the job over, or it was cancelled; this run must keep nothing."""


class JobRefused(Exception):
    """The job cannot succeed however often it is tried; the message is for its owner."""


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, account: Any) -> Self:
        """Keep the jobs the account started."""
        if not account.is_authenticated:
            return self.none()
        return self.filter(owner=account)

    def abandoned(self, now: dt.datetime) -> Self:
        """Keep jobs whose worker fell silent, and queued ones nobody woke."""
        return self.filter(
            Q(state=JobState.RUNNING, leased_until__lt=now)
            | Q(state=JobState.QUEUED, woken_at__lt=now - GRACE)
        )

    def take(self, pk: int, now: dt.datetime) -> "Job | None":
        """Lease the job to the caller; None when it is finished or another worker holds it."""
        lease = uuid.uuid4()
        free = Q(state=JobState.QUEUED) | Q(state=JobState.RUNNING, leased_until__lt=now)
        taken = self.filter(free, pk=pk).update(
            state=JobState.RUNNING,
            lease=lease,
            leased_until=now + LEASE,
            heartbeat_at=now,
            started_at=now,
            attempts=models.F("attempts") + 1,
        )
        return self.get(pk=pk) if taken else None

    @contextmanager
    def claim(self, pk: int) -> Iterator["Job | None"]:
        """Run a block with the job leased; its outcome, and the reason of a failure, land on the row.

        Yields None when there is nothing to do. A crash is retried by the sweeper until ATTEMPTS is
        used up; a refusal (JobRefused) is final at once.
        """
        job = self.take(pk, timezone.now())
        if job is None:
            yield None
            return
        try:
            yield job
        except LeaseLost:
            log.warning("Job %s was taken over; this run keeps nothing.", pk)
        except JobRefused as refusal:
            job.finish(JobState.FAILED, reason=str(refusal))
        except Exception as error:
            log.exception("Job %s failed.", pk)
            if job.attempts >= ATTEMPTS:
                job.finish(JobState.FAILED, reason=f"{type(error).__name__}: {error}"[:500])
            else:
                job.put_back()
        else:
            job.finish(JobState.DONE)


class Job(models.Model):
    """Work done behind the page: who asked, how far it is, and what came of it."""

    kind = models.CharField(_("kind"), max_length=60)
    state = models.CharField(_("state"), max_length=10, choices=JobState, default=JobState.QUEUED)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="jobs")
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.BigIntegerField(_("object"))
    subject = GenericForeignKey("content_type", "object_id")
    steps_done = models.PositiveIntegerField(_("steps done"), default=0)
    steps = models.PositiveIntegerField(_("steps"), default=0)
    doing = models.CharField(_("doing"), max_length=200, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    lease = models.UUIDField(_("lease"), null=True)
    leased_until = models.DateTimeField(_("leased until"), null=True)
    heartbeat_at = models.DateTimeField(_("heartbeat at"), null=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    woken_at = models.DateTimeField(_("woken at"), default=timezone.now)
    started_at = models.DateTimeField(_("started at"), null=True)
    finished_at = models.DateTimeField(_("finished at"), null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["state", "leased_until"],
                condition=Q(state__in=["QUEUED", "RUNNING"]),
                name="jobs_unfinished",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}: {self.state}"

    @property
    def is_final(self) -> bool:
        return JobState(self.state).is_final

    @property
    def percent(self) -> int:
        """How far it is, 0 to 100."""
        if self.state == JobState.DONE:
            return 100
        return min(99, 100 * self.steps_done // self.steps) if self.steps else 0

    def progress(self, steps: Sequence[T], *, doing: Any) -> Iterator[T]:
        """Yield each step, and say so on the row before it: that is also the heartbeat.

        :param doing: a function from the step to the words shown to the owner.
        :raises LeaseLost: when the job is no longer this worker's.
        """
        for done, step in enumerate(steps):
            self.beat(steps=len(steps), steps_done=done, doing=str(doing(step))[:200])
            yield step
        self.beat(steps=len(steps), steps_done=len(steps), doing="")

    def beat(self, **values: Any) -> None:
        """Renew the lease and store what is given."""
        now = timezone.now()
        self._if_mine(heartbeat_at=now, leased_until=now + LEASE, **values)

    def finish(self, state: JobState, *, reason: str = "") -> None:
        self._if_mine(state=state, reason=reason, finished_at=timezone.now(), lease=None, doing="")

    def cancel(self, *, reason: str) -> bool:
        """End the job whoever works on it: their run keeps nothing. Return whether it was still open."""
        still_open = Job.objects.filter(pk=self.pk, state__in=[JobState.QUEUED, JobState.RUNNING])
        return bool(
            still_open.update(
                state=JobState.CANCELLED, reason=reason, lease=None, finished_at=timezone.now(), doing=""
            )
        )

    def put_back(self) -> None:
        """Return the job to the queue; the sweeper wakes it again."""
        self._if_mine(state=JobState.QUEUED, lease=None, leased_until=None, woken_at=timezone.now())

    def hold(self) -> None:
        """Lock the row inside the caller's transaction, so that what is kept is kept by one run only.

        :raises LeaseLost: when the job is no longer this worker's.
        """
        mine = Job.objects.select_for_update().filter(pk=self.pk, lease=self.lease)
        if self.lease is None or not mine.exists():
            raise LeaseLost

    def _if_mine(self, **values: Any) -> None:
        changed = Job.objects.filter(pk=self.pk, lease=self.lease, state=JobState.RUNNING)
        if not changed.update(**values):
            raise LeaseLost
        for name, value in values.items():
            setattr(self, name, value)
