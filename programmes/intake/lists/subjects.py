"""Which kind of list a record has."""

from typing import Any

from members.models import Administration
from programmes.intake.lists.of_event import EventPeople
from programmes.intake.lists.of_nominees import Nominees
from programmes.intake.lists.of_officers import Officers
from programmes.intake.lists.subject import Subject
from programmes.models import Event, Invitation

_KINDS: dict[type[Any], type[Subject]] = {
    Event: EventPeople,
    Invitation: Nominees,
    Administration: Officers,
}


def subject_of(record: Any) -> Subject:
    """Return the list of a record."""
    return _KINDS[type(record)](record)
