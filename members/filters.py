"""What a reader may ask the list of people for."""

from typing import Any

import django_filters as filters  # type: ignore[import-untyped]
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from members.choices import GONE, Standing
from members.models import Administration, Person, Posting
from office.filters import StrictFilterSet
from sheets.text import fold


def _administrations(request: Any) -> QuerySet[Administration]:
    return Administration.objects.by_name()


class PersonFilter(StrictFilterSet):
    """By words of a name, in any order, also as they were entered a second time; by posting."""

    q = filters.CharFilter(method="name_words", label=_("Words of the name"), max_length=200)
    administration = filters.ModelChoiceFilter(
        to_field_name="country",
        queryset=_administrations,
        method="posted_with",
        label=_("Posted with"),
        empty_label=_("All administrations"),
        error_messages={"invalid_choice": _("There is no such value here.")},
    )
    standing = filters.ChoiceFilter(
        choices=Standing.choices,
        method="now",
        label=_("Still in post"),
        empty_label=_("All"),
        error_messages={"invalid_choice": _("There is no such value here.")},
    )

    class Meta(StrictFilterSet.Meta):
        model = Person

    def name_words(self, people: QuerySet[Person], name: str, text: str) -> QuerySet[Person]:
        """Keep people every word is, or begins, a word of their name or of one they were entered under."""
        found: QuerySet[Person] = people.called(text) if fold(text) else people  # type: ignore[attr-defined]
        return found

    def posted_with(
        self, people: QuerySet[Person], name: str, administration: Administration | None
    ) -> QuerySet[Person]:
        if administration is None:
            return people
        return people.filter(
            Exists(Posting.objects.filter(person=OuterRef("pk"), organisation=administration.pk))
        )

    def now(self, people: QuerySet[Person], name: str, standing: str) -> QuerySet[Person]:
        """Keep people with a posting that stands so; unknown are those of whom nothing else is known."""
        postings = Posting.objects.filter(person=OuterRef("pk"))
        if standing == Standing.UNKNOWN:
            known = postings.filter(standing__in=[Standing.IN_POST, *GONE])
            return people.filter(~Exists(known))
        rows = postings.filter(standing=standing)
        if standing in GONE:  # who came back, or works elsewhere, is in post
            return people.filter(Exists(rows), ~Exists(postings.filter(standing=Standing.IN_POST)))
        return people.filter(Exists(rows))
