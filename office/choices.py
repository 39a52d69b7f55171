"""Words of the office: stored in capitals, shown by their label."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Door(models.TextChoices):
    """Through which door a change came in."""

    PAGE = "PAGE", _("Page")
    API = "API", _("API")
    COMMAND = "COMMAND", _("Command")
    JOB = "JOB", _("Job")


class Verb(models.TextChoices):
    """What was done to a record."""

    CREATED = "CREATED", _("Created")
    CHANGED = "CHANGED", _("Changed")
    REMOVED = "REMOVED", _("Removed")
    LINKED = "LINKED", _("Links changed")
    ADDED_MANY = "ADDED_MANY", _("Added in bulk")
    REMOVED_MANY = "REMOVED_MANY", _("Removed in bulk")
    RELEASED = "RELEASED", _("Released")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")
    CLOSED = "CLOSED", _("Period closed")
    REOPENED = "REOPENED", _("Period reopened")
    INVITED = "INVITED", _("Invited")
    PASSWORD_SET = "PASSWORD_SET", _("Password chosen")
    SIGNED_OUT = "SIGNED_OUT", _("Signed out everywhere")
    PLACE_ENDED = "PLACE_ENDED", _("Signed out in one place")
    FACTOR_SET = "FACTOR_SET", _("Second factor set up")
    FACTOR_TAKEN = "FACTOR_TAKEN", _("Second factor taken away")
    ANONYMISED = "ANONYMISED", _("Name erased")


class MailState(models.TextChoices):
    """Where a mail stands."""

    QUEUED = "QUEUED", _("Waiting")
    SENT = "SENT", _("Sent")
    FAILED = "FAILED", _("Failed")


class JobState(models.TextChoices):
    """Where a job stands."""

    QUEUED = "QUEUED", _("Waiting")
    RUNNING = "RUNNING", _("Running")
    DONE = "DONE", _("Done")
    FAILED = "FAILED", _("Failed")
    CANCELLED = "CANCELLED", _("Cancelled")

    @property
    def is_final(self) -> bool:
        return self in {JobState.DONE, JobState.FAILED, JobState.CANCELLED}


class UploadState(models.TextChoices):
    """What became of a list that was sent in."""

    OPEN = "OPEN", _("Not saved yet")
    SAVED = "SAVED", _("Saved")
    UNDONE = "UNDONE", _("Undone")
