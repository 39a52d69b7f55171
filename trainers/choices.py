"""Words of the trainers' floor."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# Cohorts


class CohortState(models.TextChoices):
    """Where a cohort stands."""

    PLANNED = "PLANNED", _("Planned")
    RUNNING = "RUNNING", _("Under way")
    FINISHED = "FINISHED", _("Finished")
    STOPPED = "STOPPED", _("Stopped before its end")


class StageKind(models.TextChoices):
    """What a stage of a cohort is."""

    WORKING_GROUP = "WORKING_GROUP", _("Working Group")
    INTERSESSIONAL = "INTERSESSIONAL", _("Intersessional work")
    OTHER = "OTHER", _("Other")


class StageMark(models.TextChoices):
    """What is typed in of a participant at a stage. No row: not recorded, which is not absence."""

    ATTENDED = "ATTENDED", _("Attended")
    EXCUSED = "EXCUSED", _("Excused")
    MISSED = "MISSED", _("Missed")


class Standing(models.TextChoices):
    """How a participant stands to one stage."""

    ATTENDED = "ATTENDED", _("attended")
    EXCUSED = "EXCUSED", _("excused")
    MISSED = "MISSED", _("missed")
    NOT_RECORDED = "NOT_RECORDED", _("not recorded")
    BEFORE = "BEFORE", _("before joining")
    AFTER = "AFTER", _("after leaving")


NOT_EXPECTED = frozenset({Standing.BEFORE, Standing.AFTER})
MOST_TOPICS = 2  # of one cohort: one topic, or two together
