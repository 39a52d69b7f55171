"""Membership of a programme: who, since when according to whom, until when; and what members pay."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from members.models import Account, Administration
from programmes.actions.membership import was_member_in
from programmes.forms.dates import IsoDay, KnownDay, as_written
from programmes.forms.refusing import VersionedForm
from programmes.forms.texts import Line
from programmes.intake import cells
from programmes.models import Contribution, ContributionPayment, Membership, MembershipClaim, Phase, Programme


class Versioned(VersionedForm, forms.ModelForm):
    """A record in one form. Valid, ``instance`` is the record, unsaved, of the version that was looked at."""

    def __init__(self, data: Any = None, *, instance: Any, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, instance=instance, initial={"version": instance.version} | (initial or {}))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("version"):
            self.instance.version = data["version"]
        return data


def _joined() -> KnownDay:
    return KnownDay(
        reads=cells.first_day,
        label=_("Joined"),
        help_text=_("As exactly as the source says: 2009, 2009-07 or 2009-07-15."),
    )


class MembershipForm(Versioned):
    """Who is a member of which programme, phase or strand, and since when it no longer is."""

    left_on = IsoDay(label=_("Left on"), required=False, help_text=_("Empty: it is a member still."))

    class Meta:
        model = Membership
        fields = ["programme", "phase", "strand", "administration", "left_on"]
        field_classes = {"strand": Line}

    def __init__(self, data: Any = None, *, instance: Membership, account: Account, **about: Any) -> None:
        super().__init__(data, instance=instance, **about)
        programmes = Programme.objects.editable_by(account)
        phases = Phase.objects.filter(programme__in=programmes).select_related("programme")
        offered = {
            "programme": (programmes.in_order(), _("Choose one")),
            "phase": (phases.in_order(), _("The whole programme")),
            "administration": (Administration.objects.by_name(), _("Choose one")),
        }
        for name, (queryset, empty) in offered.items():
            field: Any = self.fields[name]
            field.queryset, field.empty_label = queryset, empty


class NewMembershipForm(MembershipForm):
    """The same with what the first source says of when it joined: ``claim``, unsaved."""

    joined = _joined()
    source = Line(label=_("Source"), max_length=500, help_text=_("Who says so: a page, a letter, a minute."))

    @property
    def claim(self) -> MembershipClaim:
        day = self.cleaned_data["joined"]
        return MembershipClaim(joined_on=day.on, precision=day.precision, source=self.cleaned_data["source"])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        joined, left = data.get("joined"), data.get("left_on")
        if joined and left and left < joined.on:
            self.add_error("left_on", _("It cannot have left before it joined."))
        return data


class ClaimForm(Versioned):
    """What one source says of when an administration joined."""

    joined = _joined()

    class Meta:
        model = MembershipClaim
        fields = ["source", "is_shown"]
        field_classes = {"source": Line}
        labels = {"is_shown": _("Show this date where only one has room")}

    field_order = ["version", "joined", "source", "is_shown"]

    def __init__(self, data: Any = None, *, instance: MembershipClaim) -> None:
        initial = {}
        if instance.pk:
            initial["joined"] = as_written(instance.joined_on, instance.precision)
        super().__init__(data, instance=instance, initial=initial)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("joined"):
            self.instance.joined_on, self.instance.precision = data["joined"].on, data["joined"].precision
        return data


def _amount(label: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        max_digits=14,
        decimal_places=2,
        min_value=0.01,
        error_messages={"min_value": _("An amount is more than nothing.")},
    )


class ContributionForm(Versioned):
    """What a member is to pay for a year; a year in which it was no member is asked about."""

    amount = _amount(_("Amount due"))
    due_on = IsoDay(label=_("Due on"), required=False)

    class Meta:
        model = Contribution
        fields = ["year", "amount", "currency", "due_on", "source", "note"]
        field_classes = {"currency": Line, "source": Line, "note": Line}
        help_texts = {
            "currency": _(
                "Three capitals: USD, FJD, VUV. A contribution in another currency is entered apart."
            ),
            "source": _("The minute, the invoice or the letter that says so."),
            "note": _("Needed where the year is not one of its membership."),
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        year, membership = data.get("year"), self.instance.membership
        if year and not was_member_in(membership, year) and "note" in data and not data["note"]:
            words = {"who": membership.administration, "year": year}
            message = _("%(who)s was no member in %(year)s. If it is right, say why in the note.")
            self.add_error("note", ValidationError(message, params=words))
        return data


class PaymentForm(Versioned):
    """A part of a contribution that was paid, in the currency of the contribution."""

    amount = _amount(_("Amount paid"))
    paid_on = IsoDay(label=_("Paid on"))

    class Meta:
        model = ContributionPayment
        fields = ["amount", "paid_on", "source"]
        field_classes = {"source": Line}
        help_texts = {"source": _("The receipt or the statement that says so.")}
