"""What an officer said once is not asked again: two entries are not the same person."""

from collections.abc import Iterable

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from members.models.people import Person
from members.records import STAYS
from office.records import Record


class NotSameQuerySet(models.QuerySet["NotSame"]):
    def of_people(self, ids: Iterable[int]) -> set[tuple[int, int]]:
        """Return the pairs of ids, the smaller first, of which one is among ``ids``; one query."""
        those = list(ids)
        rows = self.filter(Q(person__in=those) | Q(other__in=those))
        return set(rows.values_list("person_id", "other_id"))


class NotSame(Record):
    """A verdict that a person is not another one. ``person`` is the earlier of the two."""

    on_merge = {"person": STAYS, "other": STAYS}

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="is_not")
    other = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="is_not_either")

    objects = NotSameQuerySet.as_manager()

    class Meta:
        verbose_name = _("verdict that two are not the same person")
        verbose_name_plural = _("verdicts that two are not the same person")
        constraints = [
            models.UniqueConstraint(fields=["person", "other"], name="not_same_said_once"),
            models.CheckConstraint(condition=Q(person__lt=F("other")), name="not_same_earlier_first"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} is not {self.other_id}"
