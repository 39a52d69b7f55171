"""Remembering that two are not the same person."""

from django.db import transaction

from members.models import NotSame, Person
from office import audit
from office.audit import Actor


class SamePerson(Exception):
    """Somebody cannot be somebody other than themselves."""


@transaction.atomic
def say_not_same(*, person: Person, other: Person, by: Actor) -> NotSame:
    """Store that the person is not the other; saying it again changes nothing.

    :raises SamePerson: when both are one record.
    """
    if person.pk == other.pk:
        raise SamePerson
    earlier, later = sorted((person, other), key=_by_entry)
    # The person is locked, so that two who say it at once do not both find nothing.
    Person.everyone.select_for_update(of=("self",)).get(pk=earlier.pk)
    stored = NotSame.objects.filter(person=earlier, other=later).first()
    if stored is None:
        stored = NotSame(person=earlier, other=later)
        audit.save(stored, by=by)
    return stored


def _by_entry(person: Person) -> int:
    return int(person.pk)
