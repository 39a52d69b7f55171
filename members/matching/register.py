"""Looking people up in the register: for a whole list at once, in few queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice

from django.db import connection
from django.db.models import F, Q
from django.db.models.functions import Lower
from rapidfuzz import fuzz

from members.matching.evidence import Described, Known, Weighed, folded_position, is_long, judge, weigh
from members.matching.values import Description, Verdict
from members.models import NotSame, Posting
from members.models.people import PersonQuerySet, PostingQuerySet
from members.models.sameness import NotSameQuerySet
from members.names.sounds import keys_of, whole_key_of
from office.searching import AnyOf

Row = tuple[int, str, str, str, str, str, list[str], list[int]]  # as FIELDS says

ROUGHLY = 50  # of 100, how alike two names must read to be looked at more closely
AT_ONCE = 10_000  # descriptions looked up together: what is kept in memory grows with it
MANY_KEYS = 2000  # from here on the keys of all people are read once, instead of looking up each key
IDS = 50_000  # people read by their ids in one query


def match(
    descriptions: Sequence[Description],
    *,
    among: PersonQuerySet,
    not_same: NotSameQuerySet | None = None,
) -> list[Verdict]:
    """Return a verdict for each description, in their order.

    People who once worked for the organisation are found by names that are only alike; others by the
    same names in any order and spelling, by e-mail, or by staff number. Whoever ``not_same`` says is
    somebody else is left out; by default every such record counts.
    """
    if not descriptions:
        return []
    said = NotSame.objects.all() if not_same is None else not_same
    verdicts: list[Verdict | None] = [None] * len(descriptions)
    places = sorted(range(len(descriptions)), key=lambda place: descriptions[place].organisation_id or 0)
    for part in _parts(places, AT_ONCE):
        chosen = [descriptions[place] for place in part]
        for place, verdict in zip(part, _match_part(chosen, among, said), strict=True):
            verdicts[place] = verdict
    return [each for each in verdicts if each is not None]


def _parts(places: Iterable[int], size: int) -> Iterator[list[int]]:
    rest = iter(places)
    while part := list(islice(rest, size)):
        yield part


def _match_part(
    descriptions: Sequence[Description], among: PersonQuerySet, said: NotSameQuerySet
) -> Iterator[Verdict]:
    described = [Described.of(each) for each in descriptions]
    block = Block(described, among)
    refused = _refused(descriptions, said)
    for description, one in zip(descriptions, described, strict=True):
        others = refused.get(description.folded, ()) if refused else ()
        yield judge(one.key, [each for each in block.weighed(one) if each.person.pk not in others])


def _refused(descriptions: Sequence[Description], said: NotSameQuerySet) -> dict[str, set[int]]:
    """Return for folded descriptions whom they are not; folds none where nothing was ever said of any."""
    if not said.exclude(described="").exists():
        return {}
    return said.of_descriptions(each.folded for each in descriptions)


class Block:
    """The people of the register any of some descriptions may be, and which of them each may be."""

    def __init__(self, described: Sequence[Described], among: PersonQuerySet) -> None:
        self._people: dict[int, Known] = {}
        self._by_email: dict[str, list[Known]] = defaultdict(list)
        self._by_staff_number: dict[tuple[int, str], list[Known]] = defaultdict(list)
        self._by_long_number: dict[str, list[Known]] = defaultdict(list)
        self._by_whole: dict[int, list[Known]] = defaultdict(list)
        self._by_key: dict[int | None, dict[int, list[Known]]] = defaultdict(lambda: defaultdict(list))
        self._keys = {id(each): keys_of(each.name.words) for each in described}
        self._wholes = {id(each): whole_key_of(each.name.words) for each in described}
        rows = self._rows(described, among)
        self._take(rows, described)

    def weighed(self, one: Described, *, everybody: bool = False) -> list[Weighed]:
        """Weigh everybody the description may be; where the whole name is known there, no others.

        With ``everybody``, those of like names too, whoever has the same.
        """
        whole = self._by_whole.get(self._wholes[id(one)], [])
        found = {each.pk: each for each in whole}
        if one.email:
            found |= {each.pk: each for each in self._by_email.get(one.email, [])}
        if one.staff_number and one.organisation is not None:
            numbered = self._by_staff_number.get((one.organisation, one.staff_number), [])
            found |= {each.pk: each for each in numbered}
        found |= {each.pk: each for each in self._by_long_number.get(one.staff_number, ())}
        if everybody or one.organisation is None or not any(_is_at(one, each) for each in whole):
            found |= {each.pk: each for each in self._near(one) if _reads_alike(one, each)}
        return [weigh(one, each) for each in found.values()]

    def _near(self, one: Described) -> Iterator[Known]:
        block = self._by_key.get(one.organisation, {})
        for key in self._keys[id(one)]:
            yield from block.get(key, ())

    def _rows(self, described: Sequence[Described], among: PersonQuerySet) -> list[Row]:
        """Read whom a key, an e-mail or a number finds: by ids, so that each look-up has its own index."""
        near = {(each.organisation, key) for each in described for key in self._keys[id(each)]}
        anywhere = {key for place, key in near if place is None}.union(self._wholes.values())
        ids = _with_keys(anywhere, {(place, key) for place, key in near if place is not None})
        if (numbered := _posted_with_number(described)) is not None:
            ids.update(numbered.values_list("person_id", flat=True))
        people = among.order_by()
        if emails := {each.email for each in described if each.email}:
            addressed = people.filter(AnyOf(Lower("email"), emails))
            ids.update(addressed.exclude(email="").values_list("pk", flat=True))
        found = (people.filter(AnyOf(F("pk"), part)) for part in _parts(sorted(ids), IDS))
        return [row for part in found for row in part.values_list(*FIELDS)]

    def _take(self, rows: list[Row], described: Sequence[Described]) -> None:
        for pk, family_name, given_names, folded_name, sex, email, others, _keys in rows:
            self._people[pk] = Known(
                pk, family_name, given_names, folded_name, sex, email.casefold(), other_names=tuple(others)
            )
        _with_postings(self._people)
        organisations = {each.organisation for each in described}
        wanted = {key for keys in self._keys.values() for key in keys}
        wholes = set(self._wholes.values())
        for pk, *_, keys in rows:
            person = self._people[pk]
            self._take_exact(person)
            for key in wholes.intersection(keys):
                self._by_whole[key].append(person)
            places: list[int | None] = list(organisations.intersection(person.organisations))
            if None in organisations:
                places.append(None)
            for place in places:
                block = self._by_key[place]
                for key in wanted.intersection(keys):
                    block[key].append(person)

    def _take_exact(self, person: Known) -> None:
        if person.email:
            self._by_email[person.email].append(person)
        for organisation, numbers in person.staff_numbers.items():
            for number in numbers:
                self._by_staff_number[organisation, number].append(person)
                if is_long(number):
                    self._by_long_number[number].append(person)


FIELDS = ("pk", "family_name", "given_names", "folded_name", "sex", "email", "other_names", "name_keys")


_EACH_LOOKED_UP = """SELECT person.id FROM unnest(%(anywhere)s::integer[]) AS asked (key)
    JOIN members_person AS person ON person.name_keys @> ARRAY[asked.key]
    UNION
    SELECT person.id FROM unnest(%(places)s::bigint[], %(keys)s::integer[]) AS asked (place, key)
    JOIN members_person AS person ON person.name_keys @> ARRAY[asked.key]
    JOIN members_posting AS posting
        ON posting.person_id = person.id AND posting.organisation_id = asked.place
"""
_ALL_READ_ONCE = """WITH stored AS MATERIALIZED (
        SELECT person.id, one.key FROM members_person AS person
        CROSS JOIN LATERAL unnest(person.name_keys) AS one (key)
        WHERE one.key = ANY(%(any)s::integer[])
    )
    SELECT stored.id FROM stored
    JOIN unnest(%(anywhere)s::integer[]) AS asked (key) ON asked.key = stored.key
    UNION
    SELECT stored.id FROM stored
    JOIN members_posting AS posting ON posting.person_id = stored.id
    JOIN unnest(%(places)s::bigint[], %(keys)s::integer[]) AS asked (place, key)
        ON asked.place = posting.organisation_id AND asked.key = stored.key
"""


def _with_keys(anywhere: Collection[int], near: Collection[tuple[int, int]]) -> set[int]:
    """Return the ids of people with any of the keys ``anywhere``, or with one of a place they were at.

    Looking up a key costs a small part of reading them all: few are looked up, many read past.
    """
    statement = _ALL_READ_ONCE if len(anywhere) + len(near) > MANY_KEYS else _EACH_LOOKED_UP
    pairs = sorted(near)
    asked = {
        "anywhere": sorted(anywhere),
        "places": [place for place, _key in pairs],
        "keys": [key for _place, key in pairs],
        "any": sorted({*anywhere, *(key for _place, key in pairs)}),
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        return {pk for (pk,) in cursor}


def _is_at(one: Described, person: Known) -> bool:
    return one.organisation in person.organisations and any(
        sorted(one.name.words) == sorted(name.words) for name in person.names
    )


def _reads_alike(one: Described, person: Known) -> bool:
    """Test roughly, and quickly, if the names are worth a closer look; other scripts and names always are."""
    if person.other_names or not (one.folded.isascii() and person.folded_name.isascii()):
        return True
    return bool(fuzz.token_sort_ratio(one.folded, person.folded_name, score_cutoff=ROUGHLY))


def _posted_with_number(described: Sequence[Described]) -> PostingQuerySet | None:
    """Return the postings with a number that is given: a long one anywhere, a short one where it is said."""
    numbers: dict[int, set[str]] = defaultdict(set)
    long = {each.staff_number for each in described if is_long(each.staff_number)}
    for each in described:
        if each.staff_number and each.organisation is not None and each.staff_number not in long:
            numbers[each.organisation].add(each.staff_number)
    if not (numbers or long):
        return None
    condition = Q(AnyOf(F("staff_key"), long), ~Q(staff_key="")) if long else Q()
    for organisation, those in numbers.items():
        condition |= Q(organisation=organisation, staff_key__in=those)
    return Posting.objects.filter(condition)


def _with_postings(people: dict[int, Known]) -> None:
    """Add to each person where, as what and under which number they were ever posted."""
    for part in _parts(people, IDS):
        _add_postings(people, part)


def _add_postings(people: dict[int, Known], ids: Sequence[int]) -> None:
    rows = Posting.objects.filter(AnyOf(F("person_id"), ids)).order_by()
    for pk, organisation, position, number in rows.values_list(
        "person_id", "organisation_id", "position", "staff_key"
    ):
        person = people[pk]
        person.organisations.add(organisation)
        if position:
            person.positions.add(folded_position(position))
        if number:
            person.staff_numbers.setdefault(organisation, set()).add(number)
