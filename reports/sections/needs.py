"""What was asked for, what was offered, and what was held about it since: topic by topic, side by side."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from members.models import Administration
from programmes.choices import Priority
from programmes.models import Need, Offer, Programme, Topic
from reports.blocks import Cell, Column, Section, Table
from reports.indicators.registry import EVENTS_HELD, PARTICIPATIONS
from reports.measuring.dimensions import ADMINISTRATION, TOPIC
from reports.measuring.measure import Group, measure
from reports.models import TurnoutFact
from reports.periods import Period
from reports.quantities import Quantity
from reports.scope import Scope
from reports.sections.addresses import addresses_of
from reports.sections.places import missing_of

CROWDED = 3  # partners that offer one topic: from how many on they had better talk to each other
_URGENCY = {word: place for place, word in enumerate(Priority)}


@dataclass(slots=True)
class Line:
    """One topic: who asked, who offers, and which of those who asked took part in something since."""

    topic: Topic
    asked: dict[str, str] = field(default_factory=dict)  # whose need it is -> its highest priority
    # Administrations that asked, or whose sub-region did, and when first.
    who: dict[int, dt.date] = field(default_factory=dict)
    partners: set[str] = field(default_factory=set)
    reached: set[int] = field(default_factory=set)
    held: Group | None = None  # the figures of the topic; none where nothing was held about it

    @property
    def gap(self) -> set[int]:
        return self.who.keys() - self.reached

    def in_words(self) -> str:
        """Say how demand, offers and delivery stand to each other."""
        words = {"count": len(self.reached), "asked": len(self.who), "partners": len(self.partners)}
        if not self.asked:
            return _("Offered, and asked for by nobody")
        if not self.gap:
            said = _("Everybody who asked was reached")
        elif self.reached:
            said = _("%(count)d of %(asked)d who asked were reached") % words
        elif self.partners:
            said = _("Offered, and nobody who asked was reached yet")
        else:
            said = _("Unmet: nobody offers it, and nobody who asked was reached")
        if len(self.partners) >= CROWDED:
            said += "; " + _("crowded: %(partners)d partners offer it") % words
        return said


@dataclass(frozen=True, slots=True)
class Balance:
    """Needs and offers of a programme, and what was held since the first of the needs was said."""

    programme: Programme
    scope: Scope | None  # None: nothing was asked for before today
    lines: list[Line]
    pairs: Mapping[tuple[int, int], Group]  # by administration and topic
    members: Mapping[str, list[Administration]]  # of each sub-region
    has_made_up: bool


def balance_of(programme: Programme, *, reader: Any, today: dt.date) -> Balance:
    """Return demand, offers and delivery; delivery is what ``measure`` counts for the reader.

    Held counts from the day after the first need was said until today, in whichever programme.
    """
    needs = Need.objects.countable_for(reader).filter(programme=programme)
    asked = list(needs.select_related("administration", "topic").in_order())
    offers = Offer.objects.countable_for(reader).filter(programme=programme)
    offered = list(offers.select_related("partner", "topic").in_order())
    members: dict[str, list[Administration]] = {}
    for each in Administration.objects.of_the_region().by_name():
        members.setdefault(each.sub_region, []).append(each)
    lines = _asked(asked, offered, members)
    scope = _since(asked, reader, today)
    pairs: dict[Any, Group] = {}
    if scope is not None:
        figures = measure(scope, [EVENTS_HELD, PARTICIPATIONS], by=[TOPIC, (ADMINISTRATION, TOPIC)])
        held = {group.key[0]: group for group in figures.by(TOPIC, missing=missing_of(TOPIC))}
        found = figures.by(ADMINISTRATION, TOPIC, missing=missing_of(ADMINISTRATION))
        pairs = {group.key: group for group in found if group[EVENTS_HELD] != Quantity.exactly(0)}
        latest = _latest(scope, lines)
        for line in lines.values():
            line.held = held.get(line.topic.pk)
            line.reached = {
                pk for pk, said in line.who.items() if latest.get((pk, line.topic.pk), said) > said
            }
    made_up = any(row.is_made_up for row in (*asked, *offered))
    ordered = sorted(lines.values(), key=lambda line: (-len(line.gap), str(line.topic)))
    return Balance(programme, scope, ordered, pairs, members, made_up)


def _asked(
    asked: Iterable[Need], offered: Iterable[Offer], members: Mapping[str, list[Administration]]
) -> dict[int, Line]:
    lines: dict[int, Line] = {}
    for need in asked:
        line = lines.setdefault(need.topic_id, Line(need.topic))
        earlier = line.asked.get(need.whose)
        if earlier is None or _URGENCY[Priority(need.priority)] < _URGENCY[Priority(earlier)]:
            line.asked[need.whose] = need.priority
        alone = need.administration_id
        meant = [alone] if alone else [each.pk for each in members.get(need.sub_region, ())]
        for pk in meant:
            line.who[pk] = min(need.said_on, line.who.get(pk, need.said_on))
    for offer in offered:
        lines.setdefault(offer.topic_id, Line(offer.topic)).partners.add(str(offer.partner))
    return lines


def _since(asked: Iterable[Need], reader: Any, today: dt.date) -> Scope | None:
    first = min((need.said_on for need in asked), default=today)
    return Scope(reader, period=Period(first + dt.timedelta(days=1), today)) if first < today else None


def _latest(scope: Scope, lines: Iterable[int]) -> dict[tuple[int, int], dt.date]:
    """Return by administration and topic when the last event ended that it took part in."""
    rows = scope.facts(TurnoutFact).filter(administration__isnull=False, event__topics__in=list(lines))
    ended = rows.values_list("administration", "event__topics").annotate(latest=Max("counts_to"))
    return {(administration, topic): last for administration, topic, last in ended if last}


def by_topic(balance: Balance) -> Section:
    """Return one line per topic, the widest gap first."""
    columns = (
        Column(_("Topic")),
        Column(_("How it stands")),
        Column(_("Partners that offer it")),
        Column(_("Administrations meant"), "number"),
        Column(_("Reached since"), "number", _("administrations")),
        Column(_("Not reached"), "number", _("administrations")),
        Column(_("Events since"), "number"),
        Column(_("Participations since"), "number"),
    )
    keys = [(line.topic.pk,) for line in balance.lines]
    leads = addresses_of(balance.scope, [TOPIC], keys) if balance.scope else None
    rows, evidence = [], []
    for line in balance.lines:
        counts = (len(line.who), len(line.reached), len(line.gap))
        words = (str(line.topic), line.in_words(), ", ".join(sorted(line.partners)))
        figures: tuple[Cell, ...] = (0, "")
        led: tuple[str, ...] = ("", "")
        if leads is not None and line.held is not None:
            figures = tuple(line.held[each] for each in (EVENTS_HELD, PARTICIPATIONS))
            led = tuple(leads(each, (line.topic.pk,)) for each in (EVENTS_HELD, PARTICIPATIONS))
        rows.append((*words, *counts, *figures))
        evidence.append((*("",) * (len(words) + len(counts)), *led))
    table = Table(
        _("Demand, offers and delivery by topic"),
        columns,
        tuple(rows),
        notes=tuple(_notes(balance)),
        evidence=tuple(evidence),
    )
    return Section(_("By topic"), (table,), intro=_intro(balance))


def by_whom(balance: Balance) -> Section:
    """Return who asked for what: the priority, and how many events about it they took part in since."""
    topics = [line for line in balance.lines if line.asked]
    whose = sorted({name for line in topics for name in line.asked})
    by_name = {str(each): each for group in balance.members.values() for each in group}
    rows: list[tuple[Cell, ...]] = []
    for name in whose:
        cells = [_cell(balance, line, name, by_name.get(name)) for line in topics]
        rows.append((name, *cells))
    table = Table(
        _("Who asked for what, and what they took part in since"),
        (Column(_("Administration or sub-region")), *(Column(str(line.topic)) for line in topics)),
        tuple(rows),
        notes=(_("Empty: not asked for. Of a sub-region, how many of its administrations took part."),),
    )
    return Section(_("By administration"), (table,))


def _cell(balance: Balance, line: Line, name: str, administration: Administration | None) -> str:
    if name not in line.asked:
        return ""
    priority = Priority(line.asked[name]).label
    if administration is None and name in balance.members:
        group = {each.pk for each in balance.members[name]}
        reached = {"count": len(group & line.reached), "all": len(group), "priority": priority}
        return _("%(priority)s · %(count)d of %(all)d reached") % reached
    group_of = None
    if administration is not None and administration.pk in line.reached:
        group_of = balance.pairs.get((administration.pk, line.topic.pk))
    if group_of is None:
        return _("%(priority)s · nothing yet") % {"priority": priority}
    return _("%(priority)s · events: %(count)s") % {
        "priority": priority,
        "count": group_of[EVENTS_HELD].shown(),
    }


def _intro(balance: Balance) -> str:
    if balance.scope is None or balance.scope.period is None:
        return _("Nothing was asked for before today: there is nothing to set delivery against.")
    first = date_format(balance.scope.period.start, "j F Y")
    return _("Held since %(day)s, in whichever programme; the widest gap first.") % {"day": first}


def _notes(balance: Balance) -> Iterator[str]:
    if balance.has_made_up:
        yield _("Some of these needs or offers are made up for the demonstration.")
    yield _(
        "Administrations meant: those that asked, and those of a sub-region that did. Reached: those that"
        " took part in an event about the topic that ended after they, or their sub-region, had asked."
        " Crowded: %(count)d partners or more."
    ) % {"count": CROWDED}
    yield _("An event about several topics stands under each of them: do not add the lines up.")
