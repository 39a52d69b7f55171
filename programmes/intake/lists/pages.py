"""What the pages of a list are called, and where they lead."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Pages:
    """``send`` and ``workbook`` are addresses of a list, ``back`` of the page it belongs to.

    Templates know its record as ``record``; addresses name it by ``key``.
    """

    record: str
    key: str
    breadcrumb: str
    heading: str
    send: str
    workbook: str
    back: str
    title: Any
    back_to: Any
