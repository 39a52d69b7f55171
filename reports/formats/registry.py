"""The formats an edition can be had in."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.blocks import Document
from reports.formats.delimited import render_csv
from reports.formats.pdf import render_pdf
from reports.formats.workbook import render_xlsx


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file; ``extension`` stands without its dot."""

    label: str | Promise
    content_type: str
    extension: str
    render: Callable[[Document], bytes]


FORMATS: dict[str, Format] = {
    "pdf": Format(_("PDF, to read and print"), "application/pdf", "pdf", render_pdf),
    "xlsx": Format(
        _("Excel workbook, to calculate with"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xlsx",
        render_xlsx,
    ),
    "csv": Format(_("CSV, for other programs"), "text/csv; charset=utf-8", "csv", render_csv),
}
