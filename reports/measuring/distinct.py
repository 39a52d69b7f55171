"""Sets of ids as bitmaps: people are not additive, so what is joined is the sets and never their numbers."""

import sys
from array import array
from collections.abc import Iterable, Iterator

from pyroaring import BitMap

WIDTH = 4  # bytes of one id


def unpacked(packed: bytes | memoryview | None) -> BitMap:
    """Return the set of ids that stand one after another, four bytes each in network order."""
    ids = array("I", bytes(packed or b""))
    if sys.byteorder == "little":
        ids.byteswap()
    return BitMap(ids)


def stored(ids: BitMap) -> bytes:
    """Return the same bytes for the same set, however it came about."""
    fresh = BitMap(ids)
    fresh.run_optimize()
    return bytes(fresh.serialize())


def streams(framed: bytes | memoryview) -> Iterator[bytes]:
    """Yield the stored sets that stand one after another, each behind its length."""
    content, place = bytes(framed), 0
    while place < len(content):
        begin = place + WIDTH
        place = begin + int.from_bytes(content[place:begin], "big")
        yield content[begin:place]


def joined(sets: Iterable[bytes]) -> BitMap:
    """Return the union of stored sets."""
    return BitMap.union(*map(BitMap.deserialize, sets))
