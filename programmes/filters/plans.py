"""What a reader may ask the lists of plans and objectives for."""

from typing import Any

import django_filters as filters  # type: ignore[import-untyped]
from django.utils.translation import gettext_lazy as _

from office.filters import StrictFilterSet
from office.options import QuickSelect
from programmes.choices import ObjectiveKind, PlanKind
from programmes.filters import one_programme
from programmes.models import Objective, Plan


def _one_kind(kinds: Any) -> filters.ChoiceFilter:
    refusal = {"invalid_choice": _("There is no such value here.")}
    return filters.ChoiceFilter(
        choices=kinds,
        label=_("Kind"),
        empty_label=_("All kinds"),
        error_messages=refusal,
        widget=QuickSelect,
    )


class PlanFilter(StrictFilterSet):
    programme = one_programme()
    kind = _one_kind(PlanKind)

    class Meta(StrictFilterSet.Meta):
        model = Plan


class ObjectiveFilter(StrictFilterSet):
    programme = one_programme()
    kind = _one_kind(ObjectiveKind)

    class Meta(StrictFilterSet.Meta):
        model = Objective
