"""The recount of one question, by the names that pages use for its groups."""

from collections.abc import Mapping
from dataclasses import dataclass

from programmes.choices import Mode
from recount.counting import Recount
from recount.questions import Figure, Figures, Grouping, Place, Question, of_nothing

NAMES = """
SELECT 'topic', id::VARCHAR, name FROM programmes_topic
UNION ALL SELECT 'administration', organisation_ptr_id::VARCHAR, member_name FROM members_administration
UNION ALL SELECT 'event', id::VARCHAR, title FROM programmes_event
"""
YEAR_STARTS = """
SELECT 1, id, year_starts_in FROM programmes_programme
UNION ALL
SELECT 2, phase.id, programme.year_starts_in
FROM programmes_phase phase JOIN programmes_programme programme ON programme.id = phase.programme_id
"""


@dataclass(frozen=True)
class Counted:
    """The recount of one question, by the names pages use. ``years`` is the dimension of its years."""

    question: Question
    years: str
    names: Mapping[tuple[str, str], str]
    figures: Figures
    region: Figures

    def total(self, code: str) -> Figure:
        return total_of(self.figures, code)

    def groups(self, *grouping: str) -> dict[tuple[str, ...], dict[str, Figure]]:
        """Return the groups in which something was held or somebody counted: those that tables show."""
        return {key: group for key, group in self.all_groups(*grouping).items() if _is_something(group)}

    def all_groups(self, *grouping: str) -> dict[tuple[str, ...], dict[str, Figure]]:
        found: dict[tuple[str, ...], dict[str, Figure]] = {}
        for place, figure in self.figures.items():
            if place.grouping == grouping:
                found.setdefault(place.keys, {})[place.indicator] = figure
        return found

    def label(self, dimension: str, key: str) -> str:
        if dimension == "mode":
            return str(Mode(key).label)
        if dimension.startswith("year_from"):
            return f"{key}/{(int(key) + 1) % 100:02d}"
        return self.names.get((dimension, key), key)


def count_again(book: Recount, question: Question, everything: Question) -> Counted:
    """Return what the recount makes of all that pages split figures by."""
    months = {(kind, pk): month for kind, pk, month in book.ask(YEAR_STARTS)}
    month = months.get((1, question.programme)) or months.get((2, question.phase)) or 1
    years = "year" if month == 1 else f"year_from_{month}"
    groupings: list[Grouping] = [
        (years,), (years, "mode"), ("topic",), ("topic", years), ("administration",), ("mode",), ("phase",),
        ("event",),
    ]  # fmt: skip
    return Counted(
        question=question,
        years=years,
        names={(dimension, key): name for dimension, key, name in book.ask(NAMES)},
        figures=book.figures(question, groupings),
        region=book.figures(everything, []) if question.administration else {},
    )


def total_of(figures: Figures, code: str) -> Figure:
    """Return a total; that of nothing where there are no rows."""
    place = Place((), (), code)
    return figures.get(place) or of_nothing(place)


def _is_something(group: Mapping[str, Figure]) -> bool:
    return bool(group["events_held"].low) or group["participations"].low is not None
