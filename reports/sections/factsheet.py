"""A fact sheet as it is told to a reader: its texts, and its numbers as they are recorded or published."""

import datetime as dt
from dataclasses import dataclass, replace
from functools import partial

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from members.choices import Role
from programmes.choices import StatisticMeasure
from reports.blocks import Definition, Definitions, Document, KeyFigure, KeyFigures, Narrative, Section
from reports.choices import Audience
from reports.indicators.national import of_members
from reports.indicators.registry import EVERY, PEOPLE
from reports.indicators.retention import STILL_IN_POST_12
from reports.measuring.measure import measure
from reports.models import FactSheet
from reports.quantities import Quantity
from reports.scope import Scope
from reports.sections.published import published_quantity

_KEPT = "fact sheet"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the box at the side: its heading, and a number or words; None is "not recorded"."""

    heading: str
    quantity: Quantity
    words: str = ""
    unit: str = ""

    @property
    def shown(self) -> str:
        if self.words or not self.quantity.is_recorded:
            return self.words or self.quantity.shown()
        return f"{self.quantity.shown()} {self.unit}".strip()

    @property
    def note(self) -> str:
        """What the number leaves out; of what is not recorded at all nothing more is said."""
        missing = self.quantity.not_recorded if self.quantity.is_recorded and not self.words else 0
        words = ngettext(
            "of %(count)s more it is not recorded", "of %(count)s more it is not recorded", missing
        )
        return words % {"count": missing} if missing else ""

    @property
    def is_recorded(self) -> bool:
        return bool(self.words) or self.quantity.is_recorded


@dataclass(frozen=True, slots=True)
class Told:
    """Everything that stands on the page; ``large`` is empty where no large figure is chosen.

    ``quoted`` is the name of who is quoted: empty for a donor, and in what is made for others to read.
    """

    sheet: FactSheet
    parts: tuple[Narrative, ...]
    large: KeyFigure | None
    box: tuple[Line, ...]
    definitions: tuple[Definition, ...]
    quoted: str = ""

    @property
    def meaning(self) -> Definitions:
        return Definitions(self.definitions)


def told(scope: Scope, sheet: FactSheet) -> Told:
    """Return the fact sheet of a programme, counted over the scope."""
    indicators = [PEOPLE, STILL_IN_POST_12]
    chosen = EVERY.get(sheet.indicator)
    if chosen is not None and chosen not in indicators:
        indicators.append(chosen)
    figures = measure(scope, indicators)
    large = None
    if sheet.published is not None:
        note = _("published: %(source)s") % {"source": sheet.published.source}
        large = KeyFigure(
            sheet.caption or sheet.published.name,
            published_quantity(sheet.published),
            sheet.published.unit,
            note,
        )
    elif chosen is not None:
        large = KeyFigure(sheet.caption or str(chosen.name), figures[chosen], str(chosen.unit))
    year = sheet.volume_year
    volume = _("%(year)s volume of activity") % {"year": year} if year else _("Volume of activity")
    return Told(
        sheet=sheet,
        parts=(
            Narrative(_("Situation"), _paragraphs(sheet.situation)),
            Narrative(_("Solution"), _paragraphs(sheet.solution)),
            Narrative(_("Result"), _paragraphs(sheet.result)),
        ),
        large=large,
        box=(
            Line(_("Size of project"), Quantity.unknown(), sheet.size),
            Line(
                _("Total number of customs offices"),
                of_members(sheet.programme, StatisticMeasure.CUSTOMS_OFFICES),
            ),
            Line(
                volume,
                of_members(sheet.programme, StatisticMeasure.DECLARATIONS, year=year),
                unit=_("declarations processed"),
            ),
            Line(_("Number of persons trained"), figures[PEOPLE]),
            Line(str(STILL_IN_POST_12.name), figures[STILL_IN_POST_12]),
        ),
        definitions=(
            *(
                Definition(str(each.name), str(each.unit), str(each.definition), each.source)
                for each in indicators
            ),
            _of_national_statistics(),
        ),
        quoted=sheet.quoted_name if _may_name(scope) else "",
    )


def _may_name(scope: Scope) -> bool:
    """Test if who is quoted may be named: to those at work, never in an edition or to a donor."""
    role = getattr(scope.reader, "role", "")
    return not scope.for_others and scope.audience == Audience.READER and role not in ("", Role.DONOR)


def fact_sheet_of(scope: Scope) -> Told | None:
    """Return the fact sheet of the scope's programme, None where none is written; once for all sections."""
    if _KEPT not in scope.kept:
        sheet = FactSheet.objects.select_related("programme", "published").filter(programme=scope.programme)
        scope.kept[_KEPT] = next((told(scope, each) for each in sheet), None)
    page: Told | None = scope.kept[_KEPT]
    return page


def sections_of(page: Told) -> tuple[Section | None, ...]:
    """Return the same as blocks: three parts, the large figure, the box, the quotation, the definitions.

    The one-page layout finds them by their shape: the lead is the first introduction, a block of one key
    figure is the large one, a narrative with a title is a quotation, and its title who is quoted, by name
    or by office.
    """
    sheet = page.sheet
    first, *others = page.parts
    return (
        Section(first.title, (replace(first, title=""),), sheet.lead),
        *(Section(part.title, (replace(part, title=""),)) for part in others),
        _in_figures(page),
        Section(_("In their words"), (_quotation(page),)) if sheet.quotation else None,
        Section(_("What the figures mean"), (page.meaning,)),
    )


def _section(place: int, scope: Scope) -> Section | None:
    page = fact_sheet_of(scope)
    return sections_of(page)[place] if page else None


FACT_SHEET = tuple(partial(_section, place) for place in range(6))


def document_of(page: Told, *, now: dt.datetime, reference: str) -> Document:
    """Return the same as a document, for a file that is made at once."""
    sheet = page.sheet
    return Document(
        title=_("Fact sheet"),
        subtitle=sheet.programme.name,
        programme=str(sheet.programme),
        phase="",
        period=_("Everything recorded"),
        audience="",
        language=get_language() or "en",
        extracted_at=now.replace(microsecond=0),
        prepared_by="",
        reference=reference,
        sections=tuple(each for each in sections_of(page) if each is not None),
    )


def _in_figures(page: Told) -> Section:
    box = KeyFigures(
        "",
        tuple(
            KeyFigure(each.heading, each.quantity, each.unit, each.words or each.note) for each in page.box
        ),
    )
    large = (KeyFigures("", (page.large,)),) if page.large else ()
    return Section(_("In figures"), (*large, box))


def _quotation(page: Told) -> Narrative:
    said, office = f"“{page.sheet.quotation}”", page.sheet.quoted_title
    if page.quoted:
        return Narrative(page.quoted, (said, office) if office else (said,))
    return Narrative(office or _("Quoted as agreed"), (said,))


def _of_national_statistics() -> Definition:
    return Definition(
        _("Customs offices, volume of activity"),
        _("offices, declarations"),
        _(
            "The sum over the administrations that are members of what is published of them: of the year that"
            " is named, or of each the latest. A range where sources disagree. Members of which nothing is"
            " recorded are left out, and their number is given."
        ),
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    """Return the lines of a text that say something; an item of a list begins with "• "."""
    lines = [line.strip() for line in text.splitlines()]
    return tuple(f"• {line[2:].strip()}" if line[:2] in ("- ", "* ") else line for line in lines if line)
