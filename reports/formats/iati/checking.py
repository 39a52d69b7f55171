"""What stands against publishing an IATI file: the schema, the rules of the standard, its code lists."""

import csv
import datetime as dt
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

HERE = Path(__file__).parent
IDENTIFIER = re.compile(r"[^/&|?]+")
NOW = "NOW"
YEAR = 366  # days, the last included
Element = Any  # of lxml


class NotPublishable(Exception):
    """The activities lack something, or contradict the standard; ``wrongs`` says all of it, in words."""

    def __init__(self, wrongs: Sequence[str]) -> None:
        super().__init__(" ".join(wrongs))
        self.wrongs = tuple(wrongs)


def wrongs_of(root: Element, *, now: dt.date) -> list[str]:
    """Return everything that is missing or wrong, each once; nothing where the file may be published."""
    if not len(root):
        return [_("There is no activity in it.")]
    found = [*_lacking(root), *_against_rules(root, now), *_unknown_codes(root), *_against_schema(root)]
    return list(dict.fromkeys(found))


@cache
def _schema() -> Any:
    return etree.XMLSchema(etree.parse(HERE / "xsd" / "iati-activities-schema.xsd"))


@cache
def _rules() -> Mapping[str, Any]:
    rules: Mapping[str, Any] = json.loads((HERE / "rules.json").read_text(encoding="utf-8"))
    return rules


@cache
def _codes() -> Mapping[str, frozenset[str]]:
    known: dict[str, set[str]] = {}
    with (HERE / "codelists.csv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            known.setdefault(line["list"], set()).add(line["code"])
    return {name: frozenset(codes) for name, codes in known.items()}


def _lacking(root: Element) -> Iterator[str]:
    """Yield what somebody has to enter: the schema would say it in its own words."""
    for organisation in root.iterfind(".//reporting-org"):
        about = {"organisation": "".join(organisation.itertext()).strip()}
        if not organisation.get("ref"):
            yield _("%(organisation)s reports, and has no IATI identifier.") % about
        if not organisation.get("type"):
            yield _("%(organisation)s reports, and it is not said what kind of organisation it is.") % about


def _against_schema(root: Element) -> Iterator[str]:
    """Yield what the schema refuses: of the document as it would be read."""
    schema = _schema()
    if not schema.validate(etree.fromstring(etree.tostring(root))):
        for error in schema.error_log:
            yield _("Line %(line)s: %(message)s") % {"line": error.line, "message": error.message}


def _unknown_codes(root: Element) -> Iterator[str]:
    for name, paths in _rules()["codes"].items():
        for path in paths:
            for code in root.xpath(path):
                if code not in _codes()[name]:
                    yield _("“%(code)s” is not in the code list %(list)s.") % {"code": code, "list": name}


def _against_rules(root: Element, now: dt.date) -> Iterator[str]:
    for path, rules in _rules()["rules"].items():
        for element in root.xpath(path):
            about = _called(element)
            for name, cases in rules.items():
                for case in cases:
                    for wrong in CHECKS[name](element, case, now):
                        yield f"{about}: {wrong}"


def _called(element: Element) -> str:
    """Return the title of the activity the element stands in."""
    activity = next(each for each in (element, *element.iterancestors()) if each.tag == "iati-activity")
    return str(activity.findtext("title/narrative") or activity.findtext("iati-identifier"))


def _at_least_one(element: Element, paths: Sequence[str], now: dt.date) -> Iterator[str]:
    if not any(element.xpath(path) for path in paths):
        yield _("it needs one of: %(paths)s.") % {"paths": ", ".join(paths)}


def _in_order(element: Element, case: Sequence[str], now: dt.date) -> Iterator[str]:
    first, last = (_days(element, path, now) for path in case)
    if first and last and max(first) > min(last):
        words = {"first": max(first).isoformat(), "last": min(last).isoformat(), "path": case[0]}
        yield _("%(path)s is %(first)s, and cannot be after %(last)s.") % words


def _within_a_year(element: Element, case: Sequence[str], now: dt.date) -> Iterator[str]:
    first, last = (_days(element, path, now) for path in case)
    if first and last and (max(last) - min(first)).days >= YEAR:
        yield _("a budget is for a year at most.")


def _is_identifier(element: Element, path: str, now: dt.date) -> Iterator[str]:
    for found in element.xpath(path):
        if not IDENTIFIER.fullmatch(found):
            yield _("“%(found)s” is no identifier: it has none of / & | ? in it.") % {"found": found}


def _begins_with(element: Element, case: Sequence[str], now: dt.date) -> Iterator[str]:
    whole, beginning = ("".join(element.xpath(path)) for path in case)
    if beginning and not whole.startswith(f"{beginning}-"):
        yield _("its identifier has to begin with that of who reports.")


def _makes_a_hundred(element: Element, paths: Sequence[str], now: dt.date) -> Iterator[str]:
    found = [each for path in paths for each in element.xpath(path)]
    try:
        total = sum((Decimal(each) for each in found), Decimal(0))
    except InvalidOperation:
        total = Decimal(-1)
    if found and total != 100:
        yield _("the percentages of %(paths)s make %(total)s and not 100.") % {
            "paths": ", ".join(paths),
            "total": total,
        }


def _days(element: Element, path: str, now: dt.date) -> list[dt.date]:
    """Return the days at a path; what is no day is left to the schema."""
    if path == NOW:
        return [now]
    found = []
    for each in element.xpath(path):
        try:
            found.append(dt.date.fromisoformat(each))
        except ValueError:
            continue
    return found


CHECKS: Mapping[str, Callable[[Element, Any, dt.date], Iterator[str]]] = {
    "atleast_one": _at_least_one,
    "date_order": _in_order,
    "within_a_year": _within_a_year,
    "identifier": _is_identifier,
    "begins_with": _begins_with,
    "sum": _makes_a_hundred,
}
