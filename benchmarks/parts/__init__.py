"""What can be measured: one module each, listed here in the order they run."""

from benchmarks.parts import figures, importing, pages
from benchmarks.parts.base import Part

PARTS: dict[str, Part] = {part.code: part for part in (pages.PART, figures.PART, importing.PART)}

__all__ = ["PARTS", "Part"]
