"""How a word of a name sounds, roughly: spellings of one sound share a form, and names share keys."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import permutations
from zlib import crc32

_SOUNDS = {
    "ph": "p", "th": "t", "kh": "k", "gh": "g", "bh": "b", "dh": "d", "ck": "k", "sh": "s", "zh": "s",
    "ch": "c", "tch": "c", "dj": "j", "ou": "o", "oo": "o", "uu": "u", "ee": "i", "ie": "i", "ei": "e",
    "ey": "i", "aa": "a", "x": "s", "z": "s", "q": "k", "w": "v", "f": "p", "y": "i", "ay": "ai",
}  # fmt: skip
_SOUND = re.compile("|".join(sorted(_SOUNDS, key=len, reverse=True)))
_FIRST = re.compile(r"\Ah(?=[tlnmk])|(?<=\Ag)h|(?<=\Ak)n(?=n)")  # "Htun", "Hla": a breath before the letter
_HARD = re.compile(r"c(?![eihy])")
_SOFT = re.compile(r"c(?=[eiy])")
_CROSSED = re.compile(r"x(?=[bcdfgjklmnpqrstvz])|(?<=[aeiou])x\Z")  # "Laxman", "Felix"; "Xavier" is not
_BREATH = re.compile(r"(?<=[aeiou])h(?![aeiou])")  # "Satoh", "Aishah"
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = re.compile("[aeiou]+")
_LONG_U = re.compile("ou|oo")
_THAI_ENDING = re.compile(r"(?<=o)r(?=n)")  # "Siriporn", "Siriphon"

MOST_KEYED = 4  # words of a name that make keys: more of them find nobody who is not found already


@lru_cache(maxsize=100_000)
def sound_of(word: str) -> str:
    """Return the word in one spelling of its sound: "Satou" and "Satoh" are "sato"."""
    spelt = _CROSSED.sub("ks", _FIRST.sub("", _THAI_ENDING.sub("", word)))
    spelt = _SOFT.sub("s", _HARD.sub("k", spelt))
    spelt = _SOUND.sub(lambda found: _SOUNDS[found[0]], spelt)
    return _DOUBLED.sub(r"\1", _BREATH.sub("", spelt)) or word


@lru_cache(maxsize=200_000)
def sound_alike(one: str, other: str) -> bool:
    """Test if two words sound the same, be "ou" and "oo" a long o, as in Japan, or an u, as on the Mekong."""
    if sound_of(one) == sound_of(other):
        return True
    return sound_of(_LONG_U.sub("u", one)) == sound_of(_LONG_U.sub("u", other))


@lru_cache(maxsize=100_000)
def skeleton_of(word: str) -> str:
    """Return the consonants of the sound, its first vowel where these are few: "Somchay" is "smc"."""
    sound = sound_of(word)
    first, rest = ("a" if sound[0] in "aeiou" else sound[0]), sound[1:].replace("h", "")
    bones = _DOUBLED.sub(r"\1", first + _VOWELS.sub("", rest)).replace("j", "c")
    if len(bones) > 2:
        return bones
    vowel = _VOWELS.search(sound)
    return bones + (vowel[0][0] if vowel else "")


def keys_of(words: Sequence[str]) -> list[int]:
    """Return the keys under which a name of these words is looked up; names that may be one share some.

    One for each two words, of the skeleton of the one and the first letter of the other: a slip in one
    word, an initial and a word left out leave a key whole.
    """
    if not words:
        return []
    if len(words) > MOST_KEYED:
        words = sorted(words, key=len)[-MOST_KEYED:]
    if len(words) == 1:
        return [_number(f"{skeleton_of(words[0])}|")]
    bones = [skeleton_of(word) for word in words]
    pairs = {f"{one}|{other[0]}" for one, other in permutations(bones, 2) if len(one) > 1}
    return sorted(map(_number, pairs))


def whole_key_of(words: Sequence[str]) -> int:
    """Return the key of the whole name, in any order of its words."""
    return _number(" ".join(sorted(map(skeleton_of, words))))


def all_keys_of(words: Sequence[str]) -> list[int]:
    """Return what is stored with a name: its keys, and the key of the whole."""
    return [*keys_of(words), whole_key_of(words)] if words else []


def _number(key: str) -> int:
    """Return a key as a number PostgreSQL can hold in four bytes."""
    return crc32(key.encode()) - 2**31
