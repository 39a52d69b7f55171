"""Words of results frameworks."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ResultLevel(models.TextChoices):
    """How far from what was done a result lies."""

    OUTPUT = "OUTPUT", _("Output")
    OUTCOME = "OUTCOME", _("Outcome")
    IMPACT = "IMPACT", _("Impact")


class Direction(models.TextChoices):
    """Which way an indicator is to go."""

    UP = "UP", _("More is better")
    DOWN = "DOWN", _("Less is better")


class Frequency(models.TextChoices):
    """How often an indicator is looked at."""

    QUARTERLY = "QUARTERLY", _("Every quarter")
    HALF_YEARLY = "HALF_YEARLY", _("Every half year")
    YEARLY = "YEARLY", _("Every year")
    ONCE = "ONCE", _("Once, at the end")


class CountedAs(models.TextChoices):
    """What the portal counts of events and other records, by the codes of its indicators."""

    EVENTS_HELD = "events_held", _("Events held")
    PARTICIPATIONS = "participations", _("Participations")
    PEOPLE = "people", _("People reached")
    ADMINISTRATIONS_REACHED = "administrations_reached", _("Administrations reached")
    SHARE_OF_WOMEN = "share_of_women", _("Share of women")
    CONTACT_HOURS = "contact_hours", _("Contact hours")
    COMPLETIONS = "completions", _("Completions")
    DEVICES_HANDED_OVER = "devices_handed_over", _("Devices handed over")
    OPERATORS_TRAINED = "operators_trained", _("Operators trained")
    SYSTEMS_INSTALLED = "systems_installed", _("Systems installed")
    SYSTEMS_LIVE = "systems_live", _("Systems that went live")
    OPERATIONS_HELD = "operations_held", _("Operations")
    COMMITMENTS_DONE = "commitments_done", _("Commitments done")
    MISSIONS_HELD = "missions_held", _("Missions")
    ADMINISTRATIONS_VISITED = "administrations_visited", _("Administrations visited by missions")
    RECOMMENDATIONS_ACCEPTED = "recommendations_accepted", _("Recommendations accepted")
    RECOMMENDATIONS_DONE = "recommendations_done", _("Recommendations done")


# What is not counted of events has no kind, mode or level.
OF_NO_EVENTS = (
    CountedAs.DEVICES_HANDED_OVER,
    CountedAs.OPERATORS_TRAINED,
    CountedAs.SYSTEMS_INSTALLED,
    CountedAs.SYSTEMS_LIVE,
    CountedAs.OPERATIONS_HELD,
    CountedAs.COMMITMENTS_DONE,
    CountedAs.MISSIONS_HELD,
    CountedAs.ADMINISTRATIONS_VISITED,
    CountedAs.RECOMMENDATIONS_ACCEPTED,
    CountedAs.RECOMMENDATIONS_DONE,
)
# Attributes of persons: told of a whole programme or phase, never of a part that could be one person.
ABOUT_PERSONS = (CountedAs.SHARE_OF_WOMEN, CountedAs.COMPLETIONS)


class SplitBy(models.TextChoices):
    """By what an indicator is split, where it is."""

    ADMINISTRATION = "ADMINISTRATION", _("Administration")
    TOPIC = "TOPIC", _("Topic")
    MODE = "MODE", _("Mode")
    LEVEL = "LEVEL", _("Level")
    SEX = "SEX", _("Sex")


class Light(models.TextChoices):
    """How an indicator stands to its target."""

    GREEN = "GREEN", _("Green")
    AMBER = "AMBER", _("Amber")
    RED = "RED", _("Red")
