"""What a reader asks of a figure, out of the parameters of a page or of the API: one gate for both."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _

from members.access import allows
from members.choices import Permission, Role
from members.models import Administration, Organisation
from programmes.choices import EventKind, Level, Mode, OrganisationRole
from programmes.models import Phase, Programme, Topic
from programmes.models.reach import reach_of
from reports.choices import Audience
from reports.indicators.registry import COMPLETIONS, REGISTRY, SHARE_OF_WOMEN
from reports.indicators.retention import RETENTION
from reports.measuring.definition import Indicator
from reports.measuring.dimensions import DIMENSIONS, PHASE, PROGRAMME, Dimension
from reports.measuring.measure import Group
from reports.periods import Period
from reports.scope import Scope
from reports.sections.counted import evidence_address

FIRST_YEAR, LAST_YEAR = 1950, 2100
LONGEST_ECHO = 40

# Attributes of a person: asked in small cells they would say something about somebody.
ABOUT_PERSONS = frozenset({SHARE_OF_WOMEN, COMPLETIONS, *RETENTION})
ASKED_OF_A_WHOLE = frozenset({"programme", "phase", "year", "from", "until", "donor"})

SEEN_BY: dict[Dimension, Any] = {PROGRAMME: Programme.objects, PHASE: Phase.objects}

About = dict[str, Any]


class UnknownQuestion(Exception):
    """A parameter, or a value of one, that we do not know. ``message`` lists what there is."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message


@dataclass(frozen=True, slots=True)
class Question:
    """One indicator over one scope."""

    indicator: Indicator
    scope: Scope

    @property
    def evidence_url(self) -> str:
        return evidence_address(self.scope, self.indicator)


def scope_of(reader: Any, **about: Any) -> Scope:
    """Return the scope of what the reader may count; a donor counts what its organisation pays for."""
    if reader.role == Role.DONOR:
        return Scope(reader, audience=Audience.DONOR, donor=reader.organisation, **about)
    return Scope(reader, **about)


def read_question(params: QueryDict, reader: Any, *, beside: Iterable[str] = ()) -> Question:
    """Return what is asked. Several topics may be given, and mean any of them; all else is given once.

    :param beside: names of parameters that mean something else to the caller.
    :raises UnknownQuestion: for a parameter or value we do not know, or that the reader may not know.
    """
    asked = _asked(params, {*QUESTION_FIELDS, *beside})
    if "indicator" not in asked:
        raise UnknownQuestion("indicator", _("Say which figure: %(known)s.") % {"known": ", ".join(REGISTRY)})
    indicator = _one_of(REGISTRY, "indicator", asked["indicator"][0])
    about: About = {}
    for name, read in READERS.items():
        if name in asked:
            about |= read(asked[name], reader, about)
    _refuse_half_a_period(about, asked)
    _refuse_small_cells(indicator, about, asked, reader)
    return Question(indicator, _scope(reader, about))


def read_split(params: QueryDict, question: Question, reader: Any) -> Dimension | None:
    """Return what ``?by=`` splits the figure by; None when not asked.

    :raises UnknownQuestion: for what is no dimension, or cells that could give away a person.
    """
    asked = _asked(params, {*QUESTION_FIELDS, "by"}).get("by", [])
    if not asked:
        return None
    by = _one_of(DIMENSIONS, "by", asked[0])
    _refuse_small_cells(question.indicator, {}, {by.code: asked}, reader)
    return by


def nameable(groups: Iterable[Group], by: Dimension, reader: Any) -> list[Group]:
    """Keep the groups whose names the reader may know: of programmes and phases, those it may see."""
    if by not in SEEN_BY or reach_of(reader).sees_all:
        return list(groups)
    seen = set(SEEN_BY[by].visible_to(reader).values_list("pk", flat=True))
    return [group for group in groups if group.key[0] is None or group.key[0] in seen]


def read_year(params: QueryDict) -> Period | None:
    """Return the calendar year of ``?year=``, the only parameter of a dashboard; None when not asked.

    :raises UnknownQuestion: for another parameter, or what is no year.
    """
    asked = _asked(params, {"year"})
    return _year(asked["year"], None, {})["period"] if "year" in asked else None


def _asked(params: QueryDict, known: Iterable[str]) -> dict[str, list[str]]:
    """Return the values of each parameter; one left empty was not asked."""
    asked = {}
    for name in params:
        if name not in known:
            listed = ", ".join(sorted(known))
            raise UnknownQuestion(
                _short(name), _("There is no such parameter. There are: %(known)s.") % {"known": listed}
            )
        values = [value.strip() for value in params.getlist(name) if value.strip()]
        if len(set(values)) > 1 and name != "topic":
            raise UnknownQuestion(name, _("Give it once."))
        if values:
            asked[name] = values
    return asked


def _scope(reader: Any, about: About) -> Scope:
    about = {name: value for name, value in about.items() if name not in {"first", "last"}}
    if "donor" in about:
        return Scope(reader, audience=Audience.DONOR, **about)
    return scope_of(reader, **about)


def _programme(values: list[str], reader: Any, about: About) -> About:
    known = {each.code: each for each in Programme.objects.visible_to(reader).in_order()}
    return {"programme": _one_of(known, "programme", values[0].upper())}


def _phase(values: list[str], reader: Any, about: About) -> About:
    programme = about.get("programme")
    if programme is None:
        raise UnknownQuestion("phase", _("Say of which programme."))
    phases = Phase.objects.visible_to(reader).filter(programme=programme).in_order()
    known = {str(each.number): each for each in phases.select_related("programme")}
    return {"phase": _one_of(known, "phase", values[0])}


def _topics(values: list[str], reader: Any, about: About) -> About:
    known = {each.slug: each for each in Topic.objects.order_by("slug")}
    return {"topics": tuple(dict.fromkeys(_one_of(known, "topic", value.lower()) for value in values))}


def _administration(values: list[str], reader: Any, about: About) -> About:
    known = {each.iso2: each for each in Administration.objects.visible_to(reader).by_name()}
    return {"administration": _one_of(known, "administration", values[0].upper())}


def _year(values: list[str], reader: Any, about: About) -> About:
    value = values[0]
    is_number = value.isascii() and value.isdecimal() and len(value) == len("2023")
    if not is_number or not FIRST_YEAR <= int(value) <= LAST_YEAR:
        raise UnknownQuestion(
            "year", _("“%(value)s” is no year: write one as 2023.") % {"value": _short(value)}
        )
    return {"period": Period.calendar_year(int(value))}


def _first(values: list[str], reader: Any, about: About) -> About:
    return {"first": _day("from", values[0])}


def _last(values: list[str], reader: Any, about: About) -> About:
    last = _day("until", values[0])
    first = about.get("first")
    if first is None:
        raise UnknownQuestion("from", _("Give both days, or neither."))
    if last < first:
        raise UnknownQuestion("until", _("The last day cannot be before the first day."))
    return {"last": last, "period": Period(first, last)}


def _donor(values: list[str], reader: Any, about: About) -> About:
    donors = Organisation.objects.visible_to(reader).filter(pk__in=_donors(reader))
    known = {str(each.pk): each for each in donors.by_name()}
    return {"donor": _one_of(known, "donor", values[0])}


def _donors(reader: Any) -> Any:
    """Return the organisations whose money the reader may ask for: the secretariat any, a donor its own."""
    if reach_of(reader).sees_all:
        pays = Q(funding__isnull=False) | Q(event_roles__role=OrganisationRole.SPONSOR)
        return Organisation.objects.filter(pays).values("pk")
    return [reader.organisation_id] if reader.role == Role.DONOR else []


def _word(name: str, choices: Any) -> Callable[[list[str], Any, About], About]:
    known = {str(value): value for value in choices.values}

    def read(values: list[str], reader: Any, about: About) -> About:
        return {name: _one_of(known, name, values[0].upper().replace("-", "_"))}

    return read


READERS: dict[str, Callable[[list[str], Any, About], About]] = {
    "programme": _programme,
    "phase": _phase,
    "topic": _topics,
    "administration": _administration,
    "year": _year,
    "from": _first,
    "until": _last,
    "kind": _word("kind", EventKind),
    "mode": _word("mode", Mode),
    "level": _word("level", Level),
    "donor": _donor,
}
QUESTION_FIELDS = ("indicator", *READERS)


def _day(name: str, value: str) -> dt.date:
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise UnknownQuestion(
            name, _("“%(value)s” is no day: write one as 2023-09-30.") % {"value": _short(value)}
        ) from None


def _one_of(known: Mapping[str, Any], field: str, value: str) -> Any:
    if value in known:
        return known[value]
    listed = ", ".join(known) or _("none")
    raise UnknownQuestion(
        field,
        _("There is no “%(value)s”. There are: %(known)s.") % {"value": _short(value), "known": listed},
    )


def _short(value: str) -> str:
    """Return what was typed, fit to be shown."""
    printable = "".join(letter if letter.isprintable() else "·" for letter in value)
    return printable if len(printable) <= LONGEST_ECHO else printable[: LONGEST_ECHO - 1] + "…"


def _refuse_half_a_period(about: About, asked: Mapping[str, Any]) -> None:
    if "from" in asked and "year" in asked:
        raise UnknownQuestion("year", _("Give a year, or a first and a last day."))
    if "from" in asked and "until" not in asked:
        raise UnknownQuestion("until", _("Give both days, or neither."))


def _refuse_small_cells(indicator: Indicator, about: About, asked: Mapping[str, Any], reader: Any) -> None:
    """Refuse an attribute of persons in a cell narrower than a programme, to who may not see the persons."""
    if indicator not in ABOUT_PERSONS or allows(reader, Permission.VIEW_REGISTER):
        return
    narrower = [name for name in READERS if name in asked and name not in ASKED_OF_A_WHOLE]
    administration = about.get("administration")
    if administration is not None and administration.pk == reader.organisation_id:
        narrower = []
    if narrower:
        raise UnknownQuestion(
            narrower[0],
            _("%(figure)s is given for programmes, phases and years only: a smaller group could give away"
              " a person.") % {"figure": indicator.name},
        )  # fmt: skip
