"""Files that are kept as they are sent: their size, their name and what they begin with are looked at."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from sheets.text import clean, control_characters


def read_file(file: Any, beginnings: Mapping[str, bytes], *, most: int) -> tuple[str, bytes]:
    """Return the name and the bytes of a file that is one of the kinds; no bytes where it is none.

    :param beginnings: what a file begins with, by the ending of its name.
    :raises ValidationError: when it has more than ``most`` bytes.
    """
    if file.size > most:
        sizes = {"size": f"{file.size / 1e6:.1f}", "most": most // 1_000_000}
        raise ValidationError(_("The file has %(size)s MB; at most %(most)d MB are taken."), params=sizes)
    text = clean(file.name)
    name = "".join(each for each in text if each not in control_characters(text))[-200:]
    content = file.read()
    begins = beginnings.get(name.rpartition(".")[2].lower())
    return name, content if begins is not None and content.startswith(begins) else b""
