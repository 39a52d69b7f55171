"""What speaks for and against a person being who is described, in points; and the rule that decides."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA, Levenshtein

from members.choices import Sex
from members.matching.names import Beside, NameLikeness, compare
from members.matching.values import Description, Likeness, Outcome, Reason, Verdict
from members.names.numbers import staff_key
from members.names.reading import Name, read_name
from members.names.words import PLAIN_POSITIONS, SHARED_BOXES
from sheets.text import fold

LINK, ASK = 10.0, 5.0  # points from which a person is linked, from which an officer is asked
AHEAD = 4.0  # points by which the one linked must lead the next
MOST_ASKED = 6  # candidates an officer can look at side by side

SAME_KEY = 12.0  # the same e-mail or staff number
LIKE_STAFF_NUMBER = 3.0
LONG_NUMBER = 5  # signs: shorter ones are given out by many
SHARED_BOX = 1.0
SAME_ADMINISTRATION, OTHER_ADMINISTRATION = 4.0, -4.0
SAME_POSITION, PLAIN_POSITION, LIKE_POSITION = 2.5, 0.7, 1.0
LONG_POSITION, ALIKE_POSITION = 10, 0.85  # letters; how much of them must agree
SAME_SEX, OTHER_SEX = 0.7, -6.0
OTHER_STAFF_NUMBER, OTHER_EMAIL, OTHER_EMAIL_ELSEWHERE = -8.0, -4.0, -1.0

KEYS = frozenset({Reason.SAME_EMAIL, Reason.SAME_STAFF_NUMBER})
CONTRADICTIONS = frozenset(
    {Reason.OTHER_SEX, Reason.OTHER_STAFF_NUMBER, Reason.OTHER_EMAIL, Reason.OTHER_NAME}
)
OTHERS_NAME = frozenset({Reason.OTHER_NAME, Reason.ONE_NAME})  # too little to go by beside a number


@dataclass(slots=True, eq=False)
class Known:
    """A person of the register as matching sees them: with every organisation they were posted at."""

    pk: int
    family_name: str
    given_names: str
    folded_name: str
    sex: str
    email: str
    organisations: set[int] = field(default_factory=set)
    staff_numbers: dict[int, set[str]] = field(default_factory=dict)
    positions: set[str] = field(default_factory=set)
    other_names: tuple[str, ...] = ()
    read: tuple[Name, ...] = ()

    @property
    def names(self) -> tuple[Name, ...]:
        """The name, and after it others the person was entered under."""
        if not self.read:
            own = read_name(self.family_name, self.given_names)
            self.read = (own, *map(read_name, self.other_names))
        return self.read


@dataclass(slots=True, eq=False)
class Described:
    """A description, read once for all the people it is held against."""

    key: int
    name: Name
    folded: str
    sex: str
    email: str
    staff_number: str
    organisation: int | None
    position: str

    @classmethod
    def of(cls, description: Description) -> "Described":
        return cls(
            key=description.key,
            name=read_name(description.family_name, description.given_names),
            folded=f"{description.family_name} {description.given_names}".lower(),
            sex=description.sex,
            email=description.email.strip().casefold(),
            staff_number=staff_key(description.staff_number),
            organisation=description.organisation_id,
            position=folded_position(description.position),
        )


@dataclass(slots=True)
class Weighed:
    """A person with the points for them being the one described."""

    person: Known
    points: float
    beside: Beside
    reasons: tuple[Reason, ...]

    @property
    def has_key(self) -> bool:
        return not KEYS.isdisjoint(self.reasons)

    @property
    def may_be_linked(self) -> bool:
        """Test if no officer need be asked, unless somebody else is as like.

        Names alone never do: the place of work must agree, or a key; where the name is one many bear, has
        a word less or an initial, the position too; where it is only alike, an e-mail or a staff number, be
        that with a slip and the position beside it.
        Nothing may contradict, but one name where a key and the position agree: names change by marriage.
        """
        if self.points < LINK:
            return False
        if against := CONTRADICTIONS.intersection(self.reasons):
            renamed = against == {Reason.OTHER_NAME} and Reason.SAME_POSITION in self.reasons
            return renamed and self.has_key
        if self.has_key:
            return True
        if Reason.SAME_ADMINISTRATION not in self.reasons:
            return False
        agreeing = {Reason.SAME_POSITION, Reason.LIKE_STAFF_NUMBER}.intersection(self.reasons)
        return len(agreeing) >= self.beside

    @property
    def likeness(self) -> Likeness:
        score = 1 / (1 + math.exp((ASK + LINK) / 4 - self.points / 2))
        return Likeness(self.person.pk, round(score, 3), self.reasons)


def is_long(staff_number: str) -> bool:
    """Test if the number is so long that hardly two organisations give it to people of one name."""
    return len(staff_number) >= LONG_NUMBER


@lru_cache(maxsize=20_000)
def folded_position(position: str) -> str:
    """Return a position as it is compared."""
    return fold(position)


def weigh(described: Described, person: Known) -> Weighed:
    """Add up what speaks for and against."""
    likeness = _best_likeness(described.name, person.names)
    reasons = likeness.reasons
    points = likeness.points
    points += _staff_number(described, person, reasons)
    points += _email(described, person, reasons)
    points += _administration(described, person, reasons)
    points += _position(described, person, reasons)
    points += _sex(described, person, reasons)
    return Weighed(person, points, likeness.beside, tuple(dict.fromkeys(reasons)))


def _best_likeness(name: Name, names: Sequence[Name]) -> NameLikeness:
    """Return how like the name is to the person's own, or to another of theirs that says more."""
    best, *others = (compare(name, each) for each in names)
    for other in others:
        if other.points > best.points:
            best = other
            best.reasons.append(Reason.FORMER_NAME)
    return best


def _staff_number(described: Described, person: Known, reasons: list[Reason]) -> float:
    if not described.staff_number:
        return 0.0
    known = person.staff_numbers.get(described.organisation or 0)
    if not known:
        return _number_elsewhere(described, person, reasons)
    if described.staff_number in known:
        reasons.insert(0, Reason.SAME_STAFF_NUMBER)
        return SAME_KEY
    if any(_is_slip(described.staff_number, each) for each in known):
        reasons.append(Reason.LIKE_STAFF_NUMBER)
        return LIKE_STAFF_NUMBER
    if any(OSA.distance(described.staff_number, each, score_cutoff=1) == 1 for each in known):
        return 0.0  # a slip of the finger, or the number beside: it says nothing
    reasons.append(Reason.OTHER_STAFF_NUMBER)
    return OTHER_STAFF_NUMBER


def _number_elsewhere(described: Described, person: Known, reasons: list[Reason]) -> float:
    """Weigh a long number that another organisation gave to somebody of a like name.

    The row names the wrong organisation, or none; a short number is many people's.
    """
    if not OTHERS_NAME.isdisjoint(reasons) or not is_long(described.staff_number):
        return 0.0
    if any(described.staff_number in those for those in person.staff_numbers.values()):
        reasons.insert(0, Reason.SAME_STAFF_NUMBER)
        return SAME_KEY
    return 0.0


def _is_slip(number: str, known: str) -> bool:
    """Test if a long number is another but for one slip; the last digit tells neighbours apart."""
    if not (is_long(number) and is_long(known)) or number[-1] != known[-1]:
        return False
    return OSA.distance(number, known, score_cutoff=1) == 1


def _email(described: Described, person: Known, reasons: list[Reason]) -> float:
    if not (described.email and person.email):
        return 0.0
    box, _, domain = described.email.partition("@")
    if described.email == person.email:
        is_shared = box in SHARED_BOXES
        reasons.insert(0, Reason.SHARED_EMAIL if is_shared else Reason.SAME_EMAIL)
        return SHARED_BOX if is_shared else SAME_KEY
    if person.email.endswith(f"@{domain}"):
        reasons.append(Reason.OTHER_EMAIL)
        return OTHER_EMAIL
    return OTHER_EMAIL_ELSEWHERE


def _administration(described: Described, person: Known, reasons: list[Reason]) -> float:
    if described.organisation is None or not person.organisations:
        return 0.0
    if described.organisation in person.organisations:
        reasons.append(Reason.SAME_ADMINISTRATION)
        return SAME_ADMINISTRATION
    reasons.append(Reason.OTHER_ADMINISTRATION)
    return OTHER_ADMINISTRATION


def _position(described: Described, person: Known, reasons: list[Reason]) -> float:
    if not (described.position and person.positions):
        return 0.0
    if described.position in person.positions:
        if PLAIN_POSITIONS.issuperset(described.position.split()):
            return PLAIN_POSITION
        reasons.append(Reason.SAME_POSITION)
        return SAME_POSITION
    if any(_same_but_for_slips(described.position, each) for each in person.positions):
        reasons.append(Reason.SAME_POSITION)
        return SAME_POSITION
    alike = any(fuzz.token_set_ratio(described.position, each) >= 90 for each in person.positions)
    return LIKE_POSITION if alike else 0.0


def _same_but_for_slips(position: str, known: str) -> bool:
    """Test if two long positions are one with slips of the finger; plain ones are too alike to tell."""
    if min(len(position), len(known)) < LONG_POSITION or PLAIN_POSITIONS.issuperset(known.split()):
        return False
    return Levenshtein.normalized_similarity(position, known, score_cutoff=ALIKE_POSITION) > 0


def _sex(described: Described, person: Known, reasons: list[Reason]) -> float:
    ours = described.sex if described.sex != Sex.NOT_STATED else described.name.sex
    theirs = person.sex if person.sex != Sex.NOT_STATED else person.names[0].sex
    if Sex.NOT_STATED in (ours, theirs):
        return 0.0
    if ours == theirs:
        reasons.append(Reason.SAME_SEX)
        return SAME_SEX
    reasons.append(Reason.OTHER_SEX)
    return OTHER_SEX


def judge(key: int, weighed: Iterable[Weighed]) -> Verdict:
    """Decide: one strong and nobody near is linked, nobody likely is new, else somebody is asked."""
    likely = sorted((each for each in weighed if each.points >= ASK or each.has_key), key=_best_first)
    if not likely:
        return Verdict(key, Outcome.NEW)
    candidates = tuple(each.likeness for each in likely[:MOST_ASKED])
    if _stands_out(likely):
        return Verdict(key, Outcome.LINKED, likely[0].person.pk, candidates)
    return Verdict(key, Outcome.ASK, None, candidates)


def _best_first(weighed: Weighed) -> tuple[float, int]:
    return (-weighed.points, weighed.person.pk)


def _stands_out(likely: Sequence[Weighed]) -> bool:
    best, *others = likely
    if not best.may_be_linked:
        return False
    return all(best.points - other.points >= AHEAD for other in others[:1])
