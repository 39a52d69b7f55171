"""Entering people into the register without entering anybody twice."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from members.choices import Sex
from members.models import Organisation, Person, Posting
from office import audit
from office.audit import Actor
from sheets.text import fold

REGISTER = 2_012_001  # of the advisory lock: any number nobody else takes


class SeveralMatch(Exception):
    """More than one person of the register answers to the entry: somebody has to choose."""


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """A person as a list names them, with the organisation and position at that time.

    ``known`` where somebody said who of the register it is, ``is_new`` where they said nobody.
    """

    family_name: str
    organisation: Organisation
    given_names: str = ""
    sex: str = Sex.NOT_STATED
    email: str = ""
    position: str = ""
    known: Person | None = None
    is_new: bool = False

    @property
    def tokens(self) -> tuple[str, ...]:
        """The folded words of the name, in no order: lists write either name first."""
        return tuple(sorted(fold(f"{self.family_name} {self.given_names}").split()))

    def __str__(self) -> str:
        return f"{self.given_names} {self.family_name}".strip()


def known_people(entries: Sequence[PersonEntry]) -> list[list[Person]]:
    """Return for each entry the people of the register it may be, in two queries for all entries.

    The same e-mail and the same words of the name; else the same e-mail, or the same words of the name
    and ever posted with the same organisation. What somebody said of an entry stands.
    """
    emails = {entry.email.lower() for entry in entries if entry.email}
    names = {fold(f"{entry.family_name} {entry.given_names}") for entry in entries}
    names |= {fold(f"{entry.given_names} {entry.family_name}") for entry in entries}
    found = list(
        Person.objects.alias(address=Lower("email"))
        .filter(Q(folded_name__in=names) | Q(address__in=emails))
        .prefetch_related("postings")
        .order_by("pk")
    )
    by_email: dict[str, list[Person]] = defaultdict(list)
    by_name: dict[tuple[str, ...], list[Person]] = defaultdict(list)
    for person in found:
        if person.email:
            by_email[person.email.lower()].append(person)
        by_name[_tokens(person)].append(person)
    return [
        _answering(entry, [*by_email.get(entry.email.lower(), ()), *by_name.get(entry.tokens, ())])
        for entry in entries
    ]


def is_in_doubt(entry: PersonEntry, known: Sequence[Person]) -> bool:
    """Test if a gate should ask who is meant: several answer, or the one who does differs."""
    if entry.known is not None or not known:
        return False
    return len(known) > 1 or _differs(known[0], entry)


@transaction.atomic
def enter_people(*, entries: Sequence[PersonEntry], by: Actor) -> list[Person]:
    """Return the person of each entry: the one of the register, or a new one with their posting.

    Two entries of one new person make one person. What the register knows of a person is not
    overwritten; an unstated sex or e-mail is filled in.

    :raises SeveralMatch: when an entry may be more than one person.
    """
    wait_for_turn()
    people: list[Person] = []
    made: dict[tuple[object, ...], Person] = {}
    for entry, known in zip(entries, known_people(entries), strict=True):
        if len(known) > 1:
            raise SeveralMatch(
                _("%(count)d people of the register are called %(name)s.")
                % {"count": len(known), "name": entry}
            )
        person = known[0] if known else made.get(_key(entry))
        if person is None:
            person = made[_key(entry)] = _new_person(entry, by)
        else:
            _complete(person, entry, by)
        people.append(person)
    return people


def wait_for_turn() -> None:
    """Let one transaction at a time look into the register and add to it, until it ends.

    Else two would not find each other's new people, and enter somebody twice.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [REGISTER])


def _key(entry: PersonEntry) -> tuple[object, ...]:
    """Return what two entries of one new person have in common."""
    return (entry.tokens, entry.organisation.pk, entry.email.lower(), entry.is_new)


def _answering(entry: PersonEntry, found: Sequence[Person]) -> list[Person]:
    if entry.known is not None:
        return [entry.known]
    if entry.is_new:
        return []
    answering = sorted({person for person in found if _is_same(person, entry)}, key=_by_entry)
    sure = [person for person in answering if _has_email(person, entry) and _has_name(person, entry)]
    return sure or answering


def _by_entry(person: Person) -> int:
    return int(person.pk)


def _is_same(person: Person, entry: PersonEntry) -> bool:
    if _has_email(person, entry):
        return True
    posted = any(each.organisation_id == entry.organisation.pk for each in person.postings.all())
    return posted and _has_name(person, entry)


def _has_email(person: Person, entry: PersonEntry) -> bool:
    return bool(entry.email) and person.email.lower() == entry.email.lower()


def _has_name(person: Person, entry: PersonEntry) -> bool:
    return _tokens(person) == entry.tokens


def _tokens(person: Person) -> tuple[str, ...]:
    return tuple(sorted(person.folded_name.split()))


def _differs(person: Person, entry: PersonEntry) -> bool:
    """Test if what both state is not the same. A name may leave out words of the other."""
    if entry.email and person.email and not _has_email(person, entry):
        return True
    if Sex.NOT_STATED not in {person.sex, entry.sex} and person.sex != entry.sex:
        return True
    ours, theirs = set(person.folded_name.split()), set(entry.tokens)
    return not (ours <= theirs or theirs <= ours)


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


def _complete(person: Person, entry: PersonEntry, by: Actor) -> None:
    if person.sex == Sex.NOT_STATED:
        person.sex = entry.sex
    person.email = person.email or entry.email
    audit.save(person, by=by)
    if not person.postings.filter(organisation=entry.organisation.pk).exists():
        posting = Posting(person=person, organisation=entry.organisation, position=entry.position)
        audit.save(posting, by=by)
