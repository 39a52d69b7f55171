"""What a published source says was promised; and for a demonstration, made-up needs and offers."""

from pathlib import Path
from typing import Any

from members.intake.bringing import Bringing, Tally
from members.intake.data_files import (
    Cell,
    day,
    known,
    one_of,
    optional,
    read_data_file,
    text,
)
from members.intake.reference import organisations_by_spelling
from members.models import Administration
from office.audit import Actor
from programmes.choices import FollowUp, Priority
from programmes.intake.reference import DATA, programmes_by_code, topics_by_slug
from programmes.models import Commitment, Need, Offer, Statement
from programmes.models.statements import StatementKind
from sheets.text import fold


def load(*, by: Actor, overwrite: bool, path: Path = DATA / "commitments.csv") -> list[Tally]:
    """Bring what was promised at a meeting, as its source has it, to the records.

    :raises members.intake.data_files.BadDataFile: when the file cannot be used.
    """
    columns = {
        "programme": known(programmes_by_code()),
        "made_on": day,
        "due_on": optional(day, empty=None),
        "owner": optional(known(organisations_by_spelling(), as_key=fold), empty=None),
        "owner_words": optional(text(200)),
        "follow_up": one_of(FollowUp),
        "text": text(1000),
        "source": text(500),
    }
    lines = read_data_file(path, columns, key=lambda line: (line["programme"].code, line["text"]))
    stored = {(each.programme_id, each.text): each for each in Commitment.objects.all()}
    bringing = Bringing(path, by=by, overwrite=overwrite)
    for line in lines:
        commitment = stored.get((line["programme"].pk, line["text"])) or Commitment()
        bringing.bring(line, commitment, line.only(*columns))
    statements = _statements(DATA / "statements.csv", by=by, overwrite=overwrite, is_made_up=False)
    return [bringing.finish(), statements]


def load_made_up(*, by: Actor) -> list[Tally]:
    """Bring what the demonstration makes up of a dialogue to the records, each marked as made up."""
    return [
        _needs(by, DATA / "demonstration-needs.csv"),
        _offers(by, DATA / "demonstration-offers.csv"),
        _statements(DATA / "demonstration-statements.csv", by=by, overwrite=False, is_made_up=True),
    ]


def _places() -> dict[str, Cell]:
    members = {each.iso2: each for each in Administration.objects.all()}
    return {"iso2": optional(known(members), empty=None), "sub_region": optional(text(60))}


def _needs(by: Actor, path: Path) -> Tally:
    columns: dict[str, Cell] = {
        "programme": known(programmes_by_code()),
        **_places(),
        "topic": known(topics_by_slug()),
        "priority": one_of(Priority),
        "said_on": day,
        "source": text(500),
    }
    lines = read_data_file(
        path, columns, key=lambda line: (line["iso2"], line["sub_region"], line["topic"].slug)
    )
    stored = {
        (each.administration_id, each.sub_region, each.topic_id): each
        for each in Need.objects.filter(is_made_up=True)
    }
    bringing = Bringing(path, by=by, overwrite=False)
    for line in lines:
        values: dict[str, Any] = line.only(
            "programme", "sub_region", "topic", "priority", "said_on", "source"
        )
        whose = line["iso2"].pk if line["iso2"] else None
        need = stored.get((whose, line["sub_region"], line["topic"].pk)) or Need()
        bringing.bring(line, need, values | {"administration": line["iso2"], "is_made_up": True})
    return bringing.finish()


def _offers(by: Actor, path: Path) -> Tally:
    columns: dict[str, Cell] = {
        "programme": known(programmes_by_code()),
        "partner": known(organisations_by_spelling(), as_key=fold),
        "topic": known(topics_by_slug()),
        **_places(),
        "available_from": optional(day, empty=None),
        "available_to": optional(day, empty=None),
        "source": text(500),
    }
    lines = read_data_file(path, columns, key=lambda line: (line["partner"].pk, line["topic"].slug))
    stored = {(each.partner_id, each.topic_id): each for each in Offer.objects.filter(is_made_up=True)}
    bringing = Bringing(path, by=by, overwrite=False)
    for line in lines:
        values: dict[str, Any] = line.only(*(name for name in columns if name != "iso2"))
        offer = stored.get((line["partner"].pk, line["topic"].pk)) or Offer()
        bringing.bring(line, offer, values | {"administration": line["iso2"], "is_made_up": True})
    return bringing.finish()


def _statements(path: Path, *, by: Actor, overwrite: bool, is_made_up: bool) -> Tally:
    """Bring what was said at a meeting to the records, as its source has it."""
    columns: dict[str, Cell] = {
        "programme": known(programmes_by_code()),
        "said_on": day,
        "kind": one_of(StatementKind),
        "organisation": optional(known(organisations_by_spelling(), as_key=fold), empty=None),
        "owner_words": optional(text(200)),
        "sub_region": optional(text(60)),
        "topic": optional(known(topics_by_slug()), empty=None),
        "text": text(4000),
        "source": text(500),
    }
    lines = read_data_file(
        path,
        columns,
        key=lambda line: (line["kind"], line["organisation"], line["owner_words"], line["text"]),
    )
    stored = {
        (each.kind, each.organisation_id, each.owner_words, each.text): each
        for each in Statement.objects.filter(is_made_up=is_made_up)
    }
    bringing = Bringing(path, by=by, overwrite=overwrite)
    for line in lines:
        said_by = line["organisation"].pk if line["organisation"] else None
        key = (line["kind"], said_by, line["owner_words"], line["text"])
        bringing.bring(line, stored.get(key) or Statement(), line.only(*columns) | {"is_made_up": is_made_up})
    return bringing.finish()
