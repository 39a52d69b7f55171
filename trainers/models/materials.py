"""Training materials: modules and syllabi, their languages and versions, and what they were adapted from."""

from collections.abc import Iterator
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.access import allows, is_current
from members.choices import Permission, Role
from office.models.files import KeptFile
from office.records import Record
from programmes.models import Event, Programme, Topic
from programmes.models.reach import reach_of
from trainers.choices import MaterialAudience, MaterialKind
from trainers.models.cohorts import Cohort
from trainers.models.reach import programmes_of_trainer

OF_TRAINERS = (MaterialAudience.TRAINERS, MaterialAudience.MEMBERS)


class MaterialQuerySet(models.QuerySet["Material"]):
    def visible_to(self, account: Any) -> Self:
        """Keep what is meant for the account: the secretariat all, the others by the audience it has."""
        if not is_current(account):
            return self.none()
        if allows(account, Permission.VIEW_ALL_PROGRAMMES):
            return self
        if account.role == Role.MASTER_TRAINER:
            theirs = Q(audience__in=OF_TRAINERS, programme__in=programmes_of_trainer(account))
            return self.filter(theirs | Q(audience=MaterialAudience.EVERYBODY))
        if account.role == Role.FOCAL_POINT:
            joined = Q(audience=MaterialAudience.MEMBERS, programme__in=reach_of(account).joined)
            return self.filter(joined | Q(audience=MaterialAudience.EVERYBODY))
        return self.filter(audience=MaterialAudience.EVERYBODY)

    def editable_by(self, account: Any) -> Self:
        """Keep those of the programmes the account works on."""
        if not allows(account, Permission.EDIT_EVENTS):
            return self.none()
        return self.filter(programme__in=Programme.objects.editable_by(account))

    def by_title(self) -> Self:
        return self.order_by("title", "language", "-pk")


class Material(Record):
    """One version of a training material in one language.

    ``language`` is a tag as "en" or "fr". ``adapted_from`` is the material it was made from: an earlier
    version, another language, or that of another group of administrations.
    """

    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="materials", verbose_name=_("programme")
    )
    topic = models.ForeignKey(
        Topic, on_delete=models.PROTECT, related_name="materials", verbose_name=_("topic")
    )
    cohort = models.ForeignKey(
        Cohort,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="materials",
        verbose_name=_("made for the cohort"),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=MaterialKind)
    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(_("language"), max_length=12)
    edition = models.CharField(_("version"), max_length=40, blank=True)
    made_on = models.DateField(_("dated"), null=True, blank=True)
    adapted_from = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="adaptations",
        verbose_name=_("adapted from"),
    )
    audience = models.CharField(
        _("who may download it"),
        max_length=12,
        choices=MaterialAudience,
        default=MaterialAudience.SECRETARIAT,
    )
    note = models.CharField(_("note"), max_length=500, blank=True)
    events = models.ManyToManyField(
        Event, related_name="materials", blank=True, verbose_name=_("used at the events")
    )

    objects = MaterialQuerySet.as_manager()

    class Meta:
        verbose_name = _("training material")
        verbose_name_plural = _("training materials")
        indexes = [models.Index(fields=["title", "language", "-id"], name="materials_by_title")]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "title", "language", "edition"],
                name="material_once",
                violation_error_message=_("This version is there already in this language."),
            ),
            models.CheckConstraint(
                condition=Q(adapted_from__isnull=True) | ~Q(adapted_from=F("pk")),
                name="material_not_from_itself",
                violation_error_message=_("Nothing is adapted from itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.edition}" if self.edition else self.title

    def get_absolute_url(self) -> str:
        return reverse("trainers:material-page", args=[self.pk])

    def origins(self) -> Iterator["Material"]:
        """Yield what it was adapted from, what that was, and so on; a circle ends."""
        seen, each = {self.pk}, self.adapted_from
        while each is not None and each.pk not in seen:
            yield each
            seen.add(each.pk)
            each = each.adapted_from


class MaterialFileQuerySet(models.QuerySet["MaterialFile"]):
    def visible_to(self, account: Any) -> Self:
        return self.filter(material__in=Material.objects.visible_to(account))

    def editable_by(self, account: Any) -> Self:
        return self.filter(material__in=Material.objects.editable_by(account))

    def without_content(self) -> Self:
        return self.defer("content")


class MaterialFile(KeptFile):
    """The file of a material, as it was sent; only ever given as a download."""

    material = models.OneToOneField(Material, on_delete=models.CASCADE, related_name="file")

    objects = MaterialFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of a material")
        verbose_name_plural = _("files of materials")
