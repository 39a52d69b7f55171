"""What awaits a reader: what is asked of them by a day, what is late first. One place for every page."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members.access import allows
from members.choices import Permission, Role
from programmes.models import Commitment, Invitation, Programme, Questionnaire, Recommendation
from reports.actions import objecting
from reports.models import Edition, Objection
from reports.views.work import work_counts

MOST = 12  # lines of one kind
SOON = dt.timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Awaited:
    """One thing asked of the reader: ``due_on`` is the last day for it, empty where there is none."""

    what: str
    title: str
    url: str
    due_on: dt.date | None = None
    is_late: bool = False
    note: str = ""


def awaited_by(account: Any, *, programme: Programme | None = None) -> list[Awaited]:
    """Return what awaits the account, in one programme or in all: late first, then by day."""
    today = timezone.localdate()
    found: list[Awaited] = []
    if account.role == Role.FOCAL_POINT:
        every = [*_calls(account), *_questionnaires(account), *_recommendations(account, today)]
        every += [*_commitments(account, today), *_previews(account, programme)]
        found = [each for each, of in every if programme is None or programme.pk in of]
    elif allows(account, Permission.EDIT_EVENTS) and programme is not None:
        found = [
            each for each, _of in (*_unfinished(account, programme, today), *_to_release(account, programme))
        ]
    return sorted(found, key=lambda each: (not each.is_late, each.due_on or dt.date.max, each.title))


Found = Iterator[tuple[Awaited, set[int]]]


def _calls(account: Any) -> Found:
    """Yield the calls for which the account may nominate people of its administration now."""
    if not allows(account, Permission.NOMINATE):
        return
    own = Invitation.objects.editable_by(account).filter(administration=account.organisation_id)
    rows = own.select_related("call__event", "administration").prefetch_related("call__event__programmes")
    for each in rows.order_by("call__deadline_on", "pk"):
        if each.is_open_at(timezone.now()):
            event = each.call.event
            what = _("Call for nominations")
            those = {programme.pk for programme in event.programmes.all()}
            yield Awaited(what, event.title, each.get_absolute_url(), each.call.deadline_on), those


def _questionnaires(account: Any) -> Found:
    rows = Questionnaire.objects.answerable_by(account).unanswered()
    linked = rows.select_related("survey__programme", "administration", "event")
    for each in linked.order_by("survey__closes_on", "event__ends_on", "pk")[: 4 * MOST]:
        if each.is_open_at(timezone.now()):
            url = reverse("programmes:questionnaire-answer", args=[each.pk])
            made = Awaited(_("Questionnaire to answer"), each.event.title, url, each.closes_on)
            yield made, {each.survey.programme_id}


def _recommendations(account: Any, today: dt.date) -> Found:
    rows = Recommendation.objects.answerable_by(account).awaited()
    rows = rows.filter(Q(answer="") | Q(due_on__lte=today + SOON))
    for each in rows.select_related("mission__programme").newest_first()[:MOST]:
        what = _("Recommendation to carry out") if each.answer else _("Recommendation to answer")
        url = reverse("programmes:recommendation-answer", args=[each.pk])
        made = Awaited(what, each.text, url, each.due_on, each.is_overdue(today), each.mission.title)
        yield made, {each.mission.programme_id}


def _commitments(account: Any, today: dt.date) -> Found:
    rows = Commitment.objects.visible_to(account).still_open().filter(owner=account.organisation_id)
    for each in rows.filter(due_on__lte=today + SOON).select_related("programme").newest_first()[:MOST]:
        what = _("Commitment of yours")
        made = Awaited(what, each.text, each.get_absolute_url(), each.due_on, each.is_overdue(today))
        yield made, {each.programme_id}


def _previews(account: Any, programme: Programme | None) -> Found:
    """Yield the reports that tell of the account's administration and are to be released."""
    editions = objecting.to_preview(account)
    if not editions:
        return
    objected = set(
        Objection.objects.filter(edition__in=editions, administration=account.organisation_id).values_list(
            "edition", flat=True
        )
    )
    for each in editions[:MOST]:
        url = reverse("reports:edition-preview", args=[each.key, account.administration.iso2])
        note = _("You have objected.") if each.pk in objected else _("Read it, and object where it is wrong.")
        made = Awaited(_("Report before its release"), str(each), url, note=note)
        yield made, {each.programme_id} if each.programme_id else {programme.pk} if programme else set()


def _unfinished(account: Any, programme: Programme, today: dt.date) -> Found:
    """Yield how many events of the programme want what before their record is finished."""
    for each, number in work_counts(account, programme, today):
        title = ngettext("%(count)d event", "%(count)d events", number) % {"count": number}
        asked = {"programme": programme.code} | ({"state": each.state} if each.state else {})
        url = f"{reverse('programmes:event-list')}?{urlencode(asked)}"
        yield Awaited(each.title, title, url, note=each.advice), {programme.pk}


def _to_release(account: Any, programme: Programme) -> Found:
    """Yield what others submitted and the account may release."""
    rows = Edition.objects.releasable_by(account).filter(programme=programme).defer("document", "chapters")
    for each in rows.select_related("programme", "phase", "cohort", "donor").newest_first()[:MOST]:
        yield Awaited(_("Report to release"), each.reference, each.get_absolute_url()), {programme.pk}
