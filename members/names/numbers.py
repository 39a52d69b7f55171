"""Staff numbers, as they are compared."""

from sheets.text import fold


def staff_key(number: str) -> str:
    """Return a staff number without what spreadsheets change of it: spaces, strokes, noughts in front."""
    if not number:
        return ""
    letters = "".join(fold(number).split())
    return letters.lstrip("0") or letters
