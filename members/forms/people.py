"""A person, their postings, and what is known of who is still in post."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from members.actions.posting import Word
from members.choices import Standing
from members.forms.refusing import VersionedForm
from members.forms.texts import Line
from members.models import Organisation, Person, Posting

FIRST_DAY = dt.date(1950, 1, 1)


class Day(forms.DateField):
    """One day, in a life of service."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def clean(self, value: Any) -> dt.date | None:
        day: dt.date | None = super().clean(value)
        if day is not None and not FIRST_DAY <= day <= dt.date(2200, 12, 31):
            raise ValidationError(_("Nobody of this register was in post then."))
        return day


def _refuse_to_come(day: dt.date | None, today: dt.date) -> dt.date | None:
    if day is not None and day > today:
        raise ValidationError(_("Nobody can know it of a day to come."))
    return day


class Called(forms.ModelChoiceField):
    """An organisation, by what it is called; administrations come first."""

    def __init__(self, **about: Any) -> None:
        rows = Organisation.objects.select_related("administration")
        super().__init__(rows.order_by("administration__member_name", "name", "pk"), **about)

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.called)


class PersonForm(VersionedForm, forms.ModelForm):
    """Who somebody is; valid, ``instance`` is the changed person, unsaved."""

    class Meta:
        model = Person
        fields = ["family_name", "given_names", "sex", "email"]
        field_classes = {"family_name": Line, "given_names": Line}

    def __init__(self, data: Any = None, *, instance: Person) -> None:
        super().__init__(data, instance=instance, initial={"version": instance.version})

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.instance.version = data.get("version") or self.instance.version
        return data


class PostingForm(VersionedForm, forms.ModelForm):
    """Where somebody works or worked, and when; valid, ``instance`` is the posting, unsaved."""

    organisation = Called(label=_("Administration or organisation"))
    starts_on = Day(label=_("From"), required=False, help_text=_("Leave empty where it is not known."))
    ends_on = Day(
        label=_("Until"), required=False, help_text=_("The last day. Leave empty where it has none.")
    )
    known_on = Day(label=_("Known on"), required=False, help_text=_("The day for which this is known."))

    class Meta:
        model = Posting
        fields = ["organisation", "position", "starts_on", "ends_on", "standing", "known_on", "source"]
        field_classes = {"position": Line, "source": Line}

    field_order = ["organisation", "position", "starts_on", "ends_on", "standing", "known_on", "source"]

    def __init__(self, data: Any = None, *, instance: Posting, today: dt.date) -> None:
        super().__init__(data, instance=instance, initial={"version": instance.version})
        self._today = today

    def clean_known_on(self) -> dt.date | None:
        return _refuse_to_come(self.cleaned_data["known_on"], self._today)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.instance.version = data.get("version") or self.instance.version
        if data.get("standing") == Standing.UNKNOWN:
            data["known_on"] = self.instance.known_on = None
        elif not data.get("source") and "source" not in self.errors:
            self.add_error("source", _("Say who said so."))
        return data


class StandingForm(VersionedForm):
    """Whether somebody is still in post; valid, ``word`` is what was said."""

    standing = forms.ChoiceField(
        label=_("Are they still in this post?"), choices=Standing.choices, widget=forms.RadioSelect
    )
    known_on = Day(label=_("Known on"), required=False, help_text=_("The day for which you know it."))
    until = Day(
        label=_("Last day there"), required=False, help_text=_("Of who has moved or left, where it is known.")
    )
    source = Line(
        label=_("According to"),
        max_length=300,
        required=False,
        help_text=_("Who said so: a person, a letter, a list."),
    )

    def __init__(self, data: Any = None, *, posting: Posting, today: dt.date) -> None:
        stored = {
            "version": posting.version,
            "standing": posting.standing,
            "until": posting.ends_on,
            "known_on": today,
        }
        super().__init__(data, initial=stored)
        self._today = today

    def clean_known_on(self) -> dt.date | None:
        return _refuse_to_come(self.cleaned_data["known_on"], self._today)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("standing") in {None, Standing.UNKNOWN}:
            return data
        for name, words in (
            ("known_on", _("Say on which day this was known.")),
            ("source", _("Say who said so.")),
        ):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, words)
        return data

    @property
    def word(self) -> Word:
        data = self.cleaned_data
        return Word(data["standing"], data["known_on"], data["source"], data["until"])


class MoveForm(VersionedForm):
    """To where somebody moved, and when."""

    to = Called(label=_("To which administration or organisation"))
    position = Line(label=_("Position there"), max_length=200, required=False)
    on = Day(label=_("First day there"), help_text=_("The day before is the last in the posting that ends."))
    source = Line(
        label=_("According to"), max_length=300, help_text=_("Who said so: a person, a letter, a list.")
    )

    def __init__(self, data: Any = None, *, posting: Posting) -> None:
        super().__init__(data, initial={"version": posting.version})
