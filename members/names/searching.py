"""The words a text is found by: in any script and case, with or without accents, and by their sound."""

from members.names.reading import romanised
from members.names.sounds import skeleton_of
from sheets.text import fold

MOST_WORDS = 8  # of a question: more say no more
SOUND = "~"  # before the consonants of a word: no folded text holds it


def words_of(text: str) -> list[str]:
    """Return what to store beside a text: its words folded, in Latin letters, and their sounds."""
    words = set(fold(text).split())
    latin = set(fold(romanised(text)).split())
    sounds = {sounds_like(word) for word in latin if len(word) > 1}
    return sorted(words | latin | sounds)


def asked_as(text: str) -> str:
    """Return the question for whatever holds, or begins, every word of the text, as PostgreSQL reads it."""
    return " & ".join(_any(ways, begun=True) for ways in _asked(text))


def sounding_as(text: str) -> str:
    """Return the question for whatever has a word that sounds like each word of the text."""
    words = fold(romanised(text)).split()[:MOST_WORDS]
    return " & ".join(_any([sounds_like(word)], begun=False) for word in words)


def _asked(text: str) -> list[list[str]]:
    """Return each word somebody searches for; where it is of another script, also in Latin letters."""
    asked = []
    for word in text.split()[:MOST_WORDS]:
        folded, latin = fold(word).split(), fold(romanised(word)).split()
        if len(folded) == 1 and len(latin) == 1:
            asked.append(list(dict.fromkeys([*folded, *latin])))
        else:
            asked += [[each] for each in folded]
    return asked


def _any(ways: list[str], *, begun: bool) -> str:
    # A folded word holds no quotation mark. Two Latin letters begin too many words to ask for those.
    quoted = [f"'{way}'" + (":*" if begun and (len(way) > 2 or not way.isascii()) else "") for way in ways]
    return f"({' | '.join(quoted)})"


def sounds_like(word: str) -> str:
    """Return the sound of a word as it is stored beside the words."""
    return SOUND + skeleton_of(word)
