"""Where the two sides differ."""

from collections.abc import Iterator
from dataclasses import dataclass

from recount.questions import Figure, Figures, Place, of_nothing


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure of which portal and recount say different things."""

    question: str
    place: Place
    portal: Figure
    recount: Figure

    def __str__(self) -> str:
        return f"{self.question}: {self.place}: the portal says {self.portal}, the recount {self.recount}"


def differences(question: str, portal: Figures, recount: Figures) -> Iterator[Difference]:
    """Yield each figure that is not the same on both sides; a group one side leaves out has no rows."""
    for place in sorted({*portal, *recount}, key=str):
        ours = portal.get(place) or of_nothing(place)
        theirs = recount.get(place) or of_nothing(place)
        if ours != theirs:
            yield Difference(question, place, ours, theirs)
