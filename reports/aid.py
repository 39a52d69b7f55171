"""What a document says to the International Aid Transparency Initiative: activities, in plain values.

Codes are those of the lists of IATI 2.03. What is not recorded is None or absent, and never zero.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from reports.quantities import Quantity


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation; ``ref`` is its identifier, ``kind`` its type; both empty where not known."""

    name: str
    ref: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """A body in its role: 1 funding, 2 accountable, 3 extending, 4 implementing."""

    role: str
    body: Body


@dataclass(frozen=True, slots=True)
class AidDate:
    """A day of an activity: 1 and 2 planned and actual start, 3 and 4 planned and actual end."""

    kind: str
    on: dt.date


@dataclass(frozen=True, slots=True)
class Place:
    """A country (two letters) or a region of the DAC (a number), and its share in percent."""

    code: str
    name: str
    percentage: Decimal

    @property
    def is_region(self) -> bool:
        return self.code.isdecimal()


@dataclass(frozen=True, slots=True)
class AidBudget:
    """Money agreed for a span of at most a year; ``status`` 1 indicative, 2 committed."""

    starts_on: dt.date
    ends_on: dt.date
    amount: Decimal
    currency: str
    status: str = "2"


@dataclass(frozen=True, slots=True)
class Transaction:
    """Money promised (11), received (1) or spent (4), on a day."""

    kind: str
    on: dt.date
    amount: Decimal
    currency: str
    words: str
    provider: Body | None = None
    receiver: Body | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """A target or an actual; ``dimensions`` are (name, value), as ("sex", "female"): none of the whole."""

    quantity: Quantity
    dimensions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ResultPeriod:
    """What was aimed at and what was reached from a day to a day (included)."""

    starts_on: dt.date
    ends_on: dt.date
    targets: tuple[Value, ...] = ()
    actuals: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Baseline:
    year: int
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class ResultIndicator:
    """``measure`` 1 unit, 2 percentage; ``aggregates``: sums over activities make sense."""

    title: str
    description: str
    measure: str
    aggregates: bool
    periods: tuple[ResultPeriod, ...]
    baseline: Baseline | None = None
    ascending: bool = True


@dataclass(frozen=True, slots=True)
class AidResult:
    """``kind`` 1 output, 2 outcome, 3 impact."""

    kind: str
    title: str
    indicators: tuple[ResultIndicator, ...]


@dataclass(frozen=True, slots=True)
class RelatedActivity:
    """Another activity: 1 the one above, 2 one below."""

    kind: str
    identifier: str


@dataclass(frozen=True, slots=True)
class AidActivity:
    """A programme (``hierarchy`` 1) or one of its phases (2)."""

    identifier: str
    hierarchy: int
    title: str
    description: str
    reporting: Body
    is_secondary: bool
    parties: tuple[Party, ...]
    status: str
    dates: tuple[AidDate, ...]
    scope: str
    places: tuple[Place, ...]
    sector: str
    currency: str
    budgets: tuple[AidBudget, ...] = ()
    transactions: tuple[Transaction, ...] = ()
    related: tuple[RelatedActivity, ...] = ()
    results: tuple[AidResult, ...] = ()


PARTS = (
    Body,
    Party,
    AidDate,
    Place,
    AidBudget,
    Transaction,
    Value,
    ResultPeriod,
    Baseline,
    ResultIndicator,
    AidResult,
    RelatedActivity,
    AidActivity,
)
