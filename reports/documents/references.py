"""Figures a text may refer to by name: {Participations}, or {Participations: Fiji} for one row of a split."""

import difflib
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from reports.indicators.registry import EVERY
from reports.models import EditionFacts
from reports.quantities import Quantity
from reports.sections.addresses import ABOUT_PERSONS
from sheets.text import fold

# What stands in braces. Two braces are one that is meant as such.
IN_BRACES = re.compile(r"\{\{|\}\}|\{([^{}\n]{1,200})\}")
A_NUMBER = re.compile(r"[\d\s.,\u00a0\u202f]*\d\s*%?")


@dataclass(frozen=True, slots=True)
class Reference:
    """One figure that can be referred to: how it is written, and what stands there now."""

    written: str
    quantity: Quantity

    @property
    def shown(self) -> str:
        return self.quantity.shown()


@dataclass(frozen=True, slots=True)
class Named:
    """A figure as a text speaks of it: its own names, words of its unit, its total and its groups."""

    code: str
    name: str
    unit: str
    total: Quantity
    groups: dict[str, list[Quantity]]  # by the folded label of the group

    def is_it(self, number: Decimal) -> bool:
        return _is(self.total, number)

    def is_of_a_group_in(self, words: str, number: Decimal) -> bool:
        """Test if it is the figure of a group that the words name."""
        return any(
            label and label in words and any(_is(each, number) for each in quantities)
            for label, quantities in self.groups.items()
        )


def _is(quantity: Quantity, number: Decimal) -> bool:
    return any(each is not None and Decimal(each) == number for each in (quantity.low, quantity.high))


class References:
    """The figures of one edition by their names, as they were counted for it."""

    def __init__(self, facts: EditionFacts) -> None:
        self._named = {code: _named(code, rule["name"], facts) for code, rule in facts.rules.items()}
        self._codes = {fold(each.name): code for code, each in self._named.items()}
        self._codes |= {fold(code.replace("_", " ")): code for code in self._named}
        self._labels = {
            (each["indicator"], fold(each["label"])): each["label"] for each in facts.figures if each["by"]
        }

    @property
    def named(self) -> list[Named]:
        return list(self._named.values())

    def offered(self) -> Iterator[Reference]:
        """Yield what an officer may pick: each figure in total, then of each group."""
        for each in self._named.values():
            yield Reference(f"{{{each.name}}}", each.total)
        for (code, label), words in self._labels.items():
            quantities = self._named[code].groups.get(label, [])
            if _one(quantities) and quantities[0].is_recorded:
                yield Reference(f"{{{self._named[code].name}: {words}}}", quantities[0])

    def find(self, written: str) -> Quantity | None:
        """Return the figure of what stands in braces; None where it names none, or several."""
        name, _colon, label = written.partition(":")
        code = self._codes.get(fold(name.replace("_", " ")), "")
        if not code:
            return None
        if not label.strip():
            return self._named[code].total
        quantities = self._named[code].groups.get(fold(label), [])
        return quantities[0] if _one(quantities) else None

    def why_not(self, written: str) -> str:
        """Return what is wrong with a reference that cannot be found."""
        name, colon, label = written.partition(":")
        code = self._codes.get(fold(name.replace("_", " ")), "")
        said = {"written": f"{{{written}}}", "name": name.strip(), "label": label.strip()}
        if code and colon:
            if self._named[code].groups.get(fold(label)):
                return _("%(written)s may mean several figures.") % said
            return _("%(written)s: nothing is counted of “%(label)s” in this edition.") % said
        near = difflib.get_close_matches(fold(name), self._codes, n=1)
        if near:
            said["near"] = f"{{{self._named[self._codes[near[0]]].name}}}"
            return _("%(written)s is no figure. Did you mean %(near)s?") % said
        return _("%(written)s is no figure.") % said

    def written_out(self, text: str) -> str:
        """Return the text with each reference as its figure; what is none stays as it was typed."""
        return IN_BRACES.sub(self._write, text)

    def _write(self, found: re.Match[str]) -> str:
        if found[0] in ("{{", "}}"):
            return found[0][0]
        if is_number(found[1]):
            return found[1].strip()
        quantity = self.find(found[1])
        return found[0] if quantity is None else quantity.shown()


def is_number(words: str) -> bool:
    """Test if what stands in braces is a number somebody means as it is typed."""
    return A_NUMBER.fullmatch(words.strip()) is not None


def _one(quantities: list[Quantity]) -> bool:
    return bool(quantities) and all(each == quantities[0] for each in quantities)


def _named(code: str, name: str, facts: EditionFacts) -> Named:
    own = [each for each in facts.figures if each["indicator"] == code]
    total = next((_quantity(each) for each in own if not each["by"]), Quantity.unknown())
    groups: dict[str, list[Quantity]] = defaultdict(list)
    if EVERY[code] not in ABOUT_PERSONS:  # of a group it is told where it is printed, and nowhere else
        for each in own:
            if each["by"]:
                groups[fold(each["label"])].append(_quantity(each))
    return Named(code, name, str(EVERY[code].unit), total, dict(groups))


def _quantity(figure: dict[str, Any]) -> Quantity:
    return Quantity.from_json(figure["quantity"])
