"""The pillars and priorities of the programmes, as they were published, and the list of instruments."""

from pathlib import Path

from members.intake.bringing import Bringing, Tally
from members.intake.data_files import known, one_of, optional, read_data_file, text, whole_number
from office.audit import Actor
from programmes.choices import ObjectiveKind
from programmes.intake.reference import DATA, programmes_by_code
from programmes.models import Instrument, Objective


def load(*, by: Actor, overwrite: bool) -> list[Tally]:
    """Bring the objectives and instruments that come with the portal.

    :raises members.intake.data_files.BadDataFile: when a file cannot be used.
    """
    return [load_objectives(by=by, overwrite=overwrite), load_instruments(by=by, overwrite=overwrite)]


def load_instruments(*, by: Actor, overwrite: bool, path: Path = DATA / "instruments.csv") -> Tally:
    columns = {"slug": text(60), "name": text(120), "source": text(500)}
    lines = read_data_file(path, columns, key=lambda line: line["slug"])
    stored = {each.slug: each for each in Instrument.objects.all()}
    bringing = Bringing(path, by=by, overwrite=overwrite)
    for line in lines:
        instrument = stored.get(line["slug"]) or Instrument(slug=line["slug"])
        bringing.bring(line, instrument, line.only("name"))
    return bringing.finish()


def load_objectives(*, by: Actor, overwrite: bool, path: Path = DATA / "objectives.csv") -> Tally:
    """Bring objectives; a parent is named by its code and stands above its parts in the file."""
    columns = {
        "programme": known(programmes_by_code()),
        "kind": one_of(ObjectiveKind),
        "code": text(20),
        "statement": text(300),
        "parent": optional(text(20)),
        "position": whole_number,
        "source": text(500),
    }
    lines = read_data_file(path, columns, key=lambda line: (line["programme"].code, line["code"]))
    stored = {(each.programme_id, each.code): each for each in Objective.objects.all()}
    bringing = Bringing(path, by=by, overwrite=overwrite)
    for line in lines:
        programme = line["programme"]
        objective = stored.setdefault((programme.pk, line["code"]), Objective())
        parent = stored.get((programme.pk, line["parent"])) if line["parent"] else None
        bringing.bring(line, objective, line.only(*columns) | {"parent": parent})
    return bringing.finish()
