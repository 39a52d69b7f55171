"""Entering support activities and the people on both sides."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from members.models import Administration
from programmes.forms.dates import IsoDay
from programmes.forms.kept import KeptForm
from programmes.forms.organisations import OrganisationName
from programmes.forms.somebody import SomebodyForm
from programmes.forms.texts import Line, Paragraph
from programmes.models import SupportActivity, SupportPerson, Topic


class SupportActivityForm(KeptForm):
    """Who helped whom, where, on what; days outside of the phase or the membership are asked about."""

    days_of_phase = ("starts_on", "ends_on")
    days_of_membership = ("starts_on", "ends_on")
    field_order = (
        *("programme", "phase", "what", "topic", "helper_name", "administration"),
        *("place", "mode", "starts_on", "ends_on", "outcome", "source", "note"),
    )

    helper_name = OrganisationName(
        label=_("Who helped"), help_text=_("The office or the administration that gave the help.")
    )

    class Meta:
        model = SupportActivity
        fields = [
            "programme",
            "phase",
            "what",
            "topic",
            "administration",
            "place",
            "mode",
            "starts_on",
            "ends_on",
            "outcome",
            "source",
            "note",
        ]
        field_classes = {
            "what": Line,
            "place": Line,
            "starts_on": IsoDay,
            "ends_on": IsoDay,
            "outcome": Paragraph,
            "source": Line,
            "note": Line,
        }
        help_texts = {
            "what": _("The work that was helped with, in one line and without names."),
            "administration": _("The administration that was helped; empty where several were."),
            "note": _("Why a day lies outside of the phase or the membership."),
        }

    def __init__(self, *args: Any, **about: Any) -> None:
        super().__init__(*args, **about)
        administration: Any = self.fields["administration"]
        administration.queryset = Administration.objects.by_name()
        administration.empty_label = _("Several administrations")
        topic: Any = self.fields["topic"]
        topic.queryset, topic.empty_label = Topic.objects.order_by("name", "pk"), _("No topic of the list")


class SupportPersonForm(SomebodyForm):
    """Somebody of one of the two sides."""

    works_for = "organisation_name"
    field_order = (
        *("activity", "side", "family_name", "given_names", "sex", "email"),
        *("organisation_name", "position", "note"),
    )

    organisation_name = OrganisationName(
        label=_("Administration or organisation"),
        help_text=_("At that time. A country, an ISO code, or the name of the organisation."),
    )

    class Meta:
        model = SupportPerson
        fields = ["activity", "side", "position", "note"]
        field_classes = {"position": Line, "note": Line}
        help_texts = {
            "side": _("Who did both is entered twice, and counts once among all."),
            "position": _("At that time."),
        }

    def __init__(self, *args: Any, **about: Any) -> None:
        super().__init__(*args, **about)
        self._offer("activity", SupportActivity.objects.editable_by(self.account).newest_first())
