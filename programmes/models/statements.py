"""What was said at a meeting: presented, found in a breakout session, remarked by participants."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from members.models import Organisation
from office.records import Record
from programmes.models.events import Event
from programmes.models.kept import KeptQuerySet
from programmes.models.programmes import Programme
from programmes.models.topics import Topic


class StatementKind(models.TextChoices):
    """What kind of saying it was."""

    PRESENTATION = "PRESENTATION", _("Presentation")
    PRIORITY = "PRIORITY", _("Priority of a breakout session")
    CHALLENGE = "CHALLENGE", _("Challenge of a breakout session")
    COMMENT = "COMMENT", _("Comment of participants")


IN_BREAKOUTS = (StatementKind.PRIORITY, StatementKind.CHALLENGE)


class StatementQuerySet(KeptQuerySet):
    phase_at = ""
    administration_at = ""

    def newest_first(self) -> Self:
        return self.order_by("-said_on", "kind", "pk")

    def in_order(self) -> Self:
        return self.order_by("said_on", "sub_region", "pk")


class Statement(Record):
    """One thing said at a meeting. It names organisations and sub-regions, and no person.

    ``organisation`` said it, or ``owner_words`` where the source names none; ``sub_region`` is that of a
    breakout session, empty where the source does not say which. ``said_on`` is the last day.
    """

    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="statements", verbose_name=_("programme")
    )
    event = models.ForeignKey(
        Event,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="statements",
        verbose_name=_("said at"),
    )
    said_on = models.DateField(_("said on"))
    kind = models.CharField(_("kind"), max_length=12, choices=StatementKind)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="statements",
        verbose_name=_("who said it"),
    )
    owner_words = models.CharField(_("or who, in words"), max_length=200, blank=True)
    sub_region = models.CharField(_("sub-region"), max_length=60, blank=True)
    topic = models.ForeignKey(
        Topic,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="statements",
        verbose_name=_("topic"),
    )
    text = models.TextField(_("what was said"), max_length=4000)
    source = models.CharField(_("source"), max_length=500)
    is_made_up = models.BooleanField(_("made up"), default=False, editable=False)

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | ~Q(owner_words="") | ~Q(sub_region=""),
                name="statement_of_somebody",
                violation_error_message=_(
                    "Say who said it: an organisation, a sub-region, or who, in words."
                ),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=IN_BREAKOUTS) | Q(sub_region=""),
                name="statement_of_a_sub_region_in_a_breakout",
                violation_error_message=_("A sub-region speaks in a breakout session alone."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.who}: {Truncator(self.text).words(10)}"

    def get_absolute_url(self) -> str:
        return reverse("programmes:statements-page", args=[self.pk])

    @property
    def who(self) -> Any:
        said_by = self.organisation.called if self.organisation else self.owner_words
        return said_by or self.sub_region
