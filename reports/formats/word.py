"""A document as a Word file to work on: the same laid-out blocks as the PDF, in styles and fields of Word."""

import io
import logging
from dataclasses import dataclass, field
from typing import Any

import docx
from django.utils import translation
from django.utils.translation import gettext as _
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt

from reports.blocks import Document
from reports.formats import layout, word_parts
from reports.formats.legal import legal, legal_document
from reports.formats.packing import repacked
from reports.formats.pdf import NotTypeset, pictures
from reports.formats.widths import TURNED_ROOM, UPRIGHT_ROOM
from reports.formats.word_look import give_look
from reports.formats.word_parts import paragraph, run

logger = logging.getLogger(__name__)
View = dict[str, Any]

SMALLER_TYPE = 7.5
"""Size of letters below which a table is set in the smaller styles."""


def render_docx(document: Document) -> bytes:
    """Return the document as a Word file in its own language; the same bytes every time.

    Titles, captions, texts and tables are of named styles; captions and pages are counted by fields.
    Charts are pictures; where one cannot be drawn, all of them are tables.
    """
    with translation.override(document.language):
        clean = legal_document(document)
        view = layout.view_of(clean, sha256=document.sha256)
        try:
            drawn = _drawn(view)
        except NotTypeset as reason:
            logger.error("%s: Word file with tables for charts: %s", document.reference, reason)
            view = layout.view_of(layout.with_charts_as_tables(clean), sha256=document.sha256)
            drawn = {}
        file = io.BytesIO()
        _Writer(view, drawn).written(clean).save(file)
    return repacked(file.getvalue(), at=document.extracted_at)


def _drawn(view: View) -> dict[str, bytes]:
    """Return a picture of each chart, by its SVG."""
    charts = [each for section in view["sections"] for each in section["blocks"] if each["kind"] == "chart"]
    made = pictures([{"svg": each["svg"], "width": each["width"]} for each in charts])
    return {each["svg"]: picture for each, picture in zip(charts, made, strict=True)}


@dataclass
class _Writer:
    """One file while it is written, from top to bottom."""

    view: View
    pictures: dict[str, bytes]
    word: Any = field(default_factory=docx.Document)
    counted: dict[str, int] = field(default_factory=lambda: {"Table": 0, "Chart": 0})
    is_turned: bool = False

    def written(self, document: Document) -> Any:
        give_look(self.word, document.language)
        about = self.word.core_properties
        about.title = self.view["cover"]["document_title"][:255]
        about.author, about.last_modified_by = legal(document.prepared_by)[:255], ""
        about.created = about.modified = document.extracted_at.replace(tzinfo=None)
        about.comments, about.language = "", document.language
        self._page(self.word.sections[0], turned=False)
        self.word.sections[0].different_first_page_header_footer = True
        self._cover()
        self._contents()
        for number, section in enumerate(self.view["sections"]):
            self._section(number, section)
        return self.word

    def _page(self, section: Any, *, turned: bool) -> None:
        section.page_width, section.page_height = (Mm(297), Mm(210)) if turned else (Mm(210), Mm(297))
        section.orientation = WD_ORIENT.LANDSCAPE if turned else WD_ORIENT.PORTRAIT
        section.left_margin = section.right_margin = Mm(22)
        section.top_margin, section.bottom_margin = Mm(25), Mm(20)
        section.header_distance, section.footer_distance = Mm(12), Mm(10)
        room = TURNED_ROOM if turned else UPRIGHT_ROOM
        running = self.view["running"]
        before, between, after = self.view["labels"]["page"]
        pages = (run(before), word_parts.field("PAGE", "1"), run(between), word_parts.field("NUMPAGES", "1"))
        self._ends(section.header, room, run(running["left"]), run(running["right"]))
        self._ends(section.footer, room, run(running["foot"]), *pages, run(after))

    def _ends(self, part: Any, room: float, left: str, *right: str) -> None:
        """Write one line of a running head or foot: something left, something right."""
        part.is_linked_to_previous = False
        line = part.paragraphs[0]
        for stop in line.style.paragraph_format.tab_stops:
            line.paragraph_format.tab_stops.add_tab_stop(stop.position, WD_TAB_ALIGNMENT.CLEAR)
        line.paragraph_format.tab_stops.add_tab_stop(Pt(room), WD_TAB_ALIGNMENT.RIGHT)
        word_parts.add_runs(line, left, "<w:r><w:tab/></w:r>", *right)

    def _say(self, style: str, text: str, **more: Any) -> None:
        if text:
            self._put(word_parts.element(paragraph(style, run(text), **more)))

    def _put(self, made: Any) -> None:
        self.word.element.body.insert(len(self.word.element.body) - 1, made)  # the last is the page

    def _cover(self) -> None:
        cover = self.view["cover"]
        self._say("Kicker", cover["programme"])
        self._say("Kicker", cover["phase"])
        self._say("Title", cover["title"])
        self._say("Subtitle", cover["subtitle"])
        self._say("Subtitle", cover["period"])
        for label, words in [*cover["facts"], [_("State"), cover["state"]]]:
            if words:
                self._say("FactLabel", label)
                self._say("Normal", words)
        self._say("FactLabel", cover["hash_label"])
        self._say("TableNote", cover["hash"])

    def _contents(self) -> None:
        titles = [
            (f"section{number}", each["title"])
            for number, each in enumerate(self.view["sections"])
            if each["title"]
        ]
        heading = self.word.add_paragraph(style="Contents Heading")
        heading.paragraph_format.page_break_before = True
        word_parts.add_runs(heading, run(self.view["labels"]["contents"]))
        for line in word_parts.contents(titles):
            self._put(line)

    def _section(self, number: int, section: View) -> None:
        blocks = section["blocks"]
        self._turn(turned=bool(blocks and blocks[0].get("wide")))
        if section["title"]:
            heading = self.word.add_paragraph(style="Heading 1")
            word_parts.add_runs(heading, run(section["title"]))
            word_parts.bookmarked(heading, f"section{number}", number)
        for text in section["intro"]:
            self._say("Intro", text)
        for block in blocks:
            self._turn(turned=bool(block.get("wide")))
            WRITERS[block["kind"]](self, block)

    def _turn(self, *, turned: bool) -> None:
        """Go on upon a page of the other orientation, where that is another."""
        if turned != self.is_turned:
            section = self.word.add_section(WD_SECTION.NEW_PAGE)
            section.different_first_page_header_footer = False
            self._page(section, turned=turned)
            self.is_turned = turned

    def _caption(self, kind: str, title: str) -> None:
        self.counted[kind] += 1
        label = self.view["labels"][kind.lower()]
        number = word_parts.field(f"SEQ {kind} \\* ARABIC", str(self.counted[kind]))
        self._put(word_parts.element(paragraph("Caption", run(f"{label} ") + number + run(f" · {title}"))))

    def table(self, view: View) -> None:
        columns, last = view["columns"], view["rows"] - 1
        self._caption("Table", view["title"])
        kind = "TableSmall" if view["size"] < SMALLER_TYPE else "Table"
        held = _held(view)
        cells = [
            paragraph(
                f"{kind}Total" if view["total"] and place // len(columns) == last else f"{kind}Text",
                _cell(cell),
                right=columns[place % len(columns)]["right"],
                with_next=place // len(columns) in held,
            )
            for place, cell in enumerate(view["cells"])
        ]
        starts = range(0, len(cells), len(columns))
        made = word_parts.table(
            style="ReportTable",
            title=view["title"],
            widths=[each["width"] for each in columns],
            header=[paragraph(f"{kind}Heading", _heading(each), right=each["right"]) for each in columns],
            rows=[cells[start : start + len(columns)] for start in starts],
            has_total=view["total"],
            may_break=view["tall"],
            inset=view["inset"],
        )
        self._put(made)
        for note in view["notes"] or [""]:  # two tables without a line between them would be one
            self._put(word_parts.element(paragraph("TableNote", run(note))))

    def chart(self, view: View) -> None:
        self._caption("Chart", view["title"] + (f" ({view['unit']})" if view["unit"] else ""))
        self.word.add_picture(io.BytesIO(self.pictures[view["svg"]]), width=Pt(view["width"]))
        inline = self.word.inline_shapes[-1]._inline
        for side in "TBLR":  # unsaid, some programs keep the text away from it
            inline.set(f"dist{side}", "0")
        about = inline.docPr
        about.set("descr", legal(view["alt"]))
        about.set("title", legal(view["title"]))

    def key_figures(self, view: View) -> None:
        self._say("Heading2", view["title"])
        columns = view["columns"]
        rows = [[_card(each) for each in row] for row in view["rows"]]
        made = word_parts.table(
            style="FigureTable",
            title=view["title"] or _("Key figures"),
            widths=[UPRIGHT_ROOM / columns] * columns,
            header=(),
            rows=[row + [word_parts.NOTHING] * (columns - len(row)) for row in rows],
        )
        self._put(made)
        self._put(word_parts.element(paragraph("FigureNote", "")))

    def narrative(self, view: View) -> None:
        self._say("Heading2", view["title"])
        for text in view["paragraphs"]:
            self._say("Normal", text)

    def notes(self, view: View) -> None:
        self._say("Heading2", view["title"])
        for text in view["items"]:
            self._say("ListBullet", text)

    def definitions(self, view: View) -> None:
        self._say("Heading2", view["title"])
        source = self.view["labels"]["source"]
        rows = [
            [
                paragraph("TableHeading", run(each["name"])) + _small(each["unit"]),
                paragraph("TableText", run(each["definition"]))
                + _small(f"{source} {each['source']}" if each["source"] else ""),
            ]
            for each in view["entries"]
        ]
        if rows:
            widths = [140, UPRIGHT_ROOM - 140]
            title = view["title"] or _("Definitions")
            self._put(word_parts.table(style="ReportTable", title=title, widths=widths, header=(), rows=rows))
            self._put(word_parts.element(paragraph("TableNote", "")))


WRITERS = {
    "table": _Writer.table,
    "chart": _Writer.chart,
    "key_figures": _Writer.key_figures,
    "narrative": _Writer.narrative,
    "notes": _Writer.notes,
    "definitions": _Writer.definitions,
}


def _held(view: View) -> set[int]:
    """Return the rows that stay on the page of the next one, or of the notes."""
    last = view["rows"] - 1
    if view["together"]:
        return set(range(last + bool(view["notes"])))
    if not view["held"]:
        return set()
    return {*range(view["held"] - 1), *range(last - view["held"] + 1, last + bool(view["notes"]))}


def _cell(cell: str | list[Any]) -> str:
    if isinstance(cell, str):
        return run(cell)
    value, is_recorded, remark = cell
    shown = run(value, style="" if is_recorded else "NotRecorded")
    return shown + (run(f" ({remark})", style="NotRecorded") if remark else "")


def _heading(column: View) -> str:
    return run(column["heading"]) + (
        run(f"\n{column['unit']}", style="NotRecorded") if column["unit"] else ""
    )


def _card(figure: View) -> str:
    value = run(figure["value"], style="" if figure["recorded"] else "NotRecorded")
    label = paragraph("FigureLabel", run(figure["label"]))
    return paragraph("FigureValue", value) + label + _small(figure["unit"]) + _small(figure["note"])


def _small(text: str) -> str:
    return paragraph("FigureNote", run(text)) if text else ""
