"""What a zipped workbook holds and how large it becomes, measured before anything is built from it."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from zipfile import BadZipFile, ZipFile, ZipInfo

from sheets.problems import UnreadableSheet

_PIECE = 1 << 20  # bytes unzipped at a time
_HEAD = 30  # bytes of an entry before its name
_DEFLATED, _STORED = 8, 0
_LOCKED = b"encryption-data"  # what the list of parts of an OpenDocument file says of a locked one
_FORMULA = re.compile(rb"<f[ >/]|table:formula=")


@dataclass(frozen=True, slots=True)
class Contents:
    """What was noticed in a workbook beside its cells: told to the reader, never run or followed."""

    has_formulas: bool = False
    has_links: bool = False
    has_macros: bool = False


def look_into(data: bytes, *, limit: int) -> Contents:
    """Unzip every part piece by piece, keeping none, and return what is noticed.

    ``limit`` is in bytes of all parts together. The sizes an archive states are not believed.

    :raises UnreadableSheet: when it is damaged, locked by a password, or becomes too large.
    """
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (BadZipFile, NotImplementedError, ValueError) as error:
        raise UnreadableSheet(code="damaged_file") from error
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableSheet(code="locked")
    left, has_formulas = limit, False
    for part in parts:
        for piece in _unzipped(data, part):
            left -= len(piece)
            if left < 0:
                raise UnreadableSheet(code="unzips_too_large", params={"limit": limit // 1_000_000})
            if part.filename == "META-INF/manifest.xml" and _LOCKED in piece:
                raise UnreadableSheet(code="locked")
            has_formulas = has_formulas or _FORMULA.search(piece) is not None
    names = [part.filename.casefold() for part in parts]
    return Contents(
        has_formulas=has_formulas,
        has_links=any("externallinks/" in name for name in names),
        has_macros=any(name.endswith("vbaproject.bin") or name.startswith("basic/") for name in names),
    )


def _unzipped(data: bytes, part: ZipInfo) -> Iterator[bytes]:
    head = data[part.header_offset : part.header_offset + _HEAD]
    if len(head) < _HEAD:
        raise UnreadableSheet(code="damaged_file")
    begin = part.header_offset + _HEAD + int.from_bytes(head[26:28], "little")
    begin += int.from_bytes(head[28:30], "little")
    packed = data[begin : begin + part.compress_size]
    if part.compress_type == _STORED:
        yield packed
        return
    if part.compress_type != _DEFLATED:
        raise UnreadableSheet(code="damaged_file")
    inflating = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        while packed and not inflating.eof:
            yield inflating.decompress(packed, _PIECE)
            packed = inflating.unconsumed_tail
    except zlib.error as error:
        raise UnreadableSheet(code="damaged_file") from error
