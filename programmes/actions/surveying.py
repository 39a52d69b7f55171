"""The follow-up survey: rounds, who is asked about which workshop, reminders, answers."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from members.models import Administration
from office import audit
from office.audit import Actor
from office.choices import Verb
from programmes.actions import survey_letters
from programmes.choices import EventKind, EventRole, EventState
from programmes.models import Event, Headcount, Participation, Questionnaire, Survey, SurveyAnswer
from programmes.models.surveys import Question, Verdict

# Where something is learned that may be applied: what a new round asks about before an officer chooses.
LEARNED_AT = (
    EventKind.WORKSHOP,
    EventKind.TRAINING,
    EventKind.SEMINAR,
    EventKind.WEBINAR,
    EventKind.WORKING_GROUP,
    EventKind.ACCREDITATION,
)


@dataclass(frozen=True, slots=True)
class Given:
    """The answer to one question as it was given; empty verdict and text: none."""

    verdict: Verdict | str = ""
    text: str = ""


def held_in(survey: Survey) -> Iterable[Event]:
    """Return the events of the programme that were held and ended in the year of the survey."""
    held = Event.objects.filter(programmes=survey.programme_id, state=EventState.HELD)
    return held.filter(ends_on__range=(survey.starts_on, survey.ends_on)).order_by("ends_on", "pk")


@transaction.atomic
def save_survey(*, record: Survey, today: dt.date, by: Actor) -> None:
    """Store a round with the workshops in ``record.chosen``; a new one asks about all of its year.

    :raises ValidationError: when administrations were asked about a workshop that would no longer be of it.
    """
    is_new = record.pk is None
    if not is_new:
        asked = record.questionnaires.exclude(event__in=record.chosen)
        if asked.exists():
            raise ValidationError(
                {"workshops": _("Administrations were asked about a workshop you took out: it stays.")}
            )
        if record.questionnaires.exists() and _year_of(record.pk) != (record.programme_id, record.starts_on):
            raise ValidationError(_("It was sent: programme and year no longer change."))
    audit.save(record, by=by)
    chosen = [each for each in held_in(record) if each.kind in LEARNED_AT] if is_new else record.chosen
    audit.link(record, "workshops", chosen, by=by)


def _year_of(pk: int) -> tuple[int, dt.date] | None:
    return Survey.objects.filter(pk=pk).values_list("programme_id", "starts_on").first()


@transaction.atomic
def remove_survey(*, record: Survey, by: Actor) -> None:
    """Remove a round nobody was asked in.

    :raises ValidationError: when it was sent.
    """
    if record.questionnaires.exists():
        raise ValidationError(_("Administrations were asked already: it stays."))
    audit.remove(record, by=by)


def to_be_asked(survey: Survey) -> dict[Event, list[Administration]]:
    """Return by workshop the administrations that took part, by name: named people or a head-count."""
    workshops = list(survey.workshops.order_by("ends_on", "pk"))
    people = Participation.objects.took_part().filter(event__in=workshops, role=EventRole.PARTICIPANT)
    counts = Headcount.objects.filter(event__in=workshops, role=EventRole.PARTICIPANT).exclude(people=0)
    pairs = {
        *people.values_list("event_id", "organisation_id"),
        *counts.filter(organisation__isnull=False).values_list("event_id", "organisation_id"),
    }
    known = list(Administration.objects.filter(pk__in={pk for _event, pk in pairs}).by_name())
    return {event: [each for each in known if (event.pk, each.pk) in pairs] for event in workshops}


@transaction.atomic
def send(*, survey: Survey, today: dt.date, now: dt.datetime, by: Actor) -> int:
    """Ask every administration about each workshop it took part in; return how many mails were written.

    Done again, only those are asked that are new: a workshop or an administration entered since.

    :raises ValidationError: before it opens, after it closed, or when there is nobody to ask.
    """
    survey = Survey.objects.select_for_update(of=("self",)).select_related("programme").get(pk=survey.pk)
    if today < survey.opens_on:
        words = {"day": date_format(survey.opens_on, "j F Y")}
        raise ValidationError(_("It opens on %(day)s: send it from then on.") % words)
    if today > survey.closes_on:
        raise ValidationError(_("It has closed: give a later last day first."))
    there = set(survey.questionnaires.values_list("event_id", "administration_id"))
    asked = to_be_asked(survey)
    pairs = [(event, each) for event, invited in asked.items() for each in invited]
    if not pairs:
        raise ValidationError(_("No administration is on record as having taken part in a workshop of it."))
    new = [(event, each) for event, each in pairs if (event.pk, each.pk) not in there]
    for event, each in new:
        audit.save(Questionnaire(survey=survey, event=event, administration=each), by=by)
    if survey.sent_at is None:
        survey.sent_at = now
        audit.save(survey, by=by)
        audit.note(survey, Verb.RELEASED, by=by)
    return survey_letters.ask(survey, {each for _event, each in new}, now=now, by=by)


@transaction.atomic
def save_questionnaire(*, record: Questionnaire, today: dt.date, by: Actor) -> None:
    """Ask an administration about a workshop although the portal does not know that it took part.

    :raises ValidationError: when the workshop is not of the survey, or it was answered.
    """
    if record.answered_at is not None:
        raise ValidationError(_("It was answered: it no longer changes."))
    if not record.survey.workshops.filter(pk=record.event_id).exists():
        raise ValidationError({"event": _("The survey does not ask about this workshop.")})
    audit.save(record, by=by)


@transaction.atomic
def remind_all(*, today: dt.date, now: dt.datetime, by: Actor) -> int:
    """Remind administrations that have not answered, once for each of the days; return how many mails."""
    written = 0
    for survey in Survey.objects.running(today).select_related("programme").newest_first():
        written += survey_letters.remind(survey, today=today, now=now, by=by)
    return written


@transaction.atomic
def save_draft(
    *,
    questionnaire: Questionnaire,
    version: int,
    answers: Mapping[Question, Given],
    now: dt.datetime,
    by: Actor,
) -> None:
    """Keep what is answered so far.

    :raises ValidationError: when it was answered already, or is not open.
    :raises office.audit.ChangedMeanwhile: when somebody else saved answers after these were read.
    """
    stored = _locked(questionnaire, version, now)
    if _store(stored, answers, by):
        audit.touch(stored, by=by)


@transaction.atomic
def send_answers(
    *,
    questionnaire: Questionnaire,
    version: int,
    answers: Mapping[Question, Given],
    now: dt.datetime,
    by: Actor,
) -> None:
    """Answer a questionnaire, once.

    :raises ValidationError: when it was answered already, is not open, or a question has no short answer.
    :raises office.audit.ChangedMeanwhile: when somebody else saved answers after these were read.
    """
    stored = _locked(questionnaire, version, now)
    missing = [each for each in Question if each not in answers or not answers[each].verdict]
    if missing:
        raise ValidationError({each.value: _("Choose an answer.") for each in missing})
    _store(stored, answers, by)
    stored.answered_at, stored.answered_by = now, by.author
    stored.answers_sent = _in_words(stored)
    audit.save(stored, by=by)


def _in_words(questionnaire: Questionnaire) -> str:
    """Return the answers as the history tells them, one on a line, in the language of the portal."""
    with translation.override(settings.LANGUAGE_CODE):
        rows = questionnaire.answers.in_order()
        said = [
            (each.get_question_display(), ". ".join(filter(None, (each.get_verdict_display(), each.text))))
            for each in rows
        ]
    return "\n".join(f"{question}: {words}" for question, words in said)


def _locked(questionnaire: Questionnaire, version: int, now: dt.datetime) -> Questionnaire:
    rows = Questionnaire.objects.select_for_update(of=("self",))
    stored = rows.select_related("survey", "administration", "answered_by").get(pk=questionnaire.pk)
    if stored.answered_at is not None:
        raise ValidationError(
            _("%(said)s It is answered once: the office can open it again.") % _said(stored)
        )
    if not stored.is_open_at(now):
        words = {"first": date_format(stored.survey.opens_on, "j F Y")}
        words["last"] = date_format(stored.closes_on, "j F Y")
        raise ValidationError(_("Answers are taken from %(first)s to %(last)s.") % words)
    if stored.version != version:
        raise audit.ChangedMeanwhile
    return stored


def _said(questionnaire: Questionnaire) -> dict[str, str]:
    who = questionnaire.answered_by.name if questionnaire.answered_by else _("the office")
    day = date_format(questionnaire.answered_at, "j F Y") if questionnaire.answered_at else ""
    return {"said": _("%(who)s answered it on %(day)s.") % {"who": who, "day": day}}


def _store(questionnaire: Questionnaire, answers: Mapping[Question, Given], by: Actor) -> bool:
    """Write the answers that differ; return whether any did."""
    rows = {row.question: row for row in questionnaire.answers.all()}
    changed = False
    for question, given in answers.items():
        row = rows.get(question) or SurveyAnswer(questionnaire=questionnaire, question=question)
        if not given.verdict and not given.text:
            if row.pk:
                audit.remove(row, by=by)
                changed = True
            continue
        row.verdict, row.text = given.verdict, given.text
        changed = audit.save(row, by=by) or changed
    return changed


@transaction.atomic
def reopen(*, questionnaire: Questionnaire, until: dt.date, today: dt.date, by: Actor) -> None:
    """Let an administration answer again, until a day; the reason stands where it answers.

    What was agreed for publication has to be agreed anew.

    :raises ValidationError: when it is not answered, or the day is over.
    """
    stored = Questionnaire.objects.select_for_update(of=("self",)).get(pk=questionnaire.pk)
    if stored.answered_at is None and today <= stored.closes_on:
        raise ValidationError(_("It is open: it has not been answered."))
    if until < today:
        raise ValidationError({"until": _("This day is over.")})
    stored.answered_at, stored.answered_by = None, None
    stored.open_to, stored.reopened_because = until, by.reason
    audit.save(stored, by=by)
    audit.note(stored, Verb.REOPENED, by=by)
    for row in stored.answers.filter(is_agreed=True):
        row.is_agreed = False
        audit.save(row, by=by)


@transaction.atomic
def agree(*, questionnaire: Questionnaire, agreed: Iterable[Question], by: Actor) -> None:
    """Make ``agreed`` the answers that may be published, as the administration agreed.

    :raises ValidationError: when it is not answered.
    """
    stored = Questionnaire.objects.select_for_update(of=("self",)).get(pk=questionnaire.pk)
    if stored.answered_at is None:
        raise ValidationError(_("It has not been answered yet."))
    chosen = set(agreed)
    for row in stored.answers.all():
        row.is_agreed = row.question in chosen
        audit.save(row, by=by)
