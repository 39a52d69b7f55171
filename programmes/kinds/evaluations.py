"""How evaluations of events are shown and entered."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office.filters import StrictFilterSet
from programmes.actions import evaluating
from programmes.filters import fields
from programmes.forms.evaluations import EvaluationForm
from programmes.kinds.kind import Fact, Kind, Lead, ListColumn
from programmes.models import Evaluation


class EvaluationFilter(StrictFilterSet):
    """By programme."""

    programme = fields.programme()

    class Meta(StrictFilterSet.Meta):
        model = Evaluation


def _facts(row: Evaluation) -> Iterator[Fact]:
    yield _("Programme"), row.programme
    yield _("Event"), row.event
    yield _("Address of the form"), settings.PORTAL_ADDRESS + reverse("programmes:reaction", args=[row.code])
    yield _("Code"), row.code
    yield _("Reactions are taken until"), row.closes_on
    yield _("Highest score of the test"), row.highest_score or gettext("no test")


def _leads(row: Evaluation, account: Any, may_edit: bool) -> Iterator[Lead]:  # noqa: FBT001 - a Kind's call
    yield _("What came of it"), reverse("reports:evaluation-page", args=[row.pk])
    if may_edit:
        yield _("Form to show"), reverse("reports:evaluation-sheet", args=[row.pk])
        yield _("Scores"), reverse("programmes:evaluation-scores", args=[row.pk])


EVALUATIONS = Kind(
    word="evaluations",
    model=Evaluation,
    form=EvaluationForm,
    filters=EvaluationFilter,
    title=_("Evaluations"),
    lead=_(
        "What participants thought of events, and what they knew before and after. Of few, nothing is told."
    ),
    new_label=_("Evaluate an event"),
    columns=(
        ListColumn(_("Event"), lambda row: row.event),
        ListColumn(_("Programme"), lambda row: row.programme),
        ListColumn(_("Reactions until"), lambda row: row.closes_on),
        ListColumn(_("Highest score"), lambda row: row.highest_score, is_number=True),
    ),
    facts=_facts,
    fields=("programme", "event", "closes_on", "highest_score"),
    related=("programme", "event"),
    save=evaluating.save_evaluation,
    remove=evaluating.remove_evaluation,
    leads=_leads,
)
