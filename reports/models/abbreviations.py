"""Abbreviations the office keeps: what a report explains of those it uses."""

from typing import Any, Self

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from members.access import allows
from members.choices import Permission
from office.records import Record


class AbbreviationQuerySet(models.QuerySet["Abbreviation"]):
    def visible_to(self, account: Any) -> Self:
        """Keep all for anyone logged in: words are no secret."""
        return self if account.is_authenticated else self.none()

    def editable_by(self, account: Any) -> Self:
        return self if allows(account, Permission.BUILD_REPORTS) else self.none()

    def in_order(self) -> Self:
        return self.order_by(Lower("short"), "pk")


class Abbreviation(Record):
    """One abbreviation, as it is written, and what it stands for."""

    short = models.CharField(
        _("abbreviation"),
        max_length=20,
        unique=True,
        error_messages={"unique": _("This abbreviation is entered already.")},
    )
    meaning = models.CharField(_("meaning"), max_length=200)
    source = models.CharField(_("source"), max_length=500)

    objects = AbbreviationQuerySet.as_manager()

    class Meta:
        verbose_name = _("abbreviation")
        verbose_name_plural = _("abbreviations")

    def __str__(self) -> str:
        return self.short
