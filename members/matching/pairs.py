"""People of the register who may be one person, entered twice."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import F

from members.matching.evidence import ASK, Weighed
from members.matching.register import Block, Described
from members.matching.values import Description, Reason
from members.models import NotSame, Posting
from members.models.people import PersonQuerySet

AT_ONCE = 2000  # people held against the register together


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people who may be one; ``first_id`` is the earlier entry. ``score`` as of a Likeness."""

    first_id: int
    second_id: int
    score: float
    reasons: tuple[Reason, ...]


def likely_pairs(people: PersonQuerySet, *, limit: int, after: int = 0) -> list[Pair]:
    """Return pairs among the people in the order of their first, from the one after ``after`` on.

    Reads on until there are ``limit``, so the last first may have more: ask again with ``after`` one less
    than it to be sure. Pairs somebody said are two people are left out.
    """
    found: list[Pair] = []
    for pair in each_pair(people, after=after):
        found.append(pair)
        if len(found) >= limit:
            break
    return found


def each_pair(people: PersonQuerySet, *, after: int = 0) -> Iterator[Pair]:
    """Yield every likely pair in the order of its first; the register is read in parts."""
    while part := _next(people, after):
        after = part[-1].key
        yield from _pairs_of(part, people)


def _next(people: PersonQuerySet, after: int) -> list[Description]:
    """Return the next people as descriptions of themselves, where they were posted last."""
    fields = ("pk", "family_name", "given_names", "sex", "email")
    rows = list(people.filter(pk__gt=after).order_by("pk").values_list(*fields)[:AT_ONCE])
    places: dict[int, dict[int | None, tuple[str, str]]] = defaultdict(dict)
    postings = Posting.objects.filter(person__in=[row[0] for row in rows]).order_by(
        F("starts_on").asc(nulls_first=True), "pk"
    )
    for person, organisation, position, number in postings.values_list(
        "person_id", "organisation_id", "position", "staff_key"
    ):
        places[person][organisation] = (position, number)
    return [_itself(row, places.get(row[0], {})) for row in rows]


def _itself(row: tuple, places: dict[int | None, tuple[str, str]]) -> Description:
    pk, family_name, given_names, sex, email = row
    last = next(reversed(places), None)
    position, number = places.get(last, ("", ""))
    return Description(
        key=pk,
        family_name=family_name,
        given_names=given_names,
        sex=sex,
        email=email,
        staff_number=number,
        organisation_id=last,
        position=position,
    )


def _pairs_of(part: Sequence[Description], people: PersonQuerySet) -> Iterator[Pair]:
    described = [Described.of(each) for each in part]
    block = Block(described, people)
    said = NotSame.objects.of_people(each.key for each in described)
    for one in described:
        later = [each for each in block.weighed(one, everybody=True) if each.person.pk > one.key]
        for each in sorted(later, key=_by_entry):
            if (each.points >= ASK or each.has_key) and (one.key, each.person.pk) not in said:
                likeness = each.likeness
                yield Pair(one.key, each.person.pk, likeness.score, likeness.reasons)


def _by_entry(weighed: Weighed) -> int:
    return weighed.person.pk
