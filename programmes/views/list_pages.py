"""What the pages of a list are called, and where they lead, for each kind of list."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programmes.intake.lists.of_event import EventPeople, usual_state
from programmes.intake.lists.of_nominees import Nominees
from programmes.intake.lists.of_officers import Officers
from programmes.intake.lists.subject import Subject
from programmes.views.closed import closed_period_of


@dataclass(frozen=True, slots=True)
class Pages:
    """``send`` and ``workbook`` are addresses of a list, ``back`` of the page it belongs to."""

    breadcrumb: str
    heading: str
    send: str
    workbook: str
    back: str
    title: Any
    back_to: Any


_OF: dict[type[Subject], Pages] = {
    EventPeople: Pages(
        breadcrumb="programmes/_event_breadcrumb.html",
        heading="programmes/_event_heading.html",
        send="programmes:event-people-paste",
        workbook="programmes:event-people-workbook",
        back="programmes:event-people",
        title=gettext_lazy("People from a spreadsheet"),
        back_to=gettext_lazy("The people of the event"),
    ),
    Nominees: Pages(
        breadcrumb="programmes/_invitation_breadcrumb.html",
        heading="programmes/_event_heading.html",
        send="programmes:invitation-list",
        workbook="programmes:invitation-workbook",
        back="programmes:invitation-page",
        title=gettext_lazy("Nominees from a spreadsheet"),
        back_to=gettext_lazy("The nominees"),
    ),
    Officers: Pages(
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
    pages, record = _OF[type(subject)], subject.record
    key = [record.iso2 if isinstance(subject, Officers) else record.pk]
    told: dict[str, Any] = {
        "pages": pages,
        "send_url": reverse(pages.send, args=key),
        "workbook_url": reverse(pages.workbook, args=key),
        "back_url": reverse(pages.back, args=key),
        "people": True,
        "closed": None,
        "event": None,
        "invitation": None,
        "administration": None,
    }
    if isinstance(subject, Officers):
        return told | {"administration": record}
    event = record.call.event if isinstance(subject, Nominees) else record
    told |= {"event": event, "closed": closed_period_of(event)}
    return told | {"invitation": record} if isinstance(subject, Nominees) else told


def needed_of(subject: Subject) -> str:
    """Return what each row needs, and what is taken where it says nothing else."""
    if isinstance(subject, Officers):
        return _("A name is needed in each row. Write days as 2024-04-03, or as you are used to.")
    if isinstance(subject, Nominees):
        return _("A name is needed in each row. Who has no order of preference comes last.")
    text = _(
        "A name and an administration are needed in each row; without a role it is a participant, without a"
        " state: %(state)s."
    )
    return text % {"state": usual_state(subject.record).label}
