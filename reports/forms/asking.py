"""What an officer asks a report for."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from members.models import Administration, Organisation
from programmes.forms.refusing import VersionedForm
from programmes.forms.texts import Line, Paragraph
from programmes.models import Phase, Programme
from reports.actions.editions import Request, donors_of
from reports.choices import Subject
from reports.documents import kinds
from reports.documents.kinds import ACTIVITY_REPORT, DocumentKind
from reports.indicators.registry import EVERY
from reports.models import FactSheet
from reports.models.factsheets import MOST_LINES, ROOM
from reports.models.objections import LONGEST
from reports.periods import Period
from trainers.models import Cohort


class EditionForm(forms.Form):
    """What a kind of document is about, and for whom; ``cleaned_data["request"]`` is a Request."""

    programme = forms.ModelChoiceField(
        label=_("Programme"),
        queryset=Programme.objects.none(),
        to_field_name="code",
        empty_label=_("Choose one"),
    )
    phase = forms.ModelChoiceField(
        label=_("Phase"),
        queryset=Phase.objects.none(),
        required=False,
        empty_label=_("All phases"),
        help_text=_("Leave empty for the whole programme."),
    )
    cohort = forms.ModelChoiceField(
        label=_("Cohort"), queryset=Cohort.objects.none(), empty_label=_("Choose one")
    )
    administration = forms.ModelChoiceField(
        label=_("Administration"),
        queryset=Administration.objects.none(),
        to_field_name="country",
        empty_label=_("Choose one"),
    )
    starts_on = forms.DateField(
        label=_("From"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Leave both days empty for everything recorded."),
    )
    ends_on = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    donor = forms.ModelChoiceField(
        label=_("Made for the donor"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("Nobody in particular"),
        help_text=_("Then only what this donor pays for is counted."),
    )

    def __init__(self, *args: Any, account: Any, kind: DocumentKind = ACTIVITY_REPORT, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        mine = Programme.objects.editable_by(account)
        fitting = mine.filter(pk__in=[each.pk for each in kinds.fitting(kind, list(mine.in_order()))])
        choices: dict[str, Any] = {
            "programme": fitting.in_order(),
            "phase": Phase.objects.filter(programme__in=fitting).select_related("programme").in_order(),
            "cohort": Cohort.objects.filter(programme__in=fitting).latest_first(),
            "administration": Administration.objects.visible_to(account).by_name(),
            "donor": donors_of(kind, account).by_name(),
        }
        for name, rows in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
            field.queryset = rows
        for subject in Subject:
            self._ask_for(subject)

    def _ask_for(self, subject: Subject) -> None:
        """Leave out what the kind is not about, and insist on what it needs."""
        for name in ("starts_on", "ends_on") if subject is Subject.PERIOD else (subject,):
            if subject not in self.kind.asks:
                del self.fields[name]
            elif subject in self.kind.needs:
                self.fields[name].required = True
                self.fields[name].help_text = ""
            else:
                self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        about = {name: data[name] for name in Subject if name in data}
        try:
            data["request"] = Request(kind=self.kind, period=self._period(data), **about)
        except ValidationError as error:
            self.add_error(None, error)
        return data

    def _period(self, data: dict[str, Any]) -> Period | None:
        first, last = data.get("starts_on"), data.get("ends_on")
        if first is None and last is None:
            return None
        if first is None or last is None:
            missing = "starts_on" if first is None else "ends_on"
            raise ValidationError({missing: _("Give both days, or neither.")})
        if last < first:
            raise ValidationError({"ends_on": _("The last day cannot be before the first day.")})
        return Period(first, last)


class ReleaseForm(forms.Form):
    """Whether everybody may see a released edition."""

    is_public = forms.BooleanField(label=_("Show it to everybody on the front page"), required=False)


class SendBackForm(forms.Form):
    """Why a submitted edition is sent back."""

    reason = forms.CharField(
        label=_("What has to be changed"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class ObjectionForm(forms.Form):
    """What an administration objects; empty: it objects nothing, or no longer."""

    text = Paragraph(
        label=_("What you object"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("It is printed in the report as you write it. Name nobody. Empty: nothing is printed."),
    )


class ErasingForm(forms.Form):
    """Why a name is erased, and that it is meant."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("Who asked for it, and when. It stays in the audit trail: without the name."),
    )
    is_sure = forms.BooleanField(label=_("It cannot be taken back"))


def _told(name: str, label: Any) -> Paragraph:
    return Paragraph(
        label=label,
        max_length=ROOM[name],
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=format_lazy(
            _("At most {letters} letters. A line that begins with “- ” is an item of a list."),
            letters=ROOM[name],
        ),
    )


class FactSheetForm(VersionedForm, forms.ModelForm):
    """The texts of a fact sheet, no longer than the one page has room for; ``instance`` is unsaved."""

    situation = _told("situation", _("Situation"))
    solution = _told("solution", _("Solution"))
    result = _told("result", _("Result"))
    indicator = forms.ChoiceField(label=_("Or counted here"), required=False)
    volume_year = forms.IntegerField(
        label=_("Year of the volume of activity"), required=False, min_value=1950, max_value=2100
    )

    class Meta:
        model = FactSheet
        fields = [
            "lead",
            "situation",
            "solution",
            "result",
            "published",
            "indicator",
            "caption",
            "quotation",
            "quoted_name",
            "quoted_title",
            "size",
            "volume_year",
            "source",
        ]
        field_classes = dict.fromkeys(
            ("lead", "caption", "quotation", "quoted_name", "quoted_title", "size", "source"), Line
        )
        help_texts = {
            "caption": _("Who or what the large figure counts. Empty: its own name."),
            "quotation": _("Without quotation marks."),
            "quoted_name": _("Only who agreed to be quoted by name, or was quoted in print before."),
            "size": _("In words: the members, the money, the years. Empty: “not recorded”."),
        }

    def __init__(self, data: Any = None, *, instance: FactSheet) -> None:
        super().__init__(data, instance=instance, initial={"version": instance.version})
        published: Any = self.fields["published"]
        published.queryset = instance.programme.published_figures.in_order()
        published.empty_label = _("None")
        chosen: Any = self.fields["indicator"]
        chosen.choices = [("", _("None")), *((each.code, each.name) for each in EVERY.values())]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("version"):
            self.instance.version = data["version"]
        for name in ("situation", "solution", "result"):
            if data.get(name, "").count("\n") >= MOST_LINES:
                message = _("At most %(lines)s lines and paragraphs have room.")
                self.add_error(name, ValidationError(message, params={"lines": MOST_LINES}))
        return data
