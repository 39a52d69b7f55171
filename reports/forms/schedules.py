"""Which report is drafted again and again, for which periods, and with whose rights."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.choices import PERMISSIONS, Permission
from members.models import Account, Organisation
from programmes.forms.refusing import VersionedForm
from programmes.models import Funding, Phase, Programme
from reports.choices import Subject
from reports.documents.kinds import REGISTRY
from reports.models import Schedule

MAY_BUILD = [role for role, may in PERMISSIONS.items() if Permission.BUILD_REPORTS in may]
# What such a report can be of: a programme or a donor, and a period.
OF_PERIODS = {
    kind.code: kind
    for kind in REGISTRY.values()
    if Subject.PERIOD in kind.asks and kind.needs <= {Subject.PROGRAMME, Subject.PERIOD, Subject.DONOR}
}


class ScheduleForm(VersionedForm, forms.ModelForm):
    """A schedule; ``instance`` is unsaved until the action takes it."""

    kind = forms.ChoiceField(label=_("Kind of document"))

    class Meta:
        model = Schedule
        fields = [
            "kind",
            "programme",
            "phase",
            "donor",
            "rhythm",
            "year_of",
            "year_starts_in",
            "first_on",
            "ends_on",
            "draft_after",
            "due_after",
            "owner",
        ]
        widgets = {
            "first_on": forms.DateInput(attrs={"type": "date"}),
            "ends_on": forms.DateInput(attrs={"type": "date"}),
        }
        help_texts = {
            "programme": _("Leave empty for a report over all programmes of a donor."),
            "donor": _("Then only what this donor pays for is counted."),
            "year_starts_in": _("1 to 12; only where the years are the donor’s."),
            "ends_on": _("Empty: until somebody ends it."),
            "owner": _("What this account may see and count is what the draft is made with."),
        }

    def __init__(self, data: Any = None, *, instance: Schedule, account: Account) -> None:
        super().__init__(data, instance=instance, initial={"version": instance.version})
        kinds: Any = self.fields["kind"]
        kinds.choices = [(code, kind.title) for code, kind in OF_PERIODS.items()]
        mine = Programme.objects.editable_by(account)
        paid = Funding.objects.filter(phase__programme__in=mine).values("donor")
        choices: dict[str, Any] = {
            "programme": mine.in_order(),
            "phase": Phase.objects.filter(programme__in=mine).select_related("programme").in_order(),
            "donor": Organisation.objects.filter(pk__in=paid).by_name(),
            "owner": Account.objects.get_queryset().filter(is_active=True, role__in=MAY_BUILD).by_name(),
        }
        for name, rows in choices.items():
            field: Any = self.fields[name]
            field.queryset = rows

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("version"):
            self.instance.version = data["version"]
        return data
