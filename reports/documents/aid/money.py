"""What was promised for a phase, and what was spent in it."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator

from django.db.models import Sum
from django.utils.translation import gettext as _

from members.models import Organisation
from programmes.choices import Accuracy, ExpenditureCategory
from programmes.models import Funding, Phase
from reports.aid import AidBudget, Body, Transaction
from reports.scope import Scope
from reports.sections.money import told

PROMISED, SPENT = "11", "4"  # incoming commitment, expenditure
YEAR = dt.timedelta(days=365)


def budgets_of(phase: Phase, funding: Iterable[Funding]) -> Iterator[AidBudget]:
    """Yield what is known for a phase of a year at most: of a longer one nobody said how much a year."""
    if phase.ends_on is None or phase.ends_on - phase.starts_on > YEAR:
        return
    for each in funding:
        if each.amount is not None and each.accuracy == Accuracy.EXACT:
            yield AidBudget(phase.starts_on, phase.ends_on, each.amount, each.currency)


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
