"""Documents of what was asked and said: the Good Practice Report, and that of a dialogue."""

from django.utils.translation import gettext_lazy as _

from programmes.choices import EventKind
from programmes.models import Programme
from reports import sections
from reports.choices import Subject
from reports.documents.kind import DocumentKind


def has_surveys(programme: Programme) -> bool:
    """Test if a follow-up survey of the programme was sent."""
    return programme.surveys.filter(sent_at__isnull=False).exists()


GOOD_PRACTICE_REPORT = DocumentKind(
    "good-practice-report",
    _("Good Practice Report"),
    (
        sections.survey_responses,
        *sections.SURVEY_ANSWERS,
        sections.survey_conclusion,
        sections.survey_questions,
        sections.survey_abbreviations,
    ),
    needs=frozenset({Subject.PROGRAMME, Subject.PERIOD}),
    takes=frozenset(),
    fits=has_surveys,
)


def has_dialogue(programme: Programme) -> bool:
    """Test if the programme holds a dialogue."""
    return programme.events.filter(kind=EventKind.DIALOGUE).exists()


DIALOGUE_REPORT = DocumentKind(
    "dialogue-report",
    _("Dialogue report"),
    (
        sections.dialogue_attendance,
        sections.dialogue_presentations,
        sections.dialogue_breakouts,
        sections.dialogue_comments,
        sections.dialogue_needs,
        sections.dialogue_delivered,
        sections.dialogue_commitments,
        sections.data_notes,
    ),
    takes=frozenset({Subject.PERIOD}),
    fits=has_dialogue,
)
