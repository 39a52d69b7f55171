"""How national statistics are shown and entered."""

from collections.abc import Iterator
from typing import Any

import django_filters as filters  # type: ignore[import-untyped]
from django.utils.formats import number_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from office.filters import StrictFilterSet
from programmes.choices import Accuracy, StatisticMeasure
from programmes.filters import fields
from programmes.forms.statistics import NationalStatisticForm
from programmes.kinds.kind import Fact, Kind, ListColumn
from programmes.models import NationalStatistic
from programmes.models.contributions import FIRST_YEAR, LAST_YEAR


class NationalStatisticFilter(StrictFilterSet):
    """By programme, administration, year, what is counted, and whether sources disagree."""

    programme = fields.programme()
    administration = fields.administration(_("Administration"))
    year = filters.NumberFilter(label=_("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR, decimal_places=0)
    measure = fields.word_of(StatisticMeasure.choices, _("What is counted"), _("Everything"))
    sources = fields.word_of([("disagree", _("Sources disagree"))], _("Sources"), _("All"), method="say")

    class Meta(StrictFilterSet.Meta):
        model = NationalStatistic

    def say(self, statistics: Any, name: str, word: str) -> Any:
        """Keep those of which another source gives another number."""
        return statistics.disputed()


def _number(row: NationalStatistic) -> str:
    number = number_format(row.value, force_grouping=True)
    return number if row.accuracy == Accuracy.EXACT else f"{row.get_accuracy_display().lower()} {number}"


def _agreement(row: Any) -> str:
    return _now("sources disagree") if row.is_disputed else _now("one number")


def _facts(row: NationalStatistic) -> Iterator[Fact]:
    yield _("Programme"), row.programme
    yield _("Administration"), row.administration
    yield _("Year"), str(row.year)
    yield _("What is counted"), row.get_measure_display()
    yield _("Number"), _number(row)
    yield _("Source"), row.source
    for other in row.others():
        words = {"number": _number(other), "source": other.source}
        yield _("Another source"), _now("%(number)s, according to %(source)s") % words
    yield _("Note"), row.note


STATISTICS = Kind(
    word="statistics",
    model=NationalStatistic,
    form=NationalStatisticForm,
    filters=NationalStatisticFilter,
    title=_("National statistics"),
    lead=_(
        "What is published of an administration, year by year. Two sources are two lines, and neither takes"
        " the place of the other."
    ),
    new_label=_("Enter a number"),
    columns=(
        ListColumn(_("Administration"), lambda row: row.administration),
        ListColumn(_("Year"), lambda row: str(row.year)),
        ListColumn(_("What is counted"), lambda row: row.get_measure_display()),
        ListColumn(_("Number"), _number, is_number=True),
        ListColumn(_("Sources"), _agreement),
        ListColumn(_("Source"), lambda row: row.source),
    ),
    facts=_facts,
    fields=("programme", "administration", "year", "measure", "value", "accuracy", "source", "note"),
    related=("programme", "administration"),
    also=((_("Enter a list"), "programmes:statistics-send"),),
)
