"""Where a figure leads: the address of its evidence, for a whole and for each group of a split."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from members.models import Administration
from programmes.models import ItemType, Phase, Programme, Topic
from reports.choices import Audience
from reports.indicators.registry import COMPLETIONS, SHARE_OF_WOMEN
from reports.indicators.retention import RETENTION
from reports.indicators.teaching import ABOUT_PERSONS as OF_TEACHING
from reports.measuring.definition import Indicator
from reports.measuring.dimensions import (
    ADMINISTRATION,
    COHORT,
    DIMENSIONS,
    EVIDENCE,
    ITEM,
    KIND,
    LANGUAGE,
    LEVEL,
    MODE,
    PHASE,
    PROGRAMME,
    SCHEME,
    SPONSOR,
    TOPIC,
    Dimension,
    is_year,
)
from reports.periods import Period
from reports.scope import Scope
from reports.sections.places import Place
from trainers.models import Scheme

NONE = "none"  # the word an address has for rows without a value

# Attributes of a person: asked in small cells they would say something about somebody.
ABOUT_PERSONS = frozenset({SHARE_OF_WOMEN, COMPLETIONS, *RETENTION, *OF_TEACHING})
ASKED_OF_A_WHOLE = frozenset({"programme", "phase", "year", "donor"})

Asked = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where each figure of a split leads: ``addresses(indicator, key)``, empty where no address can say it.

    What is asked of the scope stands in ``whole``; what each value of each dimension adds, in ``parts``.
    """

    whole: Asked | None
    parts: tuple[Mapping[Any, Asked], ...]
    withholds: bool

    def __call__(self, indicator: Indicator, key: Sequence[Any] = (), *, left_out: str = "") -> str:
        """Return the address; ``left_out`` names a group of rows that are not in the figure."""
        if self.whole is None:
            return ""
        asked: Asked = {"indicator": indicator.code, **self.whole}
        for value, part in zip(key, self.parts[: len(key)], strict=True):
            if value not in part or _contradicts(asked, part[value]):
                return ""
            asked |= part[value]
        if self.withholds and indicator in ABOUT_PERSONS and asked.keys() - ASKED_OF_A_WHOLE - {"indicator"}:
            return ""
        if left_out:
            asked["left_out"] = left_out
        return f"{reverse('reports:evidence')}?{urlencode(asked, doseq=True)}"


def _contradicts(asked: Asked, part: Asked) -> bool:
    """Test if the scope says something else of what the group is about: no address can ask for both."""
    return any(name in asked and asked[name] != value for name, value in part.items())


def addresses_of(scope: Scope, grouping: Sequence[Dimension], keys: Iterable[Sequence[Any]]) -> Addresses:
    """Return the addresses of a split's figures. The public has none; a document keeps none of a split.

    One query for each dimension whose values have names of their own in addresses.
    """
    if scope.audience == Audience.PUBLIC or scope.cohort or (scope.for_others and grouping):
        return Addresses(None, (), withholds=True)
    every = list(keys)
    parts = tuple(
        _parts_of(dimension, {key[place] for key in every}, scope) for place, dimension in enumerate(grouping)
    )
    by_year = any(is_year(each) for each in grouping)
    whole = _narrowed(scope) | ({} if by_year else in_period(scope.period))
    return Addresses(whole, parts, withholds=scope.withholds)


def evidence_address(scope: Scope, indicator: Indicator, places: Iterable[Place] = ()) -> str:
    """Return the address of what a figure rests on; empty where there is none."""
    there = list(places)
    key = tuple(place.key for place in there)
    return addresses_of(scope, [place.dimension for place in there], [key])(indicator, key)


def split_address(scope: Scope, dimension: Dimension) -> str:
    """Return the address of a file with every row of a split; empty where there is none."""
    is_kept = scope.for_others or scope.cohort is not None
    if scope.audience == Audience.PUBLIC or is_kept or dimension.code not in DIMENSIONS:
        return ""
    asked = {"by": dimension.code, **_narrowed(scope), **in_period(scope.period)}
    return f"{reverse('reports:split-file')}?{urlencode(asked, doseq=True)}"


def retention_address(scope: Scope) -> str:
    """Return the address of who was still in post after the trainings of the scope."""
    return (
        f"{reverse('reports:retention')}?{urlencode(_narrowed(scope) | in_period(scope.period), doseq=True)}"
    )


def _narrowed(scope: Scope) -> Asked:
    programme = scope.programme or (scope.phase.programme if scope.phase else None)
    asked: Asked = {
        "programme": programme.code if programme else "",
        "phase": scope.phase.number if scope.phase else "",
        "topic": [topic.slug for topic in scope.topics],
        "administration": scope.administration.iso2 if scope.administration else "",
        "event": scope.event.pk if scope.event else "",
        "donor": scope.donor.pk if scope.donor and scope.audience == Audience.DONOR else "",
        **{name: getattr(scope, name) for name in ("kind", "mode", "level")},
    }
    return {name: value for name, value in asked.items() if value not in ("", [])}


def in_period(period: Period | None) -> Asked:
    if period is None:
        return {}
    if period == Period.calendar_year(period.start.year):
        return {"year": period.start.year}
    return {"from": period.start.isoformat(), "until": period.end.isoformat()}


def _parts_of(dimension: Dimension, keys: set[Any], scope: Scope) -> Mapping[Any, Asked]:
    """Return what an address asks for each value; a value that cannot be asked for is left out."""
    values = keys - {None}
    if is_year(dimension):
        parts, none = _years(values, scope), {"year": NONE} if scope.period is None else None
    else:
        parts = _named(dimension, values, scope)
        none = {dimension.code: NONE} if dimension in ASKED_FOR_NONE else None
    return parts if none is None else {**parts, None: none}


def _named(dimension: Dimension, values: set[Any], scope: Scope) -> dict[Any, Asked]:
    """Return what an address asks for each value; kept with the scope, as charts and tables share them."""
    known: dict[Any, Asked] = scope.kept.setdefault(f"addresses by {dimension.code}", {})
    if unknown := values - known.keys():
        known |= NAMES[dimension](unknown)
    return known


def codes_of(administrations: Iterable[int], scope: Scope) -> dict[int, str]:
    """Return the ISO code of each administration, as addresses have it: looked up once for both."""
    keys = set(administrations)
    known = _named(ADMINISTRATION, keys, scope)
    return {key: known[key]["administration"] for key in keys}


def _years(keys: Iterable[int], scope: Scope) -> dict[Any, Asked]:
    """Return each year as its days, or those of them that are in the period of the scope."""
    programme = scope.programme or (scope.phase.programme if scope.phase else None)
    month = programme.year_starts_in if programme else 1
    parts = {}
    for key in keys:
        year = Period.year_from(key, month)
        period = year if scope.period is None else year.shared_with(scope.period)
        if period is not None:
            parts[key] = in_period(period)
    return parts


def _words(name: str, keys: Iterable[str]) -> dict[Any, Asked]:
    return {key: {name: key} for key in keys}


def _looked_up(model: Any, name: str, column: str, keys: Iterable[int]) -> dict[Any, Asked]:
    rows = model.objects.filter(pk__in=list(keys)).values_list("pk", column)
    return {key: {name: [value] if name == "topic" else value} for key, value in rows}


def _phases(keys: Iterable[int]) -> dict[Any, Asked]:
    rows = Phase.objects.filter(pk__in=list(keys)).values_list("pk", "programme__code", "number")
    return {key: {"programme": code, "phase": number} for key, code, number in rows}


NAMES: Mapping[Dimension, Callable[[Iterable[Any]], dict[Any, Asked]]] = {
    **{each: partial(_words, each.code) for each in (KIND, MODE, LEVEL, SPONSOR, LANGUAGE, EVIDENCE)},
    ITEM: partial(_looked_up, ItemType, "item", "slug"),
    COHORT: lambda keys: {key: {"cohort": key} for key in keys},
    SCHEME: partial(_looked_up, Scheme, "scheme", "code"),
    TOPIC: partial(_looked_up, Topic, "topic", "slug"),
    ADMINISTRATION: partial(_looked_up, Administration, "administration", "country_id"),
    PROGRAMME: partial(_looked_up, Programme, "programme", "code"),
    PHASE: _phases,
}
ASKED_FOR_NONE = frozenset({TOPIC, ADMINISTRATION, SPONSOR, LANGUAGE})
