"""A list given back as it was sent, with what the portal says of each row beside it."""

from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _

from programmes.actions.plans import Fate
from programmes.intake.lists.looking import Look
from programmes.intake.lists.showing import FATES
from sheets.filling import write_remarks


def remarks(look: Look) -> bytes:
    """Return the list as it was sent, with what is said of each row beside it."""
    said = {row.number: _remark(row) for row in look.plan.rows}
    file = BytesIO()
    write_remarks(
        file,
        title=look.columns.grid.title,
        rows=look.columns.grid.rows,
        heading_row=look.columns.heading_row,
        heading=_("What the portal says"),
        remarks=said,
    )
    return file.getvalue()


def _remark(row: Any) -> str:
    words = [str(FATES[row.fate])]
    words += [f"{each.cell or each.column}: {each.message}" for each in row.problems]
    if row.fate == Fate.ASKED:
        words.append(
            _("Is it still the same person?") if row.is_renamed else _("The register may know them.")
        )
    return ". ".join(words) if len(words) == 1 else f"{words[0]}: " + " ".join(words[1:])
