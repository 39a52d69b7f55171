"""How expenditures are shown and entered."""

from collections.abc import Iterator

import django_filters as filters  # type: ignore[import-untyped]
from django.utils.translation import gettext_lazy as _

from office.filters import StrictFilterSet
from programmes.choices import ExpenditureCategory
from programmes.filters import fields
from programmes.forms.spending import ExpenditureForm
from programmes.kinds.kind import Fact, Kind, ListColumn
from programmes.models import Expenditure


class ExpenditureFilter(StrictFilterSet):
    """By programme, phase, category and currency."""

    programme = fields.programme()
    phase = fields.phase()
    category = fields.word_of(ExpenditureCategory.choices, _("Category"), _("All categories"))
    currency = filters.CharFilter(lookup_expr="iexact", label=_("Currency"), max_length=3)

    class Meta(StrictFilterSet.Meta):
        model = Expenditure


def _facts(row: Expenditure) -> Iterator[Fact]:
    yield _("Programme"), row.programme
    yield _("Phase"), row.phase
    yield _("Category"), row.get_category_display()
    yield _("Currency"), row.currency
    yield _("Amount"), row.amount
    yield _("Spent on"), row.spent_on
    yield _("For the event"), row.event
    if row.event_id:
        yield (
            _("All that the event cost"),
            _("is entered") if row.is_complete else _("is not said to be entered"),
        )
    yield _("Whose money"), row.donor
    yield _("Source"), row.source
    yield _("Note"), row.note


EXPENDITURES = Kind(
    word="expenditures",
    model=Expenditure,
    form=ExpenditureForm,
    filters=ExpenditureFilter,
    title=_("Expenditure"),
    lead=_("What was spent, by category and event. Amounts of different currencies are never added."),
    new_label=_("Enter an amount"),
    columns=(
        ListColumn(_("What for"), lambda row: row.get_category_display()),
        ListColumn(_("Programme"), lambda row: row.programme),
        ListColumn(_("Event"), lambda row: row.event),
        ListColumn(_("Spent on"), lambda row: row.spent_on),
        ListColumn(_("Currency"), lambda row: row.currency),
        ListColumn(_("Amount"), lambda row: row.amount, is_number=True),
    ),
    facts=_facts,
    fields=(
        "programme",
        "phase",
        "event",
        "donor",
        "category",
        "amount",
        "currency",
        "spent_on",
        "is_complete",
        "source",
        "note",
    ),
    related=("programme", "phase__programme", "event", "donor"),
)
