"""A form that names one person: who of the register it is, asked where there is doubt."""

from collections.abc import Iterable
from dataclasses import replace

from django import forms
from django.utils.translation import gettext_lazy as _

from members.actions.register import Candidates, PersonEntry, is_in_doubt, known_people
from members.matching.values import Reason
from members.models import Person
from programmes.intake.organisations import shown_name

NOBODY = "new"


class Recognising(forms.BaseForm):
    """Mixed into a form with names. ``known`` is whom of the register it is, None where new.

    ``candidates`` are those between whom somebody has to choose.
    """

    known: Person | None = None
    candidates = Candidates()

    def recognised(self, entry: PersonEntry) -> PersonEntry:
        """Return the entry with who it is; where that is in doubt, ask."""
        (found,) = known_people([entry])
        self.known = found[0] if len(found) == 1 else None
        if not is_in_doubt(entry, found):
            return entry
        self.candidates, self.known = found, None
        return self._chosen(entry)

    def _chosen(self, entry: PersonEntry) -> PersonEntry:
        """Return the entry with what was chosen; ask where nothing was."""
        labels = {
            str(each.pk): described(each, self.candidates.reasons.get(each.pk, ()))
            for each in self.candidates
        }
        labels[NOBODY] = str(_("Somebody else, who is new in the register"))
        self.fields["known"] = forms.ChoiceField(
            label=_("Who is it?"), choices=list(labels.items()), widget=forms.RadioSelect
        )
        self.order_fields(["known"])
        chosen = self.data.get(self.add_prefix("known"), "")
        if chosen not in labels:
            self.add_error("known", _("The register knows somebody this may be. Say who is meant."))
            return entry
        self.known = next((each for each in self.candidates if str(each.pk) == chosen), None)
        if self.known is not None:
            return replace(entry, known=self.known)
        return replace(entry, is_new=True, other_than=tuple(self.candidates))


def described(person: Person, reasons: Iterable[Reason] = ()) -> str:
    """Return a person with what tells them from others of the name, and what speaks for and against."""
    postings = person.postings.select_related("organisation__administration").order_by("pk")
    posts = [
        ", ".join(part for part in (each.position, shown_name(each.organisation)) if part)
        for each in postings
    ]
    known = "; ".join([person.full_name, *posts, *([person.email] if person.email else [])])
    said = ", ".join(str(reason.label) for reason in reasons)
    return f"{known} ({said})" if said else known
