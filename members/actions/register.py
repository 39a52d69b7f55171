"""Entering people into the register without entering anybody twice."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from members.choices import Sex
from members.models import Organisation, Person, Posting
from office import audit
from office.audit import Actor
from sheets.text import fold


class SeveralMatch(Exception):
    """More than one person of the register answers to the entry: somebody has to choose."""


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """A person as a list names them, with the organisation and position at that time."""

    family_name: str
    organisation: Organisation
    given_names: str = ""
    sex: str = Sex.NOT_STATED
    email: str = ""
    position: str = ""

    @property
    def tokens(self) -> tuple[str, ...]:
        """The folded words of the name, in no order: lists write either name first."""
        return tuple(sorted(fold(f"{self.family_name} {self.given_names}").split()))

    def __str__(self) -> str:
        return f"{self.given_names} {self.family_name}".strip()


def known_people(entries: Sequence[PersonEntry]) -> list[list[Person]]:
    """Return for each entry the people of the register it may be, in two queries for all entries.

    The same e-mail, or the same words of the name and ever posted with the same organisation. One is a
    match; several have to be told apart by somebody.
    """
    emails = {entry.email.lower() for entry in entries if entry.email}
    names = {fold(f"{entry.family_name} {entry.given_names}") for entry in entries}
    names |= {fold(f"{entry.given_names} {entry.family_name}") for entry in entries}
    found = list(
        Person.objects.filter(Q(folded_name__in=names) | Q(email__in=emails, email__gt=""))
        .prefetch_related("postings")
        .order_by("pk")
    )
    return [[person for person in found if _is_same(person, entry)] for entry in entries]


@transaction.atomic
def enter_people(*, entries: Sequence[PersonEntry], by: Actor) -> list[Person]:
    """Return the person of each entry: the one of the register, or a new one with their posting.

    What the register knows of a person is not overwritten; an unstated sex or e-mail is filled in.

    :raises SeveralMatch: when an entry may be more than one person.
    """
    people = []
    for entry, known in zip(entries, known_people(entries), strict=True):
        if len(known) > 1:
            raise SeveralMatch(
                _("%(count)d people of the register are called %(name)s.")
                % {"count": len(known), "name": entry}
            )
        people.append(_complete(known[0], entry, by) if known else _new_person(entry, by))
    return people


def _is_same(person: Person, entry: PersonEntry) -> bool:
    if entry.email and person.email.lower() == entry.email.lower():
        return True
    if tuple(sorted(person.folded_name.split())) != entry.tokens:
        return False
    return any(each.organisation_id == entry.organisation.pk for each in person.postings.all())


def _new_person(entry: PersonEntry, by: Actor) -> Person:
    person = Person(
        family_name=entry.family_name,
        given_names=entry.given_names,
        sex=entry.sex,
        email=entry.email,
    )
    audit.save(person, by=by)
    posting = Posting(person=person, organisation=entry.organisation, position=entry.position)
    audit.save(posting, by=by)
    return person


def _complete(person: Person, entry: PersonEntry, by: Actor) -> Person:
    if person.sex == Sex.NOT_STATED:
        person.sex = entry.sex
    person.email = person.email or entry.email
    audit.save(person, by=by)
    if all(each.organisation_id != entry.organisation.pk for each in person.postings.all()):
        posting = Posting(person=person, organisation=entry.organisation, position=entry.position)
        audit.save(posting, by=by)
    return person
