"""Told before somebody types: that an event lies in a closed period."""

from programmes.models import ClosedPeriod, Event


def closed_period_of(event: Event) -> ClosedPeriod | None:
    """Return the closed period the event lies in, of any of its programmes; the action refuses again."""
    span = event.counts_on
    if span is None or event.pk is None:
        return None
    closed = ClosedPeriod.objects.touching(*span).filter(programme__events=event)
    return closed.select_related("programme").order_by("starts_on", "pk").first()
