"""What an officer said once is not asked again: two entries are not the same person."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from members.models.people import Person
from members.records import STAYS
from office.records import Record


class NotSameQuerySet(models.QuerySet["NotSame"]):
    def visible_to(self, account: Any) -> Self:
        """Keep what was said of people the account may read."""
        seen = Person.objects.visible_to(account).values("pk")
        return self.filter(person__in=seen).filter(Q(other=None) | Q(other__in=seen))

    def of_descriptions(self, folded: Iterable[str]) -> dict[str, set[int]]:
        """Return for each folded description the ids of people it is not; one query."""
        found: dict[str, set[int]] = defaultdict(set)
        rows = self.filter(described__in=set(folded) - {""})
        for described, person in rows.values_list("described", "person_id"):
            found[described].add(person)
        return found

    def of_people(self, ids: Iterable[int]) -> set[tuple[int, int]]:
        """Return the pairs of ids, the smaller first, of which one is among ``ids``; one query."""
        those = list(ids)
        rows = self.filter(Q(person__in=those) | Q(other__in=those), other__isnull=False)
        return set(rows.values_list("person_id", "other_id"))


class NotSame(Record):
    """A verdict that a person is not another one, or not who a list described.

    ``person`` is the earlier of two people. ``described`` is the folded description, as
    ``members.matching.values.Description.folded`` makes it, where it was of nobody in the register.
    Who said so, and when, stands in the record itself.
    """

    on_merge = {"person": STAYS, "other": STAYS}
    personal_fields = frozenset({"described"})

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="is_not", verbose_name=_("person")
    )
    other = models.ForeignKey(
        Person,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="is_not_either",
        verbose_name=_("other person"),
    )
    described = models.CharField(_("description"), max_length=600, blank=True, editable=False)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = NotSameQuerySet.as_manager()

    class Meta:
        verbose_name = _("verdict that two are not the same person")
        verbose_name_plural = _("verdicts that two are not the same person")
        constraints = [
            models.CheckConstraint(
                condition=Q(other__isnull=False, described="") | (Q(other__isnull=True) & ~Q(described="")),
                name="not_same_as_person_or_description",
                violation_error_message=_("Say whom the person is not: another person, or a description."),
            ),
            models.CheckConstraint(
                condition=Q(other__isnull=True) | Q(person__lt=F("other")),
                name="not_same_earlier_first",
                violation_error_message=_("The earlier of two people stands first."),
            ),
            models.UniqueConstraint(
                fields=["person", "other", "described"],
                nulls_distinct=False,
                name="not_same_said_once",
                violation_error_message=_("This was said before."),
            ),
        ]
        indexes = [
            models.Index(fields=["described"], condition=~Q(described=""), name="not_same_by_description")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} is not {self.other_id or self.described}"
