"""What was planned beside what was done: of an Annual Work Plan, or the quarters of it a report is about."""

from collections import Counter
from collections.abc import Iterator, Sequence

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programmes.choices import EventState, PlanItemState, PlanKind
from programmes.models import Event, Objective, Plan, PlanItem
from programmes.models.plans import QUARTERS
from programmes.templatetags.event_dates import event_dates
from reports.blocks import Block, Cell, Column, KeyFigure, KeyFigures, Section, Table
from reports.indicators.registry import EVENTS_HELD
from reports.measuring.dimensions import EVENT
from reports.periods import Period
from reports.quantities import Quantity
from reports.scope import Scope
from reports.sections.activities import in_order_of_time, openable
from reports.sections.charts import something
from reports.sections.counted import figures_of
from reports.sections.wording import PLACE, place_of

QUARTER, PILLAR = 0, 2
"""Places of these columns in the table of activities."""

STATES = (
    (PlanItemState.DONE, PlanItemState.DONE.label),
    (PlanItemState.PLANNED, gettext_lazy("Still to be done")),
    (PlanItemState.MOVED, PlanItemState.MOVED.label),
    (PlanItemState.DROPPED, PlanItemState.DROPPED.label),
)


def plan_against_delivery(scope: Scope) -> Section | None:
    """Return the annual plan that holds the period beside what was done; None without programme or plan."""
    if scope.programme is None or scope.period is None:
        return None
    plans = Plan.objects.visible_to(scope.reader).filter(programme=scope.programme).annual()
    plan = plans.holding(scope.period.start, scope.period.end).select_related("programme").first()
    return against_delivery(plan, scope) if plan else None


def next_work_plan(scope: Scope) -> Section | None:
    """Return the activities of the annual plan that begins when the period ends; None without one."""
    if scope.programme is None or scope.period is None:
        return None
    plans = Plan.objects.visible_to(scope.reader).filter(programme=scope.programme).annual()
    plan = plans.filter(starts_on__gt=scope.period.end).order_by("starts_on", "pk").first()
    if plan is None:
        return None
    return Section(_("Next work plan"), (_activities(_items(plan, scope), plan.title, may_edit=False),))


def strategic_plan(scope: Scope) -> Section | None:
    """Return the Strategic Action Plan at the end of the period, pillar by pillar; None without one."""
    if scope.programme is None or scope.period is None:
        return None
    plans = Plan.objects.visible_to(scope.reader).filter(programme=scope.programme, kind=PlanKind.STRATEGIC)
    plan = plans.holding(scope.period.end, scope.period.end).newest_first().first()
    if plan is None:
        return None
    by_pillar: dict[Objective | None, list[PlanItem]] = {}
    for item in sorted(_items(plan, scope), key=lambda item: (item.pillar is None, _place_of(item.pillar))):
        by_pillar.setdefault(item.pillar, []).append(item)
    tables = tuple(
        _activities(items, str(pillar or _("No pillar")), may_edit=False, hidden=(QUARTER, PILLAR))
        for pillar, items in by_pillar.items()
    )
    return Section(_("Strategic Action Plan"), tables, intro=f"{plan.title}: {_days(plan)}")


def _place_of(pillar: Objective | None) -> tuple[int, int]:
    return (pillar.position, pillar.pk) if pillar else (0, 0)


def against_delivery(plan: Plan, scope: Scope, *, may_edit: bool = False) -> Section:
    """Return a plan beside what was delivered in the period of the scope, unplanned events too.

    A planned activity is counted in its quarter, once; one without a quarter in every report of the year.
    """
    items = [each for each in _items(plan, scope) if _is_within(each, scope.period)]
    unplanned = list(_unplanned(plan, scope))
    states = Counter(item.state for item in items)
    figures = [_figure(_("Planned activities"), len(items))]
    figures += [_figure(str(label), states[state]) for state, label in STATES]
    figures.append(_figure(_("Held without being planned"), len(unplanned)))
    blocks: list[Block] = [KeyFigures(_("The plan in numbers"), tuple(figures))]
    if items or unplanned:
        blocks.append(_at_a_glance(plan, items, unplanned))
    blocks.append(_activities(items, _("What became of each activity"), may_edit=may_edit))
    adds_to = plan if may_edit else None
    if unplanned:
        blocks.append(_unplanned_table(unplanned, for_others=scope.for_others, adds_to=adds_to))
    return Section(_("Plan against delivery"), tuple(blocks), intro=f"{plan.title}: {_days(plan)}")


def _days(plan: Plan) -> str:
    return str(Period(plan.starts_on, plan.ends_on))


def _figure(label: str, number: int) -> KeyFigure:
    return KeyFigure(label, Quantity.exactly(number), _("activities"))


def _items(plan: Plan, scope: Scope) -> list[PlanItem]:
    seen = Prefetch("events", queryset=in_order_of_time(openable(scope)))
    rows = plan.items.select_related("plan", "pillar", "owner__administration", "sponsor__administration")
    return list(rows.prefetch_related(seen, "objectives").in_order())


def _is_within(item: PlanItem, period: Period | None) -> bool:
    if item.quarter is None or period is None:
        return True
    return Period(*item.plan.days_of(item.quarter)).shared_with(period) is not None


def _unplanned(plan: Plan, scope: Scope) -> Iterator[Event]:
    """Yield the events held that no activity of the plan names, of those the reader may open."""
    held = [group.key[0] for group in something(figures_of(scope, EVENT).by(EVENT)) if group[EVENTS_HELD]]
    events = openable(scope).filter(pk__in=held).exclude(plan_items__plan=plan)
    linked = Prefetch("objectives", queryset=Objective.objects.pillars().filter(programme=plan.programme_id))
    yield from in_order_of_time(events).select_related(*PLACE).prefetch_related(linked)


def _at_a_glance(plan: Plan, items: Sequence[PlanItem], unplanned: Sequence[Event]) -> Table:
    """Return how many activities of each pillar were done in each quarter, of how many."""
    pillars: list[Objective | None] = [
        *Objective.objects.pillars().filter(programme=plan.programme_id).in_order()
    ]
    if any(item.pillar is None for item in items):
        pillars.append(None)
    quarters: tuple[int | None, ...] = (*QUARTERS, None)
    rows: list[tuple[Cell, ...]] = []
    for pillar in pillars:
        own = [item for item in items if item.pillar == pillar]
        in_quarters = ([item for item in own if item.quarter == quarter] for quarter in quarters)
        rows.append((str(pillar or _("No pillar")), *(_done_of(each) for each in in_quarters), _done_of(own)))
    held = Counter(plan.quarter_of(event) for event in unplanned)
    rows.append(
        (_("Held without being planned"), *(held[each] or "" for each in quarters), len(unplanned) or "")
    )
    return Table(
        _("Quarter by quarter: done, of what was planned"),
        (
            Column(_("Pillar")),
            *(Column(_("Quarter %d") % quarter) for quarter in QUARTERS),
            Column(_("Any time")),
            Column(_("All")),
        ),
        tuple(rows),
        notes=(
            _("An activity that was moved or dropped counts as planned and not as done."),
            _("Whether an activity is done is said by its officer; what delivered it stands beside it."),
        ),
    )


def _done_of(items: Sequence[PlanItem]) -> Cell:
    if not items:
        return ""
    done = sum(item.state == PlanItemState.DONE for item in items)
    return _("%(done)d of %(planned)d") % {"done": done, "planned": len(items)}


def _activities(
    items: Sequence[PlanItem], title: str, *, may_edit: bool, hidden: Sequence[int] = ()
) -> Table:
    """Return a line per activity; ``hidden`` are the places of columns that would say nothing new."""
    rows = tuple(
        (
            _("Quarter %d") % item.quarter if item.quarter else _("Any time"),
            item.title,
            str(item.pillar.code) if item.pillar else "",
            item.owner.called if item.owner else "",
            item.sponsor.called if item.sponsor else "",
            _state(item, may_edit=may_edit),
            "; ".join(f"{event.title} ({event_dates(event)})" for event in item.events.all()),
        )
        for item in items
    )
    edits = (reverse("programmes:plan-item-edit", args=[item.pk]) if may_edit else "" for item in items)
    headings = (_("Quarter"), _("Activity"), _("Pillar"), _("Owner"), _("Sponsor"), _("State"), _("Events"))
    evidence = tuple(("", each, "", "", "", "", "") for each in edits)
    places = [place for place in range(len(headings)) if place not in hidden]
    return Table(
        title,
        tuple(Column(headings[place]) for place in places),
        tuple(tuple(row[place] for place in places) for row in rows),
        evidence=tuple(tuple(row[place] for place in places) for row in evidence),
    )


def _state(item: PlanItem, *, may_edit: bool) -> str:
    """Return how it stands and why; to who may say it is done, that an event of it was held."""
    why = item.reason if item.state in (PlanItemState.MOVED, PlanItemState.DROPPED) else item.outcome
    if may_edit and item.state == PlanItemState.PLANNED and _is_held(item):
        why = _("an event of it was held: is it done?")
    state = str(PlanItemState(item.state).label)
    return f"{state}: {why}" if why else state


def _is_held(item: PlanItem) -> bool:
    return any(event.state == EventState.HELD for event in item.events.all())


def _unplanned_table(events: Sequence[Event], *, for_others: bool, adds_to: Plan | None) -> Table:
    """Return them oldest first; with ``adds_to``, where each is put on that plan."""
    words = (_("Put it on the plan"),) if adds_to else ()
    columns = (Column(_("Dates")), Column(_("Event")), Column(_("Place")), *(Column("") for _each in words))
    rows = tuple((event_dates(event), event.title, place_of(event) or None, *words) for event in events)
    new = reverse("programmes:plan-item-new", args=[adds_to.pk]) if adds_to else ""
    evidence = tuple(
        (
            "",
            "" if for_others else event.get_absolute_url(),
            "",
            *(f"{new}?event={event.pk}" for _each in words),
        )
        for event in events
    )
    return Table(_("Held without being planned"), columns, rows, evidence=evidence)
