"""How like two names are: which words of the one are words of the other, and how much that says."""

from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz.distance import OSA, JaroWinkler

from members.matching.values import Reason
from members.names.reading import Name
from members.names.sounds import skeleton_of, sound_of
from members.names.words import COMMON

# How much of a word's weight a likeness is worth.
SAME, SOUNDS_SAME, SAME_BONES, SLIP, ALIKE, NOT_ALIKE = 1.0, 0.95, 0.85, 0.8, 0.35, 0.0
LIKE = SLIP  # from here on it may be the same word

# What a word says, in points: a common name little, a long one much.
_BY_LENGTH = {1: 0.8, 2: 2.5, 3: 3.0, 4: 4.0}
_LONG, _USUAL = 5.5, 2.0
MOST_OF_COMMON = 5.0  # points of a name all of whose words many bear

LEFT_OUT, LEFT_OUT_BESIDE_ONE = -1.0, -2.5  # a word the other leaves out; where just one word is common
CONTRADICTS = -6.0  # a word stands against another
NAMED_AFTER = -7.0  # own names differ before "bin": father and son, brother and sister
OTHER_MARKS, OTHER_GENERATION = -4.0, -3.0


@dataclass(slots=True)
class NameLikeness:
    """Points for and against, with the reasons; ``is_sure`` where the name alone is good evidence."""

    points: float = 0.0
    is_sure: bool = True
    reasons: list[Reason] = field(default_factory=list)

    def doubt(self, reason: Reason, points: float = 0.0) -> None:
        self.is_sure = False
        self.points += points
        self.reasons.append(reason)


@lru_cache(maxsize=100_000)
def weight_of(word: str) -> float:
    """Return what it says that two people share the word, in points."""
    return _USUAL if word in COMMON else _BY_LENGTH.get(len(word), _LONG)


@lru_cache(maxsize=200_000)
def alike(one: str, other: str) -> float:
    """Return how far two words may be the same name, from 0 to 1. An initial is like its name, a bit."""
    if one == other:
        return SAME
    shorter = min(len(one), len(other))
    if shorter == 1:
        return ALIKE if one[0] == other[0] else NOT_ALIKE
    if sound_of(one) == sound_of(other):
        return SOUNDS_SAME if shorter > 2 else ALIKE
    close = JaroWinkler.similarity(one, other)
    if len(skeleton_of(one)) > 2 and skeleton_of(one) == skeleton_of(other) and close >= 0.8:
        return SAME_BONES if shorter > 4 else ALIKE
    slips = OSA.distance(one, other, score_cutoff=2)
    if (slips == 1 and shorter > 4) or (slips == 2 and shorter > 7):
        return SLIP
    return ALIKE if close >= 0.85 else NOT_ALIKE


def compare(one: Name, other: Name) -> NameLikeness:
    """Hold two names against each other, word by word, in any order."""
    found = NameLikeness()
    if one.words == other.words:
        _count_same(found, one.words)
        found.reasons.append(Reason.SAME_NAME)
    elif sorted(one.words) == sorted(other.words):
        _count_same(found, one.words)
        found.reasons.append(Reason.OTHER_ORDER)
    else:
        _count_words(found, one, other)
    if found.points > 0:
        _contradict(found, one, other)
    return found


def _count_same(found: NameLikeness, words: tuple[str, ...]) -> None:
    found.points = sum(map(weight_of, words))
    if all(word in COMMON or len(word) == 1 for word in words):
        found.points = min(found.points, MOST_OF_COMMON)
        found.doubt(Reason.COMMON_NAME)
    if len(words) == 1:
        found.doubt(Reason.ONE_NAME)


def _count_words(found: NameLikeness, one: Name, other: Name) -> None:
    shared, ours, theirs = _shared(one.words, other.words)
    ours, theirs, joined = _joined(ours, theirs)
    shared += joined
    points, worst = sum(map(weight_of, shared)), SAME
    paired: list[str] = list(shared)
    for word in sorted(ours, key=len, reverse=True):
        best = max(theirs, key=lambda each: alike(word, each), default=None)
        likeness = alike(word, best) if best is not None else NOT_ALIKE
        if best is not None and likeness > NOT_ALIKE:
            ours, theirs = _without(ours, word), _without(theirs, best)
            paired.append(word)
            points += likeness * min(weight_of(word), weight_of(best))
            worst = min(worst, likeness)
            if likeness < LIKE:
                initial = len(word) == 1 or len(best) == 1
                found.doubt(Reason.INITIALS if initial else Reason.CLOSE_NAME)
    _count_rest(found, paired, ours, theirs)
    found.points += points
    if not paired:
        return
    if all(word in COMMON or len(word) == 1 for word in paired):
        found.points = min(found.points, MOST_OF_COMMON)
        found.doubt(Reason.COMMON_NAME)
    if len(paired) == 1:
        found.doubt(Reason.ONE_NAME)
    if worst >= LIKE and not (ours or theirs):
        found.reasons.append(_spelling(one, other, worst))


def _spelling(one: Name, other: Name, worst: float) -> Reason:
    if one.is_romanised != other.is_romanised:
        return Reason.OTHER_SCRIPT
    return Reason.OTHER_SPELLING if worst > SLIP else Reason.CLOSE_NAME


def _count_rest(found: NameLikeness, paired: list[str], ours: list[str], theirs: list[str]) -> None:
    """Weigh the words without a match: left out where one name lacks them, else a contradiction."""
    against = min(len(ours), len(theirs))
    if against:
        found.doubt(Reason.OTHER_NAME, CONTRADICTS * against)
    if left := abs(len(ours) - len(theirs)):
        found.points += left * (LEFT_OUT if len(paired) > 1 else LEFT_OUT_BESIDE_ONE)
        found.reasons.append(Reason.NAME_LEFT_OUT)
        if len(paired) < 2 or left > 1:
            found.is_sure = False


def _contradict(found: NameLikeness, one: Name, other: Name) -> None:
    """Weigh what tells namesakes apart: own names before "bin", marks, "junior"."""
    if one.own and other.own and not _same_own(one, other):
        found.doubt(Reason.OTHER_NAME, NAMED_AFTER)
    if one.marked and other.marked and _other_marks(dict(one.marked), dict(other.marked)):
        found.doubt(Reason.OTHER_MARKS, OTHER_MARKS)
    if one.generation != other.generation:
        found.doubt(
            Reason.OTHER_GENERATION, OTHER_GENERATION * (2 if one.generation and other.generation else 1)
        )


def _same_own(one: Name, other: Name) -> bool:
    return any(alike(word, each) >= LIKE for word in one.own for each in other.own if len(word) > 1)


def _other_marks(one: dict[str, str], other: dict[str, str]) -> bool:
    return any(other.get(bare, marks) != marks for bare, marks in one.items())


def _shared(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[list[str], list[str], list[str]]:
    """Return the words of both, and what each has beside them, in the order read."""
    shared, ours, theirs = [], [], list(other)
    for word in one:
        if word in theirs:
            theirs.remove(word)
            shared.append(word)
        else:
            ours.append(word)
    return shared, ours, theirs


def _joined(ours: list[str], theirs: list[str]) -> tuple[list[str], list[str], list[str]]:
    """Take out words one writes as two, or in one: "Min Ho" and "Minho"."""
    if len(ours) == len(theirs) or not (ours and theirs):
        return ours, theirs, []
    longer, shorter = (ours, theirs) if len(ours) > len(theirs) else (theirs, ours)
    for place in range(len(longer) - 1):
        for word in shorter:
            if sound_of("".join(longer[place : place + 2])) == sound_of(word):
                rest, others = longer[:place] + longer[place + 2 :], _without(shorter, word)
                return (rest, others, [word]) if longer is ours else (others, rest, [word])
    return ours, theirs, []


def _without(words: list[str], word: str) -> list[str]:
    place = words.index(word)
    return words[:place] + words[place + 1 :]
