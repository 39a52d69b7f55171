"""A document as a programme officer would build it: the second phase of a security project.

The participations are published ones: 21 + 10 + 50 + 18 = 99 in four national courses.
"""

import datetime as dt
from decimal import Decimal

from reports.blocks import (
    Bar,
    BarChart,
    Block,
    Column,
    ColumnChart,
    Definition,
    Definitions,
    Document,
    KeyFigure,
    KeyFigures,
    Narrative,
    Notes,
    Section,
    Series,
    Table,
)
from reports.quantities import Accuracy, Quantity

AT_LEAST, ABOUT, EXACT = Accuracy.AT_LEAST, Accuracy.ABOUT, Accuracy.EXACT


def count(value: int | None) -> Quantity:
    return Quantity.exactly(value)


KEY_FIGURES = KeyFigures(
    title="Key figures",
    figures=(
        KeyFigure("Events held", count(12), "events", "4 of them courses on passenger controls"),
        KeyFigure("Participations", Quantity(246, 246, AT_LEAST), "people", "two events: 'about'"),
        KeyFigure("People reached", Quantity(99, 246), "people", "not all are named"),
        KeyFigure("Administrations reached", Quantity(9, 14), "administrations"),
        KeyFigure(
            "Share of women",
            Quantity(Decimal("38.46"), Decimal("38.46"), EXACT, "percent", 73),
            "percent",
        ),
        KeyFigure("Completions", Quantity.unknown(), "people", "certificates were not recorded"),
    ),
)

EVENTS = Table(
    title="Courses on passenger controls",
    columns=(
        Column("Course"),
        Column("Ended", "date"),
        Column("Mode"),
        Column("Administration"),
        Column("Participations", "number", "people"),
        Column("Contact hours", "number", "hours"),
    ),
    rows=(
        ("National course, Phnom Penh", "March 2020", "In person", "Cambodia", count(21), None),
        (
            "National course, Yangon",
            dt.date(2020, 8, 4),
            "Online",
            "Myanmar",
            count(10),
            Decimal("22.5"),
        ),
        ("National course, six work locations", "August 2020", "Online", "Viet Nam", count(50), 0),
        ("National course, Vientiane", "August 2020", "Online", "Lao P.D.R.", count(18), None),
        ("Total", "", "", "", count(99), None),
    ),
    notes=("An event counts in the period in which it ended.",),
    total_row=True,
)

BY_ADMINISTRATION = BarChart(
    title="Participations by administration",
    unit="people",
    bars=(
        Bar("Viet Nam", count(50)),
        Bar("Cambodia", count(21)),
        Bar("Lao P.D.R.", count(18)),
        Bar("Myanmar", count(10)),
        Bar("Bangladesh", Quantity(6, 14)),
        Bar("Indonesia", Quantity(12, 12, AT_LEAST)),
        Bar("Thailand", Quantity.unknown()),
        Bar("Philippines", count(0)),
    ),
    description="Viet Nam sent most officers, 50; for Thailand no number was recorded.",
    heading="Administration",
)

BY_YEAR = ColumnChart(
    title="Participations by year and mode",
    unit="people",
    categories=("2017", "2018", "2019", "2020"),
    series=(
        Series("In person", (count(40), count(86), Quantity(120, 160), count(21))),
        Series("Online", (count(0), count(0), Quantity.unknown(), count(78))),
    ),
    description="In 2020 most participations were online.",
    heading="Year",
)

WHAT_WAS_DONE = Narrative(
    "What was done",
    (
        "Four national courses reached 99 participations; three were given online.",
        "The practical exercises at the airport had to be left out.",
    ),
)

DATA_NOTES = Notes("Data notes", ("For two events the number of participants is 'about'.",))

DEFINITIONS = Definitions(
    title="Definitions",
    entries=(
        Definition(
            "Participations",
            "people",
            "Participants at events that were held and ended in the period; "
            "one officer at two events is two.",
            "Participation register of the programme",
        ),
        Definition("Share of women", "percent", "Women among those whose sex is stated."),
    ),
)


def document(*blocks: Block, **changes: object) -> Document:
    """Return the sample report, or one with other blocks or another cover."""
    facts: dict[str, object] = {
        "title": "Activity report",
        "subtitle": "WCO Asia/Pacific Security Project",
        "programme": "WCO Asia/Pacific Security Project (APSP)",
        "phase": "Phase 2",
        "period": "1 April 2019 – 31 August 2020",
        "audience": "Government of Japan",
        "language": "en",
        "extracted_at": dt.datetime(2020, 9, 14, 8, 30, tzinfo=dt.UTC),
        "prepared_by": "WCO Secretariat, Capacity Building Directorate",
        "reference": "APSP-2020-001",
        "sections": _sections(blocks) if blocks else SECTIONS,
        "state": "Draft",
    }
    return Document(**(facts | changes))  # type: ignore[arg-type]


def _sections(blocks: tuple[Block, ...]) -> tuple[Section, ...]:
    return (Section("Only section", blocks),)


SECTIONS = (
    Section(
        "Summary",
        (
            KEY_FIGURES,
            WHAT_WAS_DONE,
        ),
        intro="The second phase of the project, seventeen months, paid by the Government of Japan.",
    ),
    Section("Participation", (BY_ADMINISTRATION, BY_YEAR, EVENTS)),
    Section(
        "About these figures",
        (
            DATA_NOTES,
            DEFINITIONS,
        ),
    ),
)
