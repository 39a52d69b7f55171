"""Which phase an event belongs to when nobody said: the one whose dates hold its end."""

import datetime as dt
from dataclasses import dataclass
from enum import Enum, auto

from programmes.models import Phase, Programme


class PhaseDoubt(Enum):
    """Why nobody but a person can say which phase it is."""

    UNDATED = auto()
    SEVERAL_HOLD_IT = auto()
    ONLY_PARTLY_INSIDE = auto()


@dataclass(frozen=True, slots=True)
class PhaseChoice:
    """The phase of an event; or, where that is in doubt, none, why, and the phases it may be.

    ``is_outside``: the programme has phases, and none of them at that time.
    """

    phase: Phase | None = None
    doubt: PhaseDoubt | None = None
    may_be: tuple[Phase, ...] = ()
    is_outside: bool = False


def choose_phase(programme: Programme, span: tuple[dt.date, dt.date] | None) -> PhaseChoice:
    """Return the one phase that holds the whole span the event ended in; None: it is undated."""
    phases = programme.phases.in_order()
    every = tuple(phases)
    if not every:
        return PhaseChoice()
    if span is None:
        return PhaseChoice(doubt=PhaseDoubt.UNDATED, may_be=every)
    first, last = span
    holding = tuple(phases.holding(first, last))
    touching = tuple(phases.holding(first, first) | phases.holding(last, last))
    if len(holding) > 1:
        return PhaseChoice(doubt=PhaseDoubt.SEVERAL_HOLD_IT, may_be=holding)
    if touching != holding:
        # A month or a year that a phase begins or ends in: the day decides, and it is not known.
        return PhaseChoice(doubt=PhaseDoubt.ONLY_PARTLY_INSIDE, may_be=touching)
    return PhaseChoice(phase=holding[0]) if holding else PhaseChoice(is_outside=True)
