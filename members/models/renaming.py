"""What administrations were called before, and which other one they became."""

from typing import Any, ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from members.choices import FormerNameKind, SuccessionKind
from members.models.organisations import Administration
from office.records import Record
from sheets.text import fold


def _range(kind: str, first: str, last: str) -> Func:
    return Func(F(first), F(last), Value("[]"), function=kind)


class FormerNameQuerySet(models.QuerySet["FormerName"]):
    def in_order(self) -> Self:
        """Order by administration, then the latest first."""
        return self.order_by("administration__member_name", "-ends_on", "kind", "pk")


class FormerName(Record):
    """A name of an administration from ``starts_on`` to ``ends_on``, both included.

    ``starts_on`` is empty where it is not known since when. ``folded`` is what a list is compared with.
    """

    derived_fields: ClassVar[frozenset[str]] = frozenset({"folded"})

    administration = models.ForeignKey(
        Administration,
        on_delete=models.CASCADE,
        related_name="former_names",
        verbose_name=_("administration"),
    )
    kind = models.CharField(_("which name"), max_length=7, choices=FormerNameKind)
    name = models.CharField(_("former name"), max_length=200)
    folded = models.CharField(_("folded name"), max_length=200, editable=False, db_index=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"))
    source = models.CharField(_("source"), max_length=500)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = FormerNameQuerySet.as_manager()

    class Meta:
        verbose_name = _("former name")
        verbose_name_plural = _("former names")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="former_name_ends_after_start",
                violation_error_message=_("The name cannot end before it starts."),
            ),
            # Administrations as ranges of one number: the index of ranges compares nothing else.
            *(
                ExclusionConstraint(
                    name=f"former_name_one_at_a_time_{kind.lower()}",
                    expressions=[
                        (_range("int8range", "administration", "administration"), RangeOperators.OVERLAPS),
                        (_range("daterange", "starts_on", "ends_on"), RangeOperators.OVERLAPS),
                    ],
                    condition=Q(kind=kind),
                    violation_error_message=_("It had another name on some of these days."),
                )
                for kind in FormerNameKind.values
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def derive(self) -> None:
        self.folded = fold(self.name)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.derive()
        super().save(*args, **kwargs)


class Succession(Record):
    """That one administration became another, which goes on from ``since_on``.

    What was entered for the predecessor stays with it: figures of the two are never added up.
    """

    predecessor = models.OneToOneField(
        Administration,
        on_delete=models.CASCADE,
        related_name="succession",
        verbose_name=_("predecessor"),
        error_messages={"unique": _("It is entered already what became of this administration.")},
    )
    successor = models.ForeignKey(
        Administration, on_delete=models.PROTECT, related_name="preceded", verbose_name=_("successor")
    )
    kind = models.CharField(_("what happened"), max_length=7, choices=SuccessionKind)
    since_on = models.DateField(_("since"))
    source = models.CharField(_("source"), max_length=500)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        constraints = [
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")),
                name="succession_of_another",
                violation_error_message=_("An administration cannot become itself: enter a former name."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
