"""A figure as honest as its rows: one number, a range, "at least", "about", or "not recorded"."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Literal, Self, get_args

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programmes.choices import Accuracy

UnitKind = Literal["count", "percent", "hours"]
UNIT_KINDS = frozenset(get_args(UnitKind))

TENTH = Decimal("0.1")


class ImpossibleQuantity(ValueError):
    """The bounds contradict each other, or are no whole or decimal numbers."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure between ``low`` and ``high``, both included.

    Unit: that of its column or key figure; percent runs from 0 to 100. Both bounds empty: not
    recorded, which is never zero. Only ``high`` empty: nothing says how much more it may be.
    ``not_recorded`` is how many rows of the same kind state no value and are not in the figure.
    ``is_withheld``: it is recorded, and kept back because it would say something about a person: it rests on
    fewer than ``smallest`` people, or would give such a figure away. 0: it is not known how many were meant.

    :raises ImpossibleQuantity: when the bounds are reversed, negative, or ``high`` stands alone.
    """

    low: int | Decimal | None
    high: int | Decimal | None
    accuracy: Accuracy = Accuracy.EXACT
    unit_kind: UnitKind = "count"
    not_recorded: int = 0
    is_withheld: bool = False
    smallest: int = 0

    def __post_init__(self) -> None:
        low, high = self.low, self.high
        for bound in (low, high):
            if bound is not None and not _is_amount(bound):
                raise ImpossibleQuantity(f"{bound!r} is no number from zero upwards.")
        if low is None and high is not None:
            raise ImpossibleQuantity("A quantity with an upper bound needs a lower one.")
        if low is not None and high is not None and high < low:
            raise ImpossibleQuantity(f"{high} is less than {low}.")
        if self.unit_kind not in UNIT_KINDS:
            raise ImpossibleQuantity(f"{self.unit_kind!r} is no kind of unit.")
        if self.not_recorded < 0:
            raise ImpossibleQuantity("The number of rows without a value cannot be negative.")

    @classmethod
    def exactly(cls, value: int | Decimal | None, unit_kind: UnitKind = "count") -> Self:
        """Return one known number; None gives "not recorded"."""
        return cls(value, value, Accuracy.EXACT, unit_kind)

    @classmethod
    def unknown(cls, unit_kind: UnitKind = "count") -> Self:
        """Return the quantity of which nothing is recorded."""
        return cls(None, None, Accuracy.EXACT, unit_kind)

    @classmethod
    def withheld(cls, unit_kind: UnitKind = "count", smallest: int = 0) -> Self:
        """Return a quantity that is kept back, as others of fewer than ``smallest`` people are."""
        return cls(None, None, Accuracy.EXACT, unit_kind, is_withheld=True, smallest=smallest)

    @property
    def is_recorded(self) -> bool:
        return self.low is not None

    @property
    def is_single(self) -> bool:
        """Test if one number was stated, even if only as "about" or "at least"."""
        return self.low is not None and self.low == self.high

    @property
    def is_exact(self) -> bool:
        """Test if the figure is one number and nothing else: what a cell of a workbook can hold."""
        return self.is_single and self.accuracy is Accuracy.EXACT

    @property
    def is_open(self) -> bool:
        """Test if the true value may be any amount above ``low``."""
        return self.is_recorded and (self.high is None or self.accuracy is Accuracy.AT_LEAST)

    @property
    def most(self) -> int | Decimal | None:
        """The highest number that is known: ``high``, or ``low`` where nothing bounds it above."""
        return self.low if self.high is None or self.is_open else self.high

    def shown(self) -> str:
        """Return the figure in words of the active language, without its unit but with "%"."""
        if self.is_withheld:
            return _("withheld")
        if self.low is None:
            return _("not recorded")
        if self.is_open or self.is_single or self.high is None:
            amount = shown_number(self.low)
        else:
            amount = _("%(low)s to %(high)s") % {
                "low": shown_number(self.low),
                "high": shown_number(self.high),
            }
        if self.unit_kind == "percent":
            amount = _("%(number)s %%") % {"number": amount}
        return self._hedged(amount)

    def _hedged(self, amount: str) -> str:
        if self.accuracy is Accuracy.ABOUT:
            amount = _("about %(number)s") % {"number": amount}
        if self.is_open:
            return _("at least %(number)s") % {"number": amount}
        return amount

    def remark(self) -> str:
        """Return what the figure leaves out, as "3 values not recorded", or why; empty when nothing."""
        if self.is_withheld and self.smallest:
            return _("of fewer than %(count)s people, or telling of them") % {"count": self.smallest}
        if not self.not_recorded or not self.is_recorded:
            return ""
        return ngettext(
            "%(count)s value not recorded", "%(count)s values not recorded", self.not_recorded
        ) % {"count": shown_number(self.not_recorded)}

    def __str__(self) -> str:
        return self.shown()

    def to_json(self) -> dict[str, Any]:
        """Return plain values; a Decimal as text, so that no digit is lost."""
        plain = {
            "accuracy": self.accuracy.value,
            "high": _plain(self.high),
            "is_withheld": self.is_withheld,
            "low": _plain(self.low),
            "not_recorded": self.not_recorded,
            "unit_kind": self.unit_kind,
        }
        return plain | {"smallest": self.smallest} if self.smallest else plain

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> Self:
        """Return what ``to_json`` wrote.

        :raises ImpossibleQuantity: when it could not have been written by it.
        """
        try:
            return cls(
                low=_from_plain(plain["low"]),
                high=_from_plain(plain["high"]),
                accuracy=Accuracy(plain["accuracy"]),
                unit_kind=plain["unit_kind"],
                not_recorded=int(plain["not_recorded"]),
                is_withheld=bool(plain.get("is_withheld", False)),
                smallest=int(plain.get("smallest", 0)),
            )
        except (KeyError, TypeError, ArithmeticError, ValueError) as error:
            raise ImpossibleQuantity(f"Not a quantity: {plain!r}") from error


def shown_number(value: int | Decimal) -> str:
    """Return a number with the separators of the active language, at most one decimal."""
    if isinstance(value, int):
        return str(number_format(value, decimal_pos=0, force_grouping=True))
    rounded = value.quantize(TENTH, rounding=ROUND_HALF_UP)
    if value and not rounded:  # rounding must not turn something into zero
        return _("less than %(number)s") % {"number": number_format(TENTH, decimal_pos=1)}
    places = 0 if rounded == rounded.to_integral_value() else 1
    return str(number_format(rounded, decimal_pos=places, force_grouping=True))


def _is_amount(value: object) -> bool:
    if type(value) is int:
        return value >= 0
    return isinstance(value, Decimal) and value.is_finite() and value >= 0


def _plain(value: int | Decimal | None) -> int | str | None:
    return str(value) if isinstance(value, Decimal) else value


def _from_plain(value: int | str | None) -> int | Decimal | None:
    return Decimal(value) if isinstance(value, str) else value
