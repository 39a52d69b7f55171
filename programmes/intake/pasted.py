"""What is wrong with pasted rows, and where."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from sheets.problems import Address


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to correct, and where it stands; ``row`` 0 where it is about everything pasted."""

    row: int
    column: str
    message: str

    @property
    def place(self) -> str:
        """The place in words: "Row 4, Sex"."""
        if not self.row:
            return ""
        words = {"row": self.row, "column": self.column}
        return _("Row %(row)s, %(column)s") % words if self.column else _("Row %(row)s") % words


def problem_at(place: Address, message: str) -> Problem:
    """Return a problem at a place of the sheet."""
    return Problem(place.row, place.heading, message)
