"""What an indicator is: named sums over fact sets, and how they are read as one figure."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import translation

from reports.measuring.dimensions import Dimension
from reports.models import RecordFact
from reports.quantities import Quantity, UnitKind
from reports.scope import FactSet

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Sums = Mapping[str, Any]


class Joining(Enum):
    """How the sums of two groups without a common row become the sum of both."""

    ADDED = auto()
    LARGEST = auto()
    DISTINCT = auto()  # sets of ids, of which the number is told: never added


@dataclass(frozen=True, slots=True)
class Part:
    """One sum an indicator rests on.

    ``aggregate`` is SQL over the columns of the fact set (a constant of ours, never user input);
    ``where`` says which rows it takes. One that is ``DISTINCT`` gives ids packed as four bytes each.
    ``of_whole_events`` marks a sum that says nothing about one administration: empty where one is asked.
    """

    name: str
    facts: FactSet
    aggregate: str
    where: Q = Q()
    joining: Joining = Joining.ADDED
    of_whole_events: bool = False


@dataclass(frozen=True, slots=True)
class Indicator:
    """One thing that can be counted, the same way everywhere.

    ``rows`` says which rows of ``facts`` are its evidence; ``read`` turns its sums into a quantity;
    ``definition`` is printed under every table that shows it, ``source`` says where the rule is from.
    ``amount`` is the column each row of records adds to it, empty where each is one.
    ``persons_behind`` of an indicator that tells an attribute of persons says on how many it rests.
    ``version`` is raised when ``read`` comes to read the same sums otherwise.
    """

    code: str
    name: "StrOrPromise"
    unit: "StrOrPromise"
    definition: "StrOrPromise"
    facts: FactSet
    rows: Q
    parts: tuple[Part, ...]
    read: Callable[[Sums], Quantity]
    unit_kind: UnitKind = "count"
    source: str = ""
    persons_behind: Callable[[Sums], int] | None = None
    version: int = 1
    amount: str = ""

    @property
    def is_of_records(self) -> bool:
        """Test if it counts what is delivered beside events."""
        return issubclass(self.facts, RecordFact)

    @property
    def records(self) -> type[RecordFact]:
        """The fact set of an indicator of records."""
        if not issubclass(self.facts, RecordFact):
            raise TypeError(f"{self.code} counts no records.")
        return self.facts

    def is_split_by(self, dimension: Dimension) -> bool:
        return all(dimension.splits(part.facts) for part in self.parts)

    @property
    def rule(self) -> str:
        """The fingerprint of how it is counted: another one whenever its definition or its sums change."""
        with translation.override("en"):
            definition = str(self.definition)
        sums = [f"{each.name} {each.facts.__name__} {each.aggregate} {each.where}" for each in self.parts]
        whole = "\n".join([str(self.version), definition, self.facts.__name__, str(self.rows), *sums])
        return hashlib.sha256(whole.encode()).hexdigest()[:16]

    def __hash__(self) -> int:
        return hash(self.code)
