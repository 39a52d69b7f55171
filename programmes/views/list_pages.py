"""What the pages of a list are called, and where they lead, for each kind of list."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from programmes.intake.lists.of_event import EventPeople
from programmes.intake.lists.of_nominees import Nominees
from programmes.intake.lists.of_officers import Officers
from programmes.intake.lists.subject import Subject
from programmes.views.closed import closed_period_of


@dataclass(frozen=True, slots=True)
class Pages:
    """``send`` and ``workbook`` are addresses of a list, ``back`` of the page it belongs to.

    Templates know its record as ``record``; addresses name it by ``key``.
    """

    record: str
    key: str
    breadcrumb: str
    heading: str
    send: str
    workbook: str
    back: str
    title: Any
    back_to: Any


_OF: dict[type[Subject], Pages] = {
    EventPeople: Pages(
        record="event",
        key="pk",
        breadcrumb="programmes/_event_breadcrumb.html",
        heading="programmes/_event_heading.html",
        send="programmes:event-people-paste",
        workbook="programmes:event-people-workbook",
        back="programmes:event-people",
        title=gettext_lazy("People from a spreadsheet"),
        back_to=gettext_lazy("The people of the event"),
    ),
    Nominees: Pages(
        record="invitation",
        key="pk",
        breadcrumb="programmes/_invitation_breadcrumb.html",
        heading="programmes/_event_heading.html",
        send="programmes:invitation-list",
        workbook="programmes:invitation-workbook",
        back="programmes:invitation-page",
        title=gettext_lazy("Nominees from a spreadsheet"),
        back_to=gettext_lazy("The nominees"),
    ),
    Officers: Pages(
        record="administration",
        key="iso2",
        breadcrumb="programmes/_officers_breadcrumb.html",
        heading="programmes/_officers_heading.html",
        send="programmes:officer-list",
        workbook="programmes:officer-workbook",
        back="reports:administration-page",
        title=gettext_lazy("Officers from a spreadsheet"),
        back_to=gettext_lazy("The administration"),
    ),
}


def told_of(subject: Subject) -> dict[str, Any]:
    """Return what the pages of a list need to know of it."""
    pages, event = _OF[type(subject)], subject.event
    args = [getattr(subject.record, pages.key)]
    return {
        "pages": pages,
        "send_url": reverse(pages.send, args=args),
        "workbook_url": reverse(pages.workbook, args=args),
        "back_url": reverse(pages.back, args=args),
        "people": True,
        "closed": closed_period_of(event) if event is not None else None,
        "event": event,
        "invitation": None,
        "administration": None,
        pages.record: subject.record,
    }
