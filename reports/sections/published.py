"""What others published, beside what the portal counts: two values, never added, never merged."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from programmes.choices import Accuracy
from reports.blocks import Cell, Column, Section, Table
from reports.choices import Audience, DifferenceStanding
from reports.indicators.registry import EVERY, REGISTRY
from reports.measuring.dimensions import MODE, PHASE, PROGRAMME, TOPIC, Dimension
from reports.measuring.measure import measure
from reports.models import PublishedFigure
from reports.quantities import Quantity, shown_number
from reports.scope import Scope
from reports.sections.addresses import addresses_of, evidence_address
from reports.sections.counted import of_nothing
from reports.sections.published_deliverables import DELIVERED, delivered, is_counted_alone, scope_for
from reports.sections.wording import span_of

Grouping = tuple[Dimension, ...]
# What a published figure may be about that no indicator counts, but a page of its own.
CASCADE, POOL = "cascade", "pool"
COUNTED_ELSEWHERE = (POOL, *DELIVERED)


def published_beside_ours(scope: Scope) -> Section:
    """Return each published figure with its source, and ours where the portal counts the same thing.

    Ours is about the programme or phase and the topic the published one is about, in all its time or in the
    days it tells of; one of other days than the period of the scope is left out.
    """
    published = list(_of(scope))
    ours = _counted(scope, published)
    sources = list(dict.fromkeys(_source(figure) for figure in published))
    notes = (*_notes(scope), *_numbered(sources), *_explained(published))
    rows = tuple(
        _row(figure, ours.get(figure.pk, ""), place=sources.index(_source(figure)) + 1)
        for figure in published
    )
    table = Table(
        title=_("What others published, and what the portal counts"),
        columns=(
            Column(_("What is counted")),
            Column(_("Published"), "number"),
            Column(_("Counted here"), "number"),
            Column(_("Unit")),
            Column(_("Source")),
        ),
        rows=rows,
        evidence=_evidence(scope, published),
        notes=notes if rows else (),
    )
    return Section(_("Published figures beside ours"), (table,))


def _explained(published: list[PublishedFigure]) -> Iterator[str]:
    """Yield why ours is another number, where that is known."""
    for figure in published:
        if figure.standing == DifferenceStanding.EXPLAINED:
            words = {"name": figure.name, "explanation": figure.explanation}
            yield _("%(name)s: %(explanation)s") % words


@dataclass(frozen=True, slots=True)
class Beside:
    """A published figure and what it is about, ours beside it where we count the same, how they differ."""

    figure: PublishedFigure
    about: str
    published: Quantity
    ours: Cell
    difference: str
    evidence_url: str


def beside_ours(scope: Scope, published: list[PublishedFigure], *, is_whole: bool) -> list[Beside]:
    """Return each figure beside ours; of a part of the whole no difference is told."""
    ours, addresses = _counted(scope, published), _evidence(scope, published)
    return [
        Beside(
            figure,
            about_of(figure),
            stated := published_quantity(figure),
            counted := ours.get(figure.pk, ""),
            difference_of(stated, counted) if is_whole else "",
            address[2],
        )
        for figure, address in zip(published, addresses, strict=True)
    ]


def difference_of(published: Quantity, ours: Cell) -> str:
    """Return how two numbers differ; empty where nothing is counted or the two agree as far as both say."""
    if not isinstance(ours, Quantity) or ours.low is None or published.low is None:
        return ""
    most = ours.low if ours.high is None else ours.high
    if ours.low <= published.low <= most or (published.is_open and most >= published.low):
        return ""
    if published.low > most:
        return _("%(number)s fewer here") % {"number": shown_number(published.low - most)}
    return _("%(number)s more here") % {"number": shown_number(ours.low - published.low)}


def differing(scope: Scope) -> list[str] | None:
    """Return what each published figure that differs from ours is called; None where nothing is published."""
    published = list(_of(scope))
    ours = _counted(scope, published)
    beside = [(each, ours[each.pk]) for each in published if each.pk in ours]
    if not beside:
        return None
    return [
        str(_row(figure, "", place=0)[0])
        for figure, own in beside
        if own.is_recorded and (own.low, own.high) != (published_quantity(figure).low,) * 2
    ]


def _notes(scope: Scope) -> tuple[str, ...]:
    notes = [
        _("A published figure is shown as it was printed, and never added to ours."),
        _(
            "Nothing under “Counted here”: the portal holds no such records, or counts them on a page of"
            " their own."
        ),
    ]
    if scope.period is not None:
        notes.append(
            _(
                "Both are of the whole programme or phase, or of the days named with it, not of the period"
                " of this report."
            )
        )
    return tuple(notes)


def _of(scope: Scope) -> QuerySet[PublishedFigure]:
    """Return what was published of the programme or phase: of the days it tells of, those in the period."""
    figures = PublishedFigure.objects.select_related("programme", "phase", "topic").in_order()
    if scope.period is not None:
        figures = figures.exclude(starts_on__gt=scope.period.end).exclude(ends_on__lt=scope.period.start)
    if scope.phase is not None:
        return figures.filter(phase=scope.phase)
    if scope.programme is not None:
        return figures.filter(programme=scope.programme)
    return figures


def _counted(scope: Scope, published: list[PublishedFigure]) -> dict[int, Quantity]:
    """Return our quantity for each figure that names an indicator of ours, by one measure."""
    told = () if scope.audience == Audience.PUBLIC else published  # to the public nothing is counted of these
    ours = {figure.pk: delivered(scope, figure) for figure in told if is_counted_alone(figure)}
    asked = [each for each in published if each.indicator in REGISTRY and not is_counted_alone(each)]
    if not asked:
        return ours
    indicators = [REGISTRY[code] for code in dict.fromkeys(figure.indicator for figure in asked)]
    groupings = list(dict.fromkeys(_grouping(figure) for figure in asked))
    figures = measure(scope.narrowed(period=None), indicators, by=groupings)
    found = {(each, group.key): group for each in groupings for group in figures.by(*each)}
    for figure in asked:
        indicator = REGISTRY[figure.indicator]
        group = found.get((_grouping(figure), _key(figure)))
        ours[figure.pk] = group[indicator] if group else of_nothing(indicator)
    return ours


def _evidence(scope: Scope, published: list[PublishedFigure]) -> tuple[tuple[str, ...], ...]:
    """Return where what is counted here leads, figure by figure."""
    whole = scope.narrowed(period=None)
    keys: dict[Grouping, list[tuple[Any, ...]]] = {}
    for figure in published:
        keys.setdefault(_grouping(figure), []).append(_key(figure))
    addresses = {grouping: addresses_of(whole, grouping, those) for grouping, those in keys.items()}

    def counted_here(figure: PublishedFigure) -> str:
        indicator = EVERY.get(figure.indicator)
        if indicator and is_counted_alone(figure):
            return evidence_address(scope_for(scope, figure), indicator)
        return addresses[_grouping(figure)](indicator, _key(figure)) if indicator else ""

    return tuple(("", "", counted_here(figure), "", "") for figure in published)


def _grouping(figure: PublishedFigure) -> Grouping:
    of = PHASE if figure.phase_id else PROGRAMME
    return (of, *([TOPIC] if figure.topic_id else []), *([MODE] if figure.mode else []))


def _key(figure: PublishedFigure) -> tuple[Any, ...]:
    of = figure.phase_id or figure.programme_id
    return (of, *([figure.topic_id] if figure.topic_id else []), *([figure.mode] if figure.mode else []))


def _row(figure: PublishedFigure, ours: Cell, *, place: int) -> tuple[Cell, ...]:
    about = about_of(figure)
    name = f"{figure.name} ({about})" if about else figure.name
    return (name, published_quantity(figure), ours, figure.unit, f"[{place}]")


def about_of(figure: PublishedFigure) -> str:
    """Return what it is about beside its programme: phase, topic, and the days it tells of."""
    days = span_of(figure.starts_on, figure.ends_on) if figure.ends_on else ""
    parts = (figure.phase.name if figure.phase else "", figure.topic or "", days)
    return ", ".join(str(part) for part in parts if part)


def _source(figure: PublishedFigure) -> str:
    return f"{figure.published_on}: {figure.source}" if figure.published_on else figure.source


def _numbered(sources: list[str]) -> tuple[str, ...]:
    """Return each source once, under the number the rows name it by."""
    return tuple(f"[{place}] {source}" for place, source in enumerate(sources, start=1))


def published_about(subject: str, note: str) -> Table:
    """Return what was published of a subject that a page of its own counts, with the note under it."""
    figures = PublishedFigure.objects.filter(indicator=subject).in_order()
    rows = tuple(
        (each.name, published_quantity(each), each.unit, each.published_on, each.source) for each in figures
    )
    columns = (
        Column(_("What is counted")),
        Column(_("Published"), "number"),
        Column(_("Unit")),
        Column(_("On")),
        Column(_("Source")),
    )
    return Table(_("What others published"), columns, rows, notes=(note,) if rows else ())


def published_quantity(figure: PublishedFigure) -> Quantity:
    """Return a published value as a quantity, whole where it is whole."""
    value = int(figure.value) if figure.value == int(figure.value) else figure.value
    return Quantity(value, value, Accuracy(figure.accuracy))
