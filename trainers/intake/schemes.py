"""The schemes that come with the portal."""

from pathlib import Path

from django.utils.translation import gettext as _

from members.intake.bringing import Bringing, Tally
from members.intake.data_files import (
    BadCell,
    known,
    optional,
    read_data_file,
    text,
    whole_number,
    yes_no,
)
from members.intake.reference import organisations_by_spelling
from office.audit import Actor
from programmes.intake.reference import programmes_by_code
from sheets.text import fold
from trainers.choices import PATH
from trainers.models import Scheme

DATA = Path(__file__).resolve().parent.parent / "data"


def load(*, by: Actor, overwrite: bool, path: Path = DATA / "schemes.csv") -> list[Tally]:
    """Bring the schemes to the records.

    :raises members.intake.data_files.BadDataFile: when the file cannot be used.
    """
    columns = {
        "code": text(20),
        "name": text(120),
        "abbreviation": text(20),
        "owner": known(organisations_by_spelling(), as_key=fold),
        "programme": optional(known(programmes_by_code()), empty=None),
        "steps": _steps,
        "needs_topic": yes_no,
        "validity_months": optional(whole_number, empty=None),
        "source": text(500),
    }
    lines = read_data_file(path, columns, key=lambda line: line["code"])
    stored = {each.code: each for each in Scheme.objects.all()}
    bringing = Bringing(path, by=by, overwrite=overwrite)
    for line in lines:
        scheme = stored.get(line["code"]) or Scheme()
        bringing.bring(line, scheme, line.only(*columns))
    return [bringing.finish()]


def _steps(cell: str) -> list[str]:
    """Return the steps of a way, named in its order."""
    words = cell.split()
    if words != [step.value for step in PATH if step.value in words]:
        known_words = ", ".join(step.value for step in PATH)
        raise BadCell(_("Write some of these, in their order: %(known)s.") % {"known": known_words})
    return words
