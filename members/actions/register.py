"""Entering people into the register without entering anybody twice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db import connection, transaction
from django.utils.translation import ngettext

from members.actions.sameness import say_not_same
from members.choices import Sex
from members.matching.register import match
from members.matching.values import Description, Outcome, Reason, Verdict
from members.models import Organisation, Person, Posting
from office import audit
from office.audit import Actor
from sheets.text import fold

REGISTER = 2_012_001  # of the advisory lock: any number nobody else takes


class SeveralMatch(Exception):
    """An entry may be somebody of the register, and not for sure: somebody has to say who is meant."""


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """A person as a list names them, with the organisation and position at that time.

    ``known`` where somebody said who of the register it is, ``is_new`` where they said nobody; then
    ``other_than`` are those they were asked about, and it is remembered.
    """

    family_name: str
    organisation: Organisation
    given_names: str = ""
    sex: str = Sex.NOT_STATED
    email: str = ""
    position: str = ""
    staff_number: str = ""
    known: Person | None = None
    is_new: bool = False
    other_than: tuple[Person, ...] = ()

    @property
    def tokens(self) -> tuple[str, ...]:
        """The folded words of the name, in no order: lists write either name first."""
        return tuple(sorted(fold(f"{self.family_name} {self.given_names}").split()))

    @property
    def is_decided(self) -> bool:
        """Test if somebody said who it is."""
        return self.known is not None or self.is_new

    def described(self, key: int) -> Description:
        """Return what is matched of it."""
        return Description(
            key=key,
            family_name=self.family_name,
            given_names=self.given_names,
            sex=self.sex,
            email=self.email,
            staff_number=self.staff_number,
            organisation_id=self.organisation.pk,
            position=self.position,
        )

    def __str__(self) -> str:
        return f"{self.given_names} {self.family_name}".strip()


class Candidates(list[Person]):
    """The people of the register an entry may be, best first; where ``is_sure``, it is the one of them.

    ``reasons`` say of each, by id, what speaks for and against.
    """

    def __init__(
        self,
        people: Iterable[Person] = (),
        *,
        is_sure: bool = True,
        reasons: Mapping[int, Sequence[Reason]] | None = None,
    ) -> None:
        super().__init__(people)
        self.is_sure = is_sure
        self.reasons = reasons or {}


def known_people(entries: Sequence[PersonEntry]) -> list[Candidates]:
    """Return for each entry the people of the register it may be, in few queries for all entries.

    One where there is no doubt; what somebody said of an entry stands.
    """
    asked = [entry.described(key) for key, entry in enumerate(entries) if not entry.is_decided]
    verdicts = {each.key: each for each in match(asked, among=Person.objects.all())}
    ids = {one.person_id for each in verdicts.values() for one in each.candidates}
    people = Person.objects.in_bulk(ids) if ids else {}
    return [_candidates(entry, verdicts.get(key), people) for key, entry in enumerate(entries)]


def _candidates(entry: PersonEntry, verdict: Verdict | None, people: Mapping[int, Person]) -> Candidates:
    if verdict is None:
        return Candidates([entry.known] if entry.known is not None else [])
    if verdict.outcome == Outcome.LINKED and verdict.person_id is not None:
        return Candidates([people[verdict.person_id]])
    reasons = {each.person_id: each.reasons for each in verdict.candidates}
    return Candidates([people[pk] for pk in reasons], is_sure=False, reasons=reasons)


def is_in_doubt(entry: PersonEntry, known: Candidates) -> bool:
    """Test if a gate should ask who is meant."""
    return bool(known) and not known.is_sure


@transaction.atomic
def enter_people(*, entries: Sequence[PersonEntry], by: Actor) -> list[Person]:
    """Return the person of each entry: the one of the register, or a new one with their posting.

    Two entries of one new person make one person. What the register knows of a person is not
    overwritten; an unstated sex or e-mail is filled in.

    :raises SeveralMatch: when somebody has to say who an entry is.
    """
    wait_for_turn()
    entries = _of_those_who_stand(entries)
    people: list[Person] = []
    made: dict[tuple[object, ...], Person] = {}
    for entry, known in zip(entries, known_people(entries), strict=True):
        if is_in_doubt(entry, known):
            raise SeveralMatch(_doubt(entry, known))
        person = known[0] if known else made.get(_key(entry))
        if person is None:
            person = made[_key(entry)] = _new_person(entry, by)
        else:
            _complete(person, entry, by)
        people.append(person)
    return people


def _of_those_who_stand(entries: Sequence[PersonEntry]) -> list[PersonEntry]:
    """Return the entries with whom was chosen; one merged into another since is that other person."""
    chosen = {entry.known.pk for entry in entries if entry.known is not None}
    merged = Person.everyone.filter(pk__in=chosen, merged_into__isnull=False) if chosen else ()
    now = {person.pk: person.survivor for person in merged}
    return [
        replace(entry, known=now[entry.known.pk]) if entry.known and entry.known.pk in now else entry
        for entry in entries
    ]


def wait_for_turn() -> None:
    """Let one transaction at a time look into the register and add to it, until it ends.

    Else two would not find each other's new people, and enter somebody twice.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [REGISTER])


def _key(entry: PersonEntry) -> tuple[object, ...]:
    """Return what two entries of one new person have in common."""
    return (entry.tokens, entry.organisation.pk, entry.email.lower(), entry.is_new)


def _doubt(entry: PersonEntry, known: Candidates) -> str:
    text = ngettext(
        "%(count)d person of the register may be %(name)s: say who is meant.",
        "%(count)d people of the register may be %(name)s: say who is meant.",
        len(known),
    )
    return text % {"count": len(known), "name": entry}


def _new_person(entry: PersonEntry, by: Actor) -> Person:
    person = Person(
        family_name=entry.family_name,
        given_names=entry.given_names,
        sex=entry.sex,
        email=entry.email,
    )
    audit.save(person, by=by)
    _post(person, entry, by)
    for other in entry.other_than:
        say_not_same(person=person, other=other, by=by)
    return person


def _complete(person: Person, entry: PersonEntry, by: Actor) -> None:
    if person.sex == Sex.NOT_STATED:
        person.sex = entry.sex
    person.email = person.email or entry.email
    audit.save(person, by=by)
    posting = person.postings.filter(organisation=entry.organisation.pk).order_by("pk").last()
    if posting is None:
        _post(person, entry, by)
    elif entry.staff_number and not posting.staff_number:
        posting.staff_number = entry.staff_number
        audit.save(posting, by=by)


def _post(person: Person, entry: PersonEntry, by: Actor) -> None:
    posting = Posting(
        person=person,
        organisation=entry.organisation,
        position=entry.position,
        staff_number=entry.staff_number,
    )
    audit.save(posting, by=by)
