"""A document as one page of HTML that needs nothing else: to be kept, mailed, printed, read aloud."""

from django.template.loader import render_to_string
from django.utils import translation

from reports.blocks import Document
from reports.formats import layout
from reports.formats.legal import legal_document

TEMPLATE = "reports/file/page.html"
RIGHT_TO_LEFT = {"ar", "dv", "fa", "he", "ur"}


def render_html(document: Document) -> bytes:
    """Return the document as UTF-8 HTML in its own language: its style and its charts stand in it.

    No script, no address of another file: it is the same without a network, and in ten years.
    """
    with translation.override(document.language):
        clean = legal_document(document)
        context = {
            "document": clean,
            "facts": layout.origin(clean),
            "sha256": document.sha256,
            "direction": "rtl" if document.language.split("-")[0] in RIGHT_TO_LEFT else "ltr",
        }
        return render_to_string(TEMPLATE, context).encode()
