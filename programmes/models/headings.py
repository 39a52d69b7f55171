"""What the headings of an organisation's lists stand for: asked once."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from members.models import Organisation


class KnownHeading(models.Model):
    """A heading that no usual word explains, and what somebody of the organisation said it holds.

    ``organisation`` is empty for accounts of the secretariat without one; ``field`` is "" for a column
    that is not read.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="known_headings"
    )
    folded = models.CharField(_("folded heading"), max_length=200)
    field = models.CharField(_("what it holds"), max_length=30, blank=True)

    class Meta:
        verbose_name = _("known heading")
        verbose_name_plural = _("known headings")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "folded"], nulls_distinct=False, name="known_heading_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.folded}: {self.field or _('not read')}"
