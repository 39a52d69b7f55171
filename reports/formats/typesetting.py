"""Sets one report with Typst: run by ``pdf.py`` as a process of its own, and by nothing else.

Typst keeps what it has set in memory, a gigabyte after some large reports, and a picture it cannot
read may end its process: so it gets one that ends anyway. Nothing of the portal is imported here.

In: JSON with ``template``, ``fonts``, ``view`` (a text), ``standards`` and ``timestamp`` (seconds).
Out: the PDF. Exit status 1, with the reason on the error stream, when Typst refuses.
"""

import json
import sys
from pathlib import Path
from typing import Any

import typst


def main() -> int:
    order = json.load(sys.stdin)
    try:
        sys.stdout.buffer.write(_set(order))
    except typst.TypstError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _set(order: dict[str, Any]) -> bytes:
    pdf = typst.compile(
        order["template"],
        root=str(Path(order["template"]).parent),
        # Our fonts and no others, so that a report looks the same on every machine.
        font_paths=typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[order["fonts"]]
        ),
        format="pdf",
        sys_inputs={"view": order["view"]},
        pdf_standards=order["standards"],
        timestamp=order["timestamp"],
    )
    if not isinstance(pdf, bytes):
        raise TypeError("Typst gave no single file.")
    return pdf


if __name__ == "__main__":
    sys.exit(main())
