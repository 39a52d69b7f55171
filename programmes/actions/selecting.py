"""Choosing among nominees: selected, on the reserve list, declined; seats and balance while it is done."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members.choices import Sex
from office.audit import Actor
from programmes.actions import letters
from programmes.actions.guarding import refuse_if_closed
from programmes.actions.marking import change_people
from programmes.choices import TOOK_PART, EventRole, ParticipationState
from programmes.models import Call, Event, Participation

CHOICES = (
    ParticipationState.NOMINATED,
    ParticipationState.SELECTED,
    ParticipationState.RESERVE,
    ParticipationState.DECLINED,
)
SEATED = TOOK_PART | {ParticipationState.SELECTED}


class SeatsExceeded(Exception):
    """More are selected than there are seats; ``sentences`` say where. Allowed, with a reason."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self.sentences = tuple(sentences)
        super().__init__(" ".join(self.sentences))


@dataclass(frozen=True, slots=True)
class Line:
    """How many of one administration, or sex, stand where; unit: rows of this list.

    ``seats`` None: not limited.
    """

    label: str
    nominated: int
    selected: int
    reserve: int
    seats: int | None = None

    @property
    def is_over(self) -> bool:
        return self.seats is not None and self.selected > self.seats


@dataclass(frozen=True, slots=True)
class Balance:
    """Who is chosen so far, by administration and by sex, and all together."""

    administrations: tuple[Line, ...]
    sexes: tuple[Line, ...]
    total: Line

    def exceeded(self, before: "Balance | None" = None) -> list[str]:
        """Return a sentence for each limit of seats that is exceeded, by more than it was before."""
        held = {line.label: line.selected for line in before.lines} if before else {}
        return [
            ngettext(
                "%(whose)s: %(selected)d selected, %(seats)d seat.",
                "%(whose)s: %(selected)d selected, %(seats)d seats.",
                line.seats or 0,
            )
            % {"whose": line.label, "selected": line.selected, "seats": line.seats}
            for line in self.lines
            if line.is_over and line.selected > held.get(line.label, 0)
        ]

    @property
    def lines(self) -> tuple[Line, ...]:
        """Those that may have a limit of seats."""
        return (*self.administrations, self.total)


def balance_of(call: Call, rows: Iterable[Participation]) -> Balance:
    """Return how the rows stand in this moment, saved or not.

    Those selected and those who took part hold a seat. A working count over one list: no figure.
    """
    rows = list(rows)
    seats = {
        each.administration_id: each.seats_given for each in call.invitations.select_related("administration")
    }
    names = {row.organisation_id: row.organisation.called for row in rows}
    by_administration = [
        _line(name, [row for row in rows if row.organisation_id == pk], seats.get(pk))
        for pk, name in sorted(names.items(), key=lambda pair: pair[1])
    ]
    by_sex = [
        _line(str(sex.label), [row for row in rows if row.person.sex == sex], None)
        for sex in Sex
        if any(row.person.sex == sex for row in rows)
    ]
    return Balance(tuple(by_administration), tuple(by_sex), _line(str(_("All together")), rows, call.seats))


def _line(label: str, rows: Sequence[Participation], seats: int | None) -> Line:
    states = Counter(row.state for row in rows)
    return Line(
        label=label,
        nominated=len(rows),
        selected=sum(states[state] for state in SEATED),
        reserve=states[ParticipationState.RESERVE],
        seats=seats,
    )


def choosable(event: Event) -> list[Participation]:
    """Return the participants of the event among whom is chosen, by administration and rank."""
    rows = event.participations.filter(role=EventRole.PARTICIPANT)
    listed = rows.select_related("person", "organisation__administration")
    return sorted(
        listed,
        key=lambda row: (
            row.organisation.called,
            row.rank is None,
            row.rank or 0,
            row.person.folded_name,
            row.pk,
        ),
    )


def nominees_by_administration(event: Event) -> Counter[int]:
    """Return how many each administration put forward, whatever became of them; unit: rows of the list."""
    return Counter(event.participations.nominated().values_list("organisation_id", flat=True))


@transaction.atomic
def choose(
    *,
    call: Call,
    changed: Sequence[Participation],
    reason_for_more: str = "",
    by: Actor,
) -> int:
    """Store who is selected, on the reserve list or declined, all or none; return how many changed.

    :param changed: rows with their new state and its reason.
    :raises SeatsExceeded: when more are selected than there are seats and no reason is given for it.
    :raises programmes.actions.guarding.PeriodClosed: when the event lies in a closed period.
    :raises office.audit.ChangedMeanwhile: when somebody else changed a row first.
    """
    refuse_if_closed(call.event)
    mine: Mapping[int, Participation] = {row.pk: row for row in changed}
    before = balance_of(call, choosable(call.event))
    after = balance_of(call, [mine.get(row.pk, row) for row in choosable(call.event)])
    over = after.exceeded(before)
    if over and not reason_for_more:
        raise SeatsExceeded(over)
    reason = reason_for_more if over else ""
    return change_people(
        event=call.event, participations=changed, by=Actor(by.account, by.door, reason or by.reason)
    )


@transaction.atomic
def tell_outcome(*, call: Call, by: Actor) -> int:
    """Write to each administration how its nominees stand; return how many mails were written.

    Where nothing changed since the last such mail, none is written.
    """
    refuse_if_closed(call.event)
    written = 0
    for invitation in call.invitations.select_related("administration").by_name():
        invitation.call = call
        rows = call.event.participations.nominated_by(invitation.administration)
        told = list(rows.select_related("person").by_rank())
        if told:
            stand = "-".join(f"{row.pk}.{row.version}" for row in told)
            occasion = f"outcome-{letters.sign_of(stand)}"
            written += letters.post(invitation, occasion, letters.outcome_letter(told), by=by)
    return written
