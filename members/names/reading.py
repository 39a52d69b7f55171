"""A name as it is written, read for comparison: its words, without titles and particles."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

from members.choices import Sex
from members.names.words import (
    DAUGHTER_OF,
    GENERATIONS,
    PARTICLES,
    SON_OF,
    SPELLINGS,
    STROKES,
    TITLES,
    VIETNAMESE,
    VIETNAMESE_MIDDLES,
)
from sheets.text import fold


@dataclass(frozen=True, slots=True)
class Name:
    """What of a name is compared.

    ``words`` in small Latin letters, in the order read, spellings of one name brought together; ``own``
    those before "bin" or its like, empty where there is none; ``sex`` only as a particle says it;
    ``generation`` "jr", "sr" or a number; ``marked`` the words that carry marks, each with them.
    """

    words: tuple[str, ...]
    own: frozenset[str] = frozenset()
    sex: str = Sex.NOT_STATED
    generation: str = ""
    marked: frozenset[tuple[str, str]] = frozenset()
    is_romanised: bool = False


def read_name(family_name: str, given_names: str = "") -> Name:
    """Read a name of two columns, whichever of them holds what."""
    spelt = f"{given_names} {family_name}" if given_names else family_name
    is_romanised = not _is_latin(spelt)
    words = [word for each in spelt.split() for word in _latin_words(each)]
    generation = ""
    if len(words) > 2 and not GENERATIONS.keys().isdisjoint(words):
        generation = next(GENERATIONS[word] for word in words if word in GENERATIONS)
        words = [word for word in words if word not in GENERATIONS]
    if "/" in spelt:
        words = _with_strokes(words)
    words = _without_titles(words)
    attached = _attached(spelt) if "-" in spelt else frozenset()
    own, sex = _own(words, attached)
    kept = _without_particles(words, attached)
    return Name(
        words=tuple([SPELLINGS.get(word, word) for word in kept]),
        own=own,
        sex=sex,
        generation=generation,
        marked=frozenset() if spelt.isascii() or is_romanised else _marked(spelt),
        is_romanised=is_romanised,
    )


def romanised(text: str) -> str:
    """Return the text in Latin letters, words of other scripts by the usual letters for their signs.

    Signs that stand for a syllable each become words: "王小明" is "Wang Xiao Ming".
    """
    return " ".join(_romanised_word(word) for word in unicodedata.normalize("NFC", text).split())


@lru_cache(maxsize=100_000)
def _latin_words(word: str) -> tuple[str, ...]:
    """Return a word as typed as folded words in Latin letters; the words of names come again and again."""
    return tuple(fold(_romanised_word(word)).split())


@lru_cache(maxsize=20_000)
def _romanised_word(word: str) -> str:
    if _is_latin(word):
        return word
    letters = anyascii(word)
    return "".join(f" {each}" if each.isupper() else each for each in letters)


def _is_latin(text: str) -> bool:
    """Test if no letter is of another script."""
    return text.isascii() or all(
        ord(each) < 0x250 or 0x1E00 <= ord(each) < 0x2000 or not each.isalpha() for each in text
    )


def _with_strokes(words: list[str]) -> list[str]:
    for place in range(len(words) - 1):
        if particle := STROKES.get((words[place], words[place + 1])):
            return [*words[:place], particle, *words[place + 2 :]]
    return words


def _without_titles(words: list[str]) -> list[str]:
    """Return the words without titles before them, as long as two words stay: "Miss" may be a name."""
    if TITLES.isdisjoint(words):
        return words
    kept = [word for word in words if word not in TITLES]
    return kept if len(kept) > 1 or not words else words


def _attached(spelt: str) -> frozenset[str]:
    """Return the words that a hyphen ties to one before: "Soo-bin" is nobody's son."""
    return frozenset(word for part in spelt.split() if "-" in part for word in fold(part).split()[1:])


def _own(words: list[str], attached: frozenset[str]) -> tuple[frozenset[str], str]:
    """Return the words before "bin" or its like, and the sex it says; nothing where there is none."""
    for place, word in enumerate(words):
        if (word in SON_OF or word in DAUGHTER_OF) and word not in attached:
            before = frozenset(SPELLINGS.get(each, each) for each in words[:place])
            return before, Sex.MAN if word in SON_OF else Sex.WOMAN
    return frozenset(), Sex.NOT_STATED


def _without_particles(words: list[str], attached: frozenset[str]) -> list[str]:
    """Return the words without particles, as long as two words stay: "Do" and "La" are names, too."""
    dropped = PARTICLES - attached
    if not (VIETNAMESE_MIDDLES.isdisjoint(words) or VIETNAMESE.isdisjoint(words)):
        dropped |= VIETNAMESE_MIDDLES
    kept = [word for word in words if word not in dropped]
    return kept if len(kept) > 1 else words


def _marked(spelt: str) -> frozenset[tuple[str, str]]:
    """Return each word with marks as (bare, marked): the marks in any order, wherever they were put."""
    found = set()
    for word in spelt.replace("-", " ").split():
        parts = unicodedata.normalize("NFKD", word.casefold())
        bare = "".join(each for each in parts if each.isascii() and each.isalpha())
        marks = "".join(sorted(each for each in parts if unicodedata.combining(each)))
        if marks:
            found.add((bare, marks))
    return frozenset(found)
