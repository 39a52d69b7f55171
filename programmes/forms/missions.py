"""Forms of missions, of what they recommend, and of what an administration answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.models import Administration
from programmes.forms.choosing import Boxes
from programmes.forms.dates import IsoDay
from programmes.forms.kept import KeptForm
from programmes.forms.organisations import OrganisationName, OrganisationNames
from programmes.forms.refusing import VersionedForm
from programmes.forms.somebody import SomebodyForm
from programmes.forms.texts import Line, Paragraph
from programmes.models import Event, Instrument, Mission, MissionExpert, Recommendation, Topic

MOST_EVENTS = 500  # offered to choose from, newest first
CHOSEN = ("bodies", "topics", "instruments")


class MissionForm(KeptForm):
    """One mission. Days outside of its phase are asked about."""

    days_of_phase = ("starts_on", "ends_on")

    bodies = OrganisationNames(
        label=_("Who sent experts"),
        required=False,
        help_text=_("Organisations and administrations, each on a line of its own."),
    )

    report = forms.URLField(
        label=_("Address of its report"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("Where its report can be read: an address that begins with https://."),
    )

    class Meta:
        model = Mission
        fields = [
            "programme",
            "phase",
            "administration",
            "kind",
            "title",
            "starts_on",
            "ends_on",
            "experts",
            "topics",
            "instruments",
            "event",
            "report",
            "source",
            "note",
        ]
        widgets = {"topics": Boxes, "instruments": Boxes}
        field_classes = {
            "title": Line,
            "starts_on": IsoDay,
            "ends_on": IsoDay,
            "source": Line,
            "note": Line,
        }
        help_texts = {
            "event": _("Where it stands among the events, with the names of its experts."),
        }

    def __init__(self, *args: Any, instance: Mission, **about: Any) -> None:
        stored: dict[str, Any] = {}
        if instance.pk:
            stored = {"bodies": list(instance.bodies.order_by("name"))}
        initial = stored | (about.pop("initial", None) or {})
        super().__init__(*args, instance=instance, initial=initial, **about)
        self._offer("administration", Administration.objects.of_the_region().by_name())
        self._offer("topics", Topic.objects.order_by("name", "pk"))
        self._offer("instruments", Instrument.objects.by_name())
        own = Event.objects.editable_by(self.account).newest_first()[:MOST_EVENTS].values("pk")
        self._offer("event", Event.objects.filter(pk__in=own).newest_first())

    @property
    def suggested_organisations(self) -> list[str]:
        return self.organisations.names()

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self.instance.chosen = {name: list(data.get(name) or ()) for name in CHOSEN}
        return data


class MissionExpertForm(SomebodyForm):
    """Somebody who went on a mission."""

    works_for = "organisation_name"
    field_order = (
        *("mission", "family_name", "given_names", "sex", "email"),
        *("organisation_name", "position", "part"),
    )

    organisation_name = OrganisationName(
        label=_("Administration or organisation"),
        help_text=_("Who sent them. A country, an ISO code, or the name of the organisation."),
    )

    class Meta:
        model = MissionExpert
        fields = ["mission", "position", "part"]
        field_classes = {"position": Line, "part": Line}
        help_texts = {"position": _("At that time."), "part": _("What they did: led it, valuation, …")}

    def __init__(self, *args: Any, **about: Any) -> None:
        super().__init__(*args, **about)
        self._offer("mission", Mission.objects.editable_by(self.account).newest_first())


class RecommendationForm(KeptForm):
    """One recommendation, with the answer and the outcome where they are known."""

    class Meta:
        model = Recommendation
        fields = [
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
        ]
        field_classes = {
            "text": Paragraph,
            "due_on": IsoDay,
            "answered_on": IsoDay,
            "answer_text": Paragraph,
            "outcome": Paragraph,
            "state_on": IsoDay,
        }
        help_texts = {
            "due_on": _("Left empty where no date was agreed."),
            "answer": _(
                "Left empty until the administration answered. Its focal point may answer here, too."
            ),
        }

    def __init__(self, *args: Any, **about: Any) -> None:
        super().__init__(*args, **about)
        self._offer("mission", Mission.objects.editable_by(self.account).newest_first())
        self._offer("topic", Topic.objects.order_by("name", "pk"))


class AnswerForm(VersionedForm, forms.ModelForm):
    """What an administration answers to a recommendation, and what came of it so far."""

    class Meta:
        model = Recommendation
        fields = ["answer", "answer_text", "state", "outcome"]
        field_classes = {"answer_text": Paragraph, "outcome": Paragraph}

    def __init__(self, data: Any, *, instance: Recommendation) -> None:
        super().__init__(data, instance=instance, initial={"version": instance.version})
        self.fields["answer"].required = True
