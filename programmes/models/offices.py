"""Who works in the office that runs a programme: its heads over time, and experts lent by administrations."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.models import Administration
from office.records import Record
from programmes.choices.offices import PostKind
from programmes.models.kept import KeptQuerySet
from programmes.models.programmes import Programme


class OfficePostQuerySet(KeptQuerySet):
    """A post names who holds it: no donor sees one, and a focal point those its administration filled."""

    phase_at = ""
    names_people = True

    def newest_first(self) -> Self:
        """Order by the latest day known of it."""
        latest = Coalesce("ends_on", "seen_on", "starts_on")
        return self.order_by(F("programme__position"), latest.desc(), "kind", "pk")


class OfficePost(Record):
    """Somebody's time in a post of the office, from a day to a day (included); open when still so.

    ``administration`` lent them, ``name`` is as published or as they agreed to. Where only a day within the
    time is known, ``seen_on`` is that day.
    """

    personal_fields: ClassVar[frozenset[str]] = frozenset({"name"})

    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="office_posts", verbose_name=_("programme")
    )
    kind = models.CharField(_("post"), max_length=8, choices=PostKind)
    title = models.CharField(_("title or field of work"), max_length=160, blank=True)
    administration = models.ForeignKey(
        Administration,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="office_posts",
        verbose_name=_("lent by"),
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    seen_on = models.DateField(_("or a day within that time"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=500)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = OfficePostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post of the office")
        verbose_name_plural = _("posts of the office")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="office_post_ends_after_start",
                violation_error_message=_("A post cannot end before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=False) | Q(ends_on__isnull=False) | Q(seen_on__isnull=False),
                name="office_post_has_a_day",
                violation_error_message=_("Say at least one day within that time."),
            ),
        ]

    def __str__(self) -> str:
        whose = f" ({self.administration})" if self.administration else ""
        return f"{self.get_kind_display()}{whose}"

    def get_absolute_url(self) -> str:
        return reverse("programmes:office-posts-page", args=[self.pk])
