"""The formats an edition can be had in."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.blocks import Document
from reports.documents.kinds import FACT_SHEET
from reports.formats.delimited import render_csv
from reports.formats.factsheet import render_one_page
from reports.formats.iati import render_xml, wrongs_in
from reports.formats.package import render_zip
from reports.formats.pdf import render_pdf
from reports.formats.spoken import render_json
from reports.formats.webpage import render_html
from reports.formats.word import render_docx
from reports.formats.workbook import render_xlsx


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file, by the word people have for it; ``extension`` stands without its dot."""

    name: str | Promise
    label: str | Promise
    content_type: str
    extension: str
    render: Callable[[Document], bytes]


FORMATS: dict[str, Format] = {
    "pdf": Format("PDF", _("PDF, to read and print"), "application/pdf", "pdf", render_pdf),
    "xlsx": Format(
        "Excel",
        _("Excel workbook, to calculate with"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xlsx",
        render_xlsx,
    ),
    "docx": Format(
        "Word",
        _("Word document, to work on"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "docx",
        render_docx,
    ),
    "zip": Format(
        "CSV",
        _("CSV files with their description, for other programs"),
        "application/zip",
        "zip",
        render_zip,
    ),
    "json": Format("JSON", _("JSON, for other programs"), "application/json", "json", render_json),
    "html": Format(
        _("Web page"), _("Page to keep, mail and print"), "text/html; charset=utf-8", "html", render_html
    ),
}

IATI = Format("IATI", _("IATI activities, for those who publish aid"), "application/xml", "xml", render_xml)

KEPT: dict[str, Format] = FORMATS | {
    "xml": IATI,
    "csv": Format("CSV", _("CSV, for other programs"), "text/csv; charset=utf-8", "csv", render_csv),
}
"""What a file of an edition may be: also the IATI file some have, and the one CSV file of early ones."""


def formats_of(document: Document) -> dict[str, Format]:
    """Return the formats a document can be had in: as IATI where all that the standard asks for is there."""
    return FORMATS | ({} if wrongs_in(document) else {"xml": IATI})


# How a kind of document is set where it has a layout of its own, by its code and the format.
LAYOUTS: dict[tuple[str, str], Callable[[Document], bytes]] = {(FACT_SHEET.code, "pdf"): render_one_page}


def render_as(kind: str, code: str, document: Document) -> bytes:
    """Return a document of a kind in a format: in the layout of its kind, or in that of all."""
    return LAYOUTS.get((kind, code), KEPT[code].render)(document)
