"""Sets one report, or a report's charts as pictures, with Typst: run by ``pdf.py`` as a process of its own.

Typst keeps what it has set in memory, a gigabyte after some large reports, and a picture it cannot
read may end its process: so it gets one that ends anyway. Nothing of the portal is imported here.

In: JSON with ``template``, ``fonts``, ``view`` (a text), ``standards`` and ``timestamp`` (seconds); and
``ppi`` where pictures are asked for. Out: the PDF, or a JSON list with each page as PNG in base64.
Exit status 1, with the reason on the error stream, when Typst refuses.
"""

import base64
import json
import sys
from pathlib import Path
from typing import Any

import typst


def main() -> int:
    order = json.load(sys.stdin)
    try:
        sys.stdout.buffer.write(_drawn(order) if order.get("ppi") else _set(order))
    except typst.TypstError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _set(order: dict[str, Any]) -> bytes:
    pdf = typst.compile(
        **_of_every_kind(order),
        format="pdf",
        pdf_standards=order["standards"],
        timestamp=order["timestamp"],
    )
    if not isinstance(pdf, bytes):
        raise TypeError("Typst gave no single file.")
    return pdf


def _drawn(order: dict[str, Any]) -> bytes:
    pages = typst.compile(**_of_every_kind(order), format="png", ppi=order["ppi"])
    pictures = [pages] if isinstance(pages, bytes) else pages or []
    return json.dumps([base64.b64encode(each).decode("ascii") for each in pictures]).encode("ascii")


def _of_every_kind(order: dict[str, Any]) -> dict[str, Any]:
    return {
        "input": order["template"],
        "root": str(Path(order["template"]).parent),
        # Our fonts and no others, so that a report looks the same on every machine.
        "font_paths": typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[order["fonts"]]
        ),
        "sys_inputs": {"view": order["view"]},
    }


if __name__ == "__main__":
    sys.exit(main())
