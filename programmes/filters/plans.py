"""What a reader may ask the lists of plans and objectives for."""

from django.utils.translation import gettext_lazy as _

from office.filters import StrictFilterSet
from programmes.choices import ObjectiveKind, PlanKind
from programmes.filters import fields
from programmes.models import Objective, Plan


class PlanFilter(StrictFilterSet):
    programme = fields.programme()
    kind = fields.word_of(PlanKind.choices, _("Kind"), _("All kinds"))

    class Meta(StrictFilterSet.Meta):
        model = Plan


class ObjectiveFilter(StrictFilterSet):
    programme = fields.programme()
    kind = fields.word_of(ObjectiveKind.choices, _("Kind"), _("All kinds"))

    class Meta(StrictFilterSet.Meta):
        model = Objective
