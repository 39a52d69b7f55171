"""Objectives, plans and their activities, and what an event was for."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from members.models import Account, Organisation
from programmes.choices import EventState, OrganisationRole, PlanItemState
from programmes.forms.choosing import Boxes
from programmes.forms.dates import IsoDay
from programmes.forms.refusing import VersionedForm
from programmes.forms.texts import Line, Paragraph
from programmes.models import Event, EventPurpose, Instrument, Objective, Plan, PlanItem, Programme
from programmes.models.plans import QUARTERS


class OfProgrammeForm(VersionedForm, forms.ModelForm):
    """A record of a programme the account works on; of which one is said once and stays."""

    def __init__(self, data: Any = None, *, instance: Any, account: Account, **about: Any) -> None:
        initial = {"version": instance.version} | about.pop("initial", {})
        super().__init__(data, instance=instance, initial=initial, **about)
        self.account = account
        if "programme" in self.fields:
            programme: Any = self.fields["programme"]
            programme.queryset = Programme.objects.editable_by(account).in_order()
            programme.empty_label = _("Choose one")
            programme.disabled = instance.pk is not None

    def offer(self, name: str, queryset: Any, empty: Any = None) -> None:
        """Set what may be chosen in a field."""
        field: Any = self.fields[name]
        field.queryset = queryset
        if empty is not None:
            field.empty_label = empty

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("version"):
            self.instance.version = data["version"]
        return data


class ObjectiveForm(OfProgrammeForm):
    class Meta:
        model = Objective
        fields = ["programme", "kind", "code", "statement", "parent", "position", "source"]
        field_classes = {"code": Line, "statement": Line, "source": Line}

    def __init__(self, *args: Any, **about: Any) -> None:
        super().__init__(*args, **about)
        others = Objective.objects.editable_by(self.account).exclude(pk=self.instance.pk)
        self.offer("parent", others.select_related("programme").in_order(), _("Nothing above it"))


class PlanForm(OfProgrammeForm):
    class Meta:
        model = Plan
        fields = ["programme", "kind", "title", "starts_on", "ends_on", "source", "note"]
        field_classes = {
            "title": Line,
            "starts_on": IsoDay,
            "ends_on": IsoDay,
            "source": Line,
            "note": Paragraph,
        }
        help_texts = {"starts_on": _("Of an Annual Work Plan, the first day of the programme's year.")}


def next_year_of(programme: Programme) -> dict[str, Any]:
    """Return what a new plan of the programme begins with: the year after its last annual plan."""
    last = programme.plans.annual().newest_first().first()
    if last is None:
        return {"programme": programme}
    first = last.ends_on + dt.timedelta(days=1)
    ends = first.replace(year=first.year + 1) - dt.timedelta(days=1)
    return {"programme": programme, "starts_on": first, "ends_on": ends}


def delivered_by(event: Event, plan: Plan) -> dict[str, Any]:
    """Return what an activity begins with that is put on the plan because the event was held."""
    roles = event.organisations.filter(role=OrganisationRole.SPONSOR).order_by("pk")
    is_held = event.state == EventState.HELD
    return {
        "title": event.title,
        "pillar": event.objectives.pillars().filter(programme=plan.programme_id).first(),
        "quarter": plan.quarter_of(event),
        "owner": plan.programme.lead_id,
        "sponsor": roles.values_list("organisation", flat=True).first(),
        "state": PlanItemState.DONE if is_held else PlanItemState.PLANNED,
        "events": [event.pk],
    }


class PlanItemForm(OfProgrammeForm):
    """One activity of a plan; valid, ``links`` are its objectives and events."""

    quarter = forms.TypedChoiceField(
        label=_("Quarter"),
        choices=[("", _("Any time")), *((str(each), _("Quarter %d") % each) for each in QUARTERS)],
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Of the plan's year: quarter 1 begins on its first day."),
    )

    class Meta:
        model = PlanItem
        fields = [
            "title",
            "pillar",
            "quarter",
            "owner",
            "sponsor",
            "state",
            "reason",
            "outcome",
            "objectives",
            "events",
            "source",
        ]
        field_classes = {"title": Line, "reason": Line, "outcome": Line, "source": Line}
        widgets = {"objectives": Boxes, "events": Boxes}
        help_texts = {
            "outcome": _("Needed for a done activity that no event delivered."),
            "events": _("Events of the programme that ended, or are to end, in the time of the plan."),
        }

    def __init__(self, *args: Any, **about: Any) -> None:
        super().__init__(*args, **about)
        plan = self.instance.plan
        own = Objective.objects.filter(programme=plan.programme_id).in_order()
        self.offer("pillar", own.pillars(), _("No pillar"))
        self.offer("objectives", own.exclude(pk__in=own.pillars().order_by().values("pk")))
        seen = Event.objects.visible_to(self.account).filter(programmes=plan.programme_id)
        chosen = self.instance.events.values("pk") if self.instance.pk else []
        within = Q(ends_on__range=(plan.starts_on, plan.ends_on)) | Q(pk__in=chosen)
        self.offer("events", seen.filter(within).order_by("ends_on", "pk"))
        for name in ("owner", "sponsor"):
            self.offer(name, Organisation.objects.by_name(), _("Nobody named"))

    @property
    def links(self) -> dict[str, list[Any]]:
        return {name: list(self.cleaned_data.get(name, ())) for name in ("objectives", "events")}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        is_done = data.get("state") == PlanItemState.DONE
        if is_done and not data.get("events") and not data.get("outcome"):
            self.add_error("outcome", _("Say what was done, or which event delivered it."))
        return data


class PurposeForm(OfProgrammeForm):
    """What an event was for; valid, ``objectives`` are those it served."""

    objectives = forms.ModelMultipleChoiceField(
        label=_("Pillars and objectives it served"),
        queryset=Objective.objects.none(),
        required=False,
        widget=Boxes,
    )

    class Meta:
        model = EventPurpose
        fields = ["venue", "aim", "outcome", "instruments"]
        field_classes = {"venue": Line, "aim": Paragraph, "outcome": Paragraph}
        widgets = {"instruments": Boxes}

    def __init__(self, *args: Any, **about: Any) -> None:
        event = about["instance"].event
        about["initial"] = {"objectives": list(event.objectives.values_list("pk", flat=True))}
        super().__init__(*args, **about)
        own = Objective.objects.editable_by(self.account).filter(programme__in=event.programmes.all())
        self.offer("objectives", own.select_related("programme").in_order())
        self.offer("instruments", Instrument.objects.by_name())
