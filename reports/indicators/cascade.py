"""Cascade training: people taught by those who were trained to teach. Never added to what events count."""

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programmes.choices import Accuracy
from reports.indicators.deliverables import count_of
from reports.indicators.parts import counted, percent
from reports.measuring.definition import Indicator, Part, Sums
from reports.models import CascadeFact
from reports.quantities import Quantity

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def _read_people(sums: Sums) -> Quantity:
    """Return how many were taught: at least so many, where a training leaves a sector open."""
    low = counted(sums, "cascade_people")
    if counted(sums, "cascade_at_least"):
        return Quantity(low, None, Accuracy.AT_LEAST)
    return Quantity.exactly(low)


def _of_sector(column: str, name: "StrOrPromise", definition: "StrOrPromise") -> Indicator:
    """Return how many of a sector were taught, and of how many trainings that is not recorded."""
    code = f"cascade_{column}"
    total = Part(code, CascadeFact, f"SUM({column})")
    unknown = Part(f"{code}_unknown", CascadeFact, "COUNT(*)", Q(**{f"{column}__isnull": True}))

    def read(sums: Sums) -> Quantity:
        missing = counted(sums, unknown.name)
        if sums[code] is None and missing:
            return Quantity(None, None, not_recorded=missing)
        number = counted(sums, code)
        return Quantity(number, number, not_recorded=missing)

    rows = Q(**{f"{column}__isnull": False})
    return Indicator(
        code, name, _("people"), definition, CascadeFact, rows, (total, unknown), read, amount=column
    )


def _read_hours(sums: Sums) -> Quantity:
    missing = counted(sums, "cascade_without_hours")
    return Quantity(sums["cascade_hours"], sums["cascade_hours"], unit_kind="hours", not_recorded=missing)


def _read_women(sums: Sums) -> Quantity:
    stated = counted(sums, "cascade_stated")
    rest = max(counted(sums, "cascade_people") - stated, 0)
    if not stated:
        return Quantity(None, None, unit_kind="percent", not_recorded=rest)
    return percent(counted(sums, "cascade_women"), stated, not_recorded=rest)


CASCADE_TRAININGS = count_of(
    "cascade_trainings",
    facts=CascadeFact,
    name=_("Cascade trainings"),
    unit=_("trainings"),
    definition=_(
        "Trainings given by those who were trained to teach, as they were reported, by their last day. Two"
        " reports that may be of one training are both counted, and flagged."
    ),
)
CASCADE_PEOPLE = Indicator(
    code="cascade_people",
    name=_("People taught in the cascade"),
    unit=_("people"),
    definition=_(
        "People taught in cascade trainings, of all sectors that are recorded: somebody who came to two"
        " trainings is counted twice. “At least”, where a report leaves a sector open. Evidence A: everybody"
        " is named in the portal; B: a signed list is attached; C: declared. Never added to participations,"
        " people or completions."
    ),
    facts=CascadeFact,
    rows=Q(),
    parts=(
        Part("cascade_people", CascadeFact, "SUM(people)"),
        Part("cascade_at_least", CascadeFact, "COUNT(*)", Q(is_at_least=True)),
    ),
    read=_read_people,
    amount="people",
)
CASCADE_CUSTOMS = _of_sector(
    "customs",
    _("Taught in the cascade: from Customs"),
    _("People from Customs taught in cascade trainings. Trainings that leave it open are told beside it."),
)
CASCADE_OTHER_AGENCIES = _of_sector(
    "other_agency",
    _("Taught in the cascade: from other agencies"),
    _(
        "People from other government agencies taught in cascade trainings. Trainings that leave it open are"
        " told beside it."
    ),
)
CASCADE_PRIVATE = _of_sector(
    "private",
    _("Taught in the cascade: from the private sector"),
    _(
        "People from the private sector taught in cascade trainings. Trainings that leave it open are told"
        " beside it."
    ),
)
CASCADE_HOURS = Indicator(
    code="cascade_hours",
    name=_("Hours of cascade training"),
    unit=_("hours"),
    definition=_(
        "Hours of cascade trainings added, not multiplied by people. Trainings without recorded hours are"
        " left out and their number is given."
    ),
    facts=CascadeFact,
    rows=Q(hours__isnull=False),
    parts=(
        Part("cascade_hours", CascadeFact, "SUM(hours)"),
        Part("cascade_without_hours", CascadeFact, "COUNT(*)", Q(hours__isnull=True)),
    ),
    read=_read_hours,
    unit_kind="hours",
    amount="hours",
)
CASCADE_TRAINERS = count_of(
    "cascade_trainers",
    facts=CascadeFact,
    name=_("Trainers who taught"),
    unit=_("people"),
    definition=_("Different persons who gave a cascade training. Never added up from its parts."),
    of_people=True,
)
CASCADE_SHARE_OF_WOMEN = Indicator(
    code="cascade_share_of_women",
    name=_("Share of women in the cascade"),
    unit=_("percent"),
    definition=_(
        "Women among the people of those cascade trainings that say how many were women. How many people are"
        " of trainings that do not is given beside the share. Of few people it is told only to those who may"
        " see them."
    ),
    facts=CascadeFact,
    rows=Q(stated__isnull=False),
    parts=(
        CASCADE_PEOPLE.parts[0],
        Part("cascade_stated", CascadeFact, "SUM(stated)"),
        Part("cascade_women", CascadeFact, "SUM(women)"),
    ),
    read=_read_women,
    unit_kind="percent",
    persons_behind=lambda sums: counted(sums, "cascade_stated"),
)

CASCADE = (
    CASCADE_TRAININGS,
    CASCADE_PEOPLE,
    CASCADE_CUSTOMS,
    CASCADE_OTHER_AGENCIES,
    CASCADE_PRIVATE,
    CASCADE_HOURS,
    CASCADE_TRAINERS,
    CASCADE_SHARE_OF_WOMEN,
)
