"""Filters of the lists of this floor: one set for page and API."""

from typing import Any

import django_filters as filters  # type: ignore[import-untyped]
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field

from members.models import Administration
from office.filters import StrictFilterSet
from office.options import QuickSelect
from programmes.models import Programme, Topic
from trainers.choices import CohortState
from trainers.models import Cohort

_ABOUT: dict[str, Any] = {
    "error_messages": {"invalid_choice": _("There is no such value here.")},
    "widget": QuickSelect,
}


def _programmes(request: Any) -> QuerySet[Programme]:
    if request is None:  # the API describes itself
        return Programme.objects.none()
    return Programme.objects.visible_to(request.user).in_order()


def _topics(request: Any) -> QuerySet[Topic]:
    return Topic.objects.order_by("name", "pk")


def _administrations(request: Any) -> QuerySet[Administration]:
    return Administration.objects.only("country", "member_name").by_name()


class CohortFilter(StrictFilterSet):
    """What a reader may ask the list of cohorts for."""

    q = filters.CharFilter(method="title_words", label=_("Words of the title"), max_length=200)
    programme = filters.ModelChoiceFilter(
        to_field_name="code",
        queryset=_programmes,
        label=_("Programme"),
        empty_label=_("All programmes"),
        **_ABOUT,
    )
    topic = filters.ModelChoiceFilter(
        field_name="topics",
        to_field_name="slug",
        queryset=_topics,
        label=_("Topic"),
        empty_label=_("All topics"),
        **_ABOUT,
    )
    administration = filters.ModelChoiceFilter(
        to_field_name="country",
        queryset=_administrations,
        method="of_group",
        label=_("Administration of the group"),
        empty_label=_("All administrations"),
        **_ABOUT,
    )
    state = filters.ChoiceFilter(
        choices=CohortState.choices, label=_("State"), empty_label=_("All states"), **_ABOUT
    )

    class Meta(StrictFilterSet.Meta):
        model = Cohort

    def title_words(self, cohorts: QuerySet[Cohort], name: str, text: str) -> QuerySet[Cohort]:
        """Keep cohorts whose title holds every word, in any order."""
        for word in text.split():
            cohorts = cohorts.filter(title__icontains=word)
        return cohorts

    @extend_schema_field(str)  # its ISO code
    def of_group(
        self, cohorts: QuerySet[Cohort], name: str, administration: Administration | None
    ) -> QuerySet[Cohort]:
        if administration is None:
            return cohorts
        return cohorts.filter(administrations__administration=administration.pk)
