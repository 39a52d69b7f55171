"""Who of the register a list's rows mean: one answer, a question, or nobody yet."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Any

from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from members.choices import Sex
from members.models import Person, Posting
from sheets.text import fold

_MANY = 5_000  # words in one look-up


class Outcome(StrEnum):
    """What is known of whom a row means."""

    LINKED = auto()
    ASK = auto()
    NEW = auto()


@dataclass(frozen=True, slots=True)
class Description:
    """A person as a row describes them. ``key`` tells the rows apart; "" is not stated."""

    key: Hashable
    family_name: str
    given_names: str = ""
    sex: str = Sex.NOT_STATED
    email: str = ""
    staff_number: str = ""
    organisation_id: int | None = None
    position: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Somebody of the register a row may mean, how sure that is (0 to 1), and why."""

    person_id: int
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whom a row means: ``person_id`` where linked, ``candidates`` where somebody has to say."""

    key: Hashable
    outcome: Outcome
    person_id: int | None = None
    candidates: tuple[Likeness, ...] = ()


@dataclass(frozen=True, slots=True)
class _Known:
    pk: int
    words: frozenset[str]
    name: tuple[str, ...]
    sex: str
    email: str


def match(descriptions: Sequence[Description], *, among: Any) -> list[Verdict]:
    """Return a verdict on each description, in their order.

    The same e-mail and the same words of the name; else the same e-mail, or the same words of the name
    and ever posted with the same organisation. More than one, or one who differs in what both state, is
    asked.

    :param among: the people that may be found.
    """
    by_email: dict[str, list[_Known]] = defaultdict(list)
    by_name: dict[tuple[str, ...], list[_Known]] = defaultdict(list)
    for person in _answering(descriptions, among):
        if person.email:
            by_email[person.email].append(person)
        by_name[person.name].append(person)
    named = {person.pk for people in by_name.values() for person in people}
    posted = set(_postings(named))
    return [_verdict(each, by_email, by_name, posted) for each in descriptions]


def _tokens(description: Description) -> tuple[str, ...]:
    return tuple(sorted(fold(f"{description.family_name} {description.given_names}").split()))


def _answering(descriptions: Sequence[Description], among: Any) -> Iterator[_Known]:
    emails = {each.email.lower() for each in descriptions if each.email}
    names = {fold(f"{each.family_name} {each.given_names}") for each in descriptions}
    names |= {fold(f"{each.given_names} {each.family_name}") for each in descriptions}
    seen: set[int] = set()
    people = among.alias(address=Lower("email"))
    for rows in (
        *(people.filter(Q(folded_name__in=some)) for some in _parts(names)),
        *(people.filter(address__in=some) for some in _parts(emails)),
    ):
        for pk, folded, sex, email in rows.values_list("pk", "folded_name", "sex", "email").iterator():
            if pk not in seen:
                seen.add(pk)
                words = folded.split()
                yield _Known(pk, frozenset(words), tuple(sorted(words)), sex, email.lower())


def _parts(words: Iterable[Any]) -> Iterator[list[Any]]:
    ordered = sorted(words)
    for begin in range(0, len(ordered), _MANY):
        yield ordered[begin : begin + _MANY]


def _postings(people: Iterable[int]) -> Iterator[tuple[int, int]]:
    for some in _parts(people):
        rows = Posting.objects.filter(person__in=some).values_list("person_id", "organisation_id")
        yield from rows.iterator()


def _verdict(
    said: Description,
    by_email: dict[str, list[_Known]],
    by_name: dict[tuple[str, ...], list[_Known]],
    posted: set[tuple[int, int]],
) -> Verdict:
    name = _tokens(said)
    mailed = by_email.get(said.email.lower(), []) if said.email else []
    namesakes = [each for each in by_name.get(name, ()) if (each.pk, said.organisation_id) in posted]
    found = {each.pk: each for each in (*mailed, *namesakes)}
    sure = [each for each in mailed if each.name == name]
    if sure:
        found = {each.pk: each for each in sure}
    if not found:
        return Verdict(said.key, Outcome.NEW)
    if len(found) == 1 and not _differs(said, *found.values()):
        return Verdict(said.key, Outcome.LINKED, next(iter(found)))
    likely = tuple(_likeness(said, name, each) for _pk, each in sorted(found.items()))
    return Verdict(said.key, Outcome.ASK, None, likely)


def _differs(said: Description, known: _Known) -> bool:
    """Test if what both state is not the same. A name may leave out words of the other."""
    if said.email and known.email and said.email.lower() != known.email:
        return True
    if Sex.NOT_STATED not in {said.sex, known.sex} and said.sex != known.sex:
        return True
    theirs = set(_tokens(said))
    return not (known.words <= theirs or theirs <= known.words)


def _likeness(said: Description, name: tuple[str, ...], known: _Known) -> Likeness:
    same_name, same_email = known.name == name, bool(known.email) and known.email == said.email.lower()
    reasons = [_("same name")] * same_name + [_("same e-mail")] * same_email
    return Likeness(known.pk, 0.5 * same_name + 0.5 * same_email, tuple(reasons))
