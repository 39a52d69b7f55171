"""What is counted here beside one published figure: of records that are no events, of days, of workshops."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Count

from programmes.choices import EventKind, Level
from programmes.models import Deployment, ItemType
from reports.indicators.cascade import CASCADE_PEOPLE
from reports.indicators.deliverables import DEVICES_HANDED_OVER, OPERATIONS_HELD
from reports.indicators.registry import EVENTS_HELD, EVERY, REGISTRY
from reports.indicators.support import SUPPORT_PEOPLE
from reports.measuring.definition import Indicator
from reports.measuring.dimensions import ITEM, KIND, LEVEL
from reports.measuring.measure import measure
from reports.models import PublishedFigure
from reports.periods import Period
from reports.quantities import Quantity
from reports.scope import Scope
from reports.sections.delivered import countable
from reports.sections.places import Place, measured


def _handed_over(item: str) -> Callable[[Scope], Any]:
    """Return what counts the devices of an item that were handed over."""

    def counted(scope: Scope) -> Any:
        kind = ItemType.objects.filter(slug=item).first()
        if kind is None:
            return None
        return measured(scope, [DEVICES_HANDED_OVER], [Place(ITEM, kind.pk)])[DEVICES_HANDED_OVER].low

    return counted


def _administrations_with(system: str) -> Callable[[Scope], Any]:
    """Return what counts the administrations with a system, at whatever stage."""

    def counted(scope: Scope) -> Any:
        rows = countable(scope, Deployment.objects.all()).filter(system__slug=system)
        return rows.aggregate(n=Count("administration", distinct=True))["n"]

    return counted


def _measured(indicator: Indicator) -> Callable[[Scope], Any]:
    """Return what counts a figure of records that has no split of its own here."""

    def counted(scope: Scope) -> Any:
        return measure(scope, [indicator])[indicator].low

    return counted


def _people_taught(scope: Scope) -> Quantity:
    """Return how many the cascade taught: at least so many, where a report leaves a sector open."""
    return measure(scope, [CASCADE_PEOPLE])[CASCADE_PEOPLE]


def _workshops(*kinds: EventKind) -> Callable[[Scope], Any]:
    """Return what counts the events of these kinds held for the region or a part of it, each once."""

    def counted(scope: Scope) -> Any:
        groups = measure(scope, [EVENTS_HELD], by=[(KIND, LEVEL)]).by(KIND, LEVEL)
        meant = {(kind, level) for kind in kinds for level in (Level.REGIONAL, Level.SUB_REGIONAL)}
        return sum(int(group[EVENTS_HELD].low or 0) for group in groups if group.key in meant)

    return counted


# What a published figure names as ours, and how it is counted.
DELIVERED: Mapping[str, Callable[[Scope], Any]] = {
    "handed_over:raman-spectrometer": _handed_over("raman-spectrometer"),
    "handed_over:backscatter-x-ray": _handed_over("backscatter-x-ray"),
    "system:gtas": _administrations_with("gtas"),
    "system:passenger-targeting": _administrations_with("passenger-targeting"),
    "operations": _measured(OPERATIONS_HELD),
    SUPPORT_PEOPLE.code: _measured(SUPPORT_PEOPLE),
    "cascade": _people_taught,
    "regional_workshops": _workshops(EventKind.WORKSHOP, EventKind.ACCREDITATION),
    "regional_accreditation_workshops": _workshops(EventKind.ACCREDITATION),
}


def is_counted_alone(figure: PublishedFigure) -> bool:
    """Test if ours beside it is counted for this figure, and not with many others at once."""
    if figure.indicator in DELIVERED:
        return True
    return figure.indicator in EVERY and (figure.indicator not in REGISTRY or figure.ends_on is not None)


def scope_for(scope: Scope, figure: PublishedFigure) -> Scope:
    """Return the scope narrowed to what the figure is about, and to the days it tells of."""
    days = (figure.starts_on, figure.ends_on)
    return scope.narrowed(
        period=Period(days[0], days[1]) if days[0] and days[1] else None,
        programme=figure.programme,
        phase=figure.phase,
        cohort=None,
        topics=(figure.topic,) if figure.topic is not None else (),
        mode=figure.mode,
    )


def delivered(scope: Scope, figure: PublishedFigure) -> Quantity:
    """Return ours for what the figure is about, in the days it tells of; nothing held is unknown."""
    about = scope_for(scope, figure)
    if figure.indicator in DELIVERED:
        number = DELIVERED[figure.indicator](about)
    else:
        number = measure(about, [EVERY[figure.indicator]])[EVERY[figure.indicator]]
    if isinstance(number, Quantity):
        return number if number.low else Quantity.unknown()
    return Quantity.exactly(number) if number else Quantity.unknown()
