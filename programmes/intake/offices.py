"""The posts of the office that were published: its heads, and who lent it experts."""

from pathlib import Path

from members.intake.bringing import Bringing, Tally
from members.intake.data_files import day, known, one_of, optional, read_data_file, text
from members.models import Administration
from office.audit import Actor
from programmes.choices.offices import PostKind
from programmes.intake.reference import DATA, programmes_by_code
from programmes.models import OfficePost


def load(*, by: Actor, overwrite: bool, path: Path = DATA / "office-posts.csv") -> list[Tally]:
    """Bring the posts that come with the portal.

    :raises members.intake.data_files.BadDataFile: when the file cannot be used.
    """
    columns = {
        "programme": known(programmes_by_code()),
        "kind": one_of(PostKind),
        "title": optional(text(160)),
        "iso2": optional(known({each.iso2: each for each in Administration.objects.all()}), empty=None),
        "name": optional(text(120)),
        "starts_on": optional(day, empty=None),
        "ends_on": optional(day, empty=None),
        "seen_on": optional(day, empty=None),
        "note": optional(text(300)),
        "source": text(500),
    }
    lines = read_data_file(path, columns, key=lambda line: (line["kind"], line["iso2"], line["name"]))
    stored = {
        (each.programme_id, each.kind, each.administration_id, each.name): each
        for each in OfficePost.objects.all()
    }
    bringing = Bringing(path, by=by, overwrite=overwrite)
    for line in lines:
        administration = line["iso2"]
        whose = administration.pk if administration else None
        post = stored.get((line["programme"].pk, line["kind"], whose, line["name"])) or OfficePost()
        values = line.only(*(name for name in columns if name != "iso2"))
        bringing.bring(line, post, values | {"administration": administration})
    return [bringing.finish()]
