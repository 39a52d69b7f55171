"""Who made an event possible, and which row of which source it came from."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from members.models import Organisation
from office.records import Record
from programmes.choices import OrganisationRole
from programmes.models.events import Event


class EventOrganisation(Record):
    """What an organisation did for an event; what a sponsor paid, where it was published."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="organisations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="event_roles")
    role = models.CharField(_("role"), max_length=10, choices=OrganisationRole)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)

    class Meta:
        verbose_name = _("organisation of an event")
        verbose_name_plural = _("organisations of an event")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "organisation", "role"], name="event_organisation_once_per_role"
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | ~Q(currency=""),
                name="event_organisation_amount_has_currency",
                violation_error_message=_("An amount needs its currency."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.get_role_display()}"


class SourceRow(models.Model):
    """A row of an imported list as it stood, and the event it became.

    The key of a row is its source address and title: the same row read again changes nothing, a changed
    one is listed and not overwritten.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="source_rows")
    address = models.CharField(_("source address"), max_length=500)
    title = models.CharField(_("title"), max_length=300)
    cells = models.JSONField(_("cells"))
    read_at = models.DateTimeField(_("read at"), auto_now_add=True)

    class Meta:
        verbose_name = _("row of a source")
        verbose_name_plural = _("rows of a source")
        constraints = [models.UniqueConstraint(fields=["address", "title"], name="source_row_once")]

    def __str__(self) -> str:
        return f"{self.title} ({self.address})"
