"""How follow-up surveys and their questionnaires are shown and entered."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office.filters import StrictFilterSet
from programmes.actions import surveying
from programmes.filters import fields
from programmes.forms.surveys import QuestionnaireForm, SurveyForm
from programmes.kinds.kind import Fact, Kind, Lead, ListColumn
from programmes.models import Questionnaire, QuestionnaireFile, Survey


def _surveys(request: Any) -> QuerySet[Survey]:
    if request is None:  # the API describes itself
        return Survey.objects.none()
    return Survey.objects.visible_to(request.user).select_related("programme").newest_first()


class SurveyFilter(StrictFilterSet):
    """By programme."""

    programme = fields.programme()

    class Meta(StrictFilterSet.Meta):
        model = Survey


class QuestionnaireFilter(StrictFilterSet):
    """By survey, administration, and whether it was answered."""

    ANSWERED, WAITING = "answered", "waiting"

    survey = fields.one_of(_surveys, "pk", _("Survey"), _("All surveys"))
    administration = fields.administration()
    state = fields.word_of(
        [(WAITING, _("Not answered")), (ANSWERED, _("Answered"))], _("State"), _("All"), method="at_state"
    )

    class Meta(StrictFilterSet.Meta):
        model = Questionnaire

    def at_state(self, rows: Any, name: str, state: str) -> Any:
        return rows.filter(answered_at__isnull=state == self.WAITING)


def _survey_facts(row: Survey) -> Iterator[Fact]:
    yield _("Programme"), row.programme
    yield _("Workshops that ended"), f"{_day(row.starts_on)} – {_day(row.ends_on)}"
    yield _("Answers are taken"), f"{_day(row.opens_on)} – {_day(row.closes_on)}"
    yield _("Reminders, days before the last"), ", ".join(map(str, row.remind_days)) or gettext("none")
    yield _("Introduction"), row.introduction
    yield _("Sent at"), row.sent_at or gettext("not sent yet")
    yield _("Conclusion and recommendations"), row.conclusion
    for event in row.workshops.order_by("ends_on", "pk"):
        yield _("Workshop"), event


def _day(day: Any) -> str:
    return date_format(day, "j F Y")


def _survey_leads(row: Survey, account: Any, may_edit: bool) -> Iterator[Lead]:  # noqa: FBT001 - a Kind's call
    yield _("Who has answered"), reverse("reports:survey-page", args=[row.pk])
    if may_edit:
        yield _("Send it"), reverse("programmes:survey-send", args=[row.pk])


def _state(row: Questionnaire) -> str:
    if row.answered_at is not None:
        return gettext("answered")
    now = timezone.now()
    return gettext("waiting for an answer") if row.is_open_at(now) else gettext("not answered, closed")


def _questionnaire_facts(row: Questionnaire) -> Iterator[Fact]:
    yield _("Survey"), row.survey
    yield _("Workshop"), row.event
    yield _("Administration"), row.administration
    yield _("State"), _state(row)
    yield _("Answers are taken until"), row.closes_on
    yield _("Reminded at"), row.reminded_at or gettext("not reminded")
    if row.reopened_because:
        yield _("Opened again because"), row.reopened_because
    if row.answered_at is None:
        return  # a draft is the administration's own
    yield _("Answered at"), row.answered_at
    for answer in row.answers.in_order():
        said = ". ".join(filter(None, (answer.get_verdict_display(), answer.text)))
        marked = gettext("%(answer)s (agreed for publication)") if answer.is_agreed else "%(answer)s"
        yield answer.get_question_display(), marked % {"answer": said}


def _questionnaire_leads(row: Questionnaire, account: Any, may_edit: bool) -> Iterator[Lead]:  # noqa: FBT001
    is_theirs = Questionnaire.objects.answerable_by(account).filter(pk=row.pk).exists()
    files = QuestionnaireFile.objects.visible_to(account).filter(questionnaire=row).count()
    if files or (is_theirs and row.answered_at is None):
        label = gettext("Documents (%(count)d)") % {"count": files}
        yield label, reverse("programmes:questionnaire-files", args=[row.pk])
    if is_theirs and row.answered_at is None and row.is_open_at(timezone.now()):
        yield _("Answer it"), reverse("programmes:questionnaire-answer", args=[row.pk])
    if may_edit and row.answered_at is not None:
        yield _("Agree what is published"), reverse("programmes:questionnaire-agree", args=[row.pk])
    if may_edit and (row.answered_at is not None or not row.is_open_at(timezone.now())):
        yield _("Open it again"), reverse("programmes:questionnaire-reopen", args=[row.pk])


SURVEYS = Kind(
    word="surveys",
    model=Survey,
    form=SurveyForm,
    filters=SurveyFilter,
    title=_("Follow-up surveys"),
    lead=_("What administrations are asked each year about the workshops they took part in."),
    new_label=_("Prepare a survey"),
    columns=(
        ListColumn(_("Survey"), lambda row: row),
        ListColumn(_("Answers from"), lambda row: row.opens_on),
        ListColumn(_("Answers until"), lambda row: row.closes_on),
        ListColumn(_("Sent at"), lambda row: row.sent_at or gettext("not sent yet")),
    ),
    facts=_survey_facts,
    fields=("programme", "starts_on", "ends_on", "opens_on", "closes_on", "workshops", "sent_at"),
    related=("programme",),
    save=surveying.save_survey,
    remove=surveying.remove_survey,
    leads=_survey_leads,
)
QUESTIONNAIRES = Kind(
    word="questionnaires",
    model=Questionnaire,
    form=QuestionnaireForm,
    filters=QuestionnaireFilter,
    title=_("Questionnaires"),
    lead=_("One for each workshop and administration: what waits for an answer comes first."),
    new_label=_("Ask one more administration"),
    columns=(
        ListColumn(_("Workshop"), lambda row: row.event),
        ListColumn(_("Administration"), lambda row: row.administration),
        ListColumn(_("Survey"), lambda row: row.survey),
        ListColumn(_("State"), _state),
        ListColumn(_("Until"), lambda row: row.closes_on),
    ),
    facts=_questionnaire_facts,
    fields=("survey", "event", "administration", "reminded_at", "answered_at"),
    related=("survey__programme", "event", "administration", "answered_by"),
    save=surveying.save_questionnaire,
    leads=_questionnaire_leads,
)
