"""What waits for the focal point of an administration: to be nominated for, answered, or done."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from members.access import allows
from members.choices import Permission, Role
from members.models import Administration
from programmes.models import Commitment, Invitation, Questionnaire, Recommendation

SOON = dt.timedelta(days=90)
MOST = 20


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: what it is and until when, and the record with the page to see to it."""

    heading: str
    text: str
    url: str


def waiting_for(reader: Any, administration: Administration) -> list[Waiting]:
    """Return what waits for the reader, calls first; for others than the focal point of it nothing."""
    if reader.role != Role.FOCAL_POINT or administration.pk != reader.organisation_id:
        return []
    return [
        *_calls(reader, administration),
        *_questionnaires(reader),
        *_recommendations(reader),
        *_commitments(reader, administration),
    ]


def _calls(reader: Any, administration: Administration) -> Iterator[Waiting]:
    """Yield the calls for which the reader may nominate people of the administration now."""
    if not allows(reader, Permission.NOMINATE):
        return
    own = Invitation.objects.editable_by(reader).filter(administration=administration)
    rows = own.select_related("call__event", "administration").order_by("call__deadline_on", "pk")
    for each in rows:
        if each.is_open_at(timezone.now()):
            heading = _("Call for nominations, open until %(day)s") % _until(each.call.deadline_on)
            yield Waiting(heading, each.call.event.title, each.get_absolute_url())


def _questionnaires(reader: Any) -> Iterator[Waiting]:
    asked = Questionnaire.objects.answerable_by(reader).unanswered()
    rows = asked.select_related("survey", "administration", "event").in_order()
    for each in rows[:MOST]:
        if each.is_open_at(timezone.now()):
            heading = _("Follow-up survey, to be answered until %(day)s") % _until(each.closes_on)
            answer = reverse("programmes:questionnaire-answer", args=[each.pk])
            yield Waiting(heading, each.event.title, answer)


def _recommendations(reader: Any) -> Iterator[Waiting]:
    rows = Recommendation.objects.answerable_by(reader).filter(answer="")
    for each in rows.newest_first()[:MOST]:
        answer = reverse("programmes:recommendation-answer", args=[each.pk])
        yield Waiting(_("Recommended by a mission, and not answered yet"), each.text, answer)


def _commitments(reader: Any, administration: Administration) -> Iterator[Waiting]:
    """Yield what the administration promised that is due within 90 days, or was."""
    today = timezone.localdate()
    own = Commitment.objects.visible_to(reader).filter(owner=administration)
    due = own.still_open().filter(due_on__lte=today + SOON)
    for each in due.newest_first()[:MOST]:
        late, ahead = _("You promised this by %(day)s: overdue"), _("You promised this by %(day)s")
        heading = (late if each.is_overdue(today) else ahead) % _until(each.due_on)
        yield Waiting(heading, each.text, each.get_absolute_url())


def _until(day: dt.date | None) -> dict[str, str]:
    return {"day": date_format(day, "j F Y") if day else ""}
