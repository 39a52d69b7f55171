"""A cohort, and an administration of its group."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.forms.refusing import VersionedForm
from members.forms.texts import Line, Paragraph
from members.models import Account, Administration
from programmes.forms.choosing import Boxes
from programmes.forms.dates import IsoDay
from programmes.models import Phase, Programme, Topic
from trainers.models import Cohort, CohortAdministration, Scheme
from trainers.models.cohorts import refuse_other_than_one_or_two


class CohortForm(VersionedForm, forms.ModelForm):
    """A cohort; valid, ``instance`` is the record, unsaved, and ``topics`` what it is about."""

    class Meta:
        model = Cohort
        fields = [
            "programme",
            "phase",
            "title",
            "topics",
            "starts_on",
            "ends_on",
            "scheme",
            "state",
            "source",
            "note",
        ]
        field_classes = {
            "title": Line,
            "starts_on": IsoDay,
            "ends_on": IsoDay,
            "source": Line,
            "note": Paragraph,
        }
        widgets = {"topics": Boxes, "note": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "phase": _(
                "Whose donors may see its numbers. Of the whole programme: the donors of every phase."
            ),
            "title": _("As the programme calls the group and what it learns."),
            "topics": _("One, or two that are taught together."),
            "ends_on": _("The last day. Left empty, it is not known yet."),
            "scheme": _(
                "Who is certified is accredited by it, for each topic. Left empty, the ledger says nothing."
            ),
            "source": _("Address or document this is known from."),
        }

    def __init__(self, data: Any = None, *, instance: Cohort, account: Account) -> None:
        super().__init__(data, instance=instance, initial={"version": instance.version})
        programme: Any = self.fields["programme"]
        programme.queryset = Programme.objects.editable_by(account).in_order()
        programme.empty_label = _("Choose one")
        phase: Any = self.fields["phase"]
        of_these = Phase.objects.filter(programme__in=programme.queryset.values("pk"))
        phase.queryset = of_these.select_related("programme").in_order()
        phase.empty_label = _("The whole programme")
        scheme: Any = self.fields["scheme"]
        scheme.queryset = Scheme.objects.editable_by(account).by_name()
        scheme.empty_label = _("Nothing")
        topics: Any = self.fields["topics"]
        topics.queryset = Topic.objects.order_by("name", "pk")
        if instance.pk is None and len(programme.queryset) == 1:
            self.initial["programme"] = programme.queryset[0]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.instance.version = data.get("version") or self.instance.version
        if "topics" in data:
            refuse_other_than_one_or_two(data["topics"])
        return data

    @property
    def topics(self) -> Sequence[Topic]:
        return list(self.cleaned_data["topics"])


class GroupForm(VersionedForm, forms.ModelForm):
    """An administration of the group; valid, ``instance`` is the row, unsaved. Which one stays as it is."""

    class Meta:
        model = CohortAdministration
        fields = ["administration", "since_on", "source"]
        field_classes = {"since_on": IsoDay, "source": Line}
        help_texts = {"since_on": _("Only where it joined after the others. Left empty: from the beginning.")}

    def __init__(self, data: Any = None, *, instance: CohortAdministration) -> None:
        super().__init__(data, instance=instance, initial={"version": instance.version})
        if instance.pk is not None:
            del self.fields["administration"]
            return
        field: Any = self.fields["administration"]
        field.queryset, field.empty_label = Administration.objects.by_name(), _("Choose one")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.instance.version = data.get("version") or self.instance.version
        return data
