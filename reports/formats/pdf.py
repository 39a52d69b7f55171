"""A document as PDF, by one fixed Typst template."""

import base64
import datetime as dt
import json
import logging
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.utils import translation

from reports.blocks import Document
from reports.formats import coverage, layout
from reports.formats.lettering import FONTS

HERE = Path(__file__).parent
TEMPLATE = HERE / "typst" / "report.typ"
PICTURES = HERE / "typst" / "pictures.typ"
TYPESETTER = HERE / "typesetting.py"
ACCESSIBLE = "ua-1"
SHARP = 220
"""Dots per inch of a picture: fine on paper, and some tens of kilobytes."""

LONGEST = 300
"""Seconds after which a report is given up; a hundred pages take about five."""

PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")
"""What the typesetter sees of the environment: no password, no key."""

logger = logging.getLogger(__name__)


class NotTypeset(Exception):
    """Typst refused the report, or did not finish it."""


def render_pdf(document: Document) -> bytes:
    """Return the document as a tagged A4 PDF in its own language; the same bytes every time.

    Letters that no shipped font has, and control characters, are printed as a visible sign and
    counted in the data notes; nothing that stands in a text can stop the file.

    :raises NotTypeset: when Typst cannot be run, or not in time.
    """
    with translation.override(document.language):
        plain, replaced = coverage.cleaned(layout.with_bounded_tables(document).to_json())
        clean = layout.with_note_on_replaced(Document.from_json(plain), replaced)
        try:
            return _accessible(clean, document)
        except NotTypeset as reason:
            logger.error("%s: set with tables for charts: %s", document.reference, reason)
            return _accessible(layout.with_charts_as_tables(clean), document)


def _accessible(clean: Document, original: Document) -> bytes:
    """Return the PDF as PDF/UA; where a text defeats the checks of that, without them."""
    view, _replaced = coverage.cleaned(layout.view_of(clean, sha256=original.sha256))
    try:
        return typeset(TEMPLATE, view, standards=[ACCESSIBLE], at=original.extracted_at)
    except NotTypeset as reason:
        logger.warning("%s: set without PDF/UA: %s", original.reference, reason)
        return typeset(TEMPLATE, view, standards=[], at=original.extracted_at)


def typeset(template: Path, view: dict[str, Any], *, standards: list[str], at: dt.datetime) -> bytes:
    """Return plain values as a PDF by one of our templates, dated ``at``; in a process of its own.

    :raises NotTypeset: when Typst refuses, cannot be run, or is not done in time.
    """
    return _ordered(template, view, standards=standards, timestamp=int(at.timestamp()))


def pictures(drawings: list[dict[str, Any]]) -> list[bytes]:
    """Return charts, each ``svg`` at its ``width`` in points, as PNG; in a process of their own.

    :raises NotTypeset: when Typst refuses one of them, cannot be run, or is not done in time.
    """
    if not drawings:
        return []
    view = {"families": list(coverage.FAMILIES), "drawings": drawings}
    return [base64.b64decode(each) for each in json.loads(_ordered(PICTURES, view, ppi=SHARP))]


def _ordered(template: Path, view: dict[str, Any], **more: Any) -> bytes:
    order = {"template": str(template), "fonts": str(FONTS), "view": json.dumps(view), **more}
    try:
        done = subprocess.run(  # noqa: S603 our own program; all texts go through its input
            [sys.executable, "-I", str(TYPESETTER)],
            input=json.dumps(order).encode("ascii"),
            capture_output=True,
            timeout=LONGEST,
            check=False,
            env={name: os.environ[name] for name in PASSED_ON if name in os.environ},
        )
    except subprocess.TimeoutExpired as error:
        raise NotTypeset(f"Not finished after {LONGEST} seconds.") from error
    if done.returncode:
        raise NotTypeset(done.stderr.decode("utf-8", "replace")[:500].strip())
    return done.stdout
