"""A training material and its file."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from members.models import Account
from programmes.forms.choosing import Boxes
from programmes.forms.dates import IsoDay
from programmes.forms.files import read_file
from programmes.forms.refusing import VersionedForm
from programmes.forms.texts import Line
from programmes.models import Event, Programme, Topic
from trainers.models import Cohort, Material

MOST_BYTES = 20_000_000
EMPTY = {"adapted_from": _("Nothing"), "cohort": _("No cohort in particular")}
# What a file begins with, by how it may be called. Office formats are archives.
_ARCHIVE = b"PK\x03\x04"
BEGINNINGS = {"pdf": b"%PDF-"} | dict.fromkeys(("docx", "pptx", "xlsx", "odt", "odp", "ods", "zip"), _ARCHIVE)


class MaterialForm(VersionedForm, forms.ModelForm):
    """What a material is; valid, ``instance`` is the row, unsaved, ``name`` and ``content`` its file."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        max_length=200,
        help_text=_(
            "PDF, Word, PowerPoint, Excel, OpenDocument or ZIP, at most 20 MB; it replaces an earlier one."
        ),
    )

    name = ""
    content = b""

    class Meta:
        model = Material
        fields = [
            "programme",
            "topic",
            "cohort",
            "kind",
            "title",
            "language",
            "edition",
            "made_on",
            "adapted_from",
            "audience",
            "note",
        ]
        field_classes = {"title": Line, "language": Line, "edition": Line, "note": Line, "made_on": IsoDay}
        help_texts = {"language": _("As a tag: en, fr, pt, zh-Hans.")}

    def __init__(self, data: Any = None, files: Any = None, *, instance: Material, account: Account) -> None:
        super().__init__(data, files, instance=instance, initial={"version": instance.version})
        offered = {
            "programme": Programme.objects.editable_by(account).in_order(),
            "topic": Topic.objects.order_by("name", "pk"),
            "cohort": Cohort.objects.editable_by(account).order_by("title", "pk"),
            "adapted_from": Material.objects.visible_to(account).exclude(pk=instance.pk).by_title(),
        }
        for name, queryset in offered.items():
            field: Any = self.fields[name]
            field.queryset = queryset
            field.empty_label = EMPTY.get(name, _("Choose one"))
        self.fields["language"].validators.append(
            RegexValidator(
                r"^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$", _("Write the language as a tag: en, fr, pt.")
            )
        )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file is not None:
            self.name, self.content = read_file(file, BEGINNINGS, most=MOST_BYTES)
            if not self.content:
                raise ValidationError(_("This is no file of one of these kinds."))
        return file

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("version"):
            self.instance.version = data["version"]
        return data


class EventMaterialsForm(forms.Form):
    """Which materials an event used: those of its programmes that the account keeps."""

    materials = forms.ModelMultipleChoiceField(
        label=_("Materials"), queryset=Material.objects.none(), required=False, widget=Boxes
    )

    def __init__(self, data: Any = None, *, event: Event, account: Account) -> None:
        offered = Material.objects.editable_by(account).filter(programme__in=event.programmes.all())
        used = list(event.materials.values_list("pk", flat=True))
        super().__init__(data, initial={"materials": used})
        self.instance = event
        self.among = offered.by_title()
        field: Any = self.fields["materials"]
        field.queryset = self.among
