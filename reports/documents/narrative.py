"""What officers write into a document: paragraphs, and whether their numbers are those of the figures."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache

from django.utils.formats import get_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from reports.blocks import Narrative
from reports.documents.references import IN_BRACES, Named, References, is_number
from reports.indicators.registry import PARTICIPATIONS, PEOPLE
from sheets.text import fold

# What else officers call a figure.
ALSO_CALLED = {
    PARTICIPATIONS.code: (_lazy("participants"), _lazy("officers"), _lazy("seats")),
    PEOPLE.code: (_lazy("participants"), _lazy("officers"), _lazy("persons")),
}
SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")
YEARS = range(1950, 2101)


@cache
def _numbers(decimal: str) -> re.Pattern[str]:
    """Return how numbers are typed where this mark stands before decimals; the other one groups thousands."""
    groups = "." if decimal == "," else ","
    return re.compile(
        rf"(?<![\w.,-])(?:\d{{1,3}}(?:[ {groups}'\u2019\u00a0\u202f]\d{{3}})+|\d+)(?:[.,]\d+)?(?![\w])\s*%?"
    )


def _before_a_year() -> set[str]:
    # Translators: words after which a number of four digits is a year, all in small letters.
    return set(_("in since of from until to by year during and between fy").split())


def _joins() -> str:
    """Return what may stand between the name of a figure and its number: "participations rose to 147"."""
    # Translators: words between the name of a figure and its number, all in small letters.
    words = _(
        "of to at is are was were rose fell grew reached came stood totalled counted about some only a the"
        " total altogether now again"
    )
    return rf"(?:\s*[:=]\s*|\s+(?:(?:{'|'.join(map(re.escape, words.split()))})\s+){{0,4}})"


def block_of(text: str, references: References) -> Narrative | None:
    """Return a text as a block, its references written out; None where nothing is written."""
    paragraphs = [" ".join(each.split()) for each in re.split(r"\n\s*\n", text)]
    told = tuple(references.written_out(each) for each in paragraphs if each)
    return Narrative("", told) if told else None


def wrongs_of(text: str, references: References) -> list[str]:
    """Return in words what keeps a text from being released.

    A reference that names no figure; a number typed beside the name of a figure that says another.
    """
    return list(dict.fromkeys([*_unresolved(text, references), *_contradicting(text, references)]))


def meant_numbers(text: str) -> list[str]:
    """Return the sentences with a number in braces: typed, and meant as it is."""
    return [
        " ".join(each.split())
        for each in SENTENCE.split(text)
        if any(found[1] and is_number(found[1]) for found in IN_BRACES.finditer(each))
    ]


def _unresolved(text: str, references: References) -> Iterator[str]:
    for found in IN_BRACES.finditer(text):
        written = found[1]
        if written and not is_number(written) and references.find(written) is None:
            yield references.why_not(written)


def _contradicting(text: str, references: References) -> Iterator[str]:
    known = [each for each in references.named if not each.total.is_withheld]
    own = {fold(each.name): [each] for each in known}
    loose = {word: those for word, those in _loose(known).items() if word not in own}
    for sentence in SENTENCE.split(text):
        typed = [
            *_beside(_without_references(sentence, numbers_too=False), own),
            *_beside(_without_references(sentence, numbers_too=True), loose),
        ]
        for number, name, words in typed:
            those = own.get(name) or loose[name]
            if not any(each.is_it(number) or each.is_of_a_group_in(fold(sentence), number) for each in those):
                yield _told(words, those[0])


def _loose(known: list[Named]) -> dict[str, list[Named]]:
    """Return the words that may mean a figure, or something else, each with the figures they may mean."""
    words: dict[str, list[Named]] = defaultdict(list)
    for each in known:
        words[fold(each.unit)].append(each)
        for also in ALSO_CALLED.get(each.code, ()):
            words[fold(str(also))].append(each)
    return words


def _without_references(sentence: str, *, numbers_too: bool) -> str:
    """Return the sentence without its references; a number in braces stays unless ``numbers_too``."""

    def left(found: re.Match[str]) -> str:
        if found[1] and is_number(found[1]) and not numbers_too:
            return found[1].strip()
        return "\N{OBJECT REPLACEMENT CHARACTER}"

    return IN_BRACES.sub(left, sentence)


def _beside(sentence: str, names: Iterable[str]) -> Iterator[tuple[Decimal, str, str]]:
    """Yield each number that stands beside one of the names, with the name, and both as they were typed."""
    decimal, joins, years = get_format("DECIMAL_SEPARATOR"), _joins(), _before_a_year()
    for found in _numbers(decimal).finditer(sentence):
        number = _number(found[0], decimal)
        if number is None or _is_year(found, sentence, years):
            continue
        after = fold(sentence[found.end() : found.end() + 80])
        before = sentence[max(0, found.start() - 80) : found.start()].lower()
        for name in sorted(names, key=len, reverse=True):  # "events held" before "events"
            if re.match(rf"{re.escape(name)}\b", after):
                yield number, name, f"{found[0].strip()} {name}"
                break
            if re.search(rf"\b{re.escape(name)}{joins}\Z", before):
                yield number, name, f"{name} {found[0].strip()}"
                break


def _is_year(found: re.Match[str], sentence: str, after: set[str]) -> bool:
    typed = found[0].strip()
    words = re.findall(r"[\w]+", sentence[: found.start()].lower())
    return typed.isdecimal() and int(typed) in YEARS and bool(words) and words[-1] in after


def _number(typed: str, decimal: str) -> Decimal | None:
    """Return a number as it is typed: "1,234", "1 234", "12.5 %"; with a decimal comma "1.234", "12,5 %".

    What cannot group thousands stands before decimals, whichever mark it is.
    """
    groups = "." if decimal == "," else ","
    digits = re.sub(r"[\s'\u2019\u00a0\u202f%]", "", typed)
    digits = re.sub(rf"\{groups}(?=\d{{3}}(?:\D|$))", "", digits).replace(",", ".")
    try:
        return Decimal(digits)
    except ArithmeticError:
        return None


def _told(words: str, named: Named) -> str:
    said = {"words": words, "name": named.name, "shown": named.total.shown(), "written": f"{{{named.name}}}"}
    return _("“%(words)s” is typed, and %(name)s are counted as %(shown)s. Write %(written)s instead.") % said
