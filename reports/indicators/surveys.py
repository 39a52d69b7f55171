"""What was asked after events, and what came back."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from reports.indicators.deliverables import count_of
from reports.indicators.parts import counted
from reports.measuring.definition import Indicator, Part, Sums
from reports.models import EvaluationFact, QuestionnaireFact
from reports.quantities import TENTH, Quantity, UnitKind

ANSWERED = Q(is_answered=True)

QUESTIONNAIRES_SENT = count_of(
    "questionnaires_sent",
    facts=QuestionnaireFact,
    name=_("Questionnaires sent"),
    unit=_("questionnaires"),
    definition=_(
        "Questionnaires of follow-up surveys: one for each workshop and administration that was asked about"
        " it, in the year of the workshops, on its last day."
    ),
)
QUESTIONNAIRES_ANSWERED = count_of(
    "questionnaires_answered",
    facts=QuestionnaireFact,
    name=_("Questionnaires answered"),
    unit=_("questionnaires"),
    definition=_(
        "Of the questionnaires sent, those whose answers the administration has sent; a draft is none."
    ),
    where=ANSWERED,
)


def _share(sums: Sums) -> Quantity:
    sent = counted(sums, "questionnaires_asked")
    if not sent:
        return Quantity.unknown("percent")
    share = Decimal(100) * counted(sums, "questionnaires_come") / sent
    return Quantity.exactly(share.quantize(TENTH, rounding=ROUND_HALF_UP), "percent")


RESPONSE_RATE = Indicator(
    code="response_rate",
    name=_("Response rate"),
    unit=_("percent"),
    definition=_("Questionnaires answered, of those sent; empty where none was sent."),
    facts=QuestionnaireFact,
    rows=Q(),
    parts=(
        Part("questionnaires_asked", QuestionnaireFact, "COUNT(*)"),
        Part("questionnaires_come", QuestionnaireFact, "COUNT(*)", ANSWERED),
    ),
    read=_share,
    unit_kind="percent",
)

FOLLOW_UP = (QUESTIONNAIRES_SENT, QUESTIONNAIRES_ANSWERED, RESPONSE_RATE)

OF_FEW = _("Of an event with fewer than five of them nothing is told, to anybody, and it is in no total.")
ENOUGH, TESTED = Q(answers__isnull=False), Q(people__isnull=False)

REACTIONS = count_of(
    "reactions",
    facts=EvaluationFact,
    name=_("Reactions"),
    unit=_("forms"),
    definition=format_lazy(
        "{said} {few}",
        said=_(
            "Forms that participants filled in at the end of an event without their name, by its last day."
        ),
        few=OF_FEW,
    ),
    amount="answers",
    where=ENOUGH,
)
PEOPLE_TESTED = count_of(
    "people_tested",
    facts=EvaluationFact,
    name=_("Tested before and after"),
    unit=_("participations"),
    definition=format_lazy(
        "{said} {few}",
        said=_("Named participants of an event who have a score of the test before it and of the one after."),
        few=OF_FEW,
    ),
    amount="people",
    where=TESTED,
)


def _average(
    code: str, *, of: str, by: str, where: Q, name: Any, unit: Any, definition: Any, in_percent: bool
) -> Indicator:
    """Return the average over people of sums that stand on the rows of events."""
    summed, counted_by = f"{code}_sum", f"{code}_people"

    def read(sums: Sums) -> Quantity:
        people = counted(sums, counted_by)
        kind: UnitKind = "percent" if in_percent else "count"
        if not people:
            return Quantity.unknown(kind)
        value = (Decimal(sums[summed]) / people).quantize(TENTH, rounding=ROUND_HALF_UP)
        return Quantity.exactly(value, kind)

    return Indicator(
        code=code,
        name=name,
        unit=unit,
        definition=format_lazy("{said} {few}", said=definition, few=OF_FEW),
        facts=EvaluationFact,
        rows=where,
        parts=(
            Part(summed, EvaluationFact, f"SUM({of})", where),
            Part(counted_by, EvaluationFact, f"SUM({by})", where),
        ),
        read=read,
        unit_kind="percent" if in_percent else "count",
    )


SATISFACTION = _average(
    "satisfaction",
    of="overall * answers",
    by="answers",
    where=ENOUGH,
    name=_("Satisfaction"),
    unit=_("of 5"),
    definition=_("The average mark, from 1 to 5, of the question whether the event was good all in all."),
    in_percent=False,
)
SCORE_BEFORE = _average(
    "score_before",
    of="before",
    by="people",
    where=TESTED,
    name=_("Score before"),
    unit=_("percent"),
    definition=_("The average score of the test before, in percent of what it gives at most."),
    in_percent=True,
)
SCORE_AFTER = _average(
    "score_after",
    of="after",
    by="people",
    where=TESTED,
    name=_("Score after"),
    unit=_("percent"),
    definition=_("The average score of the test after, of the same people."),
    in_percent=True,
)

EVALUATED = (REACTIONS, SATISFACTION, PEOPLE_TESTED, SCORE_BEFORE, SCORE_AFTER)
