"""One paragraph per event, made from its record, under its pillar; who came to what; kinds and levels."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Prefetch
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programmes.choices import EventRole, Mode, OrganisationRole
from programmes.models import (
    Event,
    EventOrganisation,
    EventPurpose,
    Headcount,
    Objective,
    Participation,
)
from programmes.templatetags.event_dates import event_dates
from reports.blocks import Cell, Column, Narrative, Section, Table
from reports.indicators.registry import ADMINISTRATIONS_REACHED, EVENTS_HELD, PARTICIPATIONS
from reports.measuring.dimensions import ADMINISTRATION, EVENT, KIND, LEVEL
from reports.measuring.measure import Group
from reports.models import TurnoutFact
from reports.scope import Scope
from reports.sections.activities import in_order_of_time, openable
from reports.sections.charts import something
from reports.sections.counted import Measured, figures_of
from reports.sections.matrices import matrix, says_something
from reports.sections.wording import PLACE, place_of, plural_of

FEW = 10  # administrations a paragraph has room to name
OTHER_ROLES = (EventRole.RESOURCE_PERSON, EventRole.FACILITATOR, EventRole.OBSERVER)
BODY = "organisation__administration"


def by_kind_and_level(scope: Scope) -> Section | None:
    """Return how many events of each kind were held for whom; None without a programme and a period."""
    if scope.programme is None or scope.period is None:
        return None
    figures = figures_of(scope, KIND, LEVEL, (KIND, LEVEL))
    table = matrix(
        scope,
        figures,
        EVENTS_HELD,
        rows=(KIND, something(figures.by(KIND))),
        columns=(LEVEL, something(figures.by(LEVEL))),
        title=_("Events held, by kind and level"),
        totals=(_("Total"), _("All levels")),
    )
    return Section(_("Kinds and levels"), (table,))


def participants_by_event(scope: Scope) -> Section | None:
    """Return the matrix of events and the administrations whose officers took part; None as above.

    What the reader may not open has no row, and counts in the totals.
    """
    if scope.programme is None or scope.period is None:
        return None
    figures = figures_of(scope, EVENT, ADMINISTRATION, (EVENT, ADMINISTRATION))
    groups = {group.key[0]: group for group in something(figures.by(EVENT))}
    shown = in_order_of_time(openable(scope)).filter(pk__in=groups)
    columns = something(figures.by(ADMINISTRATION))
    pairs = {group.key: group for group in figures.by(EVENT, ADMINISTRATION)}
    rows = [
        (
            event.title,
            *(_number(pairs.get((event.pk, *each.key))) for each in columns),
            _number(groups[event.pk]),
        )
        for event in shown
    ]
    if rows:
        rows.append((_("Total"), *(_number(each) for each in columns), _number(figures)))
    table = Table(
        _("Number of participants, by event and administration"),
        (
            Column(_("Event")),
            *(Column(each.labels[0], "number") for each in columns),
            Column(_("All"), "number"),
        ),
        tuple(rows),
        notes=(
            _("Participants of no recorded administration stand under “All” alone."),
            _("“Not recorded”: officers took part, and their number is not known."),
        ),
        total_row=bool(rows),
    )
    return Section(_("Number of participants in the events"), (table,))


def _number(figures: Measured | None) -> Cell:
    """Return the participants of a group; nothing where nobody of it is recorded to have come."""
    if figures is None or not says_something(figures, PARTICIPATIONS):
        return ""
    return replace(figures[PARTICIPATIONS], not_recorded=0)


def event_by_event(scope: Scope) -> Section | None:
    """Return a paragraph per event held, chapter by chapter; None without a programme and a period.

    An event that served two pillars stands in the chapter of the first; one of which no pillar is said, in
    that of the planned activity it delivered.
    """
    if scope.programme is None or scope.period is None:
        return None
    groups = {group.key[0]: group for group in something(figures_of(scope, EVENT).by(EVENT))}
    came = _who_came(scope)
    chapters: dict[str, list[str]] = defaultdict(list)
    pillars = list(Objective.objects.pillars().filter(programme=scope.programme).in_order())
    for event in _events(scope, groups):
        own: set[int | None] = {each.pk for each in event.objectives.all()}
        if own.isdisjoint(each.pk for each in pillars):
            own |= {item.pillar_id for item in event.plan_items.all()}
        chapter = next((each for each in pillars if each.pk in own), None)
        title = str(chapter) if chapter else _("Other activities") if pillars else ""
        chapters[title].append(" ".join(_sentences(event, groups[event.pk], came.get(event.pk, []))))
    order = [str(each) for each in pillars if str(each) in chapters]
    order += [title for title in chapters if title not in order]
    blocks = tuple(Narrative(title, tuple(chapters[title])) for title in order)
    return Section(_("Event by event"), blocks) if blocks else None


def _events(scope: Scope, groups: Mapping[Any, Group]) -> list[Event]:
    bodies = EventOrganisation.objects.select_related("organisation").order_by("pk")
    purposes = EventPurpose.objects.prefetch_related("instruments")
    named = Participation.objects.took_part().filter(role__in=OTHER_ROLES).select_related(BODY)
    unnamed = Headcount.objects.filter(role__in=OTHER_ROLES, people__gt=0).select_related(BODY)
    linked = (
        Prefetch("organisations", queryset=bodies),
        Prefetch("purpose", queryset=purposes),
        Prefetch("objectives", queryset=Objective.objects.in_order()),
        "plan_items",
        Prefetch("participations", queryset=named, to_attr="named_beside"),
        Prefetch("headcounts", queryset=unnamed, to_attr="counted_beside"),
    )
    rows = in_order_of_time(openable(scope)).filter(pk__in=groups).select_related(*PLACE)
    return list(rows.prefetch_related(*linked))


def _who_came(scope: Scope) -> dict[int, list[str]]:
    """Return the names of the administrations at each event, in their order."""
    rows = scope.facts(TurnoutFact).filter(administration__isnull=False)
    named = rows.order_by("administration__member_name").values_list(
        "event_id", "administration__member_name"
    )
    came: dict[int, list[str]] = defaultdict(list)
    for event, name in named:
        came[event].append(name)
    return came


def _sentences(event: Event, figures: Group, came: Sequence[str]) -> Iterator[str]:
    """Yield the sentences about one event; of what is not recorded there is none."""
    purpose: EventPurpose | None = getattr(event, "purpose", None)
    yield _ended(_one_line(event.title))
    yield _sentence([event_dates(event), purpose.venue if purpose else "", place_of(event), _mode(event)])
    yield from _bodies(event)
    yield from _people(figures, came)
    yield from _others(event)
    if purpose is None:
        return
    if purpose.aim:
        yield _ended(_("Objective: %(text)s") % {"text": _one_line(purpose.aim)})
    names = [each.name for each in purpose.instruments.all()]
    if names:
        yield _("It promoted: %(instruments)s.") % {"instruments": ", ".join(sorted(names))}
    if purpose.outcome:
        yield _ended(_("Outcome: %(text)s") % {"text": _one_line(purpose.outcome)})


def _mode(event: Event) -> str:
    if event.mode == Mode.ONLINE:
        return "" if place_of(event) == _("online") else _("held online")
    return _("in hybrid mode") if event.mode == Mode.HYBRID else ""


def _bodies(event: Event) -> Iterator[str]:
    """Yield who organised it and who paid for it."""
    by_role: dict[str, list[str]] = defaultdict(list)
    for row in event.organisations.all():
        by_role[row.role].append(row.organisation.name)
    words = (
        (OrganisationRole.ORGANISER, _("Organised by %(bodies)s.")),
        (OrganisationRole.PARTNER, _("With %(bodies)s.")),
        (OrganisationRole.SPONSOR, _("Under the sponsorship of %(bodies)s.")),
    )
    for role, sentence in words:
        if by_role[role]:
            yield sentence % {"bodies": get_text_list(by_role[role], _("and"))}


def _people(figures: Group, came: Sequence[str]) -> Iterator[str]:
    """Yield how many took part, from how many administrations, and from which where they are few."""
    people, administrations = figures[PARTICIPATIONS], figures[ADMINISTRATIONS_REACHED]
    who = whence = ""
    if people.is_recorded:
        words = ngettext("%(number)s participant", "%(number)s participants", plural_of(people))
        who = words % {"number": people.shown()}
    if administrations.is_recorded and administrations.low:
        words = ngettext(
            "%(number)s administration", "%(number)s administrations", plural_of(administrations)
        )
        whence = words % {"number": administrations.shown()}
    if who and whence:
        who = _("%(people)s from %(administrations)s") % {"people": who, "administrations": whence}
    elif whence:
        who = _("%(administrations)s took part") % {"administrations": whence}
    if who:
        yield f"{capfirst(who)}{_among(came)}."


def _among(names: Sequence[str]) -> str:
    """Return the names in brackets where they are few; apart by more than a comma where one holds a comma."""
    between = "; " if any("," in name for name in names) else ", "
    return f" ({between.join(names)})" if 0 < len(names) <= FEW else ""


def _others(event: Event) -> Iterator[str]:
    """Yield how many were there beside the participants, as what, and from which bodies; nobody by name."""
    numbers: dict[str, int] = defaultdict(int)
    bodies: dict[str, set[str]] = defaultdict(set)
    rows = [(row, 1) for row in getattr(event, "named_beside", ())]
    rows += [(row, row.people) for row in getattr(event, "counted_beside", ())]
    for row, people in rows:
        numbers[row.role] += people
        if row.organisation:
            bodies[row.role].add(row.organisation.called)
    said = []
    for role in OTHER_ROLES:
        if numbers[role]:
            said.append(_as_many(role, numbers[role]) + _among(sorted(bodies[role])))
    if said:
        yield _("Beside them: %(roles)s.") % {"roles": get_text_list(said, _("and"))}


def _as_many(role: EventRole, number: int) -> str:
    words = {
        EventRole.RESOURCE_PERSON: ngettext(
            "%(number)d resource person", "%(number)d resource persons", number
        ),
        EventRole.FACILITATOR: ngettext("%(number)d facilitator", "%(number)d facilitators", number),
        EventRole.OBSERVER: ngettext("%(number)d observer", "%(number)d observers", number),
    }
    return words[role] % {"number": number}


def _sentence(parts: Sequence[str]) -> str:
    return _ended(capfirst(", ".join(part for part in parts if part)))


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _one_line(text: str) -> str:
    return " ".join(text.split())
