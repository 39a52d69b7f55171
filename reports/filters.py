"""What a reader asks of a figure, out of the parameters of a page or of the API: one gate for both."""

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
from programmes.models import Event, ItemType, Phase, Programme, Topic
from programmes.models.reach import reach_of
from reports.asking import UnknownQuestion, asked_in, calendar_year, day_of, one_of
from reports.choices import Audience
from reports.indicators.registry import EVERY
from reports.measuring.definition import Indicator
from reports.measuring.dimensions import (
    ADMINISTRATION,
    COHORT,
    EVERY_DIMENSION,
    EVIDENCE,
    ITEM,
    LANGUAGE,
    PHASE,
    PROGRAMME,
    SCHEME,
    SPONSOR,
    TOPIC,
    YEAR,
    Dimension,
    year_starting_in,
)
from reports.measuring.measure import Group
from reports.periods import Period
from reports.quantities import Quantity
from reports.scope import Scope
from reports.sections.addresses import ABOUT_PERSONS, ASKED_OF_A_WHOLE, NONE, evidence_address
from reports.sections.places import Place, measured
from trainers.choices import Grade, Language
from trainers.models import Cohort, Scheme

MOST_DIGITS = 18  # of an id
SEEN_BY: dict[Dimension, Any] = {PROGRAMME: Programme.objects, PHASE: Phase.objects}

About = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """One indicator over one scope, or over one group of it that no scope can name."""

    indicator: Indicator
    scope: Scope
    places: tuple[Place, ...] = ()

    @property
    def evidence_url(self) -> str:
        return evidence_address(self.scope, self.indicator, self.places)

    @property
    def about(self) -> str:
        """What the figure is about, in words."""
        return " · ".join(str(part) for part in (self.scope, *self.places))

    def answer(self) -> Quantity:
        return measured(self.scope, [self.indicator], self.places)[self.indicator]


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
    asked = asked_in(params, {*QUESTION_FIELDS, *beside})
    if "indicator" not in asked:
        raise UnknownQuestion("indicator", _("Say which figure: %(known)s.") % {"known": ", ".join(EVERY)})
    indicator = one_of(EVERY, "indicator", asked["indicator"][0])
    about: About = {}
    for name, read in READERS.items():
        if name in asked:
            about |= read(asked[name], reader, about)
    _refuse_half_a_period(about, asked)
    _refuse_what_has_none(indicator, about, asked)
    _refuse_small_cells(indicator, about, asked, reader)
    return Question(indicator, _scope(reader, about), about.get("places", ()))


def read_split(params: QueryDict, question: Question, reader: Any) -> Dimension | None:
    """Return what ``?by=`` splits the figure by; None when not asked.

    :raises UnknownQuestion: for what is no dimension, or cells that could give away a person.
    """
    asked = asked_in(params, {*QUESTION_FIELDS, "by"}).get("by", [])
    if not asked:
        return None
    splits = {code: each for code, each in EVERY_DIMENSION.items() if question.indicator.is_split_by(each)}
    by = one_of(splits, "by", asked[0])
    if question.places:
        raise UnknownQuestion("by", _("Ask for a split, or for the rows of one sponsor or without a value."))
    _refuse_small_cells(question.indicator, {}, {by.code: asked}, reader)
    return by


def nameable(groups: Iterable[Group], by: Dimension, reader: Any) -> list[Group]:
    """Keep the groups whose names the reader may know: of programmes and phases, those it may see."""
    if by not in SEEN_BY or reach_of(reader).sees_all:
        return list(groups)
    seen = set(SEEN_BY[by].visible_to(reader).values_list("pk", flat=True))
    return [group for group in groups if group.key[0] is None or group.key[0] in seen]


def _scope(reader: Any, about: About) -> Scope:
    about = {name: value for name, value in about.items() if name not in {"first", "last", "places"}}
    if "donor" in about:
        return Scope(reader, audience=Audience.DONOR, **about)
    return scope_of(reader, **about)


def _programme(values: list[str], reader: Any, about: About) -> About:
    known = {each.code: each for each in Programme.objects.visible_to(reader).in_order()}
    return {"programme": one_of(known, "programme", values[0].upper())}


def _phase(values: list[str], reader: Any, about: About) -> About:
    programme = about.get("programme")
    if programme is None:
        raise UnknownQuestion("phase", _("Say of which programme."))
    phases = Phase.objects.visible_to(reader).filter(programme=programme).in_order()
    known = {str(each.number): each for each in phases.select_related("programme")}
    return {"phase": one_of(known, "phase", values[0])}


def _at(about: About, dimension: Dimension, key: int | None = None) -> About:
    """Return one more group the question is about: of a value no scope knows, or of none."""
    return {"places": (*about.get("places", ()), Place(dimension, key))}


def _topics(values: list[str], reader: Any, about: About) -> About:
    if values == [NONE]:
        return _at(about, TOPIC)
    known = {each.slug: each for each in Topic.objects.order_by("slug")}
    return {"topics": tuple(dict.fromkeys(one_of(known, "topic", value.lower()) for value in values))}


def _administration(values: list[str], reader: Any, about: About) -> About:
    if values == [NONE]:
        return _at(about, ADMINISTRATION)
    known = {each.iso2: each for each in Administration.objects.visible_to(reader).by_name()}
    return {"administration": one_of(known, "administration", values[0].upper())}


def _sponsor(values: list[str], reader: Any, about: About) -> About:
    if values == [NONE]:
        return _at(about, SPONSOR)
    sponsors = Organisation.objects.visible_to(reader).filter(event_roles__role=OrganisationRole.SPONSOR)
    known = {str(each.pk): each.pk for each in sponsors.by_name()}
    return _at(about, SPONSOR, one_of(known, "sponsor", values[0]))


def _year(values: list[str], reader: Any, about: About) -> About:
    if values == [NONE]:
        programme = about.get("programme")
        return _at(about, year_starting_in(programme.year_starts_in) if programme else YEAR)
    return {"period": Period.calendar_year(calendar_year(values[0]))}


def _first(values: list[str], reader: Any, about: About) -> About:
    return {"first": day_of("from", values[0])}


def _last(values: list[str], reader: Any, about: About) -> About:
    last = day_of("until", values[0])
    first = about.get("first")
    if first is None:
        raise UnknownQuestion("from", _("Give both days, or neither."))
    if last < first:
        raise UnknownQuestion("until", _("The last day cannot be before the first day."))
    return {"last": last, "period": Period(first, last)}


def _donor(values: list[str], reader: Any, about: About) -> About:
    donors = Organisation.objects.visible_to(reader).filter(pk__in=_donors(reader))
    known = {str(each.pk): each for each in donors.by_name()}
    return {"donor": one_of(known, "donor", values[0])}


def _donors(reader: Any) -> Any:
    """Return the organisations whose money the reader may ask for: the secretariat any, a donor its own."""
    if reach_of(reader).sees_all:
        pays = Q(funding__isnull=False) | Q(event_roles__role=OrganisationRole.SPONSOR)
        return Organisation.objects.filter(pays).values("pk")
    return [reader.organisation_id] if reader.role == Role.DONOR else []


def _event(values: list[str], reader: Any, about: About) -> About:
    number = values[0]
    is_number = number.isascii() and number.isdecimal() and len(number) <= MOST_DIGITS
    event = Event.objects.visible_to(reader).filter(pk=number).first() if is_number else None
    if event is None:
        raise UnknownQuestion("event", _("There is no such event, or it is not open to you."))
    return {"event": event}


def _valued(dimension: Dimension, known: Callable[[Any], Mapping[str, Any]]) -> Callable[..., About]:
    """Return what reads one value of a dimension that only records have; ``known`` are those of a reader."""

    def read(values: list[str], reader: Any, about: About) -> About:
        if values == [NONE]:
            return _at(about, dimension)
        return _at(about, dimension, one_of(known(reader), dimension.code, values[0]))

    return read


def _word(name: str, choices: Any) -> Callable[[list[str], Any, About], About]:
    known = {str(value): value for value in choices.values}

    def read(values: list[str], reader: Any, about: About) -> About:
        return {name: one_of(known, name, values[0].upper().replace("-", "_"))}

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
    "sponsor": _sponsor,
    "event": _event,
    "item": _valued(
        ITEM, lambda reader: dict(ItemType.objects.order_by("position", "pk").values_list("slug", "pk"))
    ),
    "scheme": _valued(SCHEME, lambda reader: dict(Scheme.objects.values_list("code", "pk"))),
    "language": _valued(LANGUAGE, lambda reader: {str(each): str(each) for each in Language.values}),
    "cohort": _valued(
        COHORT, lambda reader: {str(each.pk): each.pk for each in Cohort.objects.visible_to(reader)}
    ),
    "evidence": _valued(EVIDENCE, lambda reader: {str(each): str(each) for each in Grade.values}),
}
OF_EVENTS = ("kind", "mode", "level", "sponsor", "event")  # what no other record has
QUESTION_FIELDS = ("indicator", *READERS)


def _refuse_half_a_period(about: About, asked: Mapping[str, Any]) -> None:
    if "from" in asked and "year" in asked:
        raise UnknownQuestion("year", _("Give a year, or a first and a last day."))
    if "from" in asked and "until" not in asked:
        raise UnknownQuestion("until", _("Give both days, or neither."))


def _refuse_what_has_none(indicator: Indicator, about: About, asked: Mapping[str, Any]) -> None:
    """Refuse to ask of what is no event what only events have, or of an event what only records have."""
    wrong = [name for name in OF_EVENTS if name in asked] if indicator.is_of_records else []
    dimensions = {place.dimension for place in about.get("places", ())}
    wrong += [each.code for each in dimensions if not indicator.is_split_by(each)]
    if wrong:
        raise UnknownQuestion(wrong[0], _("%(figure)s is not told by that.") % {"figure": indicator.name})


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
