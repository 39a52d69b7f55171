"""Days, places, money and numbers in the reader's words."""

import datetime as dt

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from programmes.choices import Accuracy, Precision
from programmes.models import Event, Funding, MembershipClaim
from programmes.templatetags.event_dates import span_in_words
from programmes.templatetags.event_words import event_place
from reports.quantities import Quantity

PLACE = ("host_country", "host_country__administration")
"""What ``place_of`` reads of an event."""


def place_of(event: Event) -> str:
    """Return where an event was; its country as the WCO writes it, where it has an administration there."""
    administration = getattr(event.host_country, "administration", None)
    return event_place(event, country=administration.member_name if administration else "")


def span_of(first: dt.date | None, last: dt.date | None) -> str:
    """Return "1–5 April 2019"; an open end as "since 1 April 2019", an open beginning as "until"."""
    if first is None:
        return _("until %(day)s") % {"day": _day(last)} if last else ""
    if last is None:
        return _("since %(day)s") % {"day": _day(first)}
    return span_in_words(first, Precision.DAY, last, Precision.DAY)


def _day(day: dt.date) -> str:
    return date_format(day, "j F Y")


def claimed_on(claim: MembershipClaim) -> str:
    """Return when a source says an administration joined, as exactly as it says."""
    return known_on(claim.joined_on, claim.precision)


def known_on(day: dt.date, precision: str) -> str:
    """Return a day as exactly as it is known: "January 2015"."""
    formats = {Precision.YEAR: "Y", Precision.MONTH: "F Y"}
    return date_format(day, formats.get(Precision(precision), "j F Y"))


def money_of(funding: Funding) -> str:
    """Return "at least USD 7,250,000", or that no amount was published."""
    if funding.amount is None:
        return _("amount not published")
    amount = int(funding.amount) if funding.amount == int(funding.amount) else funding.amount
    shown = f"{funding.currency} {number_format(amount, force_grouping=True)}"
    return HEDGES[Accuracy(funding.accuracy)] % {"amount": shown}


HEDGES = {
    Accuracy.EXACT: _lazy("%(amount)s"),
    Accuracy.AT_LEAST: _lazy("at least %(amount)s"),
    Accuracy.ABOUT: _lazy("about %(amount)s"),
}


def plural_of(quantity: Quantity) -> int:
    """Return the number that decides between singular and plural where the quantity is told."""
    return int(quantity.most or quantity.low or 0)
