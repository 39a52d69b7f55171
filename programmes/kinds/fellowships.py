"""How fellowships are shown and entered: with their log and their milestones."""

from collections.abc import Iterator

import django_filters as filters  # type: ignore[import-untyped]
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from office.filters import StrictFilterSet
from programmes.actions.fellows import remove_fellowship, save_fellowship, save_milestone, save_week
from programmes.choices import FellowshipState
from programmes.filters import fields
from programmes.forms.fellowships import FellowshipForm, FellowshipMilestoneForm, FellowshipWeekForm
from programmes.kinds.kind import Fact, Kind, ListColumn, Part
from programmes.models import Fellowship, FellowshipMilestone, FellowshipWeek
from programmes.models.contributions import FIRST_YEAR, LAST_YEAR


class FellowshipFilter(StrictFilterSet):
    """By words of the name, programme, phase, administration, state, and the year it ended in."""

    q = fields.NameFilter(_("Name of the fellow"), field_name="person")
    programme = fields.programme()
    phase = fields.phase()
    administration = fields.administration(_("Sent by"))
    state = fields.word_of(FellowshipState.choices, _("State"), _("All states"))
    year = filters.NumberFilter(
        field_name="ends_on__year",
        label=_("Year"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        decimal_places=0,
    )

    class Meta(StrictFilterSet.Meta):
        model = Fellowship


class OfFellowshipFilter(StrictFilterSet):
    """By programme and administration."""

    programme = fields.programme(field_name="fellowship__programme")
    administration = fields.administration(_("Sent by"), field_name="fellowship__administration")

    class Meta(StrictFilterSet.Meta):
        model = FellowshipWeek


class MilestoneFilter(OfFellowshipFilter):
    """The same, and by whether it is reached."""

    reached = fields.word_of(
        [("yes", _("Reached")), ("no", _("Not reached yet"))], _("Reached"), _("All"), method="are_reached"
    )

    class Meta(StrictFilterSet.Meta):
        model = FellowshipMilestone

    def are_reached(self, rows: object, name: str, word: str) -> object:
        return rows.filter(reached_on__isnull=word == "no")  # type: ignore[attr-defined]


OF_FELLOWSHIP = (
    "fellowship__person",
    "fellowship__programme",
    "fellowship__phase__programme",
    "fellowship__administration",
)


def _weeks(row: FellowshipWeek) -> Iterator[Fact]:
    yield _("Week"), row.number
    yield _("From"), row.starts_on
    yield _("What was done"), row.done


WEEKS = Kind(
    word="fellowship-weeks",
    model=FellowshipWeek,
    form=FellowshipWeekForm,
    filters=OfFellowshipFilter,
    title=_("Weekly log"),
    lead=_("What fellows did, week by week."),
    new_label=_("Enter a week"),
    columns=(
        ListColumn(_("Week"), lambda row: row.number),
        ListColumn(_("From"), lambda row: row.starts_on),
        ListColumn(_("What was done"), lambda row: row.done),
    ),
    facts=_weeks,
    fields=("fellowship", "number", "done"),
    related=OF_FELLOWSHIP,
    parent="fellowship",
    save=save_week,
)


def _milestones(row: FellowshipMilestone) -> Iterator[Fact]:
    yield _("Due on"), row.due_on
    yield _("Reached on"), row.reached_on


MILESTONES = Kind(
    word="fellowship-milestones",
    model=FellowshipMilestone,
    form=FellowshipMilestoneForm,
    filters=MilestoneFilter,
    title=_("Milestones"),
    lead=_("What fellows are to reach, and whether they did."),
    new_label=_("Enter a milestone"),
    columns=(
        ListColumn(_("Milestone"), lambda row: row.name),
        ListColumn(_("Due on"), lambda row: row.due_on),
        ListColumn(_("Reached on"), lambda row: row.reached_on or _now("not yet")),
    ),
    facts=_milestones,
    fields=("fellowship", "name", "due_on", "reached_on"),
    related=OF_FELLOWSHIP,
    parent="fellowship",
    save=save_milestone,
)


def _of(part: int, whole: int) -> str:
    return _now("%(part)d of %(whole)d") % {"part": part, "whole": whole}


def _fellowships(row: Fellowship) -> Iterator[Fact]:
    progress = Fellowship.objects.with_progress().get(pk=row.pk)
    yield _("Fellow"), row.person
    yield _("Position"), row.position
    yield _("Sent by the administration"), row.administration
    yield _("Programme"), row.programme
    yield _("Phase"), row.phase
    yield _("Host office"), row.host
    yield _("Place"), row.place
    yield _("Mentor"), row.mentor
    yield _("First day"), row.starts_on
    yield _("Last day"), row.ends_on
    yield _("Weeks"), row.weeks
    yield _("State"), row.get_state_display()
    yield _("Objectives"), row.objectives
    yield _("Outcome"), row.outcome
    yield _("Weeks in the log"), _of(progress.weeks_told, row.weeks)
    yield _("Milestones reached"), _of(progress.milestones_reached, progress.milestones_set)
    yield _("Source"), row.source
    yield _("Note"), row.note


FELLOWSHIPS = Kind(
    word="fellowships",
    model=Fellowship,
    form=FellowshipForm,
    filters=FellowshipFilter,
    title=_("Fellowships"),
    lead=_("Officers of members at work in the office of a programme. Counted in persons and weeks."),
    new_label=_("Enter a fellowship"),
    columns=(
        ListColumn(_("Fellow"), lambda row: row.person),
        ListColumn(_("Sent by"), lambda row: row.administration),
        ListColumn(_("Host office"), lambda row: row.host),
        ListColumn(_("From"), lambda row: row.starts_on),
        ListColumn(_("Until"), lambda row: row.ends_on),
        ListColumn(_("Weeks"), lambda row: row.weeks, is_number=True),
        ListColumn(_("State"), lambda row: row.get_state_display()),
        ListColumn(_("Milestones"), lambda row: _of(row.milestones_reached, row.milestones_set)),
    ),
    facts=_fellowships,
    fields=(
        "programme",
        "phase",
        "administration",
        "person",
        "position",
        "host",
        "place",
        "mentor",
        "objectives",
        "starts_on",
        "ends_on",
        "state",
        "outcome",
        "source",
        "note",
    ),
    related=("programme", "phase__programme", "administration", "person", "host__administration"),
    parts=(Part(MILESTONES, "fellowship"), Part(WEEKS, "fellowship")),
    save=save_fellowship,
    remove=remove_fellowship,
)
