"""The main figures split by year, topic, administration and mode."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from members.models import Administration
from programmes.choices import Mode
from reports.blocks import Cell, Column, Section, Table
from reports.choices import Audience
from reports.indicators.registry import EVENTS_HELD, PARTICIPATIONS, PEOPLE
from reports.measuring.definition import Indicator
from reports.measuring.dimensions import ADMINISTRATION, MODE, TOPIC
from reports.measuring.measure import Figures, Group
from reports.quantities import Quantity
from reports.scope import Scope
from reports.sections.charts import bars, size, something, years_chart
from reports.sections.counted import REACH, Measured, figures_of, year_of
from reports.sections.headline import main_of, name_of

MOST_YEARS = 10


def by_year(scope: Scope) -> Section:
    """Return the figures of each year, with a chart of participations."""
    year = year_of(scope)
    figures = figures_of(scope, year, (year, MODE))
    groups = something(figures.by(year, missing=_("Not dated to the year")))
    columns = {name_of(each, scope): each for each in REACH if each in main_of(scope)}
    table = _table(_("Figures of each year"), str(year.name), columns, groups, figures)
    return Section(_("By year"), (*years_chart(scope), table))


def by_topic(scope: Scope) -> Section:
    """Return the figures of each topic, most participations first."""
    figures = figures_of(scope, TOPIC)
    groups = _most_first(something(figures.by(TOPIC, missing=_("No topic recorded"))))
    columns = {name_of(each, scope): each for each in REACH if each in main_of(scope)}
    note = _("An event about several topics stands under each of them, and once in the total.")
    table = _table(_("Figures of each topic"), str(TOPIC.name), columns, groups, figures, notes=(note,))
    return Section(_("By topic"), (*bars(_("Participations by topic"), str(TOPIC.name), groups), table))


def by_administration(scope: Scope) -> Section:
    """Return the figures of each administration that took part, most participations first."""
    figures = figures_of(scope, ADMINISTRATION)
    missing = _("Not split, or of other bodies")
    groups = _most_first(something(figures.by(ADMINISTRATION, missing=missing)))
    columns = {
        _("Events attended"): EVENTS_HELD,
        str(PARTICIPATIONS.name): PARTICIPATIONS,
        str(PEOPLE.name): PEOPLE,
    }
    heading = str(ADMINISTRATION.name)
    note = _("An event of several administrations stands in the row of each, and once in the total.")
    notes = (note, *_never_reached(scope, groups))
    table = _table(_("Figures of each administration"), heading, columns, groups, figures, notes=notes)
    charts = bars(_("Participations by administration"), heading, groups)
    return Section(_("By administration"), (*charts, table))


def by_mode(scope: Scope) -> Section:
    """Return the figures of events in person, online and hybrid, side by side."""
    figures = figures_of(scope, MODE)
    order = {word: place for place, word in enumerate(Mode.values)}
    groups = sorted(something(figures.by(MODE)), key=lambda group: order.get(group.key[0], len(order)))
    columns = {name_of(each, scope): each for each in REACH if each in main_of(scope)}
    table = _table(_("Figures of each mode"), str(MODE.name), columns, groups, figures)
    intro = _("Online events multiply people rather than administrations: compare them side by side.")
    return Section(_("By mode"), (table,), intro=intro)


def by_topic_and_year(scope: Scope) -> Section:
    """Return participations of each topic in each of the latest years, and in all years."""
    year = year_of(scope)
    figures = figures_of(scope, TOPIC, year, (TOPIC, year))
    years = [group for group in something(figures.by(year)) if group[PARTICIPATIONS].is_recorded]
    shown = years[-MOST_YEARS:]
    missing = _("No topic recorded")
    pairs = {group.key: group for group in figures.by(TOPIC, year, missing=missing)}
    topics = [group for group in figures.by(TOPIC, missing=missing) if group[PARTICIPATIONS].is_recorded]
    rows: list[tuple[Cell, ...]] = [
        (topic.labels[0], *(_cell(pairs.get((*topic.key, *each.key))) for each in shown), _cell(topic))
        for topic in topics
    ]
    if rows:
        rows.append((_("All topics"), *(_cell(each) for each in shown), _cell(figures)))
    notes = [
        _("An event about several topics stands under each of them, and once in the last row."),
        _("Attendance without a recorded number is left out."),
    ]
    if len(years) > len(shown):
        notes.append(_("Years before %(year)s are in the last column only.") % {"year": shown[0].labels[0]})
    columns = [str(TOPIC.name), *(each.labels[0] for each in shown), _("All years")]
    table = Table(
        title=_("Participations by topic and year"),
        columns=tuple(Column(name, "number" if place else "text") for place, name in enumerate(columns)),
        rows=tuple(rows),
        notes=tuple(notes) if rows else (),
        total_row=bool(rows),
    )
    return Section(_("Officers trained"), (table,))


def _cell(figures: Measured | None) -> Cell:
    """Return a cell of a matrix: empty where nobody was counted."""
    if figures is None or not figures[PARTICIPATIONS].is_recorded:
        return ""
    return replace(figures[PARTICIPATIONS], not_recorded=0)


def _table(
    title: str,
    heading: str,
    columns: dict[str, Indicator],
    groups: Sequence[Group],
    figures: Figures,
    *,
    notes: tuple[str, ...] = (),
) -> Table:
    """Return a row per group; what has no number of participants stands in a column of its own."""
    indicators = list(columns.values())
    rows: list[tuple[Cell, ...]] = [(group.labels[0], *_cells(group, indicators)) for group in groups]
    if rows:
        rows.append((_("Total"), *_cells(figures, indicators)))
    headings = list(columns)
    headings.insert(1, _("Without a number"))
    return Table(
        title=title,
        columns=(Column(heading), *(Column(each, "number") for each in headings)),
        rows=tuple(rows),
        notes=notes if rows else (),
        total_row=bool(rows),
    )


def _cells(figures: Measured, indicators: Sequence[Indicator]) -> list[Quantity]:
    cells = [replace(figures[each], not_recorded=0) for each in indicators]
    cells.insert(1, Quantity.exactly(figures[PARTICIPATIONS].not_recorded))
    return cells


def _most_first(groups: Sequence[Group]) -> list[Group]:
    """Order by participations, then events; rows without a value of the split come last."""
    return sorted(groups, key=lambda group: (None in group.key, -size(group), -(group[EVENTS_HELD].low or 0)))


def _never_reached(scope: Scope, groups: Sequence[Group]) -> tuple[str, ...]:
    """Return the Members of the region no record names, where the scope is the whole region."""
    narrowed = (scope.programme, scope.phase, scope.administration, scope.topics, scope.mode, scope.level)
    if any(narrowed) or scope.kind or scope.audience != Audience.READER:
        return ()
    reached = [group.key[0] for group in groups if group.key[0] is not None]
    absent = Administration.objects.of_the_region().exclude(pk__in=reached)
    names = ", ".join(absent.by_name().values_list("member_name", flat=True))
    if not names:
        return ()
    return (_("Members of the region of which no participation is recorded: %(names)s.") % {"names": names},)
