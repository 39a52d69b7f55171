"""Participations as pictures: by year, and by whatever else there are groups of."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from programmes.choices import Mode
from reports.blocks import Bar, BarChart, ColumnChart, Series
from reports.indicators.registry import EVENTS_HELD, PARTICIPATIONS
from reports.measuring.dimensions import MODE, Dimension
from reports.measuring.measure import Figures, Group
from reports.quantities import Quantity
from reports.scope import Scope
from reports.sections.addresses import addresses_of
from reports.sections.counted import figures_of, year_of

MOST_BARS = 15
MOST_STACKS = 6  # years a chart has room for with a label at each part of each column
NOTHING_HELD = Quantity.exactly(0)  # that is known, so it is zero


def something(groups: Iterable[Group]) -> list[Group]:
    """Drop the groups in which nothing was held and nobody counted, as of planned events."""
    return [group for group in groups if group[EVENTS_HELD].low or group[PARTICIPATIONS].is_recorded]


def years_chart(scope: Scope) -> tuple[ColumnChart, ...]:
    """Return a chart from the first year with a number to the last; none where there are not two.

    Of a few years it shows the modes; of many there is no room for them, and where people of one mode
    only were counted, a year of another would look like a year of nothing.
    """
    year = year_of(scope)
    figures = figures_of(scope, year, (year, MODE))
    groups = something(figures.by(year))
    recorded = _recorded(groups)
    if len(recorded) < 2:
        return ()
    keys = range(recorded[0].key[0], recorded[-1].key[0] + 1)
    labels = year.labels(keys)
    is_short = len(keys) <= MOST_STACKS
    modes = _modes(scope, figures, keys) if is_short else ()
    by_mode = len(modes) > 1 and len(recorded) == len(_held_in(groups, keys))
    most = max(recorded, key=size)
    chart = ColumnChart(
        title=_("Participations by year and mode") if by_mode else _("Participations by year"),
        unit=str(PARTICIPATIONS.unit),
        categories=tuple(labels[key] for key in keys),
        series=modes
        if by_mode
        else (_years(scope, groups, keys, NOTHING_HELD if is_short else Quantity.unknown()),),
        description=_("Most were recorded in %(year)s: %(number)s.")
        % {"year": most.labels[0], "number": most[PARTICIPATIONS].shown()},
        heading=str(year.name),
        stacked=by_mode,
    )
    return (chart,)


def bars(title: str, scope: Scope, dimension: Dimension, groups: Sequence[Group]) -> tuple[BarChart, ...]:
    """Return a chart of the first groups; none where there is nothing to compare."""
    largest = [group for group in _recorded(groups) if group.key[0] is not None]
    if len(largest) < 2:
        return ()
    shown = largest[:MOST_BARS]
    addresses = addresses_of(scope, [dimension], [group.key for group in shown])
    chart = BarChart(
        title=title,
        unit=str(PARTICIPATIONS.unit),
        bars=tuple(
            Bar(group.labels[0], group[PARTICIPATIONS], addresses(PARTICIPATIONS, group.key))
            for group in shown
        ),
        description=_("%(first)s comes first with %(number)s.")
        % {"first": shown[0].labels[0], "number": shown[0][PARTICIPATIONS].shown()},
        heading=str(dimension.name),
    )
    return (chart,)


def size(group: Group) -> float:
    return float(group[PARTICIPATIONS].low or 0)


def _recorded(groups: Sequence[Group]) -> list[Group]:
    return [group for group in groups if group[PARTICIPATIONS].is_recorded]


def _years(scope: Scope, groups: Sequence[Group], keys: Iterable[int], otherwise: Quantity) -> Series:
    cells = {group.key[0]: group[PARTICIPATIONS] for group in groups}
    addresses = addresses_of(scope, [year_of(scope)], [(key,) for key in keys])
    return Series(
        str(PARTICIPATIONS.name),
        tuple(cells.get(key, otherwise) for key in keys),
        tuple(addresses(PARTICIPATIONS, (key,)) if key in cells else "" for key in keys),
    )


def _modes(scope: Scope, figures: Figures, keys: Sequence[int]) -> tuple[Series, ...]:
    """Return a series for each mode of which somebody was counted."""
    year = year_of(scope)
    cells = {group.key: group[PARTICIPATIONS] for group in something(figures.by(year, MODE))}
    addresses = addresses_of(scope, [year, MODE], cells)
    every = [
        Series(
            str(mode.label),
            tuple(cells.get((key, mode.value), NOTHING_HELD) for key in keys),
            tuple(
                addresses(PARTICIPATIONS, (key, mode.value)) if (key, mode.value) in cells else ""
                for key in keys
            ),
        )
        for mode in Mode
    ]
    return tuple(each for each in every if any(one.low for one in each.quantities))


def _held_in(groups: Sequence[Group], keys: Sequence[int]) -> list[Group]:
    return [group for group in groups if group.key[0] in keys]
