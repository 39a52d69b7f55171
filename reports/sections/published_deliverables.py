"""What is counted here beside a published figure about equipment, systems or operations."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Count

from programmes.models import Deployment, ItemType
from reports.indicators.cascade import CASCADE_PEOPLE
from reports.indicators.deliverables import DEVICES_HANDED_OVER, OPERATIONS_HELD
from reports.indicators.support import SUPPORT_PEOPLE
from reports.measuring.definition import Indicator
from reports.measuring.dimensions import ITEM
from reports.measuring.measure import measure
from reports.models import PublishedFigure
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


# What a published figure names as ours, and how it is counted.
DELIVERED: Mapping[str, Callable[[Scope], Any]] = {
    "handed_over:raman-spectrometer": _handed_over("raman-spectrometer"),
    "handed_over:backscatter-x-ray": _handed_over("backscatter-x-ray"),
    "system:gtas": _administrations_with("gtas"),
    "system:passenger-targeting": _administrations_with("passenger-targeting"),
    "operations": _measured(OPERATIONS_HELD),
    SUPPORT_PEOPLE.code: _measured(SUPPORT_PEOPLE),
    "cascade": _people_taught,
}


def delivered(scope: Scope, figure: PublishedFigure) -> Quantity:
    """Return ours for the programme or phase of the figure, in all its time; nothing held is unknown."""
    topics = (figure.topic,) if figure.topic is not None else ()
    about = scope.narrowed(
        period=None, programme=figure.programme, phase=figure.phase, cohort=None, topics=topics
    )
    number = DELIVERED[figure.indicator](about)
    if isinstance(number, Quantity):
        return number if number.low else Quantity.unknown()
    return Quantity.exactly(number) if number else Quantity.unknown()
