"""People of an event: one added, one changed, several marked."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.actions.register import PersonEntry
from members.choices import Sex
from members.models import Person
from programmes.actions.attending import Attendee
from programmes.choices import EXPECTED, EventRole, ParticipationState
from programmes.forms.organisations import OrganisationName, let_know
from programmes.forms.recognising import Recognising
from programmes.forms.refusing import VersionedForm
from programmes.forms.texts import Line
from programmes.intake.lists.of_event import usual_state
from programmes.intake.organisations import KnownOrganisations, shown_name
from programmes.models import Event, Participation


class OnePersonForm(Recognising, forms.Form):
    """One person, by name. Valid, ``entry`` is who."""

    family_name = Line(label=_("Family name"), max_length=120)
    given_names = Line(label=_("Given names"), max_length=120, required=False)
    sex = forms.ChoiceField(
        label=_("Sex"),
        choices=Sex.choices,
        initial=Sex.NOT_STATED,
        help_text=_("As the person or the administration stated it; not guessed from a name or a title."),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        required=False,
        help_text=_("Helps to tell people of one name apart."),
    )
    organisation = OrganisationName(
        label=_("Administration or organisation"),
        help_text=_("At that time. A country, an ISO code, or the name of the organisation."),
    )
    position = Line(label=_("Position"), max_length=200, required=False, help_text=_("At that time."))

    entry: PersonEntry

    def __init__(self, *args: Any, **about: Any) -> None:
        super().__init__(*args, **about)
        self.organisations = KnownOrganisations()
        let_know(list(self.fields.values()), self.organisations)

    @property
    def suggested_organisations(self) -> list[str]:
        return self.organisations.names()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors:
            person = PersonEntry(
                **{name: data[name] for name in ("family_name", "given_names", "sex", "email", "position")},
                organisation=data["organisation"],
            )
            self.entry = self.recognised(person)
        return data


class PersonForm(OnePersonForm):
    """One person who takes part. Valid, ``attendee`` is the line of the list."""

    role = forms.ChoiceField(label=_("Role"), choices=EventRole.choices, initial=EventRole.PARTICIPANT)
    state = forms.ChoiceField(label=_("State"), choices=ParticipationState.choices)

    attendee: Attendee

    def __init__(self, *args: Any, event: Event, **about: Any) -> None:
        super().__init__(*args, **about)
        self.fields["state"].initial = usual_state(event)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if hasattr(self, "entry"):
            self.attendee = Attendee(self.entry, data["role"], data["state"])
        return data


def is_called(person: Person, entry: PersonEntry) -> bool:
    """Test if the register writes the name in the same words, in whatever order."""
    return tuple(sorted(person.folded_name.split())) == entry.tokens


class ParticipationForm(VersionedForm, forms.ModelForm):
    """What is said of one person of the list; valid, ``instance`` is the changed row, unsaved."""

    organisation = OrganisationName(label=_("Administration or organisation"))

    class Meta:
        model = Participation
        fields = ["role", "state", "state_reason", "position", "pre_score", "post_score"]
        field_classes = {"position": Line, "state_reason": Line}
        labels = {"state_reason": _("Reason of the state")}

    field_order = ["state", "state_reason", "role", "organisation", "position", "pre_score", "post_score"]

    def __init__(self, data: Any = None, *, instance: Participation) -> None:
        stored = {"version": instance.version, "organisation": shown_name(instance.organisation)}
        super().__init__(data, instance=instance, initial=stored)
        self.organisations = KnownOrganisations()
        let_know(list(self.fields.values()), self.organisations)

    @property
    def suggested_organisations(self) -> list[str]:
        return self.organisations.names()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("organisation"):
            self.instance.organisation = data["organisation"]
        if data.get("version"):
            self.instance.version = data["version"]
        return data


class MarkForm(forms.Form):
    """Which people of the list came how far. Valid, ``changed`` are their rows, unsaved.

    With ``expected`` they are everybody still nominated or selected, whoever is chosen.
    """

    rows = forms.MultipleChoiceField(
        error_messages={
            "required": _("Choose the people first."),
            "invalid_choice": _("The list has changed meanwhile. Look at it again, and choose again."),
        }
    )
    state = forms.ChoiceField(label=_("State"), choices=ParticipationState.choices)

    def __init__(self, *args: Any, participations: Iterable[Participation], **about: Any) -> None:
        super().__init__(*args, **about)
        self.participations = {key_of(each): each for each in participations}
        rows: Any = self.fields["rows"]
        rows.choices = [(key, key) for key in self.participations]
        self._takes_expected = "expected" in self.data
        rows.required = not self._takes_expected

    @property
    def changed(self) -> list[Participation]:
        chosen = [self.participations[key] for key in self.cleaned_data["rows"]]
        if self._takes_expected:
            chosen = [each for each in self.participations.values() if each.state in EXPECTED]
        for each in chosen:
            if each.state != self.cleaned_data["state"]:  # why it was what it was is no reason any more
                each.state, each.state_reason = self.cleaned_data["state"], ""
        return chosen


def key_of(participation: Participation) -> str:
    """Return what a box of the list sends: the row, in the version that was looked at."""
    return f"{participation.pk}-{participation.version}"
