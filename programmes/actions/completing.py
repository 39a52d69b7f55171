"""Who completed an event, by its rule: proposed with the reason, and stored when somebody confirms."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from office import audit
from office.audit import Actor, ChangedMeanwhile
from programmes.actions.guarding import refuse_if_closed
from programmes.actions.marking import change_people
from programmes.choices import ON_THE_ATTENDANCE_LIST, TOOK_PART, EventRole, ParticipationState, ShareOf
from programmes.models import Attendance, CompletionRule, Event, Participation, Session


class Verdict(Enum):
    """Whether a part of the rule is met. OPEN: what is not recorded could still turn it."""

    MET = auto()
    NOT_MET = auto()
    OPEN = auto()


@dataclass(frozen=True, slots=True)
class Standing:
    """How one participant stands: what the rule proposes, and why.

    ``proposed`` is None where nothing can be said: too much is not recorded.
    """

    participation: Participation
    proposed: ParticipationState | None
    reason: str

    @property
    def is_change(self) -> bool:
        return self.proposed is not None and self.proposed != self.participation.state

    @property
    def key(self) -> str:
        """What a box of the page sends: the row, its version, and what was proposed for it."""
        return f"{self.participation.pk}-{self.participation.version}-{self.proposed}"


@transaction.atomic
def save_rule(*, rule: CompletionRule, by: Actor) -> bool:
    """Store the rule of an event; return whether anything was different.

    :raises ValidationError: when it says nothing, or a share that is none.
    :raises programmes.actions.guarding.PeriodClosed: when the event lies in a closed period.
    """
    refuse_if_closed(rule.event)
    return audit.save(rule, by=by)


def standings_of(event: Event) -> list[Standing]:
    """Return how each participant on the attendance list stands by the event's rule, in list order.

    :raises ValidationError: when the rule cannot be used: no sessions, or no hours where it asks for them.
    """
    rule = CompletionRule.objects.get(event=event)
    weights = _weights(rule, list(event.sessions.in_order()))
    marks: dict[int, dict[int, bool]] = {}
    for row in Attendance.objects.filter(session__event=event):
        marks.setdefault(row.participation_id, {})[row.session_id] = row.was_present
    listed = event.participations.filter(role=EventRole.PARTICIPANT, state__in=ON_THE_ATTENDANCE_LIST)
    return [
        _standing(row, rule, weights, marks.get(row.pk, {}))
        for row in listed.select_related("person", "organisation__administration").in_order()
    ]


@transaction.atomic
def confirm_completion(*, event: Event, keys: Collection[str], by: Actor) -> int:
    """Give the chosen participants the state the rule proposes, with its reason; return how many.

    :param keys: of the standings somebody looked at and confirmed.
    :raises office.audit.ChangedMeanwhile: when the rule proposes something else by now.
    :raises programmes.actions.guarding.PeriodClosed: when the event lies in a closed period.
    """
    refuse_if_closed(event)
    chosen = [each for each in standings_of(event) if each.is_change and each.key in keys]
    if len(chosen) != len(set(keys)):
        raise ChangedMeanwhile
    rows = []
    for each in chosen:
        assert each.proposed is not None  # noqa: S101 - it is a change
        each.participation.state = each.proposed
        each.participation.state_reason = each.reason[:300]
        rows.append(each.participation)
    return change_people(event=event, participations=rows, by=by)


def _weights(rule: CompletionRule, sessions: Sequence[Session]) -> dict[int, Decimal]:
    """Return what each session counts for: one, or its hours.

    :raises ValidationError: naming the sessions whose hours are not recorded.
    """
    if rule.least_share is None:
        return {session.pk: Decimal(1) for session in sessions}
    if not sessions:
        raise ValidationError(_("The rule asks for attendance, and the event has no sessions yet."))
    if rule.share_of == ShareOf.SESSIONS:
        return {session.pk: Decimal(1) for session in sessions}
    without = [str(session) for session in sessions if session.length is None]
    if without:
        raise ValidationError(
            _("The rule asks for hours, and these sessions have none: %(sessions)s.")
            % {"sessions": ", ".join(without)}
        )
    return {session.pk: session.length or Decimal(0) for session in sessions}


def _standing(
    row: Participation, rule: CompletionRule, weights: Mapping[int, Decimal], marks: Mapping[int, bool]
) -> Standing:
    verdicts, words = [], []
    if rule.least_share is not None:
        verdicts.append(_share_verdict(rule.least_share, weights, marks))
        words.append(_attended_in_words(rule, weights, marks))
    if rule.least_score is not None:
        verdicts.append(_score_verdict(rule.least_score, row.post_score))
        words.append(_score_in_words(row.post_score))
    return Standing(row, _proposed(row, verdicts, weights, marks), "; ".join(words))


def _share_verdict(least: int, weights: Mapping[int, Decimal], marks: Mapping[int, bool]) -> Verdict:
    needed = sum(weights.values()) * least
    attended = sum(weight for session, weight in weights.items() if marks.get(session)) * 100
    possible = sum(weight for session, weight in weights.items() if marks.get(session) is not False) * 100
    if attended >= needed:
        return Verdict.MET
    return Verdict.NOT_MET if possible < needed else Verdict.OPEN


def _score_verdict(least: Decimal, score: Decimal | None) -> Verdict:
    if score is None:
        return Verdict.OPEN
    return Verdict.MET if score >= least else Verdict.NOT_MET


def _proposed(
    row: Participation, verdicts: Sequence[Verdict], weights: Mapping[int, Decimal], marks: Mapping[int, bool]
) -> ParticipationState | None:
    came = any(marks.values()) or row.post_score is not None
    stayed_away = bool(weights) and all(marks.get(session) is False for session in weights)
    if all(verdict is Verdict.MET for verdict in verdicts):
        return ParticipationState.COMPLETED
    if came:
        open_only = Verdict.NOT_MET not in verdicts
        stays = open_only and row.state in TOOK_PART
        return None if stays else ParticipationState.ATTENDED
    return ParticipationState.NO_SHOW if stayed_away else None


def _attended_in_words(
    rule: CompletionRule, weights: Mapping[int, Decimal], marks: Mapping[int, bool]
) -> str:
    attended = sum((weight for session, weight in weights.items() if marks.get(session)), Decimal(0))
    silent = sum(session not in marks for session in weights)
    words = {"attended": _plain(attended), "all": _plain(sum(weights.values(), Decimal(0)))}
    if rule.share_of == ShareOf.HOURS:
        text = _("%(attended)s of %(all)s hours") % words
    else:
        text = _("%(attended)s of %(all)s sessions") % words
    if silent:
        text += ngettext(", %(count)d session not recorded", ", %(count)d sessions not recorded", silent) % {
            "count": silent
        }
    return text


def _score_in_words(score: Decimal | None) -> str:
    if score is None:
        return _("score after not recorded")
    return _("score after %(score)s") % {"score": _plain(score)}


def _plain(number: Decimal) -> str:
    return number_format(number.quantize(Decimal("0.01")).normalize() if number % 1 else int(number))
