"""The years a page may be asked for."""

from dataclasses import dataclass

from reports.measuring.dimensions import YEAR, Dimension
from reports.measuring.statement import Grouping
from reports.periods import Period
from reports.scope import Scope
from reports.sections.charts import something
from reports.sections.counted import figures_of, year_of

Split = Dimension | Grouping


@dataclass(frozen=True, slots=True)
class YearChoice:
    """A year as the selector shows it, as the address asks for it, and whether it is the one shown."""

    label: str
    value: str
    is_shown: bool


def year_choices(everything: Scope, period: Period | None) -> list[YearChoice]:
    """Return the years something was held in, latest first, with the one asked for in any case."""
    dimension = year_of(everything)
    month = 1 if dimension is YEAR or everything.programme is None else everything.programme.year_starts_in
    keys = {group.key[0] for group in something(figures_of(everything, dimension).by(dimension))}
    if period is not None:
        keys.add(period.start.year)
    labels = dimension.labels(keys)
    return [
        YearChoice(
            label=labels[key],
            value=labels[key].replace("/", "-"),
            is_shown=period == Period.year_from(key, month),
        )
        for key in sorted(keys, reverse=True)
    ]


def in_period(
    everything: Scope, period: Period | None, *trend: Split, splits: tuple[Split, ...] = ()
) -> Scope:
    """Return the scope of a page, and count what it shows in as few goes as there are scopes.

    ``trend`` is shown of all years, ``splits`` of the one asked for: of all where none is.
    """
    if period is None:
        figures_of(everything, *trend, *splits)
        return everything
    scope = everything.narrowed(period=period)
    figures_of(everything, *trend)
    figures_of(scope, *splits)
    return scope
