"""Records of a programme that are not events."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import factory

from programmes.models import Expenditure, NationalStatistic
from tests.factories.base import RecordFactory
from tests.factories.members import AdministrationFactory
from tests.factories.programmes import ProgrammeFactory


class ExpenditureFactory(RecordFactory):
    class Meta:
        model = Expenditure

    programme = factory.SubFactory(ProgrammeFactory)
    category = "TRAVEL"
    amount = Decimal("1250.50")
    currency = "USD"
    spent_on = dt.date(2023, 9, 15)
    source = "Ledger of the office"


class NationalStatisticFactory(RecordFactory):
    class Meta:
        model = NationalStatistic

    programme = factory.SubFactory(ProgrammeFactory)
    administration = factory.SubFactory(AdministrationFactory)
    year = 2017
    measure = "DECLARATIONS"
    value = 50000
    source = factory.Sequence(lambda n: f"annual report {n}")


# A record of each kind that belongs to one programme, phase and administration, by the word of the kind.
# ``about`` has these three, and ``word``, which is to stand in its texts. Sweeps make one of each.
MADE: dict[str, Callable[[Any], Any]] = {
    "expenditures": lambda about: ExpenditureFactory(
        programme=about.programme, phase=about.phase, source=f"{about.word} ledger"
    ),
    "statistics": lambda about: NationalStatisticFactory(
        programme=about.programme, administration=about.administration, source=f"{about.word} yearbook"
    ),
}
