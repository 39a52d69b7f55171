"""The figures of closed periods, stored for good."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.models import ClosedPeriod, Programme


class SealQuerySet(models.QuerySet["Seal"]):
    def visible_to(self, account: Any) -> Self:
        """Keep seals of programmes the account may see."""
        return self.filter(period__programme__in=Programme.objects.visible_to(account))

    def in_force(self) -> Self:
        """Keep seals of periods that were not opened again."""
        return self.filter(period__reopened_at__isnull=True)

    def with_period(self) -> Self:
        return self.select_related("period__programme").order_by("pk")


class Seal(models.Model):
    """What a programme's figures were when a period of it was closed.

    ``figures``: every sum of the period in a fixed order, people as sets of ids, compressed; ``checksum`` is
    of them uncompressed. ``found`` is the checksum of the latest count from the records, at ``looked_at``.
    """

    period = models.OneToOneField(ClosedPeriod, on_delete=models.PROTECT, related_name="seal")
    sealed_at = models.DateTimeField(_("sealed at"))
    checksum = models.CharField(_("checksum"), max_length=64)
    figures = models.BinaryField()
    looked_at = models.DateTimeField(_("last looked at"))
    found = models.CharField(_("checksum found"), max_length=64)

    objects = SealQuerySet.as_manager()

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals")

    def __str__(self) -> str:
        return f"{self.period}: {self.checksum[:12]}"

    @property
    def holds(self) -> bool:
        """Test if the records still came to the same figures when they were last counted."""
        return self.found == self.checksum
