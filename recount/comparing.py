"""Where the two sides differ."""

from collections.abc import Iterator
from dataclasses import dataclass

from recount.questions import Figure, Figures, Place, of_nothing

# As figures are called by their codes, and on pages.
ABOUT_PERSONS = frozenset(
    {"share_of_women", "completions", "people_who_completed", "Share of women", "Completions"}
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure of which portal and recount say different things."""

    question: str
    place: Place
    portal: Figure
    recount: Figure

    def __str__(self) -> str:
        return f"{self.question}: {self.place}: the portal says {self.portal}, the recount {self.recount}"


def agree(place: Place, portal: Figure, recount: Figure) -> bool:
    """Test if both sides say the same; the portal may keep back more of what tells of persons.

    The recount counts how many stand behind one figure. Which others would give that one away by
    subtraction is for the portal to decide.
    """
    return portal == recount or (portal.is_withheld and place.indicator in ABOUT_PERSONS)


def differences(question: str, portal: Figures, recount: Figures) -> Iterator[Difference]:
    """Yield each figure that is not the same on both sides; a group one side leaves out has no rows."""
    for place in sorted({*portal, *recount}, key=str):
        ours = portal.get(place) or of_nothing(place)
        theirs = recount.get(place) or of_nothing(place)
        if not agree(place, ours, theirs):
            yield Difference(question, place, ours, theirs)
