"""The command that loads the reference data, the published figures, and the sources of it all."""

import csv
import re
import time
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError

from members.intake import reference as members_reference
from members.intake.data_files import BadDataFile
from members.models import Country, Organisation
from office import audit
from office.audit import Actor
from office.choices import Door
from office.models import AuditEntry
from programmes.choices import Accuracy
from programmes.models import Topic
from reports.indicators.registry import REGISTRY
from reports.intake import reference
from reports.models import PublishedFigure
from tests.reference import load_reference

ROOT = Path(settings.BASE_DIR)
FILES = sorted(path for path in ROOT.glob("*/data/*.csv") if path.parts[-3] != "benchmarks")
SOURCES = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")


def figure(name):
    return PublishedFigure.objects.get(name=name)


@pytest.mark.django_db
def test_loading_says_first_and_saves_on_demand():
    printed = load_reference()

    assert printed[-2] == "Nothing saved. Repeat with --write to save."
    assert re.match(r"Reference data: \d+ new, 0 changed, 0 unchanged, 0 kept", printed[-1])
    assert not Country.objects.exists()
    assert not AuditEntry.objects.exists()


@pytest.mark.django_db
def test_loading_twice_changes_nothing():
    first = load_reference(write=True)
    entries = AuditEntry.objects.count()

    second = load_reference(write=True)

    new = int(first[-1].split()[2])
    assert new > 900
    assert second[-1] == (
        f"Reference data: 0 new, 0 changed, {new} unchanged, 0 kept as in the portal, 0 not loaded."
    )
    assert AuditEntry.objects.count() == entries


@pytest.mark.django_db
def test_loading_takes_less_than_five_seconds():
    start = time.process_time()  # of this process: a busy machine does not count

    load_reference(write=True)

    assert time.process_time() - start < 5


@pytest.mark.usefixtures("reference")
def test_record_nobody_touched_in_the_portal_follows_its_file():
    PublishedFigure.objects.filter(mode="ONLINE").update(mode="", indicator="")

    printed = load_reference(write=True)

    assert PublishedFigure.objects.get(mode="ONLINE").indicator == "events_held"
    assert " 1 changed, " in printed[-1]


@pytest.mark.usefixtures("reference")
def test_record_changed_in_the_portal_is_kept_and_listed(administrator):
    ocean = Organisation.objects.get(name="OCO")
    ocean.note = "Moved to a new office."
    audit.save(ocean, by=Actor(administrator, Door.PAGE))

    printed = load_reference(write=True)

    ocean.refresh_from_db()
    assert ocean.note == "Moved to a new office."
    assert "members/data/organisations.csv: 0 new, 0 changed" in "\n".join(printed)
    (line,) = [line for line in printed if line.endswith("; kept as it is in the portal")]
    assert "OCO: note is “Moved to a new office.” in the portal, “Oceania Customs" in line
    assert ", 1 kept as in the portal" in printed[-1]


@pytest.mark.usefixtures("reference")
def test_overwrite_makes_records_like_the_files_again():
    ocean = Organisation.objects.get(name="OCO")
    ocean.note = "Moved."
    audit.save(ocean, by=Actor(None, Door.PAGE))
    Topic.objects.filter(slug="transit").update(name="Corridors")

    printed = load_reference(write=True, overwrite=True)

    ocean.refresh_from_db()
    assert ocean.note.startswith("Oceania Customs Organisation")
    assert ocean.version == 3
    assert Topic.objects.get(slug="transit").name == "Transit"
    assert " 2 changed, " in printed[-1]


@pytest.mark.django_db
def test_unusable_file_stops_the_load_with_its_place_and_saves_nothing(monkeypatch, tmp_path):
    path = tmp_path / "published-figures.csv"
    path.write_text("programme,value\nAPSP,65\n")

    def broken(**options):
        return [reference.load_published_figures(path=path, **options)]

    monkeypatch.setattr(reference, "load", broken)

    with pytest.raises(CommandError, match=r"published-figures\.csv, line 1, name: The column is"):
        load_reference(write=True)
    assert not Country.objects.exists()


@pytest.mark.usefixtures("reference")
@pytest.mark.parametrize(
    ("name", "value", "accuracy"),
    [
        ("Raman spectrometers given to administrations", 65, Accuracy.EXACT),
        ("Backscatter x-ray machines given to administrations", 19, Accuracy.EXACT),
        ("National training events on Programme Global Shield", 6, Accuracy.EXACT),
        ("Customs officers trained on Programme Global Shield", 147, Accuracy.EXACT),
        ("Countries of the officers trained on Programme Global Shield", 7, Accuracy.EXACT),
        ("Participants in training on passenger controls", 99, Accuracy.EXACT),
        ("National training courses on passenger controls", 4, Accuracy.EXACT),
        ("Pacific Master Trainers on HS classification and customs valuation", 21, Accuracy.EXACT),
        ("Master Trainers in Africa", 150, Accuracy.ABOUT),
        ("People trained by Master Trainers, 2018–2023", 49000, Accuracy.AT_LEAST),
        (
            "Customs and IT staff who managed ASMP operations or got support in them",
            70,
            Accuracy.EXACT,
        ),
        ("Administrations at the preparatory workshop", 27, Accuracy.EXACT),
    ],
)
def test_published_figure_is_as_its_source_says(name, value, accuracy):
    found = figure(name)

    assert (found.value, found.accuracy) == (Decimal(value), accuracy)


@pytest.mark.usefixtures("reference")
def test_figures_of_passenger_controls_stand_beside_our_indicators():
    figures = PublishedFigure.objects.filter(
        programme__code="APSP", phase__number=2, topic__slug="passenger-controls"
    ).exclude(indicator="")

    assert {(each.indicator, each.mode): each.value for each in figures} == {
        ("events_held", ""): 4,
        ("events_held", "ONLINE"): 3,
        ("participations", ""): 99,
        ("system:gtas", ""): 2,
    }


@pytest.mark.usefixtures("reference")
def test_cascade_stands_beside_none_of_our_indicators():
    assert figure("People trained by Master Trainers, 2018–2023").indicator not in REGISTRY


@pytest.mark.usefixtures("reference")
def test_figure_beside_an_unknown_indicator_is_refused(tmp_path):
    path = tmp_path / "published-figures.csv"
    head = (reference.DATA / "published-figures.csv").read_text(encoding="utf-8").split("\n")[0]
    path.write_text(f"{head}\nAPSP,1,,,,,Dogs,3,EXACT,dogs,barks,2020,,,1,a source\n")

    with pytest.raises(BadDataFile, match=r"line 2, indicator: “barks” is no indicator"):
        reference.load_published_figures(by=Actor(None, Door.COMMAND), overwrite=False, path=path)


def test_data_files_are_all_found():
    assert len(FILES) == 41
    assert members_reference.DATA / "countries.csv" in FILES


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_row_of_a_data_file_has_an_address_or_a_source_that_is_explained(path):
    """What is no address is quoted in docs/sources.md, which says what it is."""
    with path.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))

    sources = {row.get("source") or row.get("source_url") or "" for row in rows}

    unexplained = {source for source in sources if "http" not in source and f"`{source}`" not in SOURCES}
    assert rows
    assert unexplained == set()
