"""The main figures split by year, topic, administration and mode."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from members.models import Administration
from programmes.choices import Mode
from reports.blocks import Bar, BarChart, Cell, Column, ColumnChart, Section, Series, Table
from reports.choices import Audience
from reports.indicators.registry import (
    ADMINISTRATIONS_REACHED,
    EVENTS_HELD,
    PARTICIPATIONS,
    PEOPLE,
)
from reports.measuring.definition import Indicator
from reports.measuring.dimensions import ADMINISTRATION, MODE, TOPIC
from reports.measuring.measure import Figures, Group
from reports.quantities import Quantity
from reports.scope import Scope
from reports.sections.counted import figures_of, year_of
from reports.sections.headline import main_of

SPLIT = (EVENTS_HELD, PARTICIPATIONS, PEOPLE, ADMINISTRATIONS_REACHED)
MOST_BARS = 15
MOST_YEARS = 10


def by_year(scope: Scope) -> Section:
    """Return events and participations by year, with a chart of participations by mode."""
    year = year_of(scope)
    figures = figures_of(scope, year, (year, MODE))
    groups = something(figures.by(year, missing=_("Not dated to the year")))
    indicators = [each for each in SPLIT if each in main_of(scope)]
    table = _table(_("By year"), str(year.name), groups, figures, indicators)
    return Section(_("By year"), (*years_chart(scope), table))


def by_topic(scope: Scope) -> Section:
    """Return the figures of each topic, most participations first."""
    figures = figures_of(scope, TOPIC)
    groups = _most_first(something(figures.by(TOPIC, missing=_("No topic recorded"))))
    table = _table(
        _("By topic"), str(TOPIC.name), groups, figures, SPLIT,
        notes=(_("An event about several topics stands under each of them, and once in the total."),),
    )  # fmt: skip
    return Section(_("By topic"), (*_bars(_("Participations by topic"), str(TOPIC.name), groups), table))


def by_administration(scope: Scope) -> Section:
    """Return the figures of each administration that took part, most participations first."""
    figures = figures_of(scope, ADMINISTRATION)
    missing = _("Not split, or of other bodies")
    groups = _most_first(something(figures.by(ADMINISTRATION, missing=missing)))
    columns = (EVENTS_HELD, PARTICIPATIONS, PEOPLE)
    table = _table(
        _("By administration"), str(ADMINISTRATION.name), groups, figures, columns,
        notes=(
            _("An event of several administrations stands in the row of each, and once in the total."),
            *_never_reached(scope, groups),
        ),
    )  # fmt: skip
    bars = _bars(_("Participations by administration"), str(ADMINISTRATION.name), groups)
    return Section(_("By administration"), (*bars, table))


def by_mode(scope: Scope) -> Section:
    """Return the figures of meetings in person, online and hybrid, side by side."""
    figures = figures_of(scope, MODE)
    order = {word: place for place, word in enumerate(Mode.values)}
    groups = sorted(something(figures.by(MODE)), key=lambda group: order.get(group.key[0], len(order)))
    return Section(
        _("By mode"), (_table(_("By mode"), str(MODE.name), groups, figures, SPLIT),),
        intro=_("Online events multiply people rather than administrations: compare them side by side."),
    )  # fmt: skip


def by_topic_and_year(scope: Scope) -> Section:
    """Return participations of each topic in each year, the latest years first to be kept."""
    year = year_of(scope)
    figures = figures_of(scope, TOPIC, year, (TOPIC, year))
    years = [group for group in something(figures.by(year)) if group[PARTICIPATIONS].is_recorded]
    shown = years[-MOST_YEARS:]
    pairs = figures.by(TOPIC, year, missing=_("No topic recorded"))
    cells = {group.key: group[PARTICIPATIONS] for group in pairs}
    topics = [
        group for group in figures.by(TOPIC, missing=_("No topic recorded")) if group[PARTICIPATIONS].low
    ]
    rows: list[tuple[Cell, ...]] = [
        (
            topic.labels[0],
            *(_cell(cells.get((topic.key[0], each.key[0]))) for each in shown),
            topic[PARTICIPATIONS],
        )
        for topic in topics
    ]
    if rows:
        total = (figures[PARTICIPATIONS],)
        rows.append((_("All topics"), *(each[PARTICIPATIONS] for each in shown), *total))
    notes = [_("An event about several topics stands under each of them, and once in the last row.")]
    if len(years) > len(shown):
        notes.append(_("Years before %(year)s are in the last column only.") % {"year": shown[0].labels[0]})
    table = Table(
        title=_("Participations by topic and year"),
        columns=(
            Column(str(TOPIC.name)),
            *(Column(each.labels[0], "number") for each in shown),
            Column(_("All years"), "number"),
        ),
        rows=tuple(rows),
        notes=tuple(notes) if rows else (),
        total_row=bool(rows),
    )
    return Section(_("Officers trained, by topic and year"), (table,))


def something(groups: Sequence[Group]) -> list[Group]:
    """Drop the groups in which nothing was held and nobody counted, as of planned events."""
    return [group for group in groups if group[EVENTS_HELD].low or group[PARTICIPATIONS].is_recorded]


def _cell(quantity: Quantity | None) -> Cell:
    """Return a cell of a matrix: empty where nothing was held."""
    return quantity if quantity is not None and quantity.is_recorded else ""


def _table(
    title: str,
    heading: str,
    groups: Sequence[Group],
    figures: Figures,
    indicators: Sequence[Indicator],
    notes: tuple[str, ...] = (),
) -> Table:
    rows = [(group.labels[0], *(group[each] for each in indicators)) for group in groups]
    if rows:
        rows.append((_("Total"), *(figures[each] for each in indicators)))
    return Table(
        title=title,
        columns=(Column(heading), *(Column(str(each.name), "number") for each in indicators)),
        rows=tuple(rows),
        notes=notes if rows else (),
        total_row=bool(rows),
    )


def years_chart(scope: Scope) -> tuple[ColumnChart, ...]:
    """Return a chart of participations by year and mode; none where there is one year or less."""
    year = year_of(scope)
    figures = figures_of(scope, year, (year, MODE))
    groups = something(figures.by(year))
    if len(groups) < 2:
        return ()
    keys = range(groups[0].key[0], groups[-1].key[0] + 1)
    labels = year.labels(keys)
    cells = {group.key: group[PARTICIPATIONS] for group in something(figures.by(year, MODE))}
    none = Quantity.exactly(0)  # nothing was held: that is known
    series = [
        Series(str(mode.label), tuple(cells.get((key, mode.value), none) for key in keys)) for mode in Mode
    ]
    most = max(groups, key=_size)
    chart = ColumnChart(
        title=_("Participations by year and mode"),
        unit=str(PARTICIPATIONS.unit),
        categories=tuple(labels[key] for key in keys),
        series=tuple(each for each in series if any(one.low for one in each.quantities)),
        description=_("Most were recorded in %(year)s: %(number)s.")
        % {"year": most.labels[0], "number": most[PARTICIPATIONS].shown()},
        heading=str(year.name),
        stacked=True,
    )
    return (chart,)


def _bars(title: str, heading: str, groups: Sequence[Group]) -> tuple[BarChart, ...]:
    """Return a chart of the largest groups; none where there is nothing to compare."""
    largest = [group for group in groups if group.key[0] is not None and group[PARTICIPATIONS].is_recorded]
    if len(largest) < 2:
        return ()
    shown = largest[:MOST_BARS]
    return (
        BarChart(
            title=title,
            unit=str(PARTICIPATIONS.unit),
            bars=tuple(Bar(group.labels[0], group[PARTICIPATIONS]) for group in shown),
            description=_("%(first)s comes first with %(number)s.")
            % {"first": shown[0].labels[0], "number": shown[0][PARTICIPATIONS].shown()},
            heading=heading,
        ),
    )


def _most_first(groups: Sequence[Group]) -> list[Group]:
    """Order by participations, then events; rows without a value of the split come last."""
    return sorted(
        groups, key=lambda group: (None in group.key, -_size(group), -(group[EVENTS_HELD].low or 0))
    )


def _size(group: Group) -> float:
    return float(group[PARTICIPATIONS].low or 0)


def _never_reached(scope: Scope, groups: Sequence[Group]) -> tuple[str, ...]:
    """Return the Members of the region no record names, where the scope is the whole region."""
    narrowed = (scope.programme, scope.phase, scope.administration, scope.topics, scope.mode, scope.level)
    if any(narrowed) or scope.kind or scope.audience != Audience.READER:
        return ()
    reached = [group.key[0] for group in groups]
    absent = Administration.objects.of_the_region().exclude(pk__in=[key for key in reached if key])
    names = ", ".join(absent.by_name().values_list("member_name", flat=True))
    if not names:
        return ()
    return (_("Members of the region of which no participation is recorded: %(names)s.") % {"names": names},)
