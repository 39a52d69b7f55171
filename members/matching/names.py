"""How like two names are: which words of the one are words of the other, and how much that says."""

from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache

from rapidfuzz.distance import OSA, JaroWinkler

from members.matching.values import Reason
from members.names.reading import Name
from members.names.sounds import skeleton_of, sound_alike, sound_of
from members.names.words import COMMON

# How much of a word's weight a likeness is worth.
SAME, SOUNDS_SAME, SAME_BONES, SLIP, ALIKE, NOT_ALIKE = 1.0, 0.95, 0.85, 0.8, 0.35, 0.0
MANY_BONES = 5  # consonants of a word that is long enough to be known by them
LIKE = SLIP  # from here on it may be the same word

# What a word says, in points: a common name little, a long one much.
_BY_LENGTH = {1: 0.8, 2: 2.5, 3: 3.0, 4: 4.0}
_LONG, _USUAL = 5.5, 2.0
MOST_OF_COMMON = 5.0  # points of a name all of whose words many bear

LEFT_OUT, LEFT_OUT_BESIDE_ONE = -1.0, -2.5  # a word the other leaves out; where just one word is common
CONTRADICTS = -6.0  # a word stands against another
NAMED_AFTER = -7.0  # own names differ before "bin": father and son, brother and sister
OTHER_MARKS, OTHER_GENERATION = -4.0, -3.0


class Beside(IntEnum):
    """What must agree beside the names before nobody need be asked."""

    THE_PLACE = 0  # the administration
    THE_POSITION = 1  # and the position, an e-mail or a staff number
    A_KEY = 2  # and an e-mail or a staff number


@dataclass(slots=True)
class NameLikeness:
    """Points for and against, with the reasons, and what must agree ``beside`` the names."""

    points: float = 0.0
    beside: Beside = Beside.THE_PLACE
    reasons: list[Reason] = field(default_factory=list)

    def doubt(self, reason: Reason, beside: Beside, points: float = 0.0) -> None:
        self.beside = max(self.beside, beside)
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
    if sound_alike(one, other):
        return SOUNDS_SAME if shorter > 2 else ALIKE
    close = max(JaroWinkler.similarity(one, other), JaroWinkler.similarity(sound_of(one), sound_of(other)))
    if len(skeleton_of(one)) > 2 and skeleton_of(one) == skeleton_of(other) and close >= 0.8:
        return SAME_BONES if shorter > 4 else ALIKE
    slips = OSA.distance(one, other, score_cutoff=2)
    if (slips == 1 and shorter > 4) or (slips == 2 and shorter > 7):
        return SLIP
    return ALIKE if close >= 0.85 or _short_for(one, other) else NOT_ALIKE


def _short_for(one: str, other: str) -> bool:
    """Test if one is the other cut short, as it sounds: "Nick" and "Nicholas", "Vili" and "Viliami"."""
    shorter, longer = sorted((sound_of(each).replace("c", "k") for each in (one, other)), key=len)
    return len(shorter) > 2 and longer.startswith(shorter)


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
        found.doubt(Reason.COMMON_NAME, Beside.THE_POSITION)
    if len(words) == 1:
        found.doubt(Reason.ONE_NAME, Beside.A_KEY)


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
            if likeness < SOUNDS_SAME:  # a slip, or somebody else's name: more than the name must say so
                _doubt_word(found, word, best)
    _count_rest(found, paired, ours, theirs)
    found.points += points
    if not paired:
        return
    if all(word in COMMON or len(word) == 1 for word in paired):
        found.points = min(found.points, MOST_OF_COMMON)
        beside = Beside.A_KEY if ours or theirs else Beside.THE_POSITION
        found.doubt(Reason.COMMON_NAME, beside)
    if len(paired) == 1:
        found.doubt(Reason.ONE_NAME, Beside.A_KEY)
    if worst >= SOUNDS_SAME and not (ours or theirs):
        is_other_script = one.is_romanised != other.is_romanised
        found.reasons.append(Reason.OTHER_SCRIPT if is_other_script else Reason.OTHER_SPELLING)


def _doubt_word(found: NameLikeness, word: str, other: str) -> None:
    """Ask for more beside a word that is only alike: least where a long one differs in vowels alone."""
    if min(len(word), len(other)) == 1:
        found.doubt(Reason.INITIALS, Beside.THE_POSITION)
        return
    bones = skeleton_of(word)
    same_bones = (len(bones) >= MANY_BONES and bones == skeleton_of(other)) or sound_alike(word, other)
    found.doubt(Reason.CLOSE_NAME, Beside.THE_POSITION if same_bones else Beside.A_KEY)


def _count_rest(found: NameLikeness, paired: list[str], ours: list[str], theirs: list[str]) -> None:
    """Weigh the words without a match: left out where one name lacks them, else a contradiction."""
    against = min(len(ours), len(theirs))
    if against:
        found.doubt(Reason.OTHER_NAME, Beside.A_KEY, CONTRADICTS * against)
    if left := abs(len(ours) - len(theirs)):
        points = left * (LEFT_OUT if len(paired) > 1 else LEFT_OUT_BESIDE_ONE)
        beside = Beside.THE_PLACE if len(paired) > 2 else Beside.THE_POSITION
        found.doubt(Reason.NAME_LEFT_OUT, Beside.A_KEY if left > 1 else beside, points)


def _contradict(found: NameLikeness, one: Name, other: Name) -> None:
    """Weigh what tells namesakes apart: own names before "bin", marks, "junior"."""
    if one.own and other.own and not _same_own(one, other):
        found.doubt(Reason.OTHER_NAME, Beside.A_KEY, NAMED_AFTER)
    if one.marked and other.marked and _other_marks(dict(one.marked), dict(other.marked)):
        found.doubt(Reason.OTHER_MARKS, Beside.A_KEY, OTHER_MARKS)
    if one.generation != other.generation:
        both_say = one.generation and other.generation
        found.doubt(Reason.OTHER_GENERATION, Beside.A_KEY, OTHER_GENERATION * (2 if both_say else 1))


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
            if alike("".join(longer[place : place + 2]), word) >= SAME_BONES:
                rest, others = longer[:place] + longer[place + 2 :], _without(shorter, word)
                return (rest, others, [word]) if longer is ours else (others, rest, [word])
    return ours, theirs, []


def _without(words: list[str], word: str) -> list[str]:
    place = words.index(word)
    return words[:place] + words[place + 1 :]
