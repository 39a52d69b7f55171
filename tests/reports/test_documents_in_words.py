"""What documents of the real programmes say can be printed as it is: nobody corrects it by hand."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.management import call_command

from members.models import Administration, Organisation
from programmes.models import Programme
from reports.blocks import BarChart, Column, ColumnChart, Document, Table
from reports.documents import make_document
from reports.documents.kinds import REGISTRY
from reports.periods import Period
from reports.scope import Scope

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SLIPS = re.compile(r"\bNone\b|%\(|\{\{|<[a-z_.]+ object|  | [,;]|\( | \)|\.\.(?!\.)|^\s|\s$|^[a-z]+ at 0x")
COUNTED_IN_TITLE = ("Events held", "Number of participants")
SAYS_ITS_UNIT = re.compile(
    "events|participa|people|administrations|published|counted|number|total|baseline|target|actual|way|women"
    "|completions|hours|consigned|accepted|handed|questionnaires|rate|no\\.|region",
    re.IGNORECASE,
)


@pytest.fixture
def made(reference) -> list[Document]:
    """Every kind of document of every programme it can be had of, and of one administration and donor."""
    call_command("import_events", "programmes/data/published-events.csv", write=True, verbosity=0)
    call_command("load_cohorts", write=True, verbosity=0)
    year = Period.calendar_year(2018)
    found = []
    for kind in REGISTRY.values():
        for about in _abouts(kind.is_of_one_programme, kind.fits):
            needed = {"period": year} if "period" in kind.needs else {}
            scope = Scope.of_the_office(**about, **needed)
            found.append(make_document(scope, reference="R", now=NOW, kind=kind))
    return found


def _abouts(of_one_programme: bool, fits: Any) -> Iterator[dict[str, Any]]:  # noqa: FBT001
    if of_one_programme:
        yield from ({"programme": each} for each in Programme.objects.all() if fits(each))
        return
    yield {"administration": Administration.objects.get(country__iso2="FJ")}
    yield {"donor": Organisation.objects.get(name="Government of Japan")}


def _texts(plain: Any) -> Iterator[str]:
    if isinstance(plain, dict):
        for value in plain.values():
            yield from _texts(value)
    elif isinstance(plain, list):
        for value in plain:
            yield from _texts(value)
    elif isinstance(plain, str):
        yield plain


def test_documents_of_the_real_programmes_need_no_hand(made):
    assert len(made) > 15
    slips = {text for each in made for text in _texts(each.to_json()) if SLIPS.search(text)}
    unsaid = {
        (each.title, block.title, column.heading)
        for each in made
        for _section, block in each.blocks()
        if isinstance(block, Table)
        for column in block.columns
        if not _says_its_unit(block, column)
    }
    charts = [
        block for each in made for _s, block in each.blocks() if isinstance(block, BarChart | ColumnChart)
    ]

    assert slips == set()
    assert unsaid == set()
    assert charts
    assert all(chart.unit and chart.description for chart in charts)
    assert all(section.blocks for each in made for section in each.sections)


def _says_its_unit(table: Table, column: Column) -> bool:
    if any(each.heading == "Unit" for each in table.columns):
        return True
    is_said = column.unit or table.title.startswith(COUNTED_IN_TITLE) or SAYS_ITS_UNIT.search(column.heading)
    return not column.is_number or bool(is_said)
