"""The strands of work of programmes, and who works in them, as they come with the portal."""

from pathlib import Path

from members.intake.bringing import Bringing, Tally
from members.intake.data_files import day, known, optional, read_data_file, text, whole_number
from members.intake.reference import organisations_by_spelling
from office.audit import Actor
from programmes.intake.reference import DATA, programmes_by_code
from programmes.models import Partner, Strand
from sheets.text import fold


def load(*, by: Actor, overwrite: bool) -> list[Tally]:
    """Bring the data files to the records.

    :raises members.intake.data_files.BadDataFile: when a file cannot be used.
    """
    return [load_strands(by=by, overwrite=overwrite), load_partners(by=by, overwrite=overwrite)]


def load_strands(*, by: Actor, overwrite: bool, path: Path = DATA / "strands.csv") -> Tally:
    """Bring the strands; ``named_by`` of a line are words as MTP;Master Trainer."""
    columns = {
        "programme": known(programmes_by_code()),
        "slug": text(60),
        "name": text(160),
        "named_by": optional(_words, empty=[]),
        "position": whole_number,
        "source": text(500),
    }
    lines = read_data_file(path, columns, key=lambda line: (line["programme"].code, line["slug"]))
    stored = {(each.programme_id, each.slug): each for each in Strand.objects.all()}
    bringing = Bringing(path, by=by, overwrite=overwrite)
    for line in lines:
        strand = stored.get((line["programme"].pk, line["slug"])) or Strand()
        bringing.bring(line, strand, line.only(*columns))
    return bringing.finish()


def load_partners(*, by: Actor, overwrite: bool, path: Path = DATA / "partners.csv") -> Tally:
    """Bring who works in a programme, whether they signed an agreement or not."""
    columns = {
        "programme": known(programmes_by_code()),
        "organisation": known(organisations_by_spelling(), as_key=fold),
        "part": text(300),
        "since_on": optional(day, empty=None),
        "position": whole_number,
        "note": optional(text(500)),
        "source": text(500),
    }
    lines = read_data_file(path, columns, key=lambda line: (line["programme"].code, line["organisation"].pk))
    stored = {
        (each.programme_id, each.organisation_id): each for each in Partner.objects.filter(phase__isnull=True)
    }
    bringing = Bringing(path, by=by, overwrite=overwrite)
    for line in lines:
        partner = stored.get((line["programme"].pk, line["organisation"].pk)) or Partner()
        bringing.bring(line, partner, line.only(*columns))
    return bringing.finish()


def _words(raw: str) -> list[str]:
    return [each.strip() for each in raw.split(";") if each.strip()]
