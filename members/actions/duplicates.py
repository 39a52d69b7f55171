"""Pairs of the register that may be one person, and the word that they are not."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from members.models import NotSame, Person
from members.models.people import PersonQuerySet
from office import audit
from office.audit import Actor

SAME_NAME = _("The names hold the same words")
MOST_ALIKE = 50  # of one name that are compared each with each
SAME_EMAIL = _("The e-mail is the same")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people who may be one, the lower id first, and what speaks for it."""

    first_id: int
    second_id: int
    reasons: tuple[str, ...]

    @property
    def key(self) -> tuple[int, int]:
        return (self.first_id, self.second_id)


def likely_pairs(people: PersonQuerySet, *, limit: int, after: tuple[int, int] = (0, 0)) -> list[Pair]:
    """Return pairs among ``people`` with one e-mail, or names of the same words in any order.

    By ids, those after the pair ``after``; without those somebody said are two people.
    """
    found: dict[tuple[int, int], list[str]] = {}
    for reason, pairs in ((SAME_EMAIL, _by_email(people)), (SAME_NAME, _by_name(people))):
        for pair in pairs:
            found.setdefault(pair, []).append(str(reason))
    apart = set(NotSame.objects.values_list("first", "second"))
    keys = sorted(key for key in found if key > after and key not in apart)
    return [Pair(*key, tuple(found[key])) for key in keys[:limit]]


@transaction.atomic
def say_not_same(*, first: Person, second: Person, by: Actor) -> None:
    """Remember that two people are two; said again, it changes nothing."""
    low, high = sorted((first, second), key=lambda person: person.pk)
    list(Person.everyone.select_for_update(of=("self",)).filter(pk__in=[low.pk, high.pk]).order_by("pk"))
    if not NotSame.objects.filter(first=low, second=high).exists():
        audit.save(NotSame(first=low, second=high), by=by)


def are_apart(first: Person, second: Person) -> bool:
    """Test if somebody said that these are two people."""
    ids = (first.pk, second.pk)
    return NotSame.objects.filter(Q(first=min(ids), second=max(ids))).exists()


def _by_email(people: PersonQuerySet) -> Iterator[tuple[int, int]]:
    named = people.exclude(email="").values_list("pk", "email").order_by("pk")
    return _groups((email.lower(), pk) for pk, email in named)


def _by_name(people: PersonQuerySet) -> Iterator[tuple[int, int]]:
    named = people.values_list("pk", "folded_name").order_by("pk")
    return _groups((" ".join(sorted(name.split())), pk) for pk, name in named)


def _groups(named: Iterable[tuple[str, int]]) -> Iterator[tuple[int, int]]:
    """Yield every two that share a word; of very many, those among the first."""
    together: dict[str, list[int]] = defaultdict(list)
    for word, pk in named:
        together[word].append(pk)
    for group in together.values():
        yield from combinations(group[:MOST_ALIKE], 2)
