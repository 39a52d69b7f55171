"""How programmes are told to IATI, as the data file says it."""

from pathlib import Path

from members.intake.bringing import Bringing, Tally
from members.intake.data_files import day, known, one_of, optional, read_data_file, text, yes_no
from members.intake.reference import organisations_by_spelling
from office.audit import Actor
from programmes.models import IatiProfile, Programme
from programmes.models.iati import AidRegion, AidSector
from sheets.text import fold

DATA = Path(__file__).resolve().parent.parent / "data"


def load(*, by: Actor, overwrite: bool, path: Path = DATA / "iati-profiles.csv") -> Tally:
    """Bring what the file says of each programme to the records.

    :raises members.intake.data_files.BadDataFile: when the file cannot be used.
    """
    columns = {
        "programme": known({each.code: each for each in Programme.objects.all()}),
        "reporting": known(organisations_by_spelling(), as_key=fold),
        "is_secondary": yes_no,
        "sector": one_of(AidSector),
        "region": one_of(AidRegion),
        "currency": text(3),
        "starts_on": optional(day, empty=None),
        "ends_on": optional(day, empty=None),
        "source": text(500),
    }
    lines = read_data_file(path, columns, key=lambda line: line["programme"].code)
    stored = {each.programme_id: each for each in IatiProfile.objects.select_related("programme")}
    bringing = Bringing(path, by=by, overwrite=overwrite)
    for line in lines:
        programme = line["programme"]
        profile = stored.get(programme.pk) or IatiProfile(programme=programme)
        bringing.bring(line, profile, line.only(*columns))
    return bringing.finish()
