"""Words of those who can teach."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Grade(models.TextChoices):
    """How well a cascade training is evidenced. Made from what the portal holds of it, never chosen."""

    NAMED = "A", _("A: everybody is named in the portal")
    SIGNED = "B", _("B: a signed list is attached")
    DECLARED = "C", _("C: declared")


class MaterialKind(models.TextChoices):
    """What a training material is."""

    MODULE = "MODULE", _("Training module")
    SYLLABUS = "SYLLABUS", _("Syllabus")
    SLIDES = "SLIDES", _("Slides")
    EXERCISE = "EXERCISE", _("Exercise or test")
    GUIDE = "GUIDE", _("Guide for trainers")


class MaterialAudience(models.TextChoices):
    """Who may read and download a material; each includes those before it."""

    SECRETARIAT = "SECRETARIAT", _("The secretariat")
    TRAINERS = "TRAINERS", _("Master Trainers")
    MEMBERS = "MEMBERS", _("Administrations of the programme")
    EVERYBODY = "EVERYBODY", _("Everybody who is signed in")


class CheckOutcome(models.TextChoices):
    """What came of asking about a training that was drawn for checking."""

    WAITING = "WAITING", _("Not answered yet")
    CONFIRMED = "CONFIRMED", _("Confirmed")
    REFUTED = "REFUTED", _("Did not take place as reported")
