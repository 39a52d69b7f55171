"""An edition: one frozen version of a document, and its files."""

import uuid
from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.access import allows
from members.choices import Permission, Role
from members.models import Administration, Organisation
from office.models import Job
from office.records import Record
from programmes.models import Funding, Phase, Programme
from programmes.models.reach import reach_of
from reports.choices import ACTIVITY_REPORT, OUT, EditionState
from reports.models.schedules import Schedule
from trainers.models import Cohort

SAME_REPORT = (
    "kind",
    "programme",
    "phase",
    "cohort",
    "administration",
    "donor",
    "starts_on",
    "ends_on",
    "language",
)


class EditionQuerySet(models.QuerySet["Edition"]):
    def visible_to(self, account: Any) -> Self:
        """Keep what the account may open.

        The secretariat: all. A donor: what was released for it, or of phases it funds with no other
        donor in mind. A focal point: what was released of programmes joined, and of administrations its
        own. Anybody: what is public.
        """
        reach = reach_of(account)
        if reach.sees_all:
            return self
        released = Q(state__in=OUT)
        allowed = Q(is_public=True)
        if account.is_authenticated and account.role == Role.DONOR:
            allowed |= Q(donor=reach.organisation)
            allowed |= Q(donor__isnull=True, administration__isnull=True, phase__in=reach.funded_phases)
        if account.is_authenticated and account.role == Role.FOCAL_POINT:
            of_all = Q(administration__isnull=True, programme__in=reach.joined)
            allowed |= Q(donor__isnull=True) & (of_all | Q(administration=reach.organisation))
        return self.filter(released & allowed)

    def editable_by(self, account: Any) -> Self:
        """Keep those of programmes the account works on; of those over all programmes, who works on any:
        of a donor's, on one it pays for."""
        if not allows(account, Permission.BUILD_REPORTS):
            return self.none()
        mine = Programme.objects.editable_by(account).values("pk")
        paid = Funding.objects.filter(donor=OuterRef("donor"), phase__programme__in=mine)
        of_all = Q(donor__isnull=True) & Exists(mine) | Exists(paid)
        return self.filter(Q(programme__in=mine) | Q(programme__isnull=True) & of_all)

    def releasable_by(self, account: Any) -> Self:
        """Keep what was submitted and the account may release: neither built nor submitted by it."""
        if not allows(account, Permission.RELEASE_REPORTS):
            return self.none()
        submitted = self.editable_by(account).filter(state=EditionState.SUBMITTED)
        return submitted.exclude(Q(built_by=account) | Q(submitted_by=account))

    def public(self) -> Self:
        return self.filter(state=EditionState.RELEASED, is_public=True)

    def same_report_as(self, edition: "Edition", *, whatever_period: bool = False) -> Self:
        """Keep the editions of one report: of the same kind, about and for the same, in the same language."""
        left_out = ("starts_on", "ends_on") if whatever_period else ()
        names = [name for name in SAME_REPORT if name not in left_out]
        return self.filter(**{name: getattr(edition, name) for name in names})

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")


def _somebody() -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )


class Edition(Record):
    """One version of a document: its kind, what it is about, its blocks as frozen, and its hash.

    ``kind`` is the code of a kind of document. ``programme`` is empty where it is over all of them.
    ``document`` is the whole of it as JSON and the only thing its files are made from. ``donor`` is the
    audience: then only what this donor pays for is counted. Nothing that was counted changes once it is
    frozen. ``chapters`` are the sections an officer chose, in order, with what they wrote before each; until
    it is submitted the document is put together anew when they change. ``schedule`` is what had it drafted:
    once for each of its periods.

    Who built or submitted it does not release it. ``previous`` is the released edition of the same report it
    takes the place of; ``chain_sha256`` is the hash of that one's and of its own hash, so that the newest
    vouches for every one before it.
    """

    derived_fields = frozenset({"document"})  # of the facts and the chapters; its hash is in the trail

    key = models.UUIDField(_("address"), default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind of document"), max_length=40, default=ACTIVITY_REPORT)
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="editions"
    )
    phase = models.ForeignKey(Phase, on_delete=models.PROTECT, null=True, blank=True, related_name="editions")
    cohort = models.ForeignKey(
        Cohort, on_delete=models.PROTECT, null=True, blank=True, related_name="editions"
    )
    administration = models.ForeignKey(
        Administration, on_delete=models.PROTECT, null=True, blank=True, related_name="editions_about"
    )
    donor = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="editions"
    )
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=10, default="en", choices=settings.LANGUAGES)
    number = models.PositiveIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=10, choices=EditionState, default=EditionState.BUILDING)
    document = models.JSONField(_("document"), null=True, blank=True, editable=False)
    sha256 = models.CharField(_("hash"), max_length=64, blank=True, editable=False)
    frozen_at = models.DateTimeField(_("frozen at"), null=True, blank=True, editable=False)
    built_by = _somebody()
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True, editable=False)
    submitted_by = _somebody()
    sent_back_because = models.TextField(_("sent back because"), blank=True)
    released_at = models.DateTimeField(_("released at"), null=True, blank=True, editable=False)
    released_by = _somebody()
    previous = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="followed_by",
        verbose_name=_("takes the place of"),
    )
    chain_sha256 = models.CharField(_("hash of the chain"), max_length=64, blank=True, editable=False)
    is_public = models.BooleanField(_("public"), default=False)
    chapters = models.JSONField(_("sections and texts"), default=list, blank=True, editable=False)
    schedule = models.ForeignKey(
        Schedule, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="editions"
    )
    jobs = GenericRelation(Job)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"],
                name="edition_number_once_per_programme",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True, ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="edition_period_is_whole",
                violation_error_message=_("A period has a first and a last day, in that order."),
            ),
            models.CheckConstraint(
                condition=Q(state=EditionState.BUILDING) | (Q(document__isnull=False) & ~Q(sha256="")),
                name="edition_draft_is_frozen",
            ),
            models.CheckConstraint(
                condition=~Q(released_by=F("built_by")) & ~Q(released_by=F("submitted_by")),
                name="edition_released_by_somebody_else",
                violation_error_message=_("Who built or submitted it does not release it."),
            ),
            models.CheckConstraint(
                condition=~Q(state=EditionState.SUBMITTED) | Q(submitted_by__isnull=False),
                name="edition_submitted_by_somebody",
            ),
            models.UniqueConstraint(
                fields=SAME_REPORT,
                condition=Q(state=EditionState.RELEASED),
                nulls_distinct=False,
                name="edition_released_once_per_report",
            ),
            models.UniqueConstraint(fields=["previous"], name="edition_followed_by_one"),
            models.UniqueConstraint(
                fields=["schedule", "starts_on", "ends_on"],
                condition=Q(schedule__isnull=False),
                name="edition_once_per_scheduled_period",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference}"

    def get_absolute_url(self) -> str:
        return reverse("reports:edition-page", args=[self.key])

    @property
    def reference(self) -> str:
        """A stable name to quote: programme, phase, the kind unless an activity report, number."""
        parts = [
            self.programme.code if self.programme else "",
            f"P{self.phase.number}" if self.phase else "",
            self.kind.upper() if self.kind != ACTIVITY_REPORT else "",
            self.administration.iso2 if self.administration else "",
            f"{self.number:03d}",
        ]
        return "-".join(part for part in parts if part)

    @property
    def about(self) -> str:
        """What it is about, in words: "APSP, Phase 2"; of a donor's over all programmes, the donor."""
        chosen = (self.programme, self.phase.name if self.phase else "", self.cohort, self.administration)
        return ", ".join(str(each) for each in chosen if each) or str(self.donor or _("All programmes"))

    @property
    def is_for_iati(self) -> bool:
        """Test if it is about a programme or phase as a whole, or what a donor pays for: what IATI tells."""
        return not (self.administration_id or self.cohort_id) and bool(self.programme_id or self.donor_id)

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None

    @property
    def is_released(self) -> bool:
        return self.state in OUT


class EditionFile(models.Model):
    """One format of an edition, made from its frozen document; kept in the database with its hash."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="files")
    format = models.CharField(_("format"), max_length=10)
    content = models.BinaryField(_("content"))
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("hash"), max_length=64)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)

    class Meta:
        verbose_name = _("file of an edition")
        verbose_name_plural = _("files of an edition")
        constraints = [
            models.UniqueConstraint(fields=["edition", "format"], name="edition_file_once_per_format")
        ]

    def __str__(self) -> str:
        return f"{self.edition}.{self.format}"
