"""How support activities are shown and entered, with the people on both sides."""

from collections.abc import Iterator
from typing import Any

import django_filters as filters  # type: ignore[import-untyped]
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from office.filters import StrictFilterSet
from programmes.actions.fellows import remove_support, save_support_person
from programmes.choices import SupportSide
from programmes.filters import fields
from programmes.forms.support import SupportActivityForm, SupportPersonForm
from programmes.kinds.kind import Fact, Kind, Lead, ListColumn, Part
from programmes.models import SupportActivity, SupportPerson
from programmes.models.contributions import FIRST_YEAR, LAST_YEAR


class SupportFilter(StrictFilterSet):
    """By words of what it was on, programme, phase, topic, administration, and the year it ended in."""

    q = filters.CharFilter(
        field_name="what", lookup_expr="icontains", label=_("Words of what it was on"), max_length=120
    )
    programme = fields.programme()
    phase = fields.phase()
    topic = fields.topic()
    administration = fields.administration(_("Helped"))
    year = filters.NumberFilter(
        field_name="ends_on__year",
        label=_("Year"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        decimal_places=0,
    )

    class Meta(StrictFilterSet.Meta):
        model = SupportActivity


class SupportPersonFilter(StrictFilterSet):
    """By words of the name, programme, administration they are of, and side."""

    q = fields.NameFilter(_("Name of the person"), field_name="person")
    programme = fields.programme(field_name="activity__programme")
    administration = fields.administration(field_name="organisation__administration")
    side = fields.word_of(SupportSide.choices, _("Side"), _("Both sides"))

    class Meta(StrictFilterSet.Meta):
        model = SupportPerson


def _people(row: SupportPerson) -> Iterator[Fact]:
    yield _("Person"), row.person
    yield _("Side"), row.get_side_display()
    yield _("Of"), row.organisation
    yield _("Position"), row.position
    yield _("Last day"), row.activity.ends_on
    yield _("Note"), row.note


SUPPORT_PEOPLE = Kind(
    word="support-people",
    model=SupportPerson,
    form=SupportPersonForm,
    filters=SupportPersonFilter,
    title=_("People in support"),
    lead=_("Staff who managed support or received it, activity by activity."),
    new_label=_("Enter a person"),
    columns=(
        ListColumn(_("Person"), lambda row: row.person),
        ListColumn(_("Side"), lambda row: row.get_side_display()),
        ListColumn(_("Of"), lambda row: row.organisation),
        ListColumn(_("Position"), lambda row: row.position),
        ListColumn(_("On what"), lambda row: row.activity),
        ListColumn(_("Last day"), lambda row: row.activity.ends_on),
    ),
    facts=_people,
    fields=("activity", "person", "organisation", "side", "position", "note"),
    related=(
        "activity__programme",
        "activity__phase__programme",
        "activity__administration",
        "person",
        "organisation__administration",
    ),
    parent="activity",
    save=save_support_person,
)


def _activities(row: SupportActivity) -> Iterator[Fact]:
    people = SupportActivity.objects.with_people().get(pk=row.pk)
    yield _("Programme"), row.programme
    yield _("Phase"), row.phase
    yield _("Topic"), row.topic
    yield _("Who helped"), row.helper
    yield _("Whom"), row.administration or _("Several administrations")
    yield _("Where"), row.place
    yield _("Mode"), row.get_mode_display()
    yield _("First day"), row.starts_on
    yield _("Last day"), row.ends_on
    yield _("Staff who managed it"), people.managed
    yield _("Staff who received it"), people.received
    yield _("What came of it"), row.outcome
    yield _("Source"), row.source
    yield _("Note"), row.note


def _leads(row: SupportActivity, account: Any, may_edit: bool) -> Iterator[Lead]:  # noqa: FBT001 - a Kind's call
    if may_edit:
        yield _("Staff from a spreadsheet"), reverse("programmes:support-list-send", args=[row.pk])


SUPPORT = Kind(
    word="support",
    model=SupportActivity,
    form=SupportActivityForm,
    filters=SupportFilter,
    title=_("Support activities"),
    lead=_("Who helped whom, where, on what. The people on both sides are counted once each."),
    new_label=_("Enter a support activity"),
    columns=(
        ListColumn(_("On what"), lambda row: row.what),
        ListColumn(_("Who helped"), lambda row: row.helper),
        ListColumn(_("Whom"), lambda row: row.administration or _("Several administrations")),
        ListColumn(_("Where"), lambda row: row.place),
        ListColumn(_("From"), lambda row: row.starts_on),
        ListColumn(_("Until"), lambda row: row.ends_on),
        ListColumn(_("Managed"), lambda row: row.managed, is_number=True),
        ListColumn(_("Received"), lambda row: row.received, is_number=True),
    ),
    facts=_activities,
    fields=(
        "programme",
        "phase",
        "topic",
        "what",
        "helper",
        "administration",
        "place",
        "mode",
        "starts_on",
        "ends_on",
        "outcome",
        "source",
        "note",
    ),
    related=("programme", "phase__programme", "topic", "helper__administration", "administration"),
    parts=(Part(SUPPORT_PEOPLE, "activity"),),
    leads=_leads,
    remove=remove_support,
)
