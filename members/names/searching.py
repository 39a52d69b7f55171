"""The words a text is found by: in any script and case, with or without accents, and by their sound."""

from members.names.reading import romanised
from members.names.sounds import skeleton_of
from sheets.text import fold

SOUND = "~"  # before the consonants of a word: no folded text holds it


def words_of(text: str) -> list[str]:
    """Return what to store beside a text: its words folded, in Latin letters, and their sounds."""
    words = set(fold(text).split())
    latin = set(fold(romanised(text)).split())
    sounds = {sounds_like(word) for word in latin if len(word) > 1}
    return sorted(words | latin | sounds)


def asked_of(text: str) -> list[list[str]]:
    """Return each word somebody searches for, with the other ways it may be stored."""
    asked = []
    for word in text.split():
        ways = dict.fromkeys([*fold(word).split(), *fold(romanised(word)).split()])
        if ways:
            asked.append(list(ways))
    return asked


def sounds_like(word: str) -> str:
    """Return the sound of a word as it is stored beside the words."""
    return SOUND + skeleton_of(word)
