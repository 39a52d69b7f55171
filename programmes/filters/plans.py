"""What a reader may ask the lists of plans and objectives for."""

from django.utils.translation import gettext_lazy as _

from office.filters import StrictFilterSet
from programmes.choices import ObjectiveKind, PlanItemState, PlanKind
from programmes.filters import fields
from programmes.models import Objective, Plan, PlanItem


class PlanFilter(StrictFilterSet):
    programme = fields.programme()
    kind = fields.word_of(PlanKind.choices, _("Kind"), _("All kinds"))

    class Meta(StrictFilterSet.Meta):
        model = Plan


class PlanItemFilter(StrictFilterSet):
    programme = fields.programme(field_name="plan__programme")
    state = fields.word_of(PlanItemState.choices, _("State"), _("All states"))

    class Meta(StrictFilterSet.Meta):
        model = PlanItem


class ObjectiveFilter(StrictFilterSet):
    programme = fields.programme()
    kind = fields.word_of(ObjectiveKind.choices, _("Kind"), _("All kinds"))

    class Meta(StrictFilterSet.Meta):
        model = Objective
