"""The reference data of the top floor: figures that somebody published, and the texts of fact sheets."""

from pathlib import Path

from django.utils.translation import gettext as _

from members.intake.bringing import Bringing, Tally
from members.intake.data_files import (
    BadCell,
    Line,
    amount,
    day,
    known,
    one_of,
    optional,
    read_data_file,
    text,
    whole_number,
)
from office.audit import Actor
from programmes.choices import Accuracy, Mode
from programmes.intake.reference import (
    in_a_known_phase,
    phases_by_number,
    programmes_by_code,
    topics_by_slug,
)
from reports.choices import DifferenceStanding
from reports.indicators.registry import EVERY
from reports.models import Abbreviation, FactSheet, PublishedFigure
from reports.models.factsheets import ROOM
from reports.sections.published import COUNTED_ELSEWHERE

DATA = Path(__file__).resolve().parent.parent / "data"


def load(*, by: Actor, overwrite: bool) -> list[Tally]:
    """Bring the data files of this floor to the records.

    :raises members.intake.data_files.BadDataFile: when a file cannot be used.
    """
    return [
        load_published_figures(by=by, overwrite=overwrite),
        load_fact_sheets(by=by, overwrite=overwrite),
        load_abbreviations(by=by, overwrite=overwrite),
    ]


def load_abbreviations(*, by: Actor, overwrite: bool, path: Path = DATA / "abbreviations.csv") -> Tally:
    columns = {"short": text(20), "meaning": text(200), "source": text(500)}
    lines = read_data_file(path, columns, key=lambda line: line["short"])
    stored = {each.short: each for each in Abbreviation.objects.all()}
    bringing = Bringing(path, by=by, overwrite=overwrite)
    for line in lines:
        row = stored.get(line["short"]) or Abbreviation(short=line["short"])
        bringing.bring(line, row, line.only("meaning", "source"))
    return bringing.finish()


def load_published_figures(
    *, by: Actor, overwrite: bool, path: Path = DATA / "published-figures.csv"
) -> Tally:
    phases = phases_by_number()
    columns = {
        "programme": known(programmes_by_code()),
        "phase": optional(whole_number, empty=None),
        "topic": optional(known(topics_by_slug()), empty=None),
        "mode": optional(one_of(Mode)),
        "starts_on": optional(day, empty=None),
        "ends_on": optional(day, empty=None),
        "name": text(200),
        "value": amount,
        "accuracy": one_of(Accuracy),
        "unit": text(60),
        "indicator": optional(_indicator),
        "published_on": optional(text(40)),
        "note": optional(text(1000)),
        "explanation": optional(text(1000)),
        "position": whole_number,
        "source": text(500),
    }
    lines = read_data_file(
        path,
        columns,
        key=lambda line: (line["programme"].code, line["phase"], line["name"], line["source"]),
        check=in_a_known_phase(phases),
    )
    stored = {
        (each.programme_id, each.phase_id, each.name, each.source): each
        for each in PublishedFigure.objects.all()
    }
    bringing = Bringing(path, by=by, overwrite=overwrite)
    for line in lines:
        programme = line["programme"]
        phase = phases.get((programme.code, line["phase"]))
        key = (programme.pk, phase.pk if phase else None, line["name"], line["source"])
        figure = stored.get(key) or PublishedFigure()
        bringing.bring(line, figure, line.only(*columns) | {"phase": phase, "standing": _standing(line)})
    return bringing.finish()


def load_fact_sheets(*, by: Actor, overwrite: bool, path: Path = DATA / "fact-sheets.csv") -> Tally:
    """Bring the texts of fact sheets; a published figure is named by what it counts."""
    columns = {
        "programme": known(programmes_by_code()),
        **{name: text(ROOM[name]) for name in ("lead", "situation", "solution", "result")},
        "published": optional(known({each.name: each for each in PublishedFigure.objects.all()}), empty=None),
        "caption": optional(text(ROOM["caption"])),
        "quotation": optional(text(ROOM["quotation"])),
        "quoted_name": optional(text(80)),
        "quoted_title": optional(text(120)),
        "size": optional(text(120)),
        "volume_year": optional(whole_number, empty=None),
        "source": text(500),
    }
    lines = read_data_file(path, columns, key=lambda line: line["programme"].code)
    stored = {each.programme_id: each for each in FactSheet.objects.all()}
    bringing = Bringing(path, by=by, overwrite=overwrite)
    for line in lines:
        bringing.bring(line, stored.get(line["programme"].pk) or FactSheet(), line.only(*columns))
    return bringing.finish()


def _standing(line: Line) -> str:
    return DifferenceStanding.EXPLAINED if line["explanation"] else DifferenceStanding.OPEN


def _indicator(cell: str) -> str:
    if cell not in (*EVERY, *COUNTED_ELSEWHERE):
        raise BadCell(_("“%(cell)s” is no indicator.") % {"cell": cell})
    return cell
