"""What a reader may ask the lists of trainers for."""

from typing import Any

import django_filters as filters  # type: ignore[import-untyped]
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field

from members.models import Administration, Person
from office.filters import StrictFilterSet
from office.options import QuickSelect
from programmes.models import Programme, Topic
from trainers.choices import Grade, MaterialKind
from trainers.models import CascadeTraining, Material

_REFUSAL = {"invalid_choice": _("There is no such value here.")}


def _programmes(request: Any) -> QuerySet[Programme]:
    if request is None:  # the API describes itself
        return Programme.objects.none()
    return Programme.objects.visible_to(request.user).in_order()


def _topics(request: Any) -> QuerySet[Topic]:
    return Topic.objects.order_by("name", "pk")


def _administrations(request: Any) -> QuerySet[Administration]:
    return Administration.objects.only("country", "member_name").by_name()


class CascadeFilter(StrictFilterSet):
    """By trainer, programme, topic, administration, evidence, and whether another may be the same."""

    q = filters.CharFilter(method="trainer_called", label=_("Words of the trainer's name"), max_length=200)
    programme = filters.ModelChoiceFilter(
        to_field_name="code",
        queryset=_programmes,
        label=_("Programme"),
        empty_label=_("All programmes"),
        error_messages=_REFUSAL,
        widget=QuickSelect,
    )
    topic = filters.ModelChoiceFilter(
        to_field_name="slug",
        queryset=_topics,
        label=_("Topic"),
        empty_label=_("All topics"),
        error_messages=_REFUSAL,
        widget=QuickSelect,
    )
    administration = filters.ModelChoiceFilter(
        to_field_name="country",
        queryset=_administrations,
        method="of_administration",
        label=_("Whose people"),
        empty_label=_("All administrations"),
        error_messages=_REFUSAL,
        widget=QuickSelect,
    )
    grade = filters.ChoiceFilter(
        choices=Grade.choices, label=_("Evidence"), empty_label=_("All grades"), error_messages=_REFUSAL
    )
    alike = filters.ChoiceFilter(
        choices=[("yes", _("Possibly reported twice"))],
        method="maybe_twice",
        label=_("Reported twice"),
        empty_label=_("All"),
        error_messages=_REFUSAL,
    )

    class Meta(StrictFilterSet.Meta):
        model = CascadeTraining

    def trainer_called(self, rows: Any, name: str, text: str) -> Any:

        return rows.filter(trainer__in=Person.objects.all().called(text))

    @extend_schema_field(str)  # its ISO code, so that the API can describe itself
    def of_administration(self, rows: Any, name: str, administration: Administration | None) -> Any:
        return rows if administration is None else rows.filter(organisation=administration.pk)

    def maybe_twice(self, rows: Any, name: str, word: str) -> Any:
        return rows.with_alike().filter(has_alike=True)


class MaterialFilter(StrictFilterSet):
    """By words of the title, programme, topic, kind and language."""

    q = filters.CharFilter(
        field_name="title", lookup_expr="icontains", label=_("Words of the title"), max_length=200
    )
    programme = filters.ModelChoiceFilter(
        to_field_name="code",
        queryset=_programmes,
        label=_("Programme"),
        empty_label=_("All programmes"),
        error_messages=_REFUSAL,
        widget=QuickSelect,
    )
    topic = filters.ModelChoiceFilter(
        to_field_name="slug",
        queryset=_topics,
        label=_("Topic"),
        empty_label=_("All topics"),
        error_messages=_REFUSAL,
        widget=QuickSelect,
    )
    kind = filters.ChoiceFilter(
        choices=MaterialKind.choices, label=_("Kind"), empty_label=_("All kinds"), error_messages=_REFUSAL
    )
    language = filters.CharFilter(lookup_expr="iexact", label=_("Language (en, fr …)"), max_length=12)

    class Meta(StrictFilterSet.Meta):
        model = Material
