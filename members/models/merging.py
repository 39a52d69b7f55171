"""Two entries of the register that were one person: what became of the rows of the second one."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.choices import Outcome, Rejoining
from members.models.people import Person
from members.records import STAYS
from office.models import AuditEntry
from office.records import Record


class Merge(Record):
    """``lost`` was entered a second time for ``kept``. Stands until it is split.

    It names nobody: the audit trail keeps its text.
    """

    on_merge = {"kept": STAYS, "lost": STAYS}

    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges")
    lost = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    split_at = models.DateTimeField(_("split at"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("merge of people")
        verbose_name_plural = _("merges of people")
        constraints = [
            models.UniqueConstraint(
                fields=["lost"],
                condition=Q(split_at__isnull=True),
                name="merge_one_stands_for_an_entry",
                violation_error_message=_("This entry was merged already."),
            ),
            models.CheckConstraint(
                condition=~Q(kept=F("lost")),
                name="merge_of_two_entries",
                violation_error_message=_("These are one entry already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lost_id} → {self.kept_id}"

    def get_absolute_url(self) -> str:
        return reverse("members:merge-page", args=[self.pk])


class MergeLine(models.Model):
    """What a merge did to one row; ``entry`` of the audit trail holds the values before and after.

    ``field`` is the key that led to the person, ``into_id`` the row a folded one became one with,
    ``version`` that of the row after the merge. ``set_aside`` keeps of a folded row what the trail does
    not: its version, when it was made and by whom. ``fields_kept`` are those a split left as they are.
    """

    merge = models.ForeignKey(Merge, on_delete=models.PROTECT, related_name="lines")
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.BigIntegerField(_("row"))
    what = models.CharField(_("what was done"), max_length=8, choices=Rejoining)
    field = models.CharField(_("field"), max_length=60, blank=True)
    into_id = models.BigIntegerField(_("became one with"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), null=True, blank=True)
    entry = models.ForeignKey(AuditEntry, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    set_aside = models.JSONField(_("set aside"), default=dict, blank=True)
    outcome = models.CharField(
        _("after the split"), max_length=8, choices=Outcome, blank=True, default=Outcome.NONE
    )
    fields_kept = models.JSONField(_("left as it is"), default=list, blank=True)

    class Meta:
        verbose_name = _("line of a merge")
        verbose_name_plural = _("lines of a merge")

    def __str__(self) -> str:
        return f"{self.content_type} {self.object_id}: {self.get_what_display()}"
