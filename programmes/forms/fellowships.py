"""Entering fellowships: who, where and for how long; the log week by week; what is to be reached."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from members.models import Administration
from programmes.forms.dates import IsoDay
from programmes.forms.kept import KeptForm
from programmes.forms.organisations import OrganisationName
from programmes.forms.somebody import SomebodyForm
from programmes.forms.texts import Line, Paragraph
from programmes.models import Fellowship, FellowshipMilestone, FellowshipWeek
from programmes.models.fellowships import MOST_WEEKS, USUAL_WEEKS, weeks_of


class FellowshipForm(SomebodyForm):
    """One fellowship. More than the usual weeks are asked about, and days outside of phase or membership."""

    works_for = "administration"
    days_of_phase = ("starts_on", "ends_on")
    days_of_membership = ("starts_on", "ends_on")
    field_order = (
        *("programme", "phase", "administration"),
        *("family_name", "given_names", "sex", "email", "position"),
        *("host_name", "place", "mentor", "objectives", "starts_on", "ends_on"),
        *("state", "outcome", "source", "note"),
    )

    host_name = OrganisationName(
        label=_("Host office"), help_text=_("The organisation in whose office the fellow works.")
    )

    class Meta:
        model = Fellowship
        fields = [
            "programme",
            "phase",
            "administration",
            "position",
            "place",
            "mentor",
            "objectives",
            "starts_on",
            "ends_on",
            "state",
            "outcome",
            "source",
            "note",
        ]
        field_classes = {
            "position": Line,
            "place": Line,
            "mentor": Line,
            "objectives": Paragraph,
            "starts_on": IsoDay,
            "ends_on": IsoDay,
            "outcome": Paragraph,
            "source": Line,
            "note": Line,
        }
        help_texts = {
            "position": _("At that time."),
            "mentor": _("Who guides the fellow there: name and office."),
            "ends_on": _("15 weeks is usual; more is asked about, and 26 is the most."),
            "note": _("Why it is longer than usual, ended early, or lies outside of phase or membership."),
        }

    def __init__(self, *args: Any, **about: Any) -> None:
        super().__init__(*args, **about)
        self._offer("administration", Administration.objects.by_name())

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        first, last = data.get("starts_on"), data.get("ends_on")
        weeks = weeks_of(first, last) if first and last and last >= first else 0
        if USUAL_WEEKS < weeks <= MOST_WEEKS:
            message = _("A fellowship is of %(usual)d weeks, and this is one of %(weeks)d. Say here why.")
            self.ask_why(message % {"usual": USUAL_WEEKS, "weeks": weeks})
        return data


class OfFellowshipForm(KeptForm):
    """Something about one fellowship."""

    def __init__(self, *args: Any, **about: Any) -> None:
        super().__init__(*args, **about)
        rows = Fellowship.objects.editable_by(self.account).select_related("person").newest_first()
        self._offer("fellowship", rows)


class FellowshipWeekForm(OfFellowshipForm):
    done = Paragraph(label=_("What was done"))

    class Meta:
        model = FellowshipWeek
        fields = ["fellowship", "number", "done"]
        help_texts = {"number": _("The first week of the fellowship is 1.")}

    def clean_number(self) -> int:
        number: int = self.cleaned_data["number"]
        if not 1 <= number <= MOST_WEEKS:
            raise ValidationError(_("Weeks are counted from 1, and there are 26 at most."))
        return number


class FellowshipMilestoneForm(OfFellowshipForm):
    class Meta:
        model = FellowshipMilestone
        fields = ["fellowship", "name", "due_on", "reached_on"]
        field_classes = {"name": Line, "due_on": IsoDay, "reached_on": IsoDay}
        help_texts = {"reached_on": _("Empty until it is reached.")}
