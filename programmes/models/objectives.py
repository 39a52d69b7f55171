"""What a programme is for: its pillars and priorities, and what it wants to bring about."""

from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from office.records import Record
from programmes.choices import ObjectiveKind
from programmes.models.events import Event
from programmes.models.programmes import Programme
from programmes.models.reach import reach_of


class ObjectiveQuerySet(models.QuerySet["Objective"]):
    def visible_to(self, account: Any) -> Self:
        """Keep objectives of programmes the account may open."""
        return self.filter(programme__in=Programme.objects.visible_to(account))

    def editable_by(self, account: Any) -> Self:
        """Keep objectives of programmes the account works on."""
        reach = reach_of(account)
        return self if reach.edits_all else self.filter(programme__in=reach.assigned)

    def pillars(self) -> Self:
        return self.filter(kind=ObjectiveKind.PILLAR)

    def in_order(self) -> Self:
        return self.order_by("programme__position", "programme", "position", "code", "pk")


class Objective(Record):
    """Something a programme works for: a pillar, a priority, an output, an outcome or an impact.

    ``parent`` is what it contributes to, of the same programme; ``events`` are those that served it.
    """

    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="objectives", verbose_name=_("programme")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=ObjectiveKind)
    code = models.CharField(_("code"), max_length=20)
    statement = models.CharField(_("statement"), max_length=300)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("contributes to"),
    )
    position = models.PositiveSmallIntegerField(_("place in lists"), default=100)
    source = models.CharField(_("source"), max_length=500, blank=True)
    events = models.ManyToManyField(Event, related_name="objectives", blank=True, verbose_name=_("events"))

    objects = ObjectiveQuerySet.as_manager()

    class Meta:
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "code"],
                name="objective_code_once_per_programme",
                violation_error_message=_("The programme has an objective with this code."),
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")),
                name="objective_not_part_of_itself",
                violation_error_message=_("An objective cannot contribute to itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.statement}"

    def clean(self) -> None:
        """Check what no constraint can: that all objectives above are of one programme, and none is this."""
        above, seen = self.parent, {self.pk}
        while above is not None:
            if above.programme_id != self.programme_id:
                raise ValidationError({"parent": _now("This objective is of another programme.")})
            if above.pk in seen:
                raise ValidationError({"parent": _now("An objective cannot contribute to itself.")})
            seen.add(above.pk)
            above = above.parent
