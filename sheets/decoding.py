"""From the bytes of an upload to text, or a refusal that says what the file really is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sheets.problems import UnreadableSheet

_MARKS: tuple[tuple[bytes, str, str], ...] = (
    (b"\xef\xbb\xbf", "utf-8", "UTF-8"),
    (b"\xff\xfe", "utf-16-le", "UTF-16"),
    (b"\xfe\xff", "utf-16-be", "UTF-16"),
)

# What a zip archive holds, told by the names inside it, which are not compressed.
_ARCHIVES: tuple[tuple[bytes, str, str], ...] = (
    (b"xl/workbook", "workbook", "an Excel workbook (.xlsx)"),
    (b"opendocument.spreadsheet", "workbook", "an OpenDocument spreadsheet (.ods)"),
    (b"Index/Tables", "workbook", "a Numbers spreadsheet"),
    (b"word/document", "not_text", "a Word document (.docx)"),
    (b"ppt/presentation", "not_text", "a PowerPoint presentation (.pptx)"),
    (b"", "not_text", "a zip archive"),
)
_OLD_OFFICE: tuple[tuple[bytes, str, str], ...] = (
    ("Workbook".encode("utf-16-le"), "workbook", "an old Excel workbook (.xls)"),
    (b"", "not_text", "an old Office document"),
)
_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed archive (7z)"),
    (b"Rar!", "a compressed archive (RAR)"),
)
_MARKUP = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|table|\?xml)\b", re.IGNORECASE)
_MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")
_EMPTY = re.compile(r"[\s,;\"]*+")  # nothing, or the signs around cells that hold nothing
_C1 = re.compile(rb"[\x80-\x9f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, and the name of the encoding it was read as, to be shown."""

    text: str
    encoding: str


def decode(data: bytes, *, limit: int) -> Decoded:
    """Return the text of a CSV file; ``limit`` is in bytes.

    UTF-8 with or without a mark, UTF-16 with one, else Windows-1252 or Latin-1. The last two are a
    guess that nearly every file passes, so show the encoding beside the rows read.

    :raises UnreadableSheet: when it is larger than the limit, empty, damaged, or no text.
    """
    _refuse_size(len(data), limit)
    _refuse_other_files(data)
    decoded = _decoded(data)
    if "\x00" in decoded.text:
        raise UnreadableSheet(code="not_text", params={"kind": "a binary file"})
    if _EMPTY.fullmatch(decoded.text):
        raise UnreadableSheet(code="empty")
    return decoded


def taken(text: str, *, limit: int) -> Decoded:
    """Return a text that came without bytes, as from a form; ``limit`` is in bytes of UTF-8.

    :raises UnreadableSheet: when it is larger than the limit, or empty.
    """
    _refuse_size(len(text.encode("utf-8", "surrogatepass")), limit)
    plain = text.removeprefix("\ufeff")
    if _EMPTY.fullmatch(plain):
        raise UnreadableSheet(code="empty")
    return Decoded(plain, "")


def _refuse_size(size: int, limit: int) -> None:
    if size > limit:
        raise UnreadableSheet(code="too_large", params=_megabytes(size, limit))


def _megabytes(size: int, limit: int) -> dict[str, str]:
    """Return both in MB (a million bytes), with as many decimals as it takes to tell them apart."""
    for decimals in range(1, 6):
        shown = {"size": f"{size / 1e6:.{decimals}f}", "limit": f"{limit / 1e6:.{decimals}f}"}
        if shown["size"] != shown["limit"]:
            return shown
    return {"size": f"{size / 1e6:.6f}", "limit": f"{limit / 1e6:.6f}"}


def _refuse_other_files(data: bytes) -> None:
    """Refuse a file that says what it is in its first bytes.

    :raises UnreadableSheet: when it is an Office file, a picture, an archive, a web page.
    """
    families = {
        b"PK\x03\x04": _ARCHIVES,
        b"PK\x05\x06": _ARCHIVES,
        b"\xd0\xcf\x11\xe0": _OLD_OFFICE,
    }
    for marker, code, kind in families.get(data[:4], ()):
        if marker in data:
            raise UnreadableSheet(code=code, params={"kind": kind})
    for beginning, kind in _BEGINNINGS:
        if data.startswith(beginning):
            raise UnreadableSheet(code="not_text", params={"kind": kind})
    if _MARKUP.match(data):
        raise UnreadableSheet(code="not_text", params={"kind": "a web page (HTML or XML)"})


def _decoded(data: bytes) -> Decoded:
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], codec, name)
    try:
        return Decoded(data.decode("utf-8"), "UTF-8")
    except UnicodeDecodeError as error:
        if _is_mostly_utf8(data):
            raise _damaged(data, "utf-8", "UTF-8", error) from error
    return _western(data)


def _marked(data: bytes, codec: str, name: str) -> Decoded:
    try:
        return Decoded(data.decode(codec), name)
    except UnicodeDecodeError as error:
        raise _damaged(data, codec, name, error) from error


def _damaged(data: bytes, codec: str, name: str, error: UnicodeDecodeError) -> UnreadableSheet:
    line = data[: error.start].decode(codec, "ignore").count("\n") + 1
    return UnreadableSheet(code="damaged", params={"line": line, "encoding": name})


def _is_mostly_utf8(data: bytes) -> bool:
    """Test if more characters are well-formed UTF-8 than broken: a file cut off or pasted together.

    Read as Windows-1252 it would pass, with every accent of every name turned into two signs.
    """
    broken = data.decode("utf-8", "replace").count("\ufffd")
    return len(_MULTIBYTE.findall(data)) > broken


def _western(data: bytes) -> Decoded:
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        # Latin-1 would take these bytes, as control characters: it is some other encoding.
        raise UnreadableSheet(code="unknown_encoding") from error
    # Without a byte from 80 to 9F the two are the same, and Latin-1 is the older name.
    return Decoded(text, "Windows-1252" if _C1.search(data) else "Latin-1")
