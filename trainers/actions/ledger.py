"""Adding to the ledger of accreditations: a step taken, or a further line that corrects one."""

import calendar
import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.crypto import get_random_string
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from members.models import Person
from office import audit
from office.audit import Actor, ChangedMeanwhile
from trainers.choices import BEGINS_AFTER, BUILDS_ON, IN_FORCE, Step
from trainers.models import LedgerLine, Scheme

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is taken for another when it is typed
CODE_LENGTH = 16  # letters: 80 bits, by which nobody finds one that was not shown to them


@transaction.atomic
def enter_line(*, line: LedgerLine, today: dt.date, by: Actor) -> LedgerLine:
    """Add a line to the ledger, or one that corrects another; return it stored.

    An accreditation gets the code of its certificate and the person's name of this day; where nothing is
    said of its end, the one its scheme gives it.

    :raises ValidationError: with every rule it would break, by field.
    :raises office.audit.ChangedMeanwhile: when the person was merged into another, or the line it corrects
        was corrected, since it was looked at.
    """
    # Lines of one person follow one another, so that none builds on what another takes away unseen.
    person = Person.everyone.select_for_update(of=("self",)).get(pk=line.person_id)
    _refuse_if_changed(person, line)
    _complete(line, person)
    line.place = _place_of(line)
    problems = _wrong_day(line, today) | _wrong_topic(line) | _no_reason(line) | _strikes_nothing(line)
    if not problems:
        problems = _out_of_order(line)
    if problems:
        raise ValidationError(problems)
    audit.save(line, by=by)
    return line


def _refuse_if_changed(person: Person, line: LedgerLine) -> None:
    original = line.corrects
    if person.merged_into_id is not None or (original is not None and original.person_id != person.pk):
        raise ChangedMeanwhile
    if LedgerLine.objects.filter(corrects__isnull=False, corrects=original).exists():
        raise ChangedMeanwhile


def _complete(line: LedgerLine, person: Person) -> None:
    if line.step == Step.ACCREDITED:
        line.code = get_random_string(CODE_LENGTH, LETTERS)
        line.name = person.full_name
    if line.step in IN_FORCE and line.valid_to is None and line.scheme.validity_months:
        line.valid_to = last_day_of(line.taken_on, line.scheme.validity_months)


def _place_of(line: LedgerLine) -> int:
    """Return where it stands among the lines of its day: for what it corrects, else after all others."""
    if line.corrects is not None:
        return line.corrects.place
    last = LedgerLine.objects.filter(person=line.person_id).aggregate(last=Max("place"))["last"]
    return int(last or 0) + 1


def last_day_of(first: dt.date, months: int) -> dt.date:
    """Return the last of so many months that begin with a day."""
    years, month = divmod(first.month - 1 + months, 12)
    year, month = first.year + years, month + 1
    same_day = dt.date(year, month, min(first.day, calendar.monthrange(year, month)[1]))
    return same_day - dt.timedelta(days=1)


def _wrong_day(line: LedgerLine, today: dt.date) -> dict[str, Any]:
    if line.taken_on > today:
        return {"taken_on": _("This day is still to come: a line says what has happened.")}
    return {}


def _wrong_topic(line: LedgerLine) -> dict[str, Any]:
    if line.scheme.needs_topic and line.topic_id is None:
        return {"topic": _("Say for which topic: this scheme accredits for one.")}
    if not line.scheme.needs_topic and line.topic_id is not None:
        return {"topic": _("This scheme does not accredit for a topic: leave it empty.")}
    return {}


def _no_reason(line: LedgerLine) -> dict[str, Any]:
    if line.needs_reason and not line.reason.strip():
        return {"reason": _("Say why.")}
    return {}


def _strikes_nothing(line: LedgerLine) -> dict[str, Any]:
    """Refuse a strike that corrects nothing: the form offers none, another door might."""
    if line.step == Step.STRUCK and line.corrects_id is None:
        return {"step": _("What is struck out is another line.")}
    return {}


def _out_of_order(line: LedgerLine) -> dict[str, Any]:
    """Return which line would build on nothing with this one in its place, and did not before."""
    for scheme, topic in _things(line):
        about = LedgerLine.objects.filter(person=line.person_id, scheme=scheme, topic=topic)
        before = list(about.standing().in_order())
        after = [each for each in before if each.pk != line.corrects_id]
        if (line.scheme_id, line.topic_id) == (scheme.pk, topic) and line.step != Step.STRUCK:
            after = sorted([*after, line], key=_by_day)
        known = {each.pk for each in unfounded(before, scheme)}
        for each in unfounded(after, scheme):
            if each is line:
                return {"step": _why_not(line, after, scheme)}
            if each.pk not in known:
                words = {"step": each.get_step_display(), "day": date_format(each.taken_on, "j F Y")}
                return {"step": _("Then “%(step)s” of %(day)s would build on nothing.") % words}
    return {}


def _things(line: LedgerLine) -> Iterable[tuple[Scheme, int | None]]:
    """Return the scheme and topic it is about, and those of the line it corrects."""
    original = [line.corrects] if line.corrects is not None else []
    return list(dict.fromkeys((each.scheme, each.topic_id) for each in (line, *original)))


def _by_day(line: LedgerLine) -> tuple[dt.date, int]:
    return line.taken_on, line.place


def unfounded(lines: Sequence[LedgerLine], scheme: Scheme) -> list[LedgerLine]:
    """Return the lines of one person, scheme and topic, in order, that do not build on the one before."""
    steps = ["", *(line.step for line in lines)]
    return [
        line
        for before, line in zip(steps, lines, strict=False)
        if before not in what_it_builds_on(line.step, scheme)
    ]


def what_it_builds_on(step: str, scheme: Scheme) -> frozenset[str]:
    """Return the steps that may stand before a step; "" is nothing at all."""
    if step in BUILDS_ON:
        return BUILDS_ON[step]
    place = scheme.path.index(Step(step)) if step in scheme.path else -1
    if place < 0:
        return frozenset()
    return frozenset({scheme.path[place - 1]}) if place else BEGINS_AFTER


def _why_not(line: LedgerLine, lines: Sequence[LedgerLine], scheme: Scheme) -> str:
    if line.step not in BUILDS_ON and line.step not in scheme.path:
        return _("%(scheme)s has no such step.") % {"scheme": scheme}
    place = lines.index(line)
    before = lines[place - 1].get_step_display() if place else _("nothing")
    wanted = what_it_builds_on(line.step, scheme)
    words = {
        "step": line.get_step_display(),
        "wanted": ", ".join(str(each.label) for each in Step if each in wanted) or _("nothing"),
        "day": date_format(line.taken_on, "j F Y"),
        "before": before,
    }
    return _("“%(step)s” builds on: %(wanted)s. On %(day)s there was: %(before)s.") % words
