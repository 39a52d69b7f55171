"""What an administration says against a report before it is released to those who pay."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from members.choices import Role
from members.models import Administration
from office.records import Record
from programmes.models.reach import reach_of
from reports.models.editions import Edition

LONGEST = 2000


class ObjectionQuerySet(models.QuerySet["Objection"]):
    def visible_to(self, account: Any) -> Self:
        """Keep all for the secretariat, for a focal point its own; others read what is printed."""
        if reach_of(account).sees_all:
            return self
        return self._own(account)

    def editable_by(self, account: Any) -> Self:
        """Keep those of the focal point's own administration: nobody else may word them."""
        return self._own(account)

    def _own(self, account: Any) -> Self:
        if not account.is_authenticated or account.role != Role.FOCAL_POINT:
            return self.none()
        return self.filter(administration=account.organisation_id)

    def in_order(self) -> Self:
        return self.order_by("administration__member_name", "pk")


class Objection(Record):
    """One objection of one administration to one edition; it is printed in it as a note."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="objections")
    administration = models.ForeignKey(Administration, on_delete=models.PROTECT, related_name="objections")
    text = models.TextField(_("objection"), max_length=LONGEST)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("objection to a report")
        verbose_name_plural = _("objections to reports")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "administration"],
                name="objection_once_per_administration",
                violation_error_message=_("This administration has objected already: change what it said."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.administration}: {self.edition}"

    def get_absolute_url(self) -> str:
        return self.edition.get_absolute_url()
