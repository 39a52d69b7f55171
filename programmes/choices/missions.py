"""Words of missions and of what they recommend."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MissionKind(models.TextChoices):
    """What experts go to an administration for."""

    DIAGNOSTIC = "DIAGNOSTIC", _("Diagnostic mission")
    SCOPING = "SCOPING", _("Scoping mission")
    ADVISORY = "ADVISORY", _("Advisory mission")
    SUPPORT = "SUPPORT", _("Support mission")


class Answer(models.TextChoices):
    """What an administration says to a recommendation."""

    ACCEPTED = "ACCEPTED", _("Accepted")
    PARTLY = "PARTLY", _("Accepted in part")
    NOT_ACCEPTED = "NOT_ACCEPTED", _("Not accepted")
