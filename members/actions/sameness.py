"""Remembering that two are not the same person."""

from django.db import transaction

from members.matching.values import Description
from members.models import NotSame, Person
from office import audit
from office.audit import Actor


class SamePerson(Exception):
    """Somebody cannot be somebody other than themselves."""


@transaction.atomic
def say_not_same(*, person: Person, other: Person | Description, by: Actor) -> NotSame:
    """Store that the person is not the other, or not who is described; saying it again changes nothing.

    :raises SamePerson: when both are one record.
    """
    if isinstance(other, Description):
        said = {"person": person, "other": None, "described": other.folded[:600]}
    else:
        if person.pk == other.pk:
            raise SamePerson
        earlier, later = sorted((person, other), key=_by_entry)
        said = {"person": earlier, "other": later, "described": ""}
    # The person is locked, so that two who say it at once do not both find nothing.
    Person.everyone.select_for_update(of=("self",)).get(pk=person.pk)
    stored = NotSame.objects.filter(**said).first()
    if stored is None:
        stored = NotSame(**said, reason=by.reason[:300])
        audit.save(stored, by=by)
    return stored


def _by_entry(person: Person) -> int:
    return int(person.pk)
