"""The activities of a document as one XML file, in the order the schema asks for."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from lxml import etree

from reports.aid import AidActivity, AidBudget, AidResult, Body, Place, ResultIndicator, Transaction, Value
from reports.blocks import Document
from reports.formats.iati.checking import NotPublishable, wrongs_of
from reports.formats.legal import legal_document

VERSION = "2.03"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
DAC = "1"  # the vocabulary of sectors and of regions: the lists of the OECD DAC
Element = Any  # of lxml


def render_xml(document: Document) -> bytes:
    """Return the activities of the document as an IATI file; the same bytes every time.

    :raises NotPublishable: with everything that is missing or wrong, in words.
    """
    with translation.override(document.language):
        root = _activities(legal_document(document), document.extracted_at)
        wrongs = wrongs_of(root, now=document.extracted_at.date())
        if wrongs:
            raise NotPublishable(wrongs)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def wrongs_in(document: Document) -> tuple[str, ...]:
    """Return why the document has no IATI file; nothing where it has one."""
    if not document.aid:
        return (_("It is about no programme that is described for IATI."),)
    try:
        render_xml(document)
    except NotPublishable as reason:
        return reason.wrongs
    return ()


def _activities(document: Document, moment: dt.datetime) -> Element:
    root = etree.Element("iati-activities", version=VERSION)
    root.set("generated-datetime", moment.isoformat())
    for each in document.aid:
        _activity(root, each, language=document.language.split("-")[0], moment=moment)
    return root


def _activity(root: Element, each: AidActivity, *, language: str, moment: dt.datetime) -> None:
    activity = etree.SubElement(root, "iati-activity", hierarchy=str(each.hierarchy))
    activity.set(LANGUAGE, language)
    activity.set("last-updated-datetime", moment.isoformat())
    activity.set("default-currency", each.currency)
    etree.SubElement(activity, "iati-identifier").text = each.identifier
    reporting = _body(activity, "reporting-org", each.reporting)
    reporting.set("secondary-reporter", _flag(each.is_secondary))
    _words(etree.SubElement(activity, "title"), each.title)
    _words(etree.SubElement(activity, "description", type="1"), each.description)
    for party in each.parties:
        _body(activity, "participating-org", party.body).set("role", party.role)
    etree.SubElement(activity, "activity-status", code=each.status)
    for date in each.dates:
        element = etree.SubElement(activity, "activity-date", type=date.kind)
        element.set("iso-date", date.on.isoformat())
    etree.SubElement(activity, "activity-scope", code=each.scope)
    _places(activity, each.places)
    etree.SubElement(activity, "sector", vocabulary=DAC, code=each.sector, percentage="100")
    for budget in each.budgets:
        _budget(activity, budget)
    for transaction in each.transactions:
        _transaction(activity, transaction)
    for related in each.related:
        etree.SubElement(activity, "related-activity", ref=related.identifier, type=related.kind)
    for result in each.results:
        _result(activity, result)


def _places(activity: Element, places: Iterable[Place]) -> None:
    """Write countries, then regions: the schema wants them in this order."""
    for place in sorted(places, key=lambda each: each.is_region):
        name = "recipient-region" if place.is_region else "recipient-country"
        element = etree.SubElement(activity, name, code=place.code)
        if place.is_region:
            element.set("vocabulary", DAC)
        element.set("percentage", _number(place.percentage))
        _words(element, place.name)


def _budget(activity: Element, budget: AidBudget) -> None:
    element = etree.SubElement(activity, "budget", type="1", status=budget.status)
    _span(element, budget.starts_on, budget.ends_on)
    _money(element, budget.amount, budget.currency, budget.starts_on)


def _transaction(activity: Element, transaction: Transaction) -> None:
    element = etree.SubElement(activity, "transaction")
    etree.SubElement(element, "transaction-type", code=transaction.kind)
    etree.SubElement(element, "transaction-date").set("iso-date", transaction.on.isoformat())
    _money(element, transaction.amount, transaction.currency, transaction.on)
    if transaction.words:
        _words(etree.SubElement(element, "description"), transaction.words)
    if transaction.provider:
        _body(element, "provider-org", transaction.provider)
    if transaction.receiver:
        _body(element, "receiver-org", transaction.receiver)


def _result(activity: Element, result: AidResult) -> None:
    element = etree.SubElement(activity, "result", type=result.kind)
    element.set("aggregation-status", _flag(all(each.aggregates for each in result.indicators)))
    _words(etree.SubElement(element, "title"), result.title)
    for indicator in result.indicators:
        _indicator(element, indicator)


def _indicator(result: Element, indicator: ResultIndicator) -> None:
    element = etree.SubElement(result, "indicator", measure=indicator.measure)
    element.set("ascending", _flag(indicator.ascending))
    element.set("aggregation-status", _flag(indicator.aggregates))
    _words(etree.SubElement(element, "title"), indicator.title)
    _words(etree.SubElement(element, "description"), indicator.description)
    if indicator.baseline:
        baseline = Value(indicator.baseline.quantity)
        _value(element, "baseline", baseline, year=str(indicator.baseline.year))
    for period in indicator.periods:
        span = etree.SubElement(element, "period")
        _span(span, period.starts_on, period.ends_on)
        for name, values in (("target", period.targets), ("actual", period.actuals)):
            for value in values:
                _value(span, name, value)


def _value(parent: Element, name: str, value: Value, **attributes: str) -> None:
    """Write a value, unless it is not recorded or kept back; of a range the lower end, and words for it."""
    quantity = value.quantity
    if quantity.low is None:
        return
    element = etree.SubElement(parent, name, attributes, value=_number(quantity.low))
    for dimension, word in value.dimensions:
        etree.SubElement(element, "dimension", name=dimension, value=word)
    said = "" if quantity.is_exact else quantity.shown()
    if comment := "; ".join(filter(None, (said, quantity.remark()))):
        _words(etree.SubElement(element, "comment"), comment)


def _span(parent: Element, first: dt.date, last: dt.date) -> None:
    etree.SubElement(parent, "period-start").set("iso-date", first.isoformat())
    etree.SubElement(parent, "period-end").set("iso-date", last.isoformat())


def _money(parent: Element, amount: Decimal, currency: str, on: dt.date) -> None:
    element = etree.SubElement(parent, "value", currency=currency)
    element.set("value-date", on.isoformat())
    element.text = _number(amount)


def _body(parent: Element, name: str, body: Body) -> Element:
    element = etree.SubElement(parent, name)
    if body.ref:
        element.set("ref", body.ref)
    if body.kind:
        element.set("type", body.kind)
    _words(element, body.name)
    return element


def _words(parent: Element, text: str) -> None:
    if text.strip():
        etree.SubElement(parent, "narrative").text = text


def _number(value: int | Decimal) -> str:
    return format(Decimal(value), "f")


def _flag(value: bool) -> str:  # noqa: FBT001 - the one thing it is about
    return "true" if value else "false"
