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
from programmes.models import Event, ItemType, Phase, Programme, Strand, Topic
from reports.models import EventFact, RecordFact
from reports.scope import FactSet
from trainers.choices import Grade, Language
from trainers.models import Cohort, Scheme

REPORTING_YEAR = "year_from_"

Labels = Callable[[Iterable[Any]], Mapping[Any, str]]


@dataclass(frozen=True, slots=True, eq=False)
class Dimension:
    """Something figures are split by.

    ``column`` is read from the fact row itself; ``link`` is the SELECT of each ``value`` of one event where
    it may have several: it is asked in a query of its own, so that it cannot multiply the others. Fact sets
    in ``linked`` are split by the link although others have the column. ``read_key`` turns a key written as
    text into what it was. ``own`` is the column where a row of records has its one value; what is split by
    it alone has neither ``column`` nor ``link``.
    """

    code: str
    name: str | Promise
    labels: Labels
    column: Any = None
    link: str = ""
    linked: tuple[FactSet, ...] = ()
    read_key: Callable[[str], Any] = str
    own: str = ""

    def column_of(self, facts: FactSet) -> Any:
        """Return the column of the one value a row has; None where it may have several."""
        if issubclass(facts, RecordFact):
            return None if self._has_several(facts) else F(self.own) if self.own else self.column
        return None if facts in self.linked else self.column

    def link_of(self, facts: FactSet, alias: str) -> str:
        """Return the SELECT of the values of the row that stands under an alias of ours."""
        if issubclass(facts, RecordFact):
            return facts.several(self.code).format(row=f"{alias}.row_id", alias=alias)
        return self.link_of_event(f"{alias}.event_id")

    def link_of_event(self, event: str) -> str:
        """Return the same of the event a column of ours holds."""
        return self.link.format(event=event)

    def is_to_many(self, facts: FactSet) -> bool:
        return self.column_of(facts) is None

    def splits(self, facts: FactSet) -> bool:
        """Test if rows of the set have values of it: what is of records has no mode, say."""
        if not issubclass(facts, RecordFact):
            return bool(self.column is not None or self.link)
        by_year = is_year(self) and not facts.holds_on_a_day
        return by_year or self._has_several(facts) or facts.has(self.own)

    def _has_several(self, facts: type[RecordFact]) -> bool:
        return bool(facts.several(self.code))


def _names_of(model: Any, *related: str) -> Labels:
    """Return the labels of records; ``related`` are those their names are made with."""

    def labels(keys: Iterable[Any]) -> Mapping[Any, str]:
        rows = model.objects.select_related(*related) if related else model.objects
        return {pk: str(row) for pk, row in rows.in_bulk(list(keys)).items()}

    return labels


def _words_of(choices: Any) -> Labels:
    return lambda keys: {key: str(choices(key).label) for key in keys}


def as_written(keys: Iterable[Any]) -> Mapping[Any, str]:
    return {key: str(key) for key in keys}


def _through(values: str) -> str:
    """Return the SELECT of the values of one event, which is named where it is used."""
    return f"SELECT {values} WHERE event_id = {{event}}"


def _year(name: str) -> Any:
    return Cast(ExtractYear(name), IntegerField())


def _titles(keys: Iterable[Any]) -> Mapping[Any, str]:
    return dict(Event.objects.filter(pk__in=list(keys)).values_list("pk", "title"))


YEAR = Dimension("year", _("Year"), as_written, _year("counts_to"), read_key=int)
MODE = Dimension("mode", _("Mode"), _words_of(Mode), F("mode"))
LEVEL = Dimension("level", _("Level"), _words_of(Level), F("level"))
KIND = Dimension("kind", _("Kind"), _words_of(EventKind), F("kind"))
PROGRAMME = Dimension(
    "programme", _("Programme"), _names_of(Programme), read_key=int,
    link=_through("programme_id AS value FROM programmes_event_programmes"), own="programme_id",
)  # fmt: skip
PHASE = Dimension(
    "phase", _("Phase"), _names_of(Phase, "programme"), read_key=int,
    link=_through("phase_id AS value FROM programmes_event_phases"), own="phase_id",
)  # fmt: skip
TOPIC = Dimension(
    "topic", _("Topic"), _names_of(Topic), read_key=int,
    link=_through("topic_id AS value FROM programmes_event_topics"), own="topic_id",
)  # fmt: skip
SPONSOR = Dimension(
    "sponsor", _("Sponsor"), _names_of(Organisation), read_key=int,
    link=_through("organisation_id AS value FROM programmes_eventorganisation") + " AND role = 'SPONSOR'",
)  # fmt: skip
ADMINISTRATION = Dimension(
    "administration", _("Administration"), _names_of(Administration), F("administration_id"),
    _through("administration_id AS value FROM reports_turnoutfact") + " AND administration_id IS NOT NULL",
    linked=(EventFact,), read_key=int, own="administration_id",
)  # fmt: skip
# Who pays for an event, as the figures of a donor count it. Not in DIMENSIONS: what is asked is SPONSOR.
DONOR = Dimension(
    "donor", _("Donor"), _names_of(Organisation), read_key=int,
    link=_through("donor_id AS value FROM programmes_event_phases JOIN programmes_funding USING (phase_id)")
    + f" UNION {SPONSOR.link}",
)  # fmt: skip

# A table of one programme only: of all others no event has one. Not in DIMENSIONS.
STRAND = Dimension(
    "strand", _("Strand of work"), _names_of(Strand), read_key=int,
    link=_through("strand_id AS value FROM programmes_event_strands"),
)  # fmt: skip

# One line per event: for sections that first ask which events the reader may open. Not in DIMENSIONS,
# by which anybody who may count may split.
EVENT = Dimension("event", _("Event"), _titles, F("event_id"), read_key=int)

# What only records of deliverables have.
ITEM = Dimension("item", _("Item"), _names_of(ItemType), read_key=int, own="item_id")

DIMENSIONS = {
    each.code: each for each in (YEAR, MODE, LEVEL, KIND, PROGRAMME, PHASE, TOPIC, SPONSOR, ADMINISTRATION)
}
# What only accreditations, cohorts and cascade trainings have.
SCHEME = Dimension("scheme", _("Scheme"), _names_of(Scheme), read_key=int, own="scheme_id")
LANGUAGE = Dimension("language", _("Language"), _words_of(Language))
COHORT = Dimension("cohort", _("Cohort"), _names_of(Cohort), read_key=int, own="cohort_id")
EVIDENCE = Dimension("evidence", _("Evidence"), _words_of(Grade), own="evidence")

EVERY_DIMENSION = {**DIMENSIONS, **{each.code: each for each in (ITEM, SCHEME, LANGUAGE, COHORT, EVIDENCE)}}


def year_starting_in(month: int) -> Dimension:
    """Return the dimension of years that begin on the first day of the month; 1 gives YEAR.

    Its keys are the calendar years they begin in. What is known to the month or year only belongs to the
    year that holds all of it, or to none.
    """
    return YEAR if month == 1 else _reporting_year(month)


def first_month_of(year: Dimension) -> int:
    """Return the month the years of a dimension begin in."""
    return 1 if year is YEAR else int(year.code.removeprefix(REPORTING_YEAR))


def is_year(dimension: Dimension) -> bool:
    return dimension is YEAR or dimension.code.startswith(REPORTING_YEAR)


@cache
def _reporting_year(month: int) -> Dimension:
    first, last = _begun("counts_from", month), _begun("counts_to", month)
    year = Case(When(Exact(first, last), then=last), output_field=IntegerField())
    return Dimension(f"{REPORTING_YEAR}{month}", _("Year"), _split_years, year, read_key=int)


def _begun(name: str, month: int) -> Any:
    """Return the calendar year in which the reporting year of a date began."""
    earlier = Case(When(**{f"{name}__month__lt": month}, then=1), default=0)
    return _year(name) - earlier


def _split_years(keys: Iterable[Any]) -> Mapping[Any, str]:
    return {key: f"{key}/{(key + 1) % 100:02d}" for key in keys}
