"""What administrations answered to a follow-up survey: who answered, what came of the workshops, examples."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from members.models import Administration
from programmes.models import Event, Questionnaire, Survey, SurveyAnswer
from programmes.models.surveys import WORDING, Question, Verdict
from programmes.templatetags.event_dates import event_dates
from reports.blocks import (
    Block,
    Cell,
    Column,
    Definition,
    Definitions,
    KeyFigure,
    KeyFigures,
    Narrative,
    Section,
    Table,
)
from reports.indicators.surveys import FOLLOW_UP, RESPONSE_RATE
from reports.measuring.dimensions import ADMINISTRATION
from reports.measuring.measure import measure
from reports.periods import Period
from reports.scope import Scope
from reports.sections.addresses import addresses_of
from reports.sections.headline import definitions_block

ACROSS = 8  # workshops that stand beside each other in one table


def survey_of(scope: Scope) -> Survey | None:
    """Return the survey on the year of the scope: the last one whose year lies in it."""
    if scope.programme is None or scope.period is None:
        return None
    surveys = Survey.objects.countable_for(scope.reader).filter(programme=scope.programme)
    within = surveys.filter(starts_on__gte=scope.period.start, ends_on__lte=scope.period.end)
    return within.select_related("programme").newest_first().first()


def _counted(scope: Scope, survey: Survey) -> list[Questionnaire]:
    rows = Questionnaire.objects.countable_for(scope.reader).filter(survey=survey)
    if scope.administration is not None:
        rows = rows.filter(administration=scope.administration)
    return list(rows.select_related("administration", "event", "survey").in_order())


def survey_responses(scope: Scope) -> Section | None:
    """Return who answered, for which workshop; None where no survey was sent."""
    survey = survey_of(scope)
    rows = _counted(scope, survey) if survey else []
    if survey is None or not rows:
        return None
    of_year = scope.narrowed(period=Period(survey.starts_on, survey.ends_on))
    blocks = (
        *response_figures(of_year),
        by_workshop(rows),
        *response_matrix(rows),
        definitions_block(FOLLOW_UP),
    )
    return Section(_("Responses to the survey"), blocks, intro=_intro(survey))


def _intro(survey: Survey) -> str:
    words = {"year": survey.year, "programme": survey.programme}
    return (
        _(
            "Each administration that took part in a workshop of %(programme)s in %(year)s was asked what"
            " came of it: one questionnaire for each workshop and administration."
        )
        % words
    )


def response_figures(scope: Scope, *, by_name: bool = True) -> Iterable[Block]:
    """Yield how many questionnaires were sent and answered, and of each administration."""
    figures = measure(scope, FOLLOW_UP, by=[ADMINISTRATION])
    total = addresses_of(scope, [], [()])
    yield KeyFigures(
        _("The responses in numbers"),
        tuple(
            KeyFigure(str(each.name), figures[each], str(each.unit), evidence_url=total(each))
            for each in FOLLOW_UP
        ),
    )
    if by_name:
        groups = sorted(figures.by(ADMINISTRATION), key=lambda group: group.labels[0])
        leads = addresses_of(scope, [ADMINISTRATION], [group.key for group in groups])
        columns = (
            Column(str(each.name), "percent" if each is RESPONSE_RATE else "number") for each in FOLLOW_UP
        )
        yield Table(
            _("Responses by administration"),
            (Column(_("Administration")), *columns),
            tuple((group.labels[0], *(group[each] for each in FOLLOW_UP)) for group in groups),
            evidence=tuple(("", *(leads(each, group.key) for each in FOLLOW_UP)) for group in groups),
        )


def by_workshop(rows: Sequence[Questionnaire]) -> Table:
    """Return of each workshop how many were asked and how many answered."""
    lines = []
    for number, event in enumerate(_workshops(rows), start=1):
        own = [row for row in rows if row.event_id == event.pk]
        answered = sum(row.answered_at is not None for row in own)
        lines.append((_sign(number), event.title, event_dates(event), len(own), answered))
    total = ("", _("All"), "", len(rows), sum(row.answered_at is not None for row in rows))
    return Table(
        _("Responses by workshop"),
        (
            Column(_("No.")),
            Column(_("Workshop")),
            Column(_("Dates")),
            Column(_("Asked"), "number", _("questionnaires")),
            Column(_("Answered"), "number", _("questionnaires")),
        ),
        (*lines, total),
        total_row=True,
    )


def not_answered(rows: Sequence[Questionnaire]) -> Table:
    """Return what waits for an answer, administration by administration, each with its page."""
    waiting = sorted(
        (row for row in rows if row.answered_at is None),
        key=lambda row: (row.administration.member_name, row.pk),
    )
    return Table(
        _("Who has not answered"),
        (
            Column(_("Administration")),
            Column(_("Workshop")),
            Column(_("Until"), "date"),
            Column(_("Reminded at"), "date"),
        ),
        tuple(
            (
                row.administration.member_name,
                row.event.title,
                row.closes_on,
                timezone.localdate(row.reminded_at) if row.reminded_at else _("not reminded"),
            )
            for row in waiting
        ),
        evidence=tuple(("", row.get_absolute_url(), "", "") for row in waiting),
    )


def response_matrix(rows: Sequence[Questionnaire]) -> Iterable[Table]:
    """Yield who answered about which workshop, a few workshops beside each other."""
    events, by_pair = _workshops(rows), {(row.administration_id, row.event_id): row for row in rows}
    for first in range(0, len(events), ACROSS):
        part = events[first : first + ACROSS]
        asked = _administrations([row for row in rows if row.event in part])
        yield Table(
            _("Who answered"),
            (
                Column(_("Administration")),
                *(Column(_sign(first + place)) for place in range(1, len(part) + 1)),
            ),
            tuple(
                (_both(each), *(_state(by_pair.get((each.pk, event.pk))) for event in part)) for each in asked
            ),
            notes=(_("Numbers as in the table above. Empty: did not take part, and was not asked."),),
        )


def _both(administration: Administration) -> str:
    return f"{administration.member_name} ({administration.country_id})"


def _state(row: Questionnaire | None) -> Cell:
    if row is None:
        return ""
    return _("answered") if row.answered_at is not None else _("no answer")


def _sign(number: int) -> str:
    return _("W%(number)d") % {"number": number}


def _workshops(rows: Iterable[Questionnaire]) -> list[Event]:
    return list(dict.fromkeys(row.event for row in rows))


def _administrations(rows: Iterable[Questionnaire]) -> list[Administration]:
    return sorted({row.administration for row in rows}, key=lambda each: (each.member_name, each.pk))


def _answers(scope: Scope, survey: Survey, question: Question) -> list[SurveyAnswer]:
    """Return the answers that were sent; drafts are nobody's but the administration's."""
    sent = [row.pk for row in _counted(scope, survey) if row.answered_at is not None]
    rows = SurveyAnswer.objects.filter(questionnaire__in=sent, question=question)
    names = ("questionnaire__administration", "questionnaire__event", "questionnaire__survey")
    return list(rows.select_related(*names).order_by("questionnaire__administration__member_name", "pk"))


def answers_to(question: Question) -> Callable[[Scope], Section | None]:
    """Return the section about one question: its heading, how it was answered, and examples."""

    def section(scope: Scope) -> Section | None:
        survey = survey_of(scope)
        if survey is None:
            return None
        answers = _answers(scope, survey, question)
        blocks: list[Block] = [_verdicts(answers)]
        agreed = [each for each in answers if each.is_agreed and each.text]
        if agreed:
            blocks.append(_examples(agreed))
        else:
            blocks.append(Narrative("", (_("No example was agreed for publication."),)))
        return Section(str(question.label), tuple(blocks), intro=str(WORDING[question]))

    section.__name__ = f"answers_to_{question.lower()}"
    return section


def _verdicts(answers: Sequence[SurveyAnswer]) -> Table:
    """Return by workshop how often each short answer was given."""
    events = sorted(
        {each.questionnaire.event for each in answers},
        key=lambda event: (event.ends_on or event.pk, event.pk),
    )
    lines: list[tuple[Cell, ...]] = [
        (event.title, *_counts([each for each in answers if each.questionnaire.event_id == event.pk]))
        for event in events
    ]
    total: tuple[Cell, ...] = (_("All"), *_counts(answers))
    return Table(
        _("Answers by workshop"),
        (Column(_("Workshop")), *(Column(str(each.label), "number", _("answers")) for each in Verdict)),
        (*lines, total),
        notes=(_("Administrations that answered; one that took part in two workshops answers twice."),),
        total_row=True,
    )


def _counts(answers: Iterable[SurveyAnswer]) -> tuple[int, ...]:
    counted = Counter(each.verdict for each in answers)
    return tuple(counted[each] for each in Verdict)


def _examples(agreed: Sequence[SurveyAnswer]) -> Table:
    return Table(
        _("Examples of good practice"),
        (Column(_("Administration")), Column(_("Workshop")), Column(_("In their words"))),
        tuple(
            (each.questionnaire.administration.country_id, each.questionnaire.event.title, each.text)
            for each in agreed
        ),
        notes=(_("Published as the administrations agreed."),),
    )


SURVEY_ANSWERS = tuple(answers_to(question) for question in Question)


def survey_conclusion(scope: Scope) -> Section | None:
    """Return what the office makes of the answers; None where nothing is written."""
    survey = survey_of(scope)
    if survey is None or not survey.conclusion.strip():
        return None
    paragraphs = tuple(each.strip() for each in survey.conclusion.split("\n\n") if each.strip())
    return Section(_("Conclusion and recommendations"), (Narrative("", paragraphs),))


def survey_questions(scope: Scope) -> Section | None:
    """Return the questionnaire as it was sent."""
    survey = survey_of(scope)
    if survey is None:
        return None
    choices = ", ".join(str(each.label) for each in Verdict)
    rows = tuple(
        (number, str(each.label), str(WORDING[each])) for number, each in enumerate(Question, start=1)
    )
    table = Table(
        _("The questions"),
        (Column(_("No."), "number"), Column(_("About")), Column(_("Question"))),
        rows,
        notes=(_("Each is answered with one of: %(choices)s; and in words.") % {"choices": choices},),
    )
    asked = (Narrative("", tuple(survey.introduction.split("\n\n"))),) if survey.introduction.strip() else ()
    return Section(_("Appendix 1: the questionnaire"), (*asked, table))


def survey_abbreviations(scope: Scope) -> Section | None:
    """Return what the administrations that were asked are called in short, and in full."""
    survey = survey_of(scope)
    if survey is None:
        return None
    asked = _administrations(_counted(scope, survey))
    entries = tuple(Definition(each.country_id, "", f"{each.member_name}: {each.name}") for each in asked)
    return Section(_("Appendix 2: abbreviations"), (Definitions(entries),))
