"""What a reader may ask the lists of cascade training and of materials for."""

from typing import Any

import django_filters as filters  # type: ignore[import-untyped]
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field

from members.models import Administration, Person
from office.filters import StrictFilterSet
from programmes.filters import fields
from trainers.choices import Grade, MaterialKind
from trainers.models import CascadeTraining, Material


class CascadeFilter(StrictFilterSet):
    """By trainer, programme, topic, administration, evidence, and whether another may be the same."""

    q = filters.CharFilter(method="trainer_called", label=_("Words of the trainer's name"), max_length=200)
    programme = fields.programme()
    topic = fields.topic()
    administration = fields.administration(_("Whose people"), method="of_administration")
    grade = fields.word_of(Grade.choices, _("Evidence"), _("All grades"), method="of_grade")
    alike = fields.word_of(
        [("yes", _("Possibly reported twice"))], _("Reported twice"), _("All"), method="maybe_twice"
    )

    class Meta(StrictFilterSet.Meta):
        model = CascadeTraining

    def trainer_called(self, rows: Any, name: str, text: str) -> Any:

        return rows.filter(trainer__in=Person.objects.all().called(text))

    @extend_schema_field(str)  # its ISO code, so that the API can describe itself
    def of_administration(self, rows: Any, name: str, administration: Administration | None) -> Any:
        return rows if administration is None else rows.filter(organisation=administration.pk)

    def of_grade(self, rows: Any, name: str, grade: str) -> Any:
        return rows.with_evidence().filter(evidence=grade)

    def maybe_twice(self, rows: Any, name: str, word: str) -> Any:
        return rows.with_alike().filter(has_alike=True)


class MaterialFilter(StrictFilterSet):
    """By words of the title, programme, topic, kind and language."""

    q = filters.CharFilter(
        field_name="title", lookup_expr="icontains", label=_("Words of the title"), max_length=200
    )
    programme = fields.programme()
    topic = fields.topic()
    kind = fields.word_of(MaterialKind.choices, _("Kind"), _("All kinds"))
    language = filters.CharFilter(lookup_expr="iexact", label=_("Language (en, fr …)"), max_length=12)

    class Meta(StrictFilterSet.Meta):
        model = Material
