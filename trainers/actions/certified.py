"""What certification in a cohort writes into the ledger of accreditations."""

import datetime as dt
from collections.abc import Mapping

from django.utils.translation import gettext as _

from office.audit import Actor
from programmes.models import Topic
from trainers.actions.ledger import enter_line
from trainers.choices import Step
from trainers.models import CohortParticipant, LedgerLine, Scheme


def keep_ledger(
    *, participant: CohortParticipant, before: dt.date | None, today: dt.date, by: Actor
) -> list[LedgerLine]:
    """Add the lines by which the ledger says of a participant what the cohort says; return them.

    One for each topic of the cohort, where the cohort certifies by a scheme. ``before`` is the day of
    certification until now: another day is a correction of its line, and none strikes it out. Who is
    accredited already by the scheme and for the topic gets no second line.

    :raises ValidationError: where the scheme wants steps before, or any other rule of the ledger is broken.
    """
    scheme = participant.cohort.scheme
    if scheme is None:
        return []
    topics: list[Topic | None] = [None]
    if scheme.needs_topic:
        topics = list(participant.cohort.topics.order_by("name", "pk"))
    lines = [_next_line(participant, scheme, topic, before, by) for topic in topics]
    return [enter_line(line=line, today=today, by=by) for line in lines if line is not None]


def _next_line(
    participant: CohortParticipant, scheme: Scheme, topic: Topic | None, before: dt.date | None, by: Actor
) -> LedgerLine | None:
    day = participant.certified_on
    about = {"person": participant.person, "scheme": scheme, "topic": topic}
    old = _line_of(before, about)
    if day == before and old is not None:
        return None
    words = _("Certified in the cohort “%(cohort)s”") % {"cohort": participant.cohort}
    if participant.is_exception:
        words = _("%(certified)s, as an exception: %(reason)s") % {
            "certified": words,
            "reason": participant.exception_reason,
        }
    if day is None:
        if old is None:
            return None
        return LedgerLine(**about, step=Step.STRUCK, taken_on=old.taken_on, corrects=old, reason=by.reason)
    if old is None and LedgerLine.objects.accredited_on(day).filter(**about).exists():
        return None
    reason = _("The day of certification was corrected.") if old else ""
    return LedgerLine(
        **about, step=Step.ACCREDITED, taken_on=day, evidence=words, corrects=old, reason=reason
    )


def _line_of(day: dt.date | None, about: Mapping[str, object]) -> LedgerLine | None:
    """Return the accreditation of that day that stands, None where there is none."""
    if day is None:
        return None
    rows = LedgerLine.objects.standing().filter(**about, step=Step.ACCREDITED, taken_on=day)
    return rows.latest_first().first()
