"""The agreements that were published: what was signed, by whom, and when as exactly as it is known."""

from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from members.intake.bringing import Bringing, Tally
from members.intake.data_files import (
    Cell,
    Check,
    Line,
    day,
    known,
    one_of,
    optional,
    read_data_file,
    text,
    whole_number,
)
from members.intake.reference import organisations_by_spelling
from members.models import Organisation
from office import audit
from office.audit import Actor
from programmes.choices import AgreementKind, Precision
from programmes.models import Agreement, Phase, Programme
from sheets.text import fold

DATA = Path(__file__).resolve().parent.parent / "data"


def load(*, by: Actor, overwrite: bool, path: Path = DATA / "agreements.csv") -> Tally:
    """Bring the published agreements to the records; a renewal names the title of what it renews.

    :raises members.intake.data_files.BadDataFile: when the file cannot be used.
    """
    organisations = organisations_by_spelling()
    columns = {
        "programme": known({each.code: each for each in Programme.objects.all()}),
        "phase": optional(whole_number, empty=None),
        "kind": one_of(AgreementKind),
        "title": text(200),
        "organisation": known(organisations, as_key=fold),
        "parties": optional(_several(organisations), empty=()),
        "signed_on": day,
        "valid_to": optional(day, empty=None),
        "precision": one_of(Precision),
        "amends": optional(text(200)),
        "note": optional(text(500)),
        "source": text(500),
    }
    lines = read_data_file(path, columns, key=_key, check=_of_an_earlier_line())
    phases = {(each.programme_id, each.number): each for each in Phase.objects.all()}
    stored = {(each.programme_id, each.title): each for each in Agreement.objects.exclude(source="")}
    bringing = Bringing(path, by=by, overwrite=overwrite)
    for line in lines:
        programme = line["programme"]
        key = (programme.pk, line["title"])
        values = line.only(
            *(
                "programme",
                "kind",
                "title",
                "organisation",
                "signed_on",
                "valid_to",
                "precision",
                "note",
                "source",
            )
        ) | {
            "phase": phases[programme.pk, line["phase"]] if line["phase"] else None,
            "valid_from": line["signed_on"],
            "amends": stored.get((programme.pk, line["amends"])),
        }
        is_new = key not in stored
        agreement = bringing.bring(line, stored.get(key) or Agreement(), values)
        if is_new and agreement.pk is not None:
            stored[key] = agreement
            audit.link(agreement, "parties", line["parties"], by=by)
    return bringing.finish()


def _key(line: Line) -> tuple[str, str]:
    return line["programme"].code, line["title"]


def _of_an_earlier_line() -> Check:
    """Return a check that what a line amends stands in a line before it."""
    seen: set[tuple[str, str]] = set()

    def check(line: Line) -> Iterator[tuple[str, str]]:
        if line["amends"] and (line["programme"].code, line["amends"]) not in seen:
            yield "amends", _("No line before this one has that title.")
        seen.add(_key(line))

    return check


def _several(organisations: dict[str, Organisation]) -> Cell:
    """Return a reader of names split by semicolons, as organisations."""
    one = known(organisations, as_key=fold)
    return lambda cell: [one(name.strip()) for name in cell.split(";")]
