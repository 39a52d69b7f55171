"""What a figure can be split by."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Case, F, IntegerField, When
from django.db.models.functions import Cast, ExtractYear
from django.db.models.lookups import Exact
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from members.models import Administration, Organisation
from programmes.choices import EventKind, Level, Mode
from programmes.models import Event, Phase, Programme, Topic
from reports.models import EventFact, ParticipationFact, RetentionFact
from reports.scope import FactSet

Labels = Callable[[Iterable[Any]], Mapping[Any, str]]


@dataclass(frozen=True, slots=True)
class Dimension:
    """Something figures are split by.

    ``column`` is read from the fact row itself; ``link`` names a table (or a query) of ``event_id`` and
    ``value`` where one event may have several values: it is asked in a query of its own, so that it
    cannot multiply the others.
    """

    code: str
    name: str | Promise
    labels: Labels
    column: Mapping[FactSet, Any]
    link: Mapping[FactSet, str]

    def __hash__(self) -> int:
        return hash(self.code)

    def is_to_many(self, facts: FactSet) -> bool:
        return facts in self.link


def _names_of(model: Any, *related: str) -> Labels:
    """Return the labels of records; ``related`` are those their names are made with."""

    def labels(keys: Iterable[Any]) -> Mapping[Any, str]:
        rows = model.objects.select_related(*related) if related else model.objects
        return {pk: str(row) for pk, row in rows.in_bulk(list(keys)).items()}

    return labels


def _words_of(choices: Any) -> Labels:
    return lambda keys: {key: str(choices(key).label) for key in keys}


def _as_written(keys: Iterable[Any]) -> Mapping[Any, str]:
    return {key: str(key) for key in keys}


def _on_all(expression: Any) -> Mapping[FactSet, Any]:
    return {EventFact: expression, ParticipationFact: expression, RetentionFact: expression}


def _linked_on_all(sql: str) -> Mapping[FactSet, str]:
    return {EventFact: sql, ParticipationFact: sql, RetentionFact: sql}


def _year(name: str) -> Any:
    return Cast(ExtractYear(name), IntegerField())


def _titles(keys: Iterable[Any]) -> Mapping[Any, str]:
    return dict(Event.objects.filter(pk__in=list(keys)).values_list("pk", "title"))


YEAR = Dimension("year", _("Year"), _as_written, _on_all(_year("counts_to")), {})
MODE = Dimension("mode", _("Mode"), _words_of(Mode), _on_all(F("mode")), {})
LEVEL = Dimension("level", _("Level"), _words_of(Level), _on_all(F("level")), {})
KIND = Dimension("kind", _("Kind"), _words_of(EventKind), _on_all(F("kind")), {})
PROGRAMME = Dimension(
    "programme", _("Programme"), _names_of(Programme), {},
    _linked_on_all("SELECT event_id, programme_id AS value FROM programmes_event_programmes"),
)  # fmt: skip
PHASE = Dimension(
    "phase", _("Phase"), _names_of(Phase, "programme"), {},
    _linked_on_all("SELECT event_id, phase_id AS value FROM programmes_event_phases"),
)  # fmt: skip
TOPIC = Dimension(
    "topic", _("Topic"), _names_of(Topic), {},
    _linked_on_all("SELECT event_id, topic_id AS value FROM programmes_event_topics"),
)  # fmt: skip
SPONSOR = Dimension(
    "sponsor", _("Sponsor"), _names_of(Organisation), {},
    _linked_on_all(
        "SELECT event_id, organisation_id AS value FROM programmes_eventorganisation"
        " WHERE role = 'SPONSOR'"
    ),
)  # fmt: skip
ADMINISTRATION = Dimension(
    "administration", _("Administration"), _names_of(Administration),
    {ParticipationFact: F("administration_id"), RetentionFact: F("administration_id")},
    {
        EventFact: "SELECT DISTINCT event_id, administration_id AS value"
        " FROM reports_participationfact"
        " WHERE took_part AND role = 'PARTICIPANT' AND administration_id IS NOT NULL"
    },
)  # fmt: skip

# One line per event: for sections that first ask which events the reader may open. Not in DIMENSIONS,
# by which anybody who may count may split.
EVENT = Dimension("event", _("Event"), _titles, _on_all(F("event_id")), {})

DIMENSIONS = {
    each.code: each for each in (YEAR, MODE, LEVEL, KIND, PROGRAMME, PHASE, TOPIC, SPONSOR, ADMINISTRATION)
}


def year_starting_in(month: int) -> Dimension:
    """Return the dimension of years that begin on the first day of the month; 1 gives YEAR.

    Its keys are the calendar years they begin in. What is known to the month or year only belongs to the
    year that holds all of it, or to none.
    """
    return YEAR if month == 1 else _reporting_year(month)


@cache
def _reporting_year(month: int) -> Dimension:
    first, last = _begun("counts_from", month), _begun("counts_to", month)
    year = Case(When(Exact(first, last), then=last), output_field=IntegerField())
    return Dimension(f"year_from_{month}", _("Year"), _split_years, _on_all(year), {})


def _begun(name: str, month: int) -> Any:
    """Return the calendar year in which the reporting year of a date began."""
    earlier = Case(When(**{f"{name}__month__lt": month}, then=1), default=0)
    return _year(name) - earlier


def _split_years(keys: Iterable[Any]) -> Mapping[Any, str]:
    return {key: f"{key}/{(key + 1) % 100:02d}" for key in keys}
