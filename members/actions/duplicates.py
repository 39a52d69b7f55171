"""Pairs of the register that may be one person: one e-mail, or names of the same words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from django.utils.translation import gettext_lazy as _

from members.models import NotSame
from members.models.people import PersonQuerySet

SAME_NAME = _("same words in the name")
SAME_EMAIL = _("same e-mail")
MOST_ALIKE = 50  # of one name that are compared each with each


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people who may be one; ``first_id`` is the earlier entry."""

    first_id: int
    second_id: int
    reasons: tuple[str, ...]


def likely_pairs(people: PersonQuerySet, *, limit: int, after: int = 0) -> list[Pair]:
    """Return pairs among the people in the order of their first, from the one after ``after`` on.

    Stops at ``limit``, so the last first may have more: ask again with ``after`` one less than it to be
    sure. Pairs somebody said are two people are left out.
    """
    found: dict[tuple[int, int], list[str]] = {}
    for reason, pairs in ((SAME_EMAIL, _by_email(people)), (SAME_NAME, _by_name(people))):
        for pair in pairs:
            found.setdefault(pair, []).append(str(reason))
    said = NotSame.objects.of_people(first for first, _second in found)
    keys = sorted(key for key in found if key[0] > after and key not in said)
    return [Pair(*key, tuple(found[key])) for key in keys[:limit]]


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
