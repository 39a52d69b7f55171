"""Parts of a Word document that its library has no word for: fields, marks, tables of many rows.

Every text passes ``said``, so that nothing in it is markup. Lengths are in points.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from reports.formats.legal import legal
from reports.formats.widths import ZERO_WIDTH_SPACE

W = nsdecls("w")
TWIPS = 20  # in a point
NOTHING = "<w:p/>"
"""A cell that is no cell to look at: the rest of a row that is not full."""
BLANK = '<w:tcBorders><w:top w:val="nil"/></w:tcBorders><w:shd w:val="clear" w:color="auto" w:fill="auto"/>'
Paragraph = Any
Element = Any


def said(text: str) -> str:
    """Return the text as it stands in XML; lines are kept, places to break are Word's own business."""
    lines = escape(legal(text.replace(ZERO_WIDTH_SPACE, ""))).split("\n")
    return "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines)


def run(text: str, *, style: str = "") -> str:
    marked = f"<w:rPr><w:rStyle w:val={quoteattr(style)}/></w:rPr>" if style else ""
    return f"<w:r>{marked}{said(text)}</w:r>"


def field(code: str, shown: str) -> str:
    """Return a field that Word can count anew, with what it shows until then."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f"{run(shown)}"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def paragraph(style: str, content: str, *, right: bool = False, with_next: bool = False) -> str:
    kept = "<w:keepNext/>" if with_next else ""
    aligned = '<w:jc w:val="right"/>' if right else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{kept}{aligned}</w:pPr>{content}</w:p>'


def element(xml: str) -> Element:
    """Return XML of one element as it is put into a document."""
    end = re.search(r"[ />]", xml[1:])
    cut = 1 + end.start() if end else len(xml)
    return parse_xml(f"{xml[:cut]} {W}{xml[cut:]}")


def add_runs(into: Paragraph, *runs: str) -> None:
    """Put runs and fields behind what a paragraph says already."""
    for each in element(f"<w:p>{''.join(runs)}</w:p>"):
        into._p.append(each)


def bookmarked(into: Paragraph, name: str, number: int) -> None:
    """Give what the paragraph says a name that links can lead to."""
    first = element(f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>')
    properties = into._p.pPr
    into._p.insert(0 if properties is None else 1, first)
    into._p.append(element(f'<w:bookmarkEnd w:id="{number}"/>'))


def contents(titles: Sequence[tuple[str, str]]) -> Iterator[Element]:
    """Yield the contents: (name of the place, title), each linked; Word can make them anew.

    Without numbers of pages: only whoever lays the pages out knows them, and wrong ones are worse.
    """
    for place, (name, title) in enumerate(titles):
        link = f'<w:hyperlink w:anchor="{name}" w:history="1">{run(title)}</w:hyperlink>'
        before = after = ""
        if place == 0:
            before = (
                '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
                '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-1" \\n \\h \\z </w:instrText></w:r>'
                '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            )
        if place == len(titles) - 1:
            after = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        yield element(paragraph("TOC1", before + link + after))


def table(
    *,
    style: str,
    title: str,
    widths: Sequence[float],
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    has_total: bool = False,
    may_break: bool = False,
    inset: float | None = None,
) -> Element:
    """Return a table of ready paragraphs. Its first row stands on each page, where there is a ``header``.

    :param inset: the room left and right of each text, where it is another than that of the style.
    """
    twips = [round(TWIPS * width) for width in widths]
    code = 0x0400 + 0x0020 * bool(header) + 0x0040 * has_total
    look = f'w:val="{code:04X}" w:firstRow="{int(bool(header))}" w:lastRow="{int(has_total)}"'
    kept = "" if may_break else "<w:cantSplit/>"
    lines = [_row(row, twips, kept) for row in rows]
    first = [_row(header, twips, "<w:cantSplit/><w:tblHeader/>")] if header else []
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in twips)
    return element(
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(twips)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{_margins(inset)}'
        f'<w:tblLook {look} w:firstColumn="0" w:lastColumn="0" w:noHBand="0"'
        f' w:noVBand="1"/><w:tblCaption w:val={quoteattr(legal(title))}/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(first + lines)}</w:tbl>"
    )


def _margins(inset: float | None) -> str:
    if inset is None:
        return ""
    sides = (f'<w:{side} w:w="{round(TWIPS * inset)}" w:type="dxa"/>' for side in ("left", "right"))
    return f"<w:tblCellMar>{''.join(sides)}</w:tblCellMar>"


def _row(cells: Sequence[str], twips: Sequence[int], properties: str) -> str:
    filled = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{BLANK if cell is NOTHING else ""}</w:tcPr>'
        f"{cell}</w:tc>"
        for cell, wide in zip(cells, twips, strict=True)
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{filled}</w:tr>"
