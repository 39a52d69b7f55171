"""What a reader may ask the list of cohorts for: one set for page and API."""

import django_filters as filters  # type: ignore[import-untyped]
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field

from members.models import Administration
from office.filters import StrictFilterSet
from programmes.filters import fields
from trainers.choices import CohortState
from trainers.models import Cohort


class CohortFilter(StrictFilterSet):
    """What a reader may ask the list of cohorts for."""

    q = filters.CharFilter(method="title_words", label=_("Words of the title"), max_length=200)
    programme = fields.programme()
    topic = fields.topic(field_name="topics")
    administration = fields.administration(_("Administration of the group"), method="of_group")
    state = fields.word_of(CohortState.choices, _("State"), _("All states"))

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
