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
        try:
            return _accessible(clean, document)
        except BaseException as error:  # a panic inside Typst is no Exception
            if not isinstance(error, typst.TypstError) and not _is_panic(error):
                raise
            logger.error("%s: set with tables for charts: %s", document.reference, error)
            return _accessible(layout.with_charts_as_tables(clean), document)


def _is_panic(error: BaseException) -> bool:
    return type(error).__name__ == "PanicException"


def _accessible(clean: Document, original: Document) -> bytes:
    """Return the PDF as PDF/UA; where a text defeats the checks of that, without them."""
    view, _replaced = coverage.cleaned(layout.view_of(clean, sha256=original.sha256))
    try:
        return _typst(view, original, standards=[ACCESSIBLE])
    except typst.TypstError as error:
        logger.warning("%s: set without PDF/UA: %s", original.reference, error)
        return _typst(view, original, standards=[])


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
