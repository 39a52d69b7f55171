"""The plain cases of a long list: one person of the register with the same e-mail and the same name."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import F
from django.db.models.functions import Lower

from members.choices import Sex
from members.matching.values import Description
from members.models import NotSame
from office.searching import AnyOf
from sheets.text import fold

_AT_ONCE = 50_000  # e-mails in one look-up


def certain(descriptions: Sequence[Description], *, among: Any) -> dict[int, int]:
    """Return the person of each description, by its key, that needs no weighing.

    The same e-mail and the same words of the name, in any order, of one person only; nothing both state
    differs, and nobody said it is somebody else. Two small queries instead of many large ones: most
    rows of a list that comes again are such.
    """
    wanted: dict[str, list[tuple[Description, tuple[str, ...]]]] = defaultdict(list)
    for each in descriptions:
        if each.email:
            words = tuple(sorted(fold(f"{each.family_name} {each.given_names}").split()))
            wanted[each.email.lower()].append((each, words))
    found: dict[int, int] = {}
    bearers: dict[str, int] = defaultdict(int)
    for pk, email, folded, others, sex in _people(list(wanted), among):
        bearers[email] += 1
        names = {tuple(sorted(name.split())) for name in (folded, *map(fold, others))}
        for each, said in wanted[email]:
            if said in names and (Sex.NOT_STATED in {sex, each.sex} or sex == each.sex):
                found[each.key] = pk
    refused = set(NotSame.objects.exclude(described="").values_list("person_id", flat=True))
    return {
        each.key: found[each.key]
        for email, those in wanted.items()
        for each, _words in those
        if each.key in found and bearers[email] == 1 and found[each.key] not in refused
    }


def _people(emails: Sequence[str], among: Any) -> Iterator[tuple[int, str, str, list[str], str]]:
    people = among.alias(address=Lower("email")).order_by()
    for begin in range(0, len(emails), _AT_ONCE):
        some = people.filter(AnyOf(F("address"), emails[begin : begin + _AT_ONCE]))
        yield from some.values_list("pk", Lower("email"), "folded_name", "other_names", "sex").iterator()
