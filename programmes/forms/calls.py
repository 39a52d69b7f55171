"""A call for nominations, the nominees of an administration, and the choice among all."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from members.actions.register import PersonEntry, is_in_doubt, known_people
from members.models import Account, Administration, Person
from programmes.choices import EventRole, ParticipationState
from programmes.forms.choosing import Boxes
from programmes.forms.dates import IsoDay
from programmes.forms.people import PersonForm, is_called, key_of
from programmes.forms.refusing import VersionedForm
from programmes.forms.texts import Line, Paragraph
from programmes.models import Call, Invitation, Membership, Participation

_LATEST = 365  # days before a deadline


class CallForm(VersionedForm, forms.ModelForm):
    """A call; valid, ``instance`` is the row, unsaved, and ``invited`` whom it is addressed to."""

    administrations = forms.ModelMultipleChoiceField(
        label=_("Administrations asked to nominate"),
        queryset=Administration.objects.by_name(),
        widget=Boxes,
        required=False,
    )

    class Meta:
        model = Call
        fields = ["deadline_on", "seats", "seats_each", "eligibility", "remind_days"]
        field_classes = {"deadline_on": IsoDay, "eligibility": Paragraph}
        labels = {
            "seats": _("Seats, all together"),
            "seats_each": _("Seats of each administration"),
            "remind_days": _("Remind, days before the deadline"),
        }
        help_texts = {
            "deadline_on": _(
                "The last day on which nominations are taken, by the clock of each administration."
            ),
            "seats": _("Left empty, there is no limit."),
            "seats_each": _("Left empty, there is no limit. One administration may be given others later."),
            "eligibility": _("In words: the administrations read this in the call."),
            "remind_days": _(
                "Those who have nominated nobody by then are reminded once, and once more of a new deadline."
                " 0: nobody is."
            ),
        }

    field_order = ["deadline_on", "seats", "seats_each", "eligibility", "administrations", "remind_days"]

    def __init__(self, data: Any = None, *, instance: Call) -> None:
        initial = {"version": instance.version, "administrations": _addressed(instance)}
        super().__init__(data, instance=instance, initial=initial)
        days: Any = self.fields["remind_days"]
        days.max_value = _LATEST
        self.own_seats = {}
        if instance.pk:
            self.own_seats = dict(instance.invitations.values_list("administration_id", "seats"))

    def clean_remind_days(self) -> int:
        days: int = self.cleaned_data["remind_days"]
        if days > _LATEST:
            raise ValidationError(_("A year before the deadline at most."))
        return days

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("version"):
            self.instance.version = data["version"]
        return data

    @property
    def invited(self) -> dict[Administration, int | None]:
        return {each: self.own_seats.get(each.pk) for each in self.cleaned_data["administrations"]}


def _addressed(call: Call) -> list[int]:
    """Return whom the call is addressed to; a new one to the members of the event's programmes."""
    if call.pk:
        return list(call.invitations.values_list("administration_id", flat=True))
    members = Membership.objects.filter(programme__in=call.event.programmes.all(), left_on__isnull=True)
    return list(members.values_list("administration_id", flat=True).distinct())


class SeatsForm(VersionedForm):
    """The seats of one invited administration."""

    seats = forms.IntegerField(
        label=_("Seats of this administration"),
        min_value=0,
        max_value=1000,
        required=False,
        help_text=_("Left empty: as the call gives each."),
    )


class NomineeForm(PersonForm):
    """Somebody an administration nominates who is not in its register yet.

    Whom the register knows and the account may not read is not shown: the secretariat is asked.
    """

    def __init__(self, *args: Any, invitation: Invitation, account: Account, **about: Any) -> None:
        super().__init__(*args, event=invitation.call.event, **about)
        self.invitation, self.account = invitation, account
        for name in ("organisation", "role", "state"):
            del self.fields[name]

    @property
    def person(self) -> PersonEntry:
        return self.attendee.person

    def clean(self) -> dict[str, Any]:
        self.cleaned_data |= {
            "organisation": self.invitation.administration,
            "role": EventRole.PARTICIPANT,
            "state": ParticipationState.NOMINATED,
        }
        return super().clean()

    def recognised(self, entry: PersonEntry) -> PersonEntry:
        (found,) = known_people([entry])
        readable = Person.objects.visible_to(self.account).filter(pk__in=[each.pk for each in found])
        is_sure = not is_in_doubt(entry, found) and all(is_called(each, entry) for each in found)
        if not is_sure and readable.count() < len(found):
            self.add_error(
                None, _("The register knows somebody this may be: ask the secretariat to nominate them.")
            )
            return entry
        return super().recognised(entry)


class WithdrawForm(forms.Form):
    """Why a nominee is taken back."""

    reason = Line(
        label=_("Reason"),
        max_length=300,
        help_text=_("Kept with the nominee, for the officers of the programme."),
    )


class RankForm(forms.Form):
    """The order of an administration's nominees. Valid, ``rows`` stand in it."""

    def __init__(self, *args: Any, nominees: Sequence[Participation], **about: Any) -> None:
        super().__init__(*args, **about)
        self.nominees = {f"rank-{key_of(row)}": row for row in nominees}
        for name, row in self.nominees.items():
            self.fields[name] = forms.IntegerField(
                label=str(row.person),
                min_value=1,
                max_value=999,
                initial=row.rank,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "rank"}),
                error_messages={"required": _("Give each a number: the list may have changed meanwhile.")},
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        given = [data[name] for name in self.nominees if name in data]
        if len(set(given)) < len(given):
            raise ValidationError(_("Two have the same number. Give each one of their own."))
        return data

    @property
    def rows(self) -> list[Participation]:
        return [self.nominees[name] for name in sorted(self.nominees, key=self.cleaned_data.__getitem__)]


class SelectionForm(forms.Form):
    """The state of each nominee and its reason. Valid, ``changed`` are the rows that differ, unsaved."""

    reason_for_more = Line(
        label=_("Reason why more are selected than there are seats"), max_length=300, required=False
    )

    def __init__(
        self,
        *args: Any,
        rows: Sequence[Participation],
        choices: Sequence[tuple[str, Any]],
        **about: Any,
    ) -> None:
        super().__init__(*args, **about)
        self.rows = rows
        open_to_choice = {value for value, _label in choices}
        self.choosable = {key_of(row): row for row in rows if row.state in open_to_choice}
        for key, row in self.choosable.items():
            self.fields[f"state-{key}"] = forms.ChoiceField(
                label=str(row.person),
                choices=choices,
                initial=row.state,
                error_messages={"required": _("The list has changed meanwhile: look at it again.")},
            )
            self.fields[f"reason-{key}"] = Line(
                label=f"{row.person}: {row._meta.get_field('state_reason').verbose_name}",
                max_length=300,
                required=False,
                initial=row.state_reason,
            )

    def lines(self) -> list[tuple[Participation, Any, Any]]:
        """Return each row with its two fields; None for both where nothing is chosen any more."""
        bound: Mapping[int, str] = {row.pk: key for key, row in self.choosable.items()}
        return [
            (row, self[f"state-{bound[row.pk]}"], self[f"reason-{bound[row.pk]}"])
            if row.pk in bound
            else (row, None, None)
            for row in self.rows
        ]

    def choose(self) -> list[Participation]:
        """Give the rows what was chosen, and return those that differ."""
        changed = []
        for key, row in self.choosable.items():
            state, reason = self.cleaned_data[f"state-{key}"], self.cleaned_data[f"reason-{key}"]
            if state != row.state and reason == row.state_reason:
                reason = ""  # that was the reason of the state before
            if (state, reason) != (row.state, row.state_reason):
                row.state, row.state_reason = state, reason
                changed.append(row)
        return changed
