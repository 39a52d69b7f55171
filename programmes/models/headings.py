"""What the headings of an organisation's lists stand for: asked once."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from members.models import Organisation


class KnownHeadingQuerySet(models.QuerySet["KnownHeading"]):
    def visible_to(self, account: Any) -> Self:
        """Keep what the account's organisation said."""
        if not account.is_authenticated:
            return self.none()
        return self.filter(organisation=account.organisation_id)


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

    objects = KnownHeadingQuerySet.as_manager()

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
