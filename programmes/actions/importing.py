"""Events out of a published list: a row lands with everything it says, or not at all."""

import datetime as dt
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass

from django.db import transaction

from members.models import Administration, Organisation
from office.audit import Actor
from programmes.actions.attending import Count
from programmes.actions.directory import Directory
from programmes.actions.entering import EventLinks
from programmes.actions.entries import EventEntry, SharedTotal, Stated
from programmes.actions.phasing import PhaseChoice, choose_phase
from programmes.actions.shared_totals import TotalLanding, land_total
from programmes.actions.storing import REFUSALS, refusal, store_counts, store_new
from programmes.actions.stranding import strands_named
from programmes.choices import Accuracy, EventRole, EventState
from programmes.models import Event, SourceRow


@dataclass(frozen=True, slots=True)
class Landing:
    """What became of an entry: an event, its phase and who was added for it; or a refusal."""

    entry: EventEntry
    event: Event | None = None
    phase: PhaseChoice = PhaseChoice()
    added: tuple[Organisation, ...] = ()
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of every entry, and of every total that stands over several events."""

    landings: tuple[Landing, ...]
    totals: tuple[TotalLanding, ...]


def import_events(
    *,
    entries: Sequence[EventEntry],
    totals: Sequence[SharedTotal],
    today: dt.date,
    by: Actor,
    keep: bool,
) -> Imported:
    """Store each entry that nothing stands against, each in a transaction of its own.

    The gate has looked that the keys are new. Without ``keep`` all of it is done in one transaction
    that is undone at the end: the same checks, and nothing stays.
    """
    with nullcontext() if keep else transaction.atomic():
        directory = Directory(by=by)
        landings = tuple(_landing(entry, directory, today, by) for entry in entries)
        landed = tuple(land_total(total=total, by=by) for total in totals)
        if not keep:
            transaction.set_rollback(True)
    return Imported(landings, landed)


def _landing(entry: EventEntry, directory: Directory, today: dt.date, by: Actor) -> Landing:
    try:
        with directory.all_or_nothing():
            event, phase = _land(entry, directory, today, by)
    except REFUSALS as error:
        return Landing(entry, refusal=refusal(error))
    return Landing(entry, event, phase, tuple(directory.added))


def _land(entry: EventEntry, directory: Directory, today: dt.date, by: Actor) -> tuple[Event, PhaseChoice]:
    event = _event(entry, today)
    phase = choose_phase(entry.programme, event.counts_on) if entry.programme else PhaseChoice()
    links = EventLinks(
        programmes=[entry.programme] if entry.programme else [],
        phases=[phase.phase] if phase.phase else [],
        topics=entry.topics,
        strands=strands_named(entry.programme, entry.title) if entry.programme else [],
        organisers=directory.organisations(entry.organisers),
        sponsors=directory.organisations(entry.sponsors),
        partners=directory.organisations(entry.partners),
    )
    store_new(event=event, links=links, by=by)
    counts = _counts(entry, directory.administrations(entry.countries))
    store_counts(event=event, counts=counts, by=by)
    SourceRow.objects.create(event=event, address=entry.address, title=entry.title, cells=dict(entry.cells))
    return event, phase


def _event(entry: EventEntry, today: dt.date) -> Event:
    stated = entry.administrations
    event = Event(
        title=entry.title,
        kind=entry.kind,
        level=entry.level,
        mode=entry.mode,
        starts_on=entry.starts.on,
        starts_precision=entry.starts.precision,
        ends_on=entry.ends.on,
        ends_precision=entry.ends.precision,
        host_country_id=entry.host or None,
        city=entry.city,
        stated_administrations=stated.number if stated else None,
        stated_accuracy=stated.accuracy if stated else Accuracy.EXACT,
        source=entry.address,
        note=entry.note,
    )
    span = event.counts_on
    # The lists are of what was done: only a day still to come says otherwise.
    event.state = EventState.PLANNED if span and span[0] > today else EventState.HELD
    return event


def _counts(entry: EventEntry, administrations: Sequence[Administration]) -> list[Count]:
    source = entry.address
    experts = entry.resource_persons
    if entry.is_of_one_administration and entry.participants:
        counts = [_total(entry.participants, administrations[0], entry.women, source)]
    else:
        counts = [Count(each, people=None, source=source) for each in administrations]
        if entry.participants:
            counts.append(_total(entry.participants, None, entry.women, source))
    if experts:
        counts.append(
            Count(
                None,
                experts.number,
                role=EventRole.RESOURCE_PERSON,
                accuracy=experts.accuracy,
                source=source,
            )
        )
    return counts


def _total(people: Stated, administration: Administration | None, women: int | None, source: str) -> Count:
    return Count(administration, people.number, women, accuracy=people.accuracy, source=source)
