"""The styles of a Word document: an editor changes one of them, and the whole report follows."""

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from reports.formats.drawing import INK, MUTED, NAVY, SAND, TEAL
from reports.formats.word_parts import element

TYPE = "Arial"
"""On every computer that has Word; other scripts are shown in the type Word has for them."""

COMPATIBLE_WITH = "15"
"""Word 2013 and later."""

ZEBRA, HAIRLINE = "F4F6F8", "D5DBE2"

# name, what it rests on, size in points, bold, colour, points before and after, kept with the next
PARAGRAPHS = (
    ("Title", "Normal", 30, True, NAVY, 120, 8, True),
    ("Subtitle", "Normal", 14, False, MUTED, 0, 14, False),
    ("Heading 1", "Normal", 17, True, NAVY, 26, 10, True),
    ("Heading 2", "Normal", 11.5, True, NAVY, 14, 6, True),
    ("Caption", "Normal", 9, True, NAVY, 12, 5, True),
    ("List Bullet", "Normal", 9, False, INK, 0, 4, False),
    ("Header", "Normal", 7.5, False, MUTED, 0, 0, False),
    ("Footer", "Normal", 7.5, False, MUTED, 0, 0, False),
    ("TOC 1", "Normal", 10.5, False, NAVY, 0, 5, False),
    ("Contents Heading", "Normal", 17, True, NAVY, 0, 10, True),
    ("Kicker", "Normal", 11, True, TEAL, 0, 2, True),
    ("Intro", "Normal", 10.5, False, NAVY, 0, 8, True),
    ("Table Heading", "Normal", 8, True, NAVY, 1, 1, True),
    ("Table Text", "Normal", 8, False, INK, 1, 1, False),
    ("Table Total", "Table Text", 8, True, INK, 1, 1, False),
    ("Table Small Heading", "Table Heading", 7, True, NAVY, 1, 1, True),
    ("Table Small Text", "Table Text", 7, False, INK, 1, 1, False),
    ("Table Small Total", "Table Text", 7, True, INK, 1, 1, False),
    ("Table Note", "Normal", 7.8, False, MUTED, 3, 0, False),
    ("Figure Value", "Normal", 19, True, NAVY, 4, 2, True),
    ("Figure Label", "Normal", 8.6, True, INK, 0, 1, True),
    ("Figure Note", "Normal", 7.5, False, MUTED, 1, 2, False),
    ("Fact Label", "Normal", 8, True, TEAL, 4, 0, True),
)


def give_look(word: Any, language: str) -> None:
    """Define every style the report uses, and the language its spelling is checked in."""
    mode = "w:compat/w:compatSetting[@w:name='compatibilityMode']"
    for each in word.settings.element.xpath(mode):  # the tables of an older Word leave the text to the left
        each.set(qn("w:val"), COMPATIBLE_WITH)
    styles = word.styles
    normal = styles["Normal"]
    _set(normal, size=9.5, bold=False, colour=INK, before=0, after=6)
    normal.paragraph_format.line_spacing = 1.15
    normal.element.get_or_add_rPr().append(element(f'<w:lang w:val="{language}"/>'))
    for name, base, size, bold, colour, before, after, with_next in PARAGRAPHS:
        style = styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles[base]
        _set(style, size=size, bold=bold, colour=colour, before=before, after=after)
        style.paragraph_format.keep_with_next = with_next
        style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
        style.quick_style, style.hidden = True, False
    quiet = styles.add_style("Not Recorded", WD_STYLE_TYPE.CHARACTER)
    quiet.font.color.rgb = _colour(MUTED)
    quiet.font.bold = False
    _ruled(styles["Heading 1"], SAND)
    for xml in (REPORT_TABLE, FIGURE_TABLE):
        styles.element.append(element(xml))


def _set(style: Any, *, size: float, bold: bool, colour: str, before: float, after: float) -> None:
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:rFonts")) + properties.findall(qn("w:spacing")):
        properties.remove(old)  # a typeface of the theme would win over ours
    for kind in ("ascii", "hAnsi", "cs"):
        properties.get_or_add_rFonts().set(qn(f"w:{kind}"), TYPE)
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = _colour(colour)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    for border in style.element.get_or_add_pPr().findall(qn("w:pBdr")):
        style.element.pPr.remove(border)


def _colour(code: str) -> RGBColor:
    return RGBColor.from_string(code.removeprefix("#").upper())


def _ruled(style: Any, colour: str) -> None:
    """Draw a line under the paragraphs of a style."""
    border = f'<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="4" w:color="{colour[1:]}"/></w:pBdr>'
    style.element.get_or_add_pPr().insert_element_before(
        element(border),
        "w:shd",
        "w:tabs",
        "w:suppressAutoHyphens",
        "w:spacing",
        "w:ind",
        "w:jc",
        "w:outlineLvl",
    )


def _line(where: str, size: int, colour: str) -> str:
    return f'<w:{where} w:val="single" w:sz="{size}" w:space="0" w:color="{colour}"/>'


NAVY_CODE, SAND_CODE = NAVY[1:], SAND[1:]

REPORT_TABLE = f"""<w:style w:type="table" w:customStyle="1" w:styleId="ReportTable">
<w:name w:val="Report Table"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/><w:qFormat/>
<w:tblPr><w:tblStyleRowBandSize w:val="1"/><w:tblBorders>{_line("bottom", 6, NAVY_CODE)}
{_line("insideH", 4, HAIRLINE)}</w:tblBorders><w:tblCellMar><w:top w:w="40" w:type="dxa"/>
<w:left w:w="90" w:type="dxa"/>
<w:bottom w:w="40" w:type="dxa"/><w:right w:w="90" w:type="dxa"/></w:tblCellMar></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>{_line("bottom", 8, NAVY_CODE)}</w:tcBorders>
<w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>
<w:tblStylePr w:type="lastRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>{_line("top", 8, NAVY_CODE)}
</w:tcBorders></w:tcPr></w:tblStylePr>
<w:tblStylePr w:type="band2Horz"><w:tcPr>
<w:shd w:val="clear" w:color="auto" w:fill="{ZEBRA}"/></w:tcPr></w:tblStylePr>
</w:style>"""

FIGURE_TABLE = f"""<w:style w:type="table" w:customStyle="1" w:styleId="FigureTable">
<w:name w:val="Figure Table"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/><w:qFormat/>
<w:tblPr><w:tblBorders>
{_line("top", 16, SAND_CODE)}
{_line("insideH", 16, SAND_CODE)}{_line("insideV", 48, "FFFFFF")}
</w:tblBorders><w:tblCellMar><w:top w:w="80" w:type="dxa"/><w:left w:w="160" w:type="dxa"/>
<w:bottom w:w="100" w:type="dxa"/><w:right w:w="120" w:type="dxa"/></w:tblCellMar></w:tblPr>
<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{ZEBRA}"/></w:tcPr>
</w:style>"""
