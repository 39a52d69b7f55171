"""Which values stand when two entries become one."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from members.actions.merging import CHOSEN, Twins, twins_of
from members.choices import Sex
from members.models import Person

KEPT, LOST = "kept", "lost"
NOTHING = ("", Sex.NOT_STATED)


class MergeForm(forms.Form):
    """One choice for each thing the two entries say differently; valid, ``chosen`` is for the action."""

    kept_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    lost_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, data: Any = None, *, kept: Person, lost: Person) -> None:
        super().__init__(data, initial={"kept_version": kept.version, "lost_version": lost.version})
        self.kept, self.lost = kept, lost
        self.twins = list(twins_of(kept, lost))
        for name in CHOSEN:
            ours, theirs = getattr(kept, name), getattr(lost, name)
            if ours != theirs:
                field: Any = Person._meta.get_field(name)
                label = str(field.verbose_name).capitalize()
                first = LOST if ours in NOTHING else KEPT
                self.fields[name] = _choice(label, _said(kept, name), _said(lost, name), first)
        for number, pair in enumerate(self.twins):
            if pair.differing:
                self.fields[f"line_{number}"] = _choice(_about(pair), *_lines(pair), KEPT)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.kept.version = data.get("kept_version") or self.kept.version
        self.lost.version = data.get("lost_version") or self.lost.version
        return data

    @property
    def chosen(self) -> dict[str, Any]:
        taken = {name for name in CHOSEN if self.cleaned_data.get(name) == LOST}
        lines = {
            pair.key
            for number, pair in enumerate(self.twins)
            if self.cleaned_data.get(f"line_{number}") == LOST
        }
        return {"kept": self.kept, "lost": self.lost, "taken": taken, "lines": lines}

    @property
    def folded(self) -> Sequence[str]:
        """What becomes one line, in words."""
        return [_about(pair) for pair in self.twins]


def _choice(label: str, ours: str, theirs: str, first: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=[(KEPT, ours), (LOST, theirs)], initial=first, widget=forms.RadioSelect
    )


def _said(person: Person, name: str) -> str:
    value = getattr(person, name)
    label = Sex(value).label if name == "sex" else value
    return str(label or _("nothing"))


def _about(pair: Twins) -> str:
    """Return what two rows are both about: the kind of record, and the event or organisation."""
    about = getattr(pair.row, "event", None) or getattr(pair.row, "organisation", None) or ""
    words = {
        "kind": str(pair.row._meta.verbose_name).capitalize(),
        "about": str(getattr(about, "called", about)),
    }
    return _("%(kind)s: %(about)s") % words if about else words["kind"]


def _lines(pair: Twins) -> tuple[str, str]:
    """Return what each of two rows says where they differ."""
    ours, theirs = (
        "; ".join(
            _("%(field)s: %(value)s") % {"field": field.verbose_name, "value": getattr(row, field.name)}
            for field in pair.differing
        )
        for row in (pair.kept, pair.row)
    )
    return ours, theirs


class ReasonedForm(forms.Form):
    """Why something is undone."""

    reason = forms.CharField(
        label=_lazy("Why"), max_length=300, help_text=_lazy("It stands in the trail of changes.")
    )
