"""What was agreed: with whom, about which programme, for how long, and from how many people on."""

import datetime as dt
from collections.abc import Collection
from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, Max, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.access import allows, is_current
from members.choices import Permission, Role
from members.models import Organisation
from office.records import Record
from programmes.choices import MOST_SMALLEST, SMALLEST_GROUP, AgreementKind, CountingRule, Precision
from programmes.models.programmes import Phase, Programme
from programmes.models.reach import reach_of


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def visible_to(self, account: Any) -> Self:
        """Keep all for administrators and auditors, an officer's own programmes, a donor's own agreements;
        those published for whoever sees what they are about."""
        if not is_current(account):
            return self.none()
        if allows(account, Permission.KEEP_AGREEMENTS) or allows(account, Permission.VIEW_AUDIT_TRAIL):
            return self
        reach = reach_of(account)
        published = ~Q(source="") & _about_what_is_seen(account)
        if account.role == Role.DONOR:
            is_party = Exists(
                Agreement.parties.through.objects.filter(_of_this, organisation=reach.organisation)
            )
            return self.filter(Q(organisation=reach.organisation) | is_party | published)
        return self.filter(Q(programme__in=reach.assigned) | published)

    def editable_by(self, account: Any) -> Self:
        """Keep those that the account may amend."""
        return self if allows(account, Permission.KEEP_AGREEMENTS) else self.none()

    def in_force(self, today: dt.date) -> Self:
        """Keep those that hold on the day, and that no amendment has taken the place of."""
        begun = self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=today), valid_from__lte=today)
        return begun.exclude(pk__in=Agreement.objects.replaced(today).values("amends"))

    def replaced(self, today: dt.date) -> Self:
        """Keep the amendments that have begun, whatever they amend."""
        return self.filter(amends__isnull=False, valid_from__lte=today)

    def naming_a_rule_for(
        self, donor: Organisation, programme: Programme, phase: Phase | None, today: dt.date
    ) -> Self:
        """Keep those in force with the donor that say how to count: of the phase first, latest first."""
        about = Q(phase__isnull=True) | Q(phase=phase)
        found = self.in_force(today).filter(about, organisation=donor, programme=programme)
        return found.exclude(counting="").order_by(F("phase").asc(nulls_last=True), "-valid_from", "-pk")

    def smallest(self) -> dict[int, int]:
        """Return by organisation the largest of what they say is the smallest group told to it."""
        found = (
            self.filter(smallest__isnull=False)
            .order_by()
            .values_list("organisation")
            .annotate(most=Max("smallest"))
        )
        return dict(found.values_list("organisation", "most"))

    def newest_first(self) -> Self:
        return self.order_by("-valid_from", "-pk")


_of_this = Q(agreement=OuterRef("pk"))


def _about_what_is_seen(account: Any) -> Q:
    """Return what keeps agreements about a phase the account sees, or a whole programme it sees."""
    phases = Phase.objects.visible_to(account).values("pk")
    programmes = Programme.objects.visible_to(account).values("pk")
    return Q(phase__in=phases) | Q(phase__isnull=True, programme__in=programmes)


def smallest_told_to(organisations: Collection[int], today: dt.date) -> int:
    """Return the smallest group of people of whom an attribute is told to representatives of these.

    The largest that an agreement in force with one of them names; where none does, SMALLEST_GROUP.
    """
    if not organisations:
        return SMALLEST_GROUP
    agreed = Agreement.objects.in_force(today).filter(organisation__in=organisations).smallest()
    return max(agreed.get(each, SMALLEST_GROUP) for each in organisations)


class Agreement(Record):
    """What was agreed with an organisation, or several, about a programme, or one phase of it.

    ``organisation`` and ``parties`` are those who signed. ``smallest`` is the smallest number of people an
    attribute of whom is told to the representatives of ``organisation``; empty where nothing was agreed
    about it, or several signed. ``counting``: how those who took part are counted for ``organisation``; empty
    where that was not agreed. ``precision``: how exactly its days are known. ``source``: where it was
    published; empty where it was not. An agreement is never changed: what is agreed anew is a new one that
    ``amends`` this one from its first day on.
    """

    kind = models.CharField(_("kind"), max_length=12, choices=AgreementKind, default=AgreementKind.GRANT)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="agreements", verbose_name=_("with whom")
    )
    parties = models.ManyToManyField(
        Organisation, blank=True, related_name="+", verbose_name=_("who else signed")
    )
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="agreements", verbose_name=_("programme")
    )
    phase = models.ForeignKey(
        Phase,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="agreements",
        verbose_name=_("phase"),
    )
    title = models.CharField(_("title"), max_length=200)
    signed_on = models.DateField(_("signed on"))
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid until"), null=True, blank=True)
    precision = models.CharField(
        _("days known to the"), max_length=5, choices=Precision, default=Precision.DAY
    )
    smallest = models.PositiveSmallIntegerField(
        _("smallest group told"),
        null=True,
        blank=True,
        validators=[MinValueValidator(2), MaxValueValidator(MOST_SMALLEST)],
    )
    counting = models.CharField(
        _("how participants are counted"), max_length=16, choices=CountingRule, blank=True
    )
    amends = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="amended_by", editable=False
    )
    note = models.CharField(_("note"), max_length=500, blank=True)
    source = models.CharField(_("published at"), max_length=500, blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="agreement_ends_after_start",
                violation_error_message=_("An agreement cannot end before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(smallest__range=(2, MOST_SMALLEST)),
                name="agreement_smallest_is_more_than_one",
                violation_error_message=_("The smallest group told is of two people or more."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.organisation}, {self.phase or self.programme}"

    @property
    def signed_by(self) -> list[Organisation]:
        """Who signed it: the one it is with, and who else. Costs a query unless ``parties`` were fetched."""
        return [self.organisation, *self.parties.all()]

    @property
    def is_in_force(self) -> bool:
        """Test if it holds today. Costs a query unless ``amended_by`` was selected with it."""
        today = timezone.localdate()
        if self.valid_from > today or (self.valid_to is not None and self.valid_to < today):
            return False
        later: Agreement | None = getattr(self, "amended_by", None)
        return later is None or later.valid_from > today
