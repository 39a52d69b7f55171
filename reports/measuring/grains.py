"""Which splits are stored, and which stored split answers what a scope asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from members.choices import Role
from programmes.models.reach import reach_of
from reports.choices import Audience
from reports.measuring.dimensions import (
    ADMINISTRATION,
    DONOR,
    KIND,
    LEVEL,
    MODE,
    PHASE,
    PROGRAMME,
    SPONSOR,
    TOPIC,
    YEAR,
    Dimension,
    is_year,
)
from reports.models import EventFact, EventSum, TurnoutFact, TurnoutSum
from reports.models.sums import StoredSum
from reports.scope import FactSet, Scope

Grain = tuple[Dimension, ...]

# Where the sums of a fact set are stored. Of other fact sets none are.
SUMS: dict[FactSet, type[StoredSum]] = {EventFact: EventSum, TurnoutFact: TurnoutSum}

SINGLE = (MODE, LEVEL, KIND, PROGRAMME, PHASE, TOPIC, SPONSOR, ADMINISTRATION, DONOR)
# What a page may be about is stored split by what such a page shows; other pairs are counted.
PAIRS: tuple[Grain, ...] = (
    *((PROGRAMME, each) for each in (MODE, PHASE, TOPIC, SPONSOR, ADMINISTRATION)),
    *((ADMINISTRATION, each) for each in (MODE, TOPIC)),
    *((DONOR, each) for each in (MODE, PHASE, TOPIC, ADMINISTRATION)),
)

OF_MONTHS: tuple[Grain, ...] = ((), *((each,) for each in SINGLE))
OF_YEARS: tuple[Grain, ...] = (*OF_MONTHS, *PAIRS)


def name_of(grain: Grain) -> str:
    return ">".join(each.code for each in grain)


@dataclass(frozen=True, slots=True)
class Lens:
    """The one thing the scope is about: a value of a dimension, or everything there is."""

    dimension: Dimension | None = None
    value: Any = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where a grouping stands among what is stored.

    ``year`` is the dimension of years in it, if any: those are told by the spans.
    """

    grain: Grain
    lens: Lens
    year: Dimension | None

    @property
    def keys(self) -> Mapping[Dimension, str]:
        """The column of each dimension of the grain."""
        return dict(zip(self.grain, ("key_1", "key_2"), strict=False))

    @property
    def groups(self) -> Grain:
        """The dimensions whose values are groups: all but what the scope is about."""
        return tuple(each for each in self.grain if each is not self.lens.dimension)

    @property
    def in_years(self) -> bool:
        return self.year in (None, YEAR)

    @property
    def in_months(self) -> bool:
        return self.grain in OF_MONTHS


def lens_of(scope: Scope) -> Lens | None:
    """Return what the scope is about where it is everything or one thing; None where it is less."""
    if any((scope.mode, scope.level, scope.kind, scope.phase, scope.cohort, scope.topics, scope.event)):
        return None
    about: list[tuple[Dimension, Any]] = []
    if scope.audience == Audience.DONOR:
        about.append((DONOR, scope.donor))
    if scope.programme is not None:
        about.append((PROGRAMME, scope.programme))
    if scope.administration is not None:
        about.append((ADMINISTRATION, scope.administration))
    if len(about) > 1 or not _counts_all_of(scope):
        return None
    return Lens(about[0][0], about[0][1].pk) if about and about[0][1] else Lens()


def source_of(lens: Lens, grouping: Grain) -> Source | None:
    """Return where the grouping is stored for what the lens is about; None where it is not."""
    years = [each for each in grouping if is_year(each)]
    rest = tuple(each for each in grouping if not is_year(each))
    if len(years) > 1 or lens.dimension in rest:
        return None
    keys = rest if lens.dimension is None else (lens.dimension, *rest)
    grain = next((each for each in (keys, keys[::-1]) if each in OF_YEARS), None)
    return None if grain is None else Source(grain, lens, years[0] if years else None)


def _counts_all_of(scope: Scope) -> bool:
    """Test if the reader may count every event the scope is about, and not only some of them."""
    if scope.audience == Audience.PUBLIC or reach_of(scope.reader).counts_region:
        return True
    is_own = scope.donor is not None and scope.donor.pk == scope.reader.organisation_id
    return scope.audience == Audience.DONOR and scope.reader.role == Role.DONOR and is_own
