"""A document as PDF, by one fixed Typst template."""

import json
import logging
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.utils import translation

from reports.blocks import Document
from reports.formats import coverage, layout
from reports.formats.lettering import FONTS

TEMPLATE = Path(__file__).parent / "typst" / "report.typ"
ACCESSIBLE = "ua-1"

logger = logging.getLogger(__name__)


def render_pdf(document: Document) -> bytes:
    """Return the document as a tagged A4 PDF in its own language; the same bytes every time.

    Letters that no shipped font has, and control characters, are printed as a visible sign and
    counted in the data notes; nothing that stands in a text can stop the file.
    """
    with translation.override(document.language):
        plain, replaced = coverage.cleaned(document.to_json())
        clean = layout.with_note_on_replaced(Document.from_json(plain), replaced)
        view, _ = coverage.cleaned(layout.view_of(clean, sha256=document.sha256))
    return _compiled(view, document)


def _compiled(view: dict[str, Any], document: Document) -> bytes:
    """Return the PDF; where a text defeats the accessibility checks, one without them."""
    try:
        return _typst(view, document, standards=[ACCESSIBLE])
    except typst.TypstError as error:
        logger.warning("%s: set without PDF/UA: %s", document.reference, error)
        return _typst(view, document, standards=[])


def _typst(view: dict[str, Any], document: Document, *, standards: list[Any]) -> bytes:
    pdf = typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"view": json.dumps(view)},
        pdf_standards=standards,
        timestamp=document.extracted_at,
    )
    if not isinstance(pdf, bytes):
        raise TypeError("Typst gave no single file.")
    return pdf


@cache
def _fonts() -> typst.Fonts:
    """Return our fonts and no others, so that a report looks the same on every machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
