"""Files that are kept as they are sent: their size, their name and what they begin with are looked at."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from sheets.text import clean, control_characters

MOST_BYTES = 10_000_000
# What a document begins with, by how it may be called. Office formats are archives.
DOCUMENTS = {
    "pdf": b"%PDF-",
    "png": b"\x89PNG\r\n",
    "jpg": b"\xff\xd8\xff",
    "jpeg": b"\xff\xd8\xff",
} | dict.fromkeys(("docx", "pptx", "xlsx", "odt", "odp", "ods"), b"PK\x03\x04")


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


class AttachForm(forms.Form):
    """A document to attach; valid, ``name`` and ``content`` are its file."""

    file = forms.FileField(
        label=_later("File"),
        max_length=200,
        help_text=_later(
            "PDF, Word, PowerPoint, Excel, OpenDocument or a picture (PNG, JPEG), at most 10 MB."
        ),
    )

    name = ""
    content = b""

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        self.name, self.content = read_file(file, DOCUMENTS, most=MOST_BYTES)
        if not self.content:
            raise ValidationError(_("This is no file of one of these kinds."))
        return file
