"""Records of a programme that are not events."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import factory

from programmes.models import Expenditure
from tests.factories.base import RecordFactory
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


# A record of each kind that belongs to one programme, phase and administration, by the word of the kind.
# ``about`` has these three, and ``word``, which is to stand in its texts. Sweeps make one of each.
MADE: dict[str, Callable[[Any], Any]] = {
    "expenditures": lambda about: ExpenditureFactory(
        programme=about.programme, phase=about.phase, source=f"{about.word} ledger"
    ),
}
