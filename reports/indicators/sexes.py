"""Participations of women and of men: the two values an exchange of data splits them into.

They stand beside no other figure on a page: there the share of women says it, with what is not stated.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from reports.indicators import parts
from reports.measuring.definition import Indicator, Sums
from reports.models import ParticipationFact
from reports.quantities import Quantity


def _read_women(sums: Sums) -> Quantity:
    return Quantity.exactly(parts.counted(sums, "women") if parts.counted(sums, "stated_sex") else None)


def _read_men(sums: Sums) -> Quantity:
    stated = parts.counted(sums, "stated_sex")
    return Quantity.exactly(stated - parts.counted(sums, "women") if stated else None)


PARTICIPATIONS_OF_WOMEN = Indicator(
    code="participations_of_women",
    name=_("Participations of women"),
    unit=_("participations"),
    definition=_("Women among the participations whose sex is stated; not recorded where none is."),
    facts=ParticipationFact,
    rows=parts.PARTICIPANTS,
    parts=(parts.STATED_SEX, parts.WOMEN),
    read=_read_women,
    persons_behind=parts.whose_sex_is_stated,
)

PARTICIPATIONS_OF_MEN = Indicator(
    code="participations_of_men",
    name=_("Participations of men"),
    unit=_("participations"),
    definition=_("Those who are no women among the participations whose sex is stated."),
    facts=ParticipationFact,
    rows=parts.PARTICIPANTS,
    parts=(parts.STATED_SEX, parts.WOMEN),
    read=_read_men,
    persons_behind=parts.whose_sex_is_stated,
)

BY_SEX: Mapping[str, Indicator] = {"female": PARTICIPATIONS_OF_WOMEN, "male": PARTICIPATIONS_OF_MEN}
"""The indicator of each value of the dimension "sex" of IATI."""
