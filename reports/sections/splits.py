"""The main figures split by year, topic, administration and mode."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from members.models import Administration
from programmes.choices import Mode
from programmes.models import Programme
from reports.blocks import MOST_ROWS_ON_A_PAGE, Cell, Column, Section, Table
from reports.choices import Audience
from reports.indicators.registry import EVENTS_HELD, PARTICIPATIONS, PEOPLE
from reports.measuring.definition import Indicator
from reports.measuring.dimensions import ADMINISTRATION, MODE, PROGRAMME, SPONSOR, TOPIC, Dimension
from reports.measuring.measure import Group
from reports.measuring.statement import Key
from reports.quantities import Quantity
from reports.scope import Scope
from reports.sections.addresses import Addresses, addresses_of, split_address
from reports.sections.charts import bars, size, something, years_chart
from reports.sections.counted import REACH, Measured, figures_of, year_of
from reports.sections.geography import region_map
from reports.sections.headline import main_of, name_of
from reports.sections.matrices import matrix, says_something
from reports.sections.places import missing_of
from reports.sections.reasons import EVENT_WITHOUT_NUMBER, NUMBER_NOT_RECORDED

MOST_YEARS = 10
EVENT, ATTENDED = EVENT_WITHOUT_NUMBER.code, NUMBER_NOT_RECORDED.code


def by_year(scope: Scope) -> Section:
    """Return the figures of each year, with a chart of participations."""
    year = year_of(scope)
    figures = figures_of(scope, year, (year, MODE))
    groups = something(figures.by(year, missing=missing_of(year)))
    columns = {name_of(each, scope): each for each in REACH if each in main_of(scope)}
    table = _table(_("Figures of each year"), scope, year, columns, groups)
    return Section(_("By year"), (*years_chart(scope), table))


def by_topic(scope: Scope) -> Section:
    """Return the figures of each topic, most participations first."""
    figures = figures_of(scope, TOPIC)
    groups = _most_first(something(figures.by(TOPIC, missing=missing_of(TOPIC))))
    columns = {name_of(each, scope): each for each in REACH if each in main_of(scope)}
    note = _("An event about several topics stands under each of them, and once in the total.")
    table = _table(_("Figures of each topic"), scope, TOPIC, columns, groups, notes=(note,))
    return Section(_("By topic"), (*bars(_("Participations by topic"), scope, TOPIC, groups), table))


def by_administration(scope: Scope) -> Section:
    """Return the figures of each administration that took part, most participations first."""
    figures = figures_of(scope, ADMINISTRATION)
    groups = _most_first(something(figures.by(ADMINISTRATION, missing=missing_of(ADMINISTRATION))))
    columns = {
        _("Events attended"): EVENTS_HELD,
        str(PARTICIPATIONS.name): PARTICIPATIONS,
        str(PEOPLE.name): PEOPLE,
    }
    note = _("An event of several administrations stands in the row of each, and once in the total.")
    notes = (note, *_never_reached(scope, groups))
    title = _("Figures of each administration")
    table = _table(title, scope, ADMINISTRATION, columns, groups, notes=notes)
    charts = bars(_("Participations by administration"), scope, ADMINISTRATION, groups)
    return Section(_("By administration"), (*region_map(scope, groups), *charts, table))


def by_mode(scope: Scope) -> Section:
    """Return the figures of events in person, online and hybrid, side by side."""
    figures = figures_of(scope, MODE)
    order = {word: place for place, word in enumerate(Mode.values)}
    groups = sorted(something(figures.by(MODE)), key=lambda group: order.get(group.key[0], len(order)))
    columns = {name_of(each, scope): each for each in REACH if each in main_of(scope)}
    table = _table(_("Figures of each mode"), scope, MODE, columns, groups)
    intro = _("Online events multiply people rather than administrations: compare them side by side.")
    return Section(_("By mode"), (table,), intro=intro)


def by_partner(scope: Scope) -> Section:
    """Return the figures of each sponsor, most participations first."""
    figures = figures_of(scope, SPONSOR)
    groups = _most_first(something(figures.by(SPONSOR, missing=missing_of(SPONSOR))))
    columns = {name_of(each, scope): each for each in REACH if each in main_of(scope)}
    note = _("An event of several sponsors stands under each of them, and once in the total.")
    table = _table(_("Figures of each sponsor"), scope, SPONSOR, columns, groups, notes=(note,))
    return Section(_("By sponsor"), (table,))


def by_programme(scope: Scope) -> Section:
    """Return the figures of each programme the reader may know of, most participations first."""
    figures = figures_of(scope, PROGRAMME)
    known = set(Programme.objects.visible_to(scope.reader).values_list("pk", flat=True))
    groups = _most_first(something([each for each in figures.by(PROGRAMME) if each.key[0] in known]))
    columns = {name_of(each, scope): each for each in REACH if each in main_of(scope)}
    note = _("An event of several programmes stands under each of them, and once in the total.")
    others = _("What belongs to none of these programmes is in the total only.")
    table = _table(_("Figures of each programme"), scope, PROGRAMME, columns, groups, notes=(note, others))
    return Section(_("By programme"), (table,))


def by_topic_and_year(scope: Scope) -> Section:
    """Return participations of each topic in each of the latest years, and in all years."""
    year = year_of(scope)
    figures = figures_of(scope, TOPIC, year, (TOPIC, year))
    years = [group for group in figures.by(year) if says_something(group, PARTICIPATIONS)]
    every = figures.by(TOPIC, missing=missing_of(TOPIC))
    topics = [group for group in every if says_something(group, PARTICIPATIONS)]
    shown = years[-MOST_YEARS:]
    notes = [
        _("An event about several topics stands under each of them, and once in the last row."),
        _("Not recorded, or “?”: they attended, and how many they were is not known."),
        _("Empty: nothing was held."),
    ]
    if len(years) > len(shown):
        notes.append(_("Years before %(year)s are in the last column only.") % {"year": shown[0].labels[0]})
    table = matrix(
        scope,
        figures,
        PARTICIPATIONS,
        rows=(TOPIC, topics),
        columns=(year, shown),
        title=_("Participations by topic and year"),
        totals=(_("All topics"), _("All years")),
        notes=tuple(notes),
    )
    return Section(_("Officers trained"), (replace(table, is_shaded=True),))


def _table(
    title: str,
    scope: Scope,
    dimension: Dimension,
    columns: dict[str, Indicator],
    groups: Sequence[Group],
    *,
    notes: tuple[str, ...] = (),
) -> Table:
    """Return a row per group; what has no number of participants stands in a column of its own."""
    indicators = list(columns.values())
    addresses = addresses_of(scope, [dimension], [group.key for group in groups[:MOST_ROWS_ON_A_PAGE]])
    rows: list[tuple[Cell, ...]] = [(group.labels[0], *_cells(group, indicators)) for group in groups]
    without = ATTENDED if dimension is ADMINISTRATION or scope.administration else EVENT
    shown = groups[:MOST_ROWS_ON_A_PAGE]
    evidence = [_evidence(group, indicators, addresses, without, group.key) for group in shown]
    evidence += [("",) * (len(indicators) + 2)] * (len(groups) - len(shown))
    if rows:
        figures = figures_of(scope, dimension)
        rows.append((_("Total"), *_cells(figures, indicators)))
        whole, without = addresses_of(scope, [], []), ATTENDED if scope.administration else EVENT
        evidence.append(_evidence(figures, indicators, whole, without, ()))
    numbers = [Column(each, "number") for each in columns]
    numbers.insert(1, Column(_("Without a number"), "number", _("events")))
    return Table(
        title=title,
        columns=(Column(str(dimension.name)), *numbers),
        rows=tuple(rows),
        notes=notes if rows else (),
        total_row=bool(rows),
        evidence=tuple(evidence),
        whole_url=split_address(scope, dimension),
    )


def _cells(figures: Measured, indicators: Sequence[Indicator]) -> list[Quantity]:
    cells = [replace(figures[each], not_recorded=0) for each in indicators]
    cells.insert(1, Quantity.exactly(figures[PARTICIPATIONS].not_recorded))
    return cells


def _evidence(
    figures: Measured, indicators: Sequence[Indicator], addresses: Addresses, without: str, key: Key
) -> tuple[str, ...]:
    """Return where each cell of a row leads; how many have no number leads to those that have none."""
    cells = [addresses(each, key) for each in indicators]
    has_any = figures[PARTICIPATIONS].not_recorded > 0
    cells.insert(1, addresses(PARTICIPATIONS, key, left_out=without) if has_any else "")
    return ("", *cells)


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
