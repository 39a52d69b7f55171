"""Numbers as they are published: "42", "about forty", "more than 90", in a cell or in a note."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from programmes.actions.entries import Stated
from programmes.choices import Accuracy

_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen"),
    *("fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {word: value for value, word in enumerate(_UNITS + _TEENS, start=1)}
for _tens, _ten in enumerate(_TENS, start=2):
    _WORDS[_ten] = 10 * _tens
    _WORDS |= {f"{_ten}-{word}": 10 * _tens + value for value, word in enumerate(_UNITS, start=1)}

_NUMBER = re.compile(
    r"(?:(?P<about>(?:about|around|approximately|approx\.?|nearly|almost|some|circa|ca\.?|roughly)\s+"
    r"|[~≈]\s*)"
    r"|(?P<least>(?:more than|over|at least|no fewer than|not fewer than)\s+|[≥>]=?\s*))?"
    r"(?:(?P<digits>[0-9]{1,12})|(?P<word>" + "|".join(sorted(_WORDS, key=len, reverse=True)) + "))"
    r"(?P<plus>\s*\+)?(?![\w%-]|[.,][0-9])",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"(?<!\w)['‘\"“]([^'’\"”]+)['’\"”](?!\w)(?P<after>\s+\w+)?")
_SPACED_WORD = re.compile(rf"\b({'|'.join(_TENS)})\s+({'|'.join(_UNITS)})\b", re.IGNORECASE)

_PEOPLE = {"participants", "people", "persons", "officers", "officials", "delegates", "trainees"}
_ADMINISTRATIONS = {"administrations", "countries", "members", "economies", "jurisdictions"}


@dataclass(frozen=True, slots=True)
class ReadNumber:
    """A number at the beginning of a text, how it was given, and what follows it."""

    number: int
    accuracy: Accuracy
    rest: str

    @property
    def stated(self) -> Stated:
        return Stated(self.number, self.accuracy)


def read_number(text: str) -> ReadNumber | None:
    """Return the number the text begins with, in digits or in words up to ninety-nine."""
    joined = _SPACED_WORD.sub(r"\1-\2", text)
    found = _NUMBER.match(joined)
    if found is None or (found["about"] and found["plus"]):
        return None
    number = int(found["digits"]) if found["digits"] else _WORDS[found["word"].lower()]
    accuracy = Accuracy.EXACT
    if found["about"]:
        accuracy = Accuracy.ABOUT
    elif found["least"] or found["plus"]:
        accuracy = Accuracy.AT_LEAST
    return ReadNumber(number, accuracy, joined[found.end() :].strip())


def qualify(
    note: str, *, participants: Stated | None, administrations: Stated | None
) -> tuple[Stated | None, Stated | None]:
    """Return both numbers with the accuracy that a phrase quoted in the note gives them.

    The phrase must hold the same number. The word after it says which of the two is meant; without
    one it is the participants, unless only the administrations have this number. A cell that says
    itself how exact it is has the last word.
    """
    for number, words in _quoted_estimates(note):
        means_people = not words & _ADMINISTRATIONS
        means_administrations = not words & _PEOPLE
        if means_people and _is_plain(participants, number):
            participants = number
        elif means_administrations and _is_plain(administrations, number):
            administrations = number
    return participants, administrations


def _is_plain(cell: Stated | None, said: Stated) -> bool:
    return cell == Stated(said.number, Accuracy.EXACT)


def _quoted_estimates(note: str) -> Iterator[tuple[Stated, set[str]]]:
    for quoted in _QUOTED.finditer(note):
        read = read_number(quoted[1].strip())
        if read is None or read.accuracy == Accuracy.EXACT:
            continue
        yield read.stated, {*read.rest.lower().split(), *(quoted["after"] or "").lower().split()}
