"""A document of a hundred pages as PDF, by the portal or by WeasyPrint. `typeset PATH portal|weasyprint`."""

import datetime as dt
import io
import sys

import django

django.setup()

from pypdf import PdfReader  # noqa: E402 - after the settings, as what follows

from benchmarks.reports import measuring  # noqa: E402
from reports.blocks import Column, Document, Narrative, Section, Table  # noqa: E402
from reports.formats.lettering import FONTS  # noqa: E402
from reports.formats.pdf import render_pdf  # noqa: E402
from reports.formats.webpage import render_html  # noqa: E402
from reports.quantities import Quantity  # noqa: E402

SECTIONS, ROWS = 33, 70  # which make about a hundred pages
WORDS = "Officers of the administrations worked on cases of their own, and agreed what to do at home. "


def document() -> Document:
    columns = (
        Column("Event"),
        Column("Ended", "date"),
        Column("Administrations", "number"),
        Column("Participations", "number"),
        Column("Share of women", "percent"),
    )
    sections = []
    for number in range(SECTIONS):
        rows = tuple(
            (
                f"Workshop {number}.{row} on risk management and post-clearance audit",
                dt.date(2023, 1, 1) + dt.timedelta(days=row),
                Quantity.exactly(row % 30 + 1),
                Quantity(row * 7 + 1, row * 9 + 1),
                Quantity.exactly(row % 100, "percent"),
            )
            for row in range(ROWS)
        )
        blocks = (Narrative("What was done", (WORDS * 12,)), Table(f"Events {number}", columns, rows))
        sections.append(Section(f"Part {number}", blocks))
    return Document(
        title="Activity report",
        subtitle="A long one",
        programme="Bench",
        phase="",
        period="2023",
        audience="",
        language="en",
        extracted_at=dt.datetime(2024, 1, 1, tzinfo=dt.UTC),
        prepared_by="",
        reference="BENCH",
        sections=tuple(sections),
    )


def main() -> None:
    path, which = sys.argv[1:]
    made = document()
    began = measuring.processor_time()
    if which == "portal":
        seconds, content = measuring.timed(lambda: render_pdf(made))
    else:
        seconds, content = _by_weasyprint(render_html(made).decode())
    processor = measuring.processor_time() - began
    pages = len(PdfReader(io.BytesIO(content)).pages)
    measuring.tell(path, {"seconds": seconds, "processor": processor, "pages": pages})


def _by_weasyprint(page: str) -> tuple[float, bytes]:
    """Return the seconds, and the page as PDF: tagged, and in the letters of the portal's own."""
    from weasyprint import CSS, HTML  # noqa: PLC0415 - the other process does without
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

    letters = FontConfiguration()
    faces = "".join(
        f"@font-face {{ font-family: Bench; src: url({(FONTS / name).as_uri()}); font-weight: {weight} }}"
        for name, weight in (("NotoSans-Regular.ttf", 400), ("NotoSans-Bold.ttf", 700))
    )
    look = CSS(string=f"{faces} * {{ font-family: Bench !important }}", font_config=letters)
    return measuring.timed(
        lambda: HTML(string=page).write_pdf(stylesheets=[look], font_config=letters, pdf_variant="pdf/ua-1")
    )


if __name__ == "__main__":
    main()
