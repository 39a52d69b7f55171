"""What administrations need, and what partners offer: the two sides a dialogue brings together."""

from typing import Any, Self

from django.db import models
from django.db.models import Case, F, IntegerField, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.choices import Role
from members.models import Administration, Organisation
from office.records import Record
from programmes.choices import Priority
from programmes.models.events import Event
from programmes.models.kept import KeptQuerySet
from programmes.models.programmes import Programme
from programmes.models.reach import reach_of
from programmes.models.topics import Topic

_WEIGHT = Case(
    *(When(priority=each, then=Value(place)) for place, each in enumerate(Priority)),
    output_field=IntegerField(),
)


class NeedQuerySet(KeptQuerySet):
    phase_at = ""

    def said_by(self, account: Any) -> Self:
        """Keep those of a focal point's administration: it may change them while nobody has answered."""
        if getattr(account, "role", None) != Role.FOCAL_POINT:
            return self.none()
        return self.visible_to(account).filter(administration=reach_of(account).organisation)

    def newest_first(self) -> Self:
        return self.order_by("-said_on", "topic__name", "pk")

    def in_order(self) -> Self:
        """Order by topic, what is most urgent first."""
        return self.order_by("topic__name", _WEIGHT, "pk")


class Need(Record):
    """What one administration, or a sub-region as a whole, said it needs help with.

    ``event`` is where it was said, ``said_on`` when. One about the same topic that is said again on another
    day is another need.
    """

    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="needs", verbose_name=_("programme")
    )
    administration = models.ForeignKey(
        Administration,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="needs",
        verbose_name=_("administration"),
    )
    sub_region = models.CharField(_("sub-region"), max_length=60, blank=True)
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="needs", verbose_name=_("topic"))
    priority = models.CharField(_("priority"), max_length=6, choices=Priority, default=Priority.MEDIUM)
    text = models.TextField(_("in their words"), blank=True)
    event = models.ForeignKey(
        Event,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="needs",
        verbose_name=_("said at"),
    )
    said_on = models.DateField(_("said on"))
    source = models.CharField(_("source"), max_length=500)
    is_made_up = models.BooleanField(_("made up"), default=False, editable=False)

    objects = NeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        constraints = [
            models.CheckConstraint(
                condition=Q(administration__isnull=False, sub_region="")
                | (Q(administration__isnull=True) & ~Q(sub_region="")),
                name="need_of_an_administration_or_a_sub_region",
                violation_error_message=_("Say whose need it is: one administration, or a sub-region."),
            ),
            models.UniqueConstraint(
                fields=["programme", "administration", "sub_region", "topic", "said_on"],
                nulls_distinct=False,
                name="need_said_once",
                violation_error_message=_("This need is entered already, of the same day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.whose}: {self.topic}"

    def get_absolute_url(self) -> str:
        return reverse("programmes:needs-page", args=[self.pk])

    @property
    def whose(self) -> str:
        return str(self.administration or self.sub_region)


class OfferQuerySet(KeptQuerySet):
    phase_at = ""

    def newest_first(self) -> Self:
        return self.order_by(F("available_from").desc(nulls_last=True), "topic__name", "pk")

    def in_order(self) -> Self:
        return self.order_by("topic__name", F("available_from").asc(nulls_last=True), "pk")


class Offer(Record):
    """What a partner said it can do about a topic, where, and from when until when (that day included).

    Neither administration nor sub-region: for the whole region.
    """

    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="offers", verbose_name=_("programme")
    )
    partner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="offers", verbose_name=_("partner")
    )
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="offers", verbose_name=_("topic"))
    administration = models.ForeignKey(
        Administration,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="offers_to",
        verbose_name=_("for the administration"),
    )
    sub_region = models.CharField(_("for the sub-region"), max_length=60, blank=True)
    available_from = models.DateField(_("available from"), null=True, blank=True)
    available_to = models.DateField(_("available until"), null=True, blank=True)
    text = models.TextField(_("what is offered"), blank=True)
    event = models.ForeignKey(
        Event,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="offers",
        verbose_name=_("said at"),
    )
    source = models.CharField(_("source"), max_length=500)
    is_made_up = models.BooleanField(_("made up"), default=False, editable=False)

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        constraints = [
            models.CheckConstraint(
                condition=Q(administration__isnull=True) | Q(sub_region=""),
                name="offer_for_one_place",
                violation_error_message=_("Name one administration or a sub-region, not both."),
            ),
            models.CheckConstraint(
                condition=Q(available_from__isnull=True)
                | Q(available_to__isnull=True)
                | Q(available_to__gte=F("available_from")),
                name="offer_ends_after_start",
                violation_error_message=_("An offer cannot end before it begins."),
            ),
            models.UniqueConstraint(
                fields=["programme", "partner", "topic", "administration", "sub_region", "available_from"],
                nulls_distinct=False,
                name="offer_made_once",
                violation_error_message=_("This offer is entered already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner}: {self.topic}"

    def get_absolute_url(self) -> str:
        return reverse("programmes:offers-page", args=[self.pk])

    @property
    def where(self) -> Any:
        return self.administration or self.sub_region or _("The whole region")
