"""People who do not exist and what they are accredited for, marked as made up wherever they appear."""

import datetime as dt
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from members.choices import Sex
from members.intake.data_files import (
    BadCell,
    Line,
    day,
    known,
    one_of,
    optional,
    read_data_file,
    text,
)
from members.models import Administration, Person, Posting
from office import audit
from office.audit import Actor
from programmes.intake.reference import topics_by_slug
from trainers.actions.ledger import enter_line
from trainers.actions.roster import set_languages
from trainers.choices import Language, Step
from trainers.models import LedgerLine, Scheme

DATA = Path(__file__).resolve().parent.parent / "data"


@transaction.atomic
def load(*, today: dt.date, by: Actor, path: Path = DATA / "demonstration-ledger.csv") -> int:
    """Enter the made-up people and their lines, as an officer would; return how many lines are new.

    Done again it enters nothing twice; a step of a day to come is left out until it has come, and one that
    no longer builds on what is recorded.

    :raises members.intake.data_files.BadDataFile: when the file cannot be used.
    """
    new = 0
    people: dict[tuple[str, str], Person] = {}
    for line in read_data_file(path, _columns(), key=_key):
        name = (line["family_name"], line["given_names"])
        person = people.get(name) or people.setdefault(name, _person(line, by))
        about = line.only("scheme", "topic", "step", "taken_on")
        if line["taken_on"] > today or LedgerLine.objects.filter(person=person, **about).exists():
            continue
        step = LedgerLine(person=person, **about, **line.only("valid_to", "evidence", "reason"))
        try:
            with transaction.atomic():
                enter_line(line=step, today=today, by=by)
        except ValidationError:
            continue  # somebody who looked around took other steps since: theirs stand
        new += 1
    return new


def _columns() -> dict[str, Any]:
    return {
        "family_name": text(120),
        "given_names": text(120),
        "sex": one_of(Sex),
        "iso2": known({each.iso2: each for each in Administration.objects.all()}),
        "position": text(200),
        "languages": _languages,
        "scheme": known({each.code: each for each in Scheme.objects.all()}),
        "topic": optional(known(topics_by_slug()), empty=None),
        "step": one_of(Step),
        "taken_on": day,
        "valid_to": optional(day, empty=None),
        "evidence": optional(text(1000)),
        "reason": optional(text(300)),
        "source": text(500),
    }


def _languages(cell: str) -> tuple[str, ...]:
    words = tuple(cell.split())
    for word in words:
        if word not in Language.values:
            raise BadCell(_("“%(cell)s” is not known.") % {"cell": word})
    return words


def _key(line: Line) -> tuple[Any, ...]:
    topic = line["topic"].pk if line["topic"] else None
    return (*line.only("family_name", "given_names", "step", "taken_on").values(), line["scheme"].pk, topic)


def _person(line: Line, by: Actor) -> Person:
    """Return the made-up person of that name, with a posting and languages; never one of the register."""
    name = line.only("family_name", "given_names")
    person = Person.objects.filter(is_made_up=True, **name).order_by("pk").first()
    if person is None:
        person = Person(is_made_up=True, sex=line["sex"], **name)
        audit.save(person, by=by)
    if not person.postings.exists():
        posting = Posting(
            person=person, organisation=line["iso2"].organisation_ptr, position=line["position"]
        )
        audit.save(posting, by=by)
        set_languages(person=person, languages=line["languages"], by=by)
    return person
