"""What the sender of a list said to its questions, as it is kept with the upload."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Answers:
    """``columns`` maps a column, counted from 0, to what it holds ("" for nothing that is read); None
    where nobody said. ``heading_row`` is the number of the row with the headings, 0 where there is none.
    ``organisations`` maps a folded word to an organisation, ``rows`` a row number to what becomes of it;
    ``day_first`` says of a column whether 03/04/2024 is the third of April there.
    """

    sheet: int | None = None
    heading_row: int | None = None
    columns: Mapping[int, str] | None = None
    family_first: bool | None = None
    sex_by_title: bool = False
    everybody_of: int | None = None
    day_first: Mapping[int, bool] = field(default_factory=dict)
    organisations: Mapping[str, int] = field(default_factory=dict)
    rows: Mapping[int, str] = field(default_factory=dict)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        columns = kept.get("columns")
        return cls(
            sheet=kept.get("sheet"),
            heading_row=kept.get("heading_row"),
            columns=None if columns is None else {int(key): value for key, value in columns.items()},
            family_first=kept.get("family_first"),
            sex_by_title=kept.get("sex_by_title", False),
            everybody_of=kept.get("everybody_of"),
            day_first={int(key): value for key, value in kept.get("day_first", {}).items()},
            organisations=kept.get("organisations", {}),
            rows={int(key): value for key, value in kept.get("rows", {}).items()},
        )

    def to_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__dataclass_fields__}
