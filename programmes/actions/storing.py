"""A new event with all that a source says of it, stored in few statements."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils.translation import gettext as _

from office import audit
from office.audit import Actor
from programmes.actions.attending import Count, ImpossibleCount
from programmes.actions.entering import EventLinks
from programmes.actions.guarding import PeriodClosed, refuse_if_closed
from programmes.choices import OrganisationRole
from programmes.models import Event, EventOrganisation, Headcount

REFUSALS = (PeriodClosed, ImpossibleCount, ValidationError, IntegrityError)


def refusal(error: Exception) -> str:
    """Say in words why one of ``REFUSALS`` was raised."""
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    if isinstance(error, IntegrityError):
        # The rules were checked before; what is left is that somebody was faster.
        return _("Somebody else saved this meanwhile; import it again.")
    return str(error)


def store_new(*, event: Event, links: EventLinks, by: Actor) -> None:
    """Store a new event with its links.

    :raises programmes.actions.guarding.PeriodClosed: when it lies in a closed period.
    :raises django.core.exceptions.ValidationError: when a rule of the event is broken.
    """
    refuse_if_closed(event, links.programmes)
    audit.save(event, by=by)
    for name in ("programmes", "phases", "topics", "strands"):
        if others := getattr(links, name):
            audit.link(event, name, others, by=by)
    roles = {
        OrganisationRole.ORGANISER: links.organisers,
        OrganisationRole.SPONSOR: links.sponsors,
        OrganisationRole.PARTNER: links.partners,
    }
    rows = [
        EventOrganisation(event=event, organisation=organisation, role=role)
        for role, organisations in roles.items()
        for organisation in organisations
    ]
    audit.add_many(EventOrganisation, rows, by=by)


def store_counts(*, event: Event, counts: Sequence[Count], by: Actor) -> None:
    """Store the head-counts of a new event."""
    rows = [
        Headcount(
            event=event,
            organisation=count.organisation,
            role=count.role,
            sector=count.sector,
            people=count.people,
            accuracy=count.accuracy,
            women=count.women,
            source=count.source,
        )
        for count in counts
    ]
    audit.add_many(Headcount, rows, by=by)
