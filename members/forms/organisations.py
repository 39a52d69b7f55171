"""By what the International Aid Transparency Initiative knows an organisation."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from members.choices import OrganisationKind
from members.forms.refusing import VersionedForm
from members.forms.texts import Line
from members.models import Organisation

IS_IDENTIFIER = RegexValidator(
    r"^[A-Z]{2}-[A-Z0-9_]+-[^/&|?\s]+\Z",
    _("An identifier is a register and a number, as XM-DAC-41112, without spaces and none of / & | ?"),
)


class OrganisationForm(VersionedForm, forms.ModelForm):
    """Its identifier and its kind; valid, ``instance`` is the changed organisation, unsaved."""

    class Meta:
        model = Organisation
        fields = ["iati_identifier", "kind"]
        field_classes = {"iati_identifier": Line}
        help_texts = {
            "iati_identifier": _(
                "As it publishes under itself, or as the OECD DAC numbers it: XM-DAC-41112."
            ),
            "kind": _("IATI asks what kind of organisation reports."),
        }

    def __init__(self, data: object = None, *, instance: Organisation) -> None:
        super().__init__(data, instance=instance, initial={"version": instance.version})  # type: ignore[arg-type]
        if instance.kind == OrganisationKind.ADMINISTRATION:
            del self.fields["kind"]

    def clean_iati_identifier(self) -> str:
        identifier = str(self.cleaned_data["iati_identifier"])
        if identifier:
            IS_IDENTIFIER(identifier)
        others = Organisation.objects.filter(iati_identifier=identifier).exclude(pk=self.instance.pk)
        if identifier and (other := others.first()):
            raise forms.ValidationError(_("%(other)s has this identifier."), params={"other": other})
        return identifier

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        if data.get("version"):
            self.instance.version = data["version"]
        return data
