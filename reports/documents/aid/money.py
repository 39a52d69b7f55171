"""What was promised for a phase, and what was spent in it."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from decimal import ROUND_DOWN, Decimal

from django.db.models import Sum
from django.utils.translation import gettext as _

from members.models import Organisation
from programmes.choices import Accuracy, ExpenditureCategory
from programmes.models import Funding, Phase
from reports.aid import AidBudget, Body, Transaction
from reports.scope import Scope
from reports.sections.money import told

PROMISED, SPENT = "11", "4"  # incoming commitment, expenditure
INDICATIVE, COMMITTED = "1", "2"  # of a budget
DAY = dt.timedelta(days=1)
CENT = Decimal("0.01")


def budgets_of(phase: Phase, funding: Iterable[Funding]) -> Iterator[AidBudget]:
    """Yield what is known for a phase, year by year: no budget may be of more than one.

    Of a longer phase nobody said how much is for which year: it is shared out by days, to the cent, so that
    the parts sum to the whole, and told as indicative.
    """
    if phase.ends_on is None:
        return
    years = list(_years(phase.starts_on, phase.ends_on))
    status = COMMITTED if len(years) == 1 else INDICATIVE
    for each in funding:
        if each.amount is not None and each.accuracy == Accuracy.EXACT:
            for (first, last), amount in zip(years, _shared_out(each.amount, years), strict=True):
                yield AidBudget(first, last, amount, each.currency, status)


def _years(first: dt.date, last: dt.date) -> Iterator[tuple[dt.date, dt.date]]:
    """Yield the years from the first day on, both ends included; the last one may be shorter."""
    while first <= last:
        try:
            next_one = first.replace(year=first.year + 1)
        except ValueError:  # the 29th of February
            next_one = first.replace(year=first.year + 1, month=3, day=1)
        yield first, min(last, next_one - DAY)
        first = next_one


def _shared_out(amount: Decimal, spans: list[tuple[dt.date, dt.date]]) -> Iterator[Decimal]:
    """Yield the part of each span by its days; the parts sum to the amount exactly."""
    days = [(last - first).days + 1 for first, last in spans]
    given, passed = Decimal(0), 0
    for each in days:
        passed += each
        until = (amount * passed / sum(days)).quantize(CENT, rounding=ROUND_DOWN)
        yield (amount if passed == sum(days) else until) - given
        given = until


def promised(
    phase: Phase, funding: Iterable[Funding], body: Callable[[Organisation], Body], today: dt.date
) -> Iterator[Transaction]:
    """Yield what each donor gives for the phase, on its first day."""
    if phase.starts_on > today:
        return
    for each in funding:
        if each.amount is None:
            continue
        words = _("Given for the phase")
        if each.accuracy != Accuracy.EXACT:
            words = f"{words}: {each.get_accuracy_display().lower()}"
        yield Transaction(PROMISED, phase.starts_on, each.amount, each.currency, words, body(each.donor))


def spent(scope: Scope, phase: Phase | None, today: dt.date) -> Iterator[Transaction]:
    """Yield what was spent by day, category and currency, where it may be told."""
    rows = told(scope.narrowed(phase=phase) if phase else scope)
    if rows is None:
        return
    lines = (
        rows.filter(spent_on__lte=today)
        .order_by("spent_on", "currency", "category")
        .values("spent_on", "currency", "category")
        .annotate(amount=Sum("amount"))
    )
    for line in lines:
        words = str(ExpenditureCategory(line["category"]).label)
        yield Transaction(SPENT, line["spent_on"], line["amount"], line["currency"], words)
