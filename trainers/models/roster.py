"""What makes a trainer findable beside their accreditations."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Self

from django.db import models
from django.db.models import Count, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from members.choices import GONE
from members.models import Person
from members.models.finding import PersonQuerySet
from members.records import Fate, OnMerge
from office.records import Record
from programmes.choices import EventRole
from programmes.models import Participation
from trainers.choices import Language

TEACHES = (EventRole.RESOURCE_PERSON, EventRole.FACILITATOR)


def _same_language(first: Any, second: Any) -> bool:
    return bool(first.language == second.language)


class TeachingLanguageQuerySet(models.QuerySet["TeachingLanguage"]):
    def visible_to(self, account: Any) -> Self:
        """Keep those of people the account may read by name."""
        return self.filter(person__in=Person.objects.visible_to(account).values("pk"))

    def in_order(self) -> Self:
        return self.order_by("language", "pk")


class TeachingLanguage(Record):
    """A language in which a person can teach."""

    on_merge = {"person": OnMerge(Fate.FOLD, same=_same_language)}
    personal_fields = frozenset({"language"})
    kept_when_anonymous = frozenset({"language"})

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="teaching_languages")
    language = models.CharField(_("language"), max_length=3, choices=Language)

    objects = TeachingLanguageQuerySet.as_manager()

    class Meta:
        verbose_name = _("language to teach in")
        verbose_name_plural = _("languages to teach in")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "language"],
                name="teaching_language_once",
                violation_error_message=_("This language is on the list already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_language_display()}"


@dataclass(frozen=True, slots=True)
class Use:
    """How often somebody taught: events at which they were resource person or facilitator, and the last."""

    events: int = 0
    last_on: dt.date | None = None


def use_of(people: Collection[int]) -> dict[int, Use]:
    """Return how often each of these people taught; who never did is left out."""
    taught = _taught(person__in=people)
    counted = taught.values("person").annotate(n=Count("event", distinct=True), last=Max("event__ends_on"))
    return {row["person"]: Use(row["n"], row["last"]) for row in counted}


def with_events_taught(people: PersonQuerySet) -> PersonQuerySet:
    """Annotate ``events_taught``, the same number as ``use_of`` has; zero where there is none."""
    counted = _taught(person=OuterRef("pk")).values("person").annotate(n=Count("event", distinct=True))
    number = Subquery(counted.values("n"), output_field=models.IntegerField())
    return people.annotate(events_taught=Coalesce(number, 0))


def _taught(**about: Any) -> Any:
    return Participation.objects.took_part().filter(role__in=TEACHES, **about).order_by()


def serving_on(day: dt.date) -> Q:
    """Keep postings that say somebody served there on a day; a posting without days speaks of every day.

    Of who is gone since nobody knows when, it is known that they were gone on the day it was said.
    """
    began = Q(starts_on__isnull=True) | Q(starts_on__lte=day)
    has_not_ended = Q(ends_on__isnull=True) & (~Q(standing__in=GONE) | Q(known_on__gt=day))
    return began & (Q(ends_on__gte=day) | has_not_ended)
