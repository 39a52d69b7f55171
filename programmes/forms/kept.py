"""The form of a record of a programme that is not an event."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from members.models import Account
from programmes.actions.membership import was_member_on
from programmes.forms.organisations import OrganisationName, let_know
from programmes.forms.refusing import VersionedForm
from programmes.intake.organisations import KnownOrganisations, shown_name
from programmes.models import Phase, Programme

_DASHES = "---------"  # as Django has it


class KeptForm(VersionedForm, forms.ModelForm):
    """One record in one form; valid, ``instance`` is the record, unsaved.

    A field ``<name>_name`` of the type OrganisationName sets the organisation ``<name>``.
    ``days_of_phase`` are the days that are asked about where they lie outside of the phase,
    ``days_of_membership`` where its administration was no member of the programme: with an answer in the
    field ``why`` the record is taken. ``why`` is the name of that field.
    """

    days_of_phase: ClassVar[tuple[str, ...]] = ()
    days_of_membership: ClassVar[tuple[str, ...]] = ()
    why: ClassVar[str] = "note"

    def __init__(self, data: Any = None, *, instance: Any, account: Account, initial: Any = None) -> None:
        self.account = account
        stored: dict[str, Any] = {"version": instance.version}
        names = [name for name, each in self.base_fields.items() if isinstance(each, OrganisationName)]
        for name in names:
            organisation = getattr(instance, name.removesuffix("_name"), None) if instance.pk else None
            if organisation is not None:
                stored[name] = shown_name(organisation)
        super().__init__(data, instance=instance, initial=stored | (initial or {}))
        self.organisation_names = names
        if self.field_order is None:  # who it is about stands before what is said of it
            self.order_fields(["programme", "phase", *names])
        self.organisations = KnownOrganisations()
        let_know(list(self.fields.values()), self.organisations)
        self._offer("programme", Programme.objects.editable_by(account).in_order())
        phases = Phase.objects.filter(programme__in=Programme.objects.editable_by(account))
        self._offer("phase", phases.select_related("programme").in_order())

        for each in self.fields.values():
            _name_no_choice(each)

    @property
    def suggested_organisations(self) -> list[str]:
        return self.organisations.names() if self.organisation_names else []

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("version"):
            self.instance.version = data["version"]
        for name in self.organisation_names:
            if name in data:
                setattr(self.instance, name.removesuffix("_name"), data[name])
        phase, programme = data.get("phase"), data.get("programme")
        if phase and programme and phase.programme_id != programme.pk:
            self.add_error("phase", _("This phase is of another programme."))
        elif phase:
            self._ask_about_days(phase, data)
        self._ask_about_membership(data)
        return data

    def ask_why(self, message: Any) -> None:
        """Refuse what is unusual, unless the form says why it is so."""
        if not self.cleaned_data.get(self.why):
            self.add_error(self.why, message)

    def _ask_about_days(self, phase: Phase, data: dict[str, Any]) -> None:
        for name in self.days_of_phase:
            day = data.get(name)
            if day and (day < phase.starts_on or (phase.ends_on and day > phase.ends_on)):
                message = _("“%(field)s” lies outside of the phase. Say here why it is right all the same.")
                self.ask_why(message % {"field": self.fields[name].label})
                return

    def _ask_about_membership(self, data: dict[str, Any]) -> None:
        programme, administration = data.get("programme"), data.get("administration")
        if not (programme and administration):
            return
        for name in self.days_of_membership:
            day = data.get(name)
            if day and not was_member_on(programme, administration, day):
                message = _(
                    "%(who)s was no member of the programme on the day of “%(field)s”. Say here why it is"
                    " right all the same."
                )
                self.ask_why(message % {"who": administration, "field": self.fields[name].label})
                return

    def _offer(self, name: str, rows: Any) -> None:
        field: Any = self.fields.get(name)
        if field is not None:
            field.queryset = rows


def _name_no_choice(field: Any) -> None:
    """Say in words what it means that nothing is chosen."""
    words = _("Choose one") if field.required else _("None")
    if isinstance(field, forms.ModelChoiceField) and field.empty_label == _DASHES:
        field.empty_label = words
    elif isinstance(field, forms.TypedChoiceField):
        choices: Any = field.choices
        field.choices = [(key, label if key != "" else words) for key, label in choices]
