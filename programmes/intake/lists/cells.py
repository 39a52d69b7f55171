"""Single cells of a list of people: what each kind of column may hold, or what is wrong with a cell."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from members.choices import Sex, Standing
from members.models import Person
from programmes.choices import EventRole, ParticipationState, SupportSide
from programmes.intake.cells import BadCell, shown
from sheets.dates import readings
from sheets.text import control_characters, fold, name_of

FIRST_DAY, LAST_DAY = dt.date(1950, 1, 1), dt.date(2200, 12, 31)  # of anybody's service
MOST = 999  # nominees of one administration
SEXES = {
    Sex.WOMAN: ("F", "W", "female", "women"),
    Sex.MAN: ("M", "male", "men"),
    Sex.NOT_STATED: ("-", "n/a", "unknown"),
}
ROLES = {
    EventRole.PARTICIPANT: ("participants", "delegate", "trainee"),
    EventRole.RESOURCE_PERSON: ("resource speaker", "speaker", "expert", "lecturer", "presenter"),
    EventRole.FACILITATOR: ("moderator",),
    EventRole.OBSERVER: ("observers",),
}
STATES = {
    ParticipationState.NOMINATED: ("nominee",),
    ParticipationState.SELECTED: ("accepted",),
    ParticipationState.RESERVE: ("reserve", "waiting list"),
    ParticipationState.DECLINED: ("not selected", "refused"),
    ParticipationState.ATTENDED: ("present", "yes"),
    ParticipationState.COMPLETED: ("certificate", "certified", "passed"),
    ParticipationState.NO_SHOW: ("absent", "no show", "did not attend", "no"),
}
STANDINGS = {
    Standing.IN_POST: ("yes", "still there", "in service"),
    Standing.MOVED: ("moved", "transferred"),
    Standing.LEFT: ("left", "retired", "resigned", "left service"),
    Standing.UNKNOWN: ("?", "unknown"),
}
SIDES = {
    SupportSide.MANAGED: ("managed", "gave", "helper", "provider"),
    SupportSide.RECEIVED: ("received", "got", "helped", "recipient"),
}

# Nearly every address is of this form; the validator, twenty times as slow, decides about the others.
_PLAIN_EMAIL = re.compile(
    r"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,63}"
)
_PLAIN_LENGTH = 60  # characters: no part of such a one is longer than a domain allows


def refuse_control_characters(text: str) -> None:
    if text.isascii() and text.isprintable():
        return
    if found := control_characters(text):
        message = _("It holds a character nobody can see: %(characters)s.")
        raise BadCell(message % {"characters": ", ".join(map(name_of, found))})


def line(text: str, *, field: Any, longest: int = 0) -> str:
    longest = longest or field.field.max_length
    if len(text) > longest:
        words = {"text": shown(text), "longest": longest}
        raise BadCell(_("“%(text)s” has more than %(longest)d characters.") % words)
    return text


def email(text: str) -> str:
    if _PLAIN_EMAIL.fullmatch(text) and len(text) <= _PLAIN_LENGTH:
        return text
    try:
        if text:
            validate_email(line(text, field=Person.email))
    except ValidationError:
        raise BadCell(_("“%(text)s” is not an e-mail address.") % {"text": shown(text)}) from None
    return text


def words_for(choices: Any, others: Mapping[Any, Iterable[str]]) -> dict[str, str]:
    """Return what each word stands for: the label, the stored word, and the usual other ones."""
    words: dict[str, str] = {}
    for choice in choices:
        spellings = (choice.label, choice.value, *others.get(choice, ()))
        words |= {fold(str(spelling)): choice for spelling in spellings}
    return words | {"": ""}


def one_of(text: str, *, words: Mapping[str, str]) -> str:
    key = fold(text)
    if key not in words:
        known = ", ".join(dict.fromkeys(str(getattr(each, "label", each)) for each in words.values() if each))
        raise BadCell(_("“%(text)s” is not one of: %(known)s.") % {"text": shown(text), "known": known})
    return words[key]


def place(text: str) -> int | None:
    """Return a place in an order, 1 the first.

    :raises BadCell: when it is no such number.
    """
    if not text:
        return None
    number = text.lstrip("0")
    if not (number.isascii() and number.isdecimal() and len(number) <= len(str(MOST))):
        raise BadCell(_("“%(text)s” is no place in an order: write 1, 2, 3 …") % {"text": shown(text)})
    return int(number)


def day(text: str, *, day_first: bool | None) -> dt.date | None:
    """Return a day; one that can be read in two ways is read as ``day_first`` says.

    :raises BadCell: when it is no day, or none of anybody's service.
    """
    if not text:
        return None
    found = readings(text)
    if not found:
        raise BadCell(_("“%(text)s” is not a day (write 2024-04-03).") % {"text": shown(text)})
    read = found[0 if day_first or len(found) == 1 else 1]
    if not FIRST_DAY <= read <= LAST_DAY:
        words = {"day": date_format(read, "j F Y")}
        raise BadCell(_("Nobody of this register was in post on %(day)s.") % words)
    return read
