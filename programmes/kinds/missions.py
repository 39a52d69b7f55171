"""How missions and what they recommend are shown and entered."""

from collections.abc import Iterator
from typing import Any

import django_filters as filters  # type: ignore[import-untyped]
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from office.filters import StrictFilterSet
from programmes.actions import advising
from programmes.choices import CommitmentState
from programmes.choices.missions import Answer, MissionKind
from programmes.filters import fields
from programmes.forms.missions import MissionExpertForm, MissionForm, RecommendationForm
from programmes.kinds.kind import Fact, Kind, Lead, ListColumn, Part
from programmes.models import Mission, MissionExpert, MissionFile, Recommendation

UNANSWERED = "NONE"


class MissionFilter(StrictFilterSet):
    """By programme, phase, administration, kind, topic, and words of the title."""

    q = filters.CharFilter(
        field_name="title", lookup_expr="icontains", label=_("Words of the title"), max_length=120
    )
    programme = fields.programme()
    phase = fields.phase()
    administration = fields.administration()
    kind = fields.word_of(MissionKind.choices, _("Kind"), _("All kinds"))
    topic = fields.topic(field_name="topics")

    class Meta(StrictFilterSet.Meta):
        model = Mission


class RecommendationFilter(StrictFilterSet):
    """By programme, administration, answer, state, and whether it is overdue."""

    programme = fields.programme(field_name="mission__programme")
    administration = fields.administration(field_name="mission__administration")
    answer = fields.word_of(
        [*Answer.choices, (UNANSWERED, _("Not answered yet"))], _("Answer"), _("All"), method="answered"
    )
    state = fields.word_of(CommitmentState.choices, _("State"), _("All states"))
    due = fields.word_of([("overdue", _("Overdue"))], _("Due"), _("All"), method="late")

    class Meta(StrictFilterSet.Meta):
        model = Recommendation

    def answered(self, rows: Any, name: str, word: str) -> Any:
        return rows.filter(answer="" if word == UNANSWERED else word)

    def late(self, rows: Any, name: str, word: str) -> Any:
        return rows.overdue(timezone.localdate())


class MissionExpertFilter(StrictFilterSet):
    """By words of the name, programme, and administration they are of."""

    q = fields.NameFilter(_("Name of the person"), field_name="person")
    programme = fields.programme(field_name="mission__programme")
    administration = fields.administration(field_name="organisation__administration")

    class Meta(StrictFilterSet.Meta):
        model = MissionExpert


def _listed(rows: Any) -> str:
    return ", ".join(sorted(str(each) for each in rows))


def _mission(row: Mission) -> Iterator[Fact]:
    yield _("Programme"), row.programme
    yield _("Phase"), row.phase
    yield _("Administration"), row.administration
    yield _("Kind"), row.get_kind_display()
    yield _("First day"), row.starts_on
    yield _("Last day"), row.ends_on
    yield _("Who sent experts"), _listed(row.bodies.all())
    yield _("Number of experts"), row.experts
    yield _("Topics"), _listed(row.topics.all())
    yield _("Instruments promoted"), _listed(row.instruments.all())
    yield _("Entered as the event"), row.event
    yield _("Its report"), row.report
    yield _("Source"), row.source
    yield _("Note"), row.note


def _answer(row: Recommendation) -> str:
    return str(row.get_answer_display()) if row.answer else _now("not answered yet")


def _state(row: Recommendation) -> str:
    state = row.get_state_display()
    is_late = row.is_overdue(timezone.localdate())
    return _now("%(state)s, overdue") % {"state": state} if is_late else state


def _recommendation(row: Recommendation) -> Iterator[Fact]:
    yield _("Mission"), row.mission
    yield _("Administration"), row.mission.administration
    yield _("What is recommended"), row.text
    yield _("Topic"), row.topic
    yield _("To be done by"), row.due_on or _now("no date agreed")
    yield _("Answer"), _answer(row)
    if row.answer:
        yield _("Answered on"), row.answered_on
        yield _("Answer in words"), row.answer_text
    yield _("State"), _state(row)
    yield _("What came of it"), row.outcome
    yield _("State as of"), row.state_on


def _expert(row: MissionExpert) -> Iterator[Fact]:
    yield _("Person"), row.person
    yield _("Mission"), row.mission
    yield _("Of"), row.organisation
    yield _("Position"), row.position
    yield _("Part in the mission"), row.part


def _mission_leads(row: Mission, account: Any, may_edit: bool) -> Iterator[Lead]:  # noqa: FBT001 - a Kind's call
    files = MissionFile.objects.visible_to(account).filter(mission=row).count()
    if files or may_edit:
        label = _now("Documents (%(count)d)") % {"count": files}
        yield label, reverse("programmes:mission-files", args=[row.pk])


def _leads(row: Recommendation, account: Any, may_edit: bool) -> Iterator[Lead]:  # noqa: FBT001 - a Kind's call
    if may_edit or Recommendation.objects.answerable_by(account).filter(pk=row.pk).exists():
        yield _("Answer it"), reverse("programmes:recommendation-answer", args=[row.pk])


RECOMMENDATIONS = Kind(
    word="recommendations",
    model=Recommendation,
    form=RecommendationForm,
    filters=RecommendationFilter,
    title=_("Recommendations"),
    lead=_("What missions recommended, what the administrations answered, and what came of it."),
    new_label=_("Enter a recommendation"),
    columns=(
        ListColumn(_("What is recommended"), str),
        ListColumn(_("Administration"), lambda row: row.mission.administration),
        ListColumn(_("Mission"), lambda row: row.mission.title),
        ListColumn(_("To be done by"), lambda row: row.due_on or _now("no date agreed")),
        ListColumn(_("Answer"), _answer),
        ListColumn(_("State"), _state),
    ),
    facts=_recommendation,
    fields=(
        "mission",
        "number",
        "text",
        "topic",
        "due_on",
        "answer",
        "answered_on",
        "answer_text",
        "state",
        "outcome",
        "state_on",
    ),
    related=("mission__administration", "mission__programme", "topic"),
    parent="mission",
    leads=_leads,
    save=advising.save_recommendation,
)
EXPERTS = Kind(
    word="mission-experts",
    model=MissionExpert,
    form=MissionExpertForm,
    filters=MissionExpertFilter,
    title=_("Experts of missions"),
    lead=_("Who went on which mission, sent by whom."),
    new_label=_("Enter an expert"),
    columns=(
        ListColumn(_("Person"), lambda row: row.person),
        ListColumn(_("Of"), lambda row: row.organisation),
        ListColumn(_("Position"), lambda row: row.position),
        ListColumn(_("Part in the mission"), lambda row: row.part),
        ListColumn(_("Mission"), lambda row: row.mission.title),
        ListColumn(_("Last day"), lambda row: row.mission.ends_on),
    ),
    facts=_expert,
    fields=("mission", "person", "organisation", "position", "part"),
    related=(
        "mission__administration",
        "mission__programme",
        "mission__phase__programme",
        "person",
        "organisation__administration",
    ),
    parent="mission",
    save=advising.save_expert,
)
MISSIONS = Kind(
    word="missions",
    model=Mission,
    form=MissionForm,
    filters=MissionFilter,
    title=_("Missions"),
    lead=_("Experts at an administration: to diagnose, to scope, to advise, to support."),
    new_label=_("Enter a mission"),
    columns=(
        ListColumn(_("Mission"), lambda row: row.title),
        ListColumn(_("Administration"), lambda row: row.administration),
        ListColumn(_("Kind"), lambda row: row.get_kind_display()),
        ListColumn(_("First day"), lambda row: row.starts_on),
        ListColumn(_("Last day"), lambda row: row.ends_on),
        ListColumn(_("Programme"), lambda row: row.programme),
    ),
    facts=_mission,
    fields=(
        "programme",
        "phase",
        "administration",
        "kind",
        "title",
        "starts_on",
        "ends_on",
        "bodies",
        "experts",
        "topics",
        "instruments",
        "report",
        "source",
        "note",
    ),
    related=("programme", "phase__programme", "administration", "event"),
    parts=(Part(RECOMMENDATIONS, "mission"), Part(EXPERTS, "mission")),
    leads=_mission_leads,
    save=advising.save_mission,
    remove=advising.remove_mission,
)
