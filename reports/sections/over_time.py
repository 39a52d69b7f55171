"""What the region has, year by year: its office and roles, phases, operations, missions and events."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from members.choices import RegionalRoleKind
from members.models import RegionalRole
from programmes.models import Mission, OfficePost, Operation, Phase, Programme
from reports.indicators.registry import EVENTS_HELD
from reports.measuring.dimensions import YEAR
from reports.measuring.measure import measure
from reports.quantities import Quantity
from reports.scope import Scope
from reports.sections.addresses import addresses_of
from reports.sections.wording import span_of

WIDE, LINE, LEFT, TOP = 1000, 26, 260, 30  # of the picture: width, height of a lane, room for names, scale
MOST_RECORDS = 400  # of one kind, the latest first


@dataclass(frozen=True, slots=True)
class Span:
    """Something that lasts, or stands on one day: ``first`` or ``last`` is empty where it is not known."""

    kind: str
    label: str
    first: dt.date | None
    last: dt.date | None
    address: str = ""

    @property
    def days(self) -> str:
        if self.first is not None and self.first == self.last:
            return date_format(self.first, "j F Y")
        return span_of(self.first, self.last)


@dataclass(frozen=True, slots=True)
class Bar:
    """A span as it is drawn, in the units of the picture."""

    span: Span
    x: int
    y: int
    width: int

    @property
    def text_y(self) -> int:
        return self.y + LINE - 9


@dataclass(frozen=True, slots=True)
class Year:
    """What began and ended in a year, and how many events were held."""

    year: int
    events: Quantity | None
    evidence_url: str
    began: tuple[Span, ...]
    ended: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """Bars under a scale of years, and above those of a kind its name with its place."""

    bars: tuple[Bar, ...]
    headings: tuple[tuple[int, str], ...]
    scale: tuple[tuple[int, int], ...]  # place and year
    width: int
    height: int


def spans_of(reader: Any) -> list[Span]:
    """Return everything that lasted and the reader may see, first by what it is, then by its first day."""
    found = [*_roles(), *_posts(reader), *_phases(reader), *_operations(reader), *_missions(reader)]
    order = list(dict.fromkeys(span.kind for span in found))
    return sorted(found, key=lambda span: (order.index(span.kind), span.first or dt.date.min, span.label))


def picture_of(spans: Iterable[Span], today: dt.date) -> Picture:
    """Return the spans of which a day is known as bars; what has no end recorded runs until today."""
    drawn = [span for span in spans if span.first or span.last]
    starts = [span.first or span.last or today for span in drawn]
    first, last = min(starts, default=today).year, max([today, *(s.last or today for s in drawn)]).year + 1
    days = (dt.date(last, 1, 1) - dt.date(first, 1, 1)).days

    def place(day: dt.date) -> int:
        return LEFT + round((WIDE - LEFT) * (day - dt.date(first, 1, 1)).days / days)

    bars: list[Bar] = []
    headings: list[tuple[int, str]] = []
    y = TOP
    for span, start in zip(drawn, starts, strict=True):
        if not bars or bars[-1].span.kind != span.kind:
            headings.append((y + LINE - 9, span.kind))
            y += LINE
        begin, end = place(start), place(min(span.last or today, dt.date(last, 1, 1)))
        bars.append(Bar(span, begin, y, max(end - begin, 4)))
        y += LINE
    step = max(1, (last - first) // 8)
    scale = tuple((place(dt.date(year, 1, 1)), year) for year in range(first, last, step))
    return Picture(tuple(bars), tuple(headings), scale, WIDE, y + 10)


def years_of(scope: Scope, spans: Iterable[Span]) -> list[Year]:
    """Return the years in which something began, ended or was held, the latest first."""
    began: Mapping[int, list[Span]] = defaultdict(list)
    ended: Mapping[int, list[Span]] = defaultdict(list)
    for span in spans:
        if span.first:
            began[span.first.year].append(span)
        if span.last and span.last != span.first:
            ended[span.last.year].append(span)
    groups = {group.key[0]: group for group in measure(scope, [EVENTS_HELD], by=[YEAR]).by(YEAR)}
    held = {year: group[EVENTS_HELD] for year, group in groups.items() if group[EVENTS_HELD].low}
    addresses = addresses_of(scope, [YEAR], [(year,) for year in held])
    every = sorted({*began, *ended, *held}, reverse=True)
    return [
        Year(
            year,
            held.get(year),
            addresses(EVENTS_HELD, (year,)) if year in held else "",
            tuple(began.get(year, ())),
            tuple(ended.get(year, ())),
        )
        for year in every
    ]


def _roles() -> Iterator[Span]:
    rows = list(RegionalRole.objects.select_related("administration").order_by("pk"))
    kinds = [RegionalRoleKind.ROCB, RegionalRoleKind.VICE_CHAIR]
    kinds += [kind for kind in RegionalRoleKind if kind not in kinds]
    for kind in kinds:
        for row in rows:
            if row.kind == kind:
                yield Span(str(kind.label), str(row.administration), row.starts_on, row.ends_on)


def _posts(reader: Any) -> Iterator[Span]:
    rows = OfficePost.objects.visible_to(reader).select_related("administration").order_by("kind", "pk")
    for row in rows:
        label = row.name or str(row.administration or row.title)
        known = (row.starts_on or row.seen_on, row.ends_on or row.seen_on if row.seen_on else row.ends_on)
        yield Span(str(row.get_kind_display()), label, *known, row.get_absolute_url())


def _phases(reader: Any) -> Iterator[Span]:
    seen = Programme.objects.visible_to(reader)
    for row in Phase.objects.filter(programme__in=seen).select_related("programme").in_order():
        yield Span(_("Phase"), str(row), row.starts_on, row.ends_on, row.programme.get_absolute_url())


def _operations(reader: Any) -> Iterator[Span]:
    rows = Operation.objects.visible_to(reader).filter(ends_on__isnull=False).newest_first()
    for row in rows[:MOST_RECORDS]:
        yield Span(
            _("Operation"), row.name, row.starts_on or row.ends_on, row.ends_on, row.get_absolute_url()
        )


def _missions(reader: Any) -> Iterator[Span]:
    rows = Mission.objects.visible_to(reader).select_related("administration").newest_first()
    for row in rows.prefetch_related(None)[:MOST_RECORDS]:
        yield Span(_("Mission"), str(row), row.starts_on, row.ends_on, row.get_absolute_url())
