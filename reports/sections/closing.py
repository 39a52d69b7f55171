"""Whether the figures of a period may still change, in words."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programmes.models import ClosedPeriod, Programme
from reports.periods import Period
from reports.scope import Scope

Days = tuple[dt.date, dt.date]


def how_closed(scope: Scope) -> str:
    """Return which of the programmes concerned are closed in the period; empty where none is asked.

    Of a scope of one programme that one; else those the reader may see.
    """
    if scope.period is None:
        return ""
    programmes = _concerned(scope)
    closed = _closed_days(programmes, scope.period)
    whole = [each for each in programmes if _uncovered(scope.period, closed.get(each.pk, ())) is None]
    partly = [each for each in programmes if each.pk in closed and each not in whole]
    about = {"period": scope.period, "closed": _names(whole), "partly": _partly(partly, closed)}
    if programmes and len(whole) == len(programmes):
        return _("%(period)s is closed: its figures were reported, and no longer change.") % about
    if not whole and not partly:
        return _("%(period)s is open: its figures may still change.") % about
    if not partly:
        return _("%(period)s is closed for %(closed)s, and open for all else.") % about
    if not whole:
        return _("%(period)s is partly closed: %(partly)s. All else may still change.") % about
    return (
        _("%(period)s is closed for %(closed)s, and partly: %(partly)s. All else may still change.") % about
    )


def _concerned(scope: Scope) -> list[Programme]:
    programme = scope.programme or (scope.phase.programme if scope.phase else None)
    if programme is not None:
        return [programme]
    return list(Programme.objects.visible_to(scope.reader).in_order())


def _closed_days(programmes: Iterable[Programme], period: Period) -> dict[int, list[Days]]:
    """Return the closed days of each programme that has any in the period, earliest first."""
    rows = ClosedPeriod.objects.touching(period.start, period.end).filter(programme__in=list(programmes))
    found: dict[int, list[Days]] = {}
    for programme, first, last in rows.order_by("starts_on", "pk").values_list(
        "programme", "starts_on", "ends_on"
    ):
        found.setdefault(programme, []).append((first, last))
    return found


def _uncovered(period: Period, closed: Sequence[Days]) -> dt.date | None:
    """Return the first day of the period that is not closed."""
    day = period.start
    for first, last in closed:
        if first <= day <= last:
            day = last + dt.timedelta(days=1)
    return day if day <= period.end else None


def _names(programmes: Iterable[Any]) -> str:
    return ", ".join(str(each) for each in programmes)


def _partly(programmes: Iterable[Programme], closed: dict[int, list[Days]]) -> str:
    spans = [
        _("%(programme)s from %(first)s to %(last)s")
        % {
            "programme": each,
            "first": date_format(first, "j F Y"),
            "last": date_format(last, "j F Y"),
        }
        for each in programmes
        for first, last in closed[each.pk]
    ]
    return "; ".join(spans)
