"""What every record of the portal carries."""

from functools import cache
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.encoding import force_str
from django.utils.hashable import make_hashable
from django.utils.translation import gettext_lazy as _


class Record(models.Model):
    """A row that knows its version, and who made and last changed it.

    Written through ``office.audit`` only: it counts the version up and leaves the trail.
    ``personal_fields`` name the values whose old and new state go to the audit trail's side table.
    ``derived_fields`` are made from others when saved; the trail says nothing of them.
    ``kept_when_anonymous`` are the personal fields figures rest on: they stay when a name is erased.
    """

    personal_fields: ClassVar[frozenset[str]] = frozenset()
    derived_fields: ClassVar[frozenset[str]] = frozenset()
    kept_when_anonymous: ClassVar[frozenset[str]] = frozenset()

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("created by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("updated by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        abstract = True

    def derive(self) -> None:
        """Make what is computed of other fields; who writes past ``save`` calls it first."""

    def _get_FIELD_display(self, field: Any) -> str:
        """Return the label of a choice, from a table made once per field and not once per label."""
        value = getattr(self, field.attname)
        return force_str(_labels(field).get(value, value), strings_only=True)


@cache
def _labels(field: Any) -> dict[Any, Any]:
    return dict(make_hashable(field.flatchoices))


BOOKKEEPING = frozenset(
    {"version", "created_at", "created_by", "updated_at", "updated_by", "password", "last_login"}
)
