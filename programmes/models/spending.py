"""What was spent: by category, for an event or not, out of whose money."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from members.models import Organisation
from office.records import Record
from programmes.choices import ExpenditureCategory
from programmes.models.events import Event
from programmes.models.kept import KeptQuerySet
from programmes.models.programmes import Phase, Programme


class ExpenditureQuerySet(KeptQuerySet):
    days_at = ("spent_on",)
    administration_at = ""

    def newest_first(self) -> "ExpenditureQuerySet":
        return self.order_by("-spent_on", "-pk")


class Expenditure(Record):
    """One amount that was spent, in its own currency: amounts of different currencies never meet in a sum.

    ``event`` is empty where it was not for one event; ``donor`` where it is not said whose money it was.
    ``is_complete`` declares that with this amount all that its event cost is entered.
    """

    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="expenditures", verbose_name=_("programme")
    )
    phase = models.ForeignKey(
        Phase,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="expenditures",
        verbose_name=_("phase"),
    )
    event = models.ForeignKey(
        Event,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="expenditures",
        verbose_name=_("event"),
    )
    donor = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="expenditures",
        verbose_name=_("whose money"),
    )
    category = models.CharField(_("category"), max_length=12, choices=ExpenditureCategory)
    amount = models.DecimalField(
        _("amount"), max_digits=14, decimal_places=2, validators=[MinValueValidator(0)]
    )
    currency = models.CharField(_("currency"), max_length=3)
    spent_on = models.DateField(_("spent on"))
    is_complete = models.BooleanField(_("with this, all the event cost is entered"), default=False)
    source = models.CharField(_("source"), max_length=300, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    objects = ExpenditureQuerySet.as_manager()

    class Meta:
        verbose_name = _("expenditure")
        verbose_name_plural = _("expenditures")
        indexes = [models.Index(fields=["-spent_on", "-id"], name="expenditures_newest_first")]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="expenditure_is_not_negative",
                violation_error_message=_("An amount cannot be less than nothing."),
            ),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"),
                name="expenditure_has_currency",
                violation_error_message=_("An amount needs its currency: three letters, as USD."),
            ),
            models.CheckConstraint(
                condition=Q(is_complete=False) | Q(event__isnull=False),
                name="expenditure_complete_of_an_event",
                violation_error_message=_("Only what an event cost can be complete: name the event."),
            ),
        ]

    def __str__(self) -> str:
        amount = number_format(self.amount, decimal_pos=2, force_grouping=True)
        return f"{self.get_category_display()}, {self.currency} {amount}"

    def get_absolute_url(self) -> str:
        return reverse("programmes:expenditures-page", args=[self.pk])
