"""What the members of a programme share of its costs: due for a year, and paid, perhaps in parts."""

from decimal import Decimal
from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import DecimalField, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from office.records import Record
from programmes.models.joining import OwnMoneyQuerySet
from programmes.models.programmes import Membership

FIRST_YEAR, LAST_YEAR = 1950, 2100
_IS_CURRENCY = RegexValidator(r"^[A-Z]{3}\Z", _("Write the currency as three capitals: USD, FJD, VUV."))


class ContributionQuerySet(OwnMoneyQuerySet):
    membership_at = "membership__"

    def with_paid(self) -> Self:
        """Annotate ``paid``: the sum of its payments, in its own currency; 0 where there is none."""
        payments = ContributionPayment.objects.filter(contribution=OuterRef("pk")).values("contribution")
        total = Subquery(payments.annotate(total=Sum("amount")).values("total"))
        none = Value(Decimal(0), output_field=DecimalField(max_digits=14, decimal_places=2))
        return self.annotate(paid=Coalesce(total, none))

    def outstanding(self) -> Self:
        """Keep those of which something is still to be paid."""
        return self.with_paid().filter(paid__lt=F("amount"))

    def settled(self) -> Self:
        """Keep those paid in full."""
        return self.with_paid().filter(paid__gte=F("amount"))

    def newest_first(self) -> Self:
        return self.order_by("-year", "membership__administration__member_name", "pk")


class Contribution(Record):
    """What a member of a programme is to pay for one year, in one currency.

    ``due_on`` is the last day to pay, empty where none was agreed. ``note`` says why it is for a year in
    which the administration was no member, or why more was paid than was due.
    """

    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="contributions", verbose_name=_("member")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    amount = models.DecimalField(_("amount due"), max_digits=14, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3, validators=[_IS_CURRENCY])
    due_on = models.DateField(_("due on"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=500)
    note = models.CharField(_("note"), max_length=500, blank=True)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "year", "currency"],
                name="contribution_once_per_year_and_currency",
                violation_error_message=_(
                    "This member's contribution for that year is entered in that currency."
                ),
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="contribution_amount_is_more_than_nothing",
                violation_error_message=_("An amount is more than nothing."),
            ),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"),
                name="contribution_amount_has_currency",
                violation_error_message=_("An amount needs its currency."),
            ),
            models.CheckConstraint(
                condition=Q(year__range=(FIRST_YEAR, LAST_YEAR)),
                name="contribution_year_is_possible",
                violation_error_message=_("There is no such year here."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership}, {self.year}, {self.currency}"

    def get_absolute_url(self) -> str:
        return reverse("programmes:contribution-page", args=[self.pk])


class ContributionPaymentQuerySet(OwnMoneyQuerySet):
    membership_at = "contribution__membership__"

    def by_day(self) -> Self:
        return self.order_by("paid_on", "pk")


class ContributionPayment(Record):
    """A part of a contribution that was paid, in the currency of the contribution; or the whole of it."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="payments")
    amount = models.DecimalField(_("amount paid"), max_digits=14, decimal_places=2)
    paid_on = models.DateField(_("paid on"))
    source = models.CharField(_("source"), max_length=500)

    objects = ContributionPaymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment of a contribution")
        verbose_name_plural = _("payments of contributions")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="contribution_payment_is_more_than_nothing",
                violation_error_message=_("An amount is more than nothing."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.contribution}: {self.paid_on}"
