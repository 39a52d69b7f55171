"""Where people work: postings entered and corrected, moves, and who is still in post."""

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from members.choices import GONE, Standing
from members.models import Organisation, Person, Posting
from office import audit
from office.audit import Actor


@dataclass(frozen=True, slots=True)
class Word:
    """What somebody knew of a posting on a day, and from whom.

    ``until`` is the last day there of somebody who is gone, where it is known.
    """

    standing: str
    on: dt.date | None
    source: str
    until: dt.date | None = None


@transaction.atomic
def save_person(*, person: Person, by: Actor) -> bool:
    """Store a corrected person; return whether anything was different.

    :raises office.audit.ChangedMeanwhile: when somebody else changed them first.
    """
    return audit.save(person, by=by)


@transaction.atomic
def save_posting(*, posting: Posting, by: Actor) -> bool:
    """Store a new or corrected posting; return whether anything was different.

    :raises ValidationError: when it lies on days of another posting of the person.
    :raises office.audit.ChangedMeanwhile: when somebody else changed it first.
    """
    _lock(posting.person)
    return audit.save(posting, by=by)


@transaction.atomic
def say_standing(*, posting: Posting, word: Word, by: Actor) -> bool:
    """Record whether somebody is still in post; return whether that was new.

    :raises ValidationError: when the word contradicts what is known.
    :raises office.audit.ChangedMeanwhile: when somebody else changed the posting first.
    """
    _lock(posting.person)
    if word.until is not None and word.standing not in GONE:
        raise ValidationError({"until": _("Only who has moved or left has a last day there.")})
    posting.standing = word.standing
    posting.known_on = word.on if word.standing != Standing.UNKNOWN else None
    posting.source = word.source
    if word.until is not None:
        posting.ends_on = word.until
    return audit.save(posting, by=by)


@transaction.atomic
def record_move(
    *, posting: Posting, to: Organisation, position: str, on: dt.date, source: str, by: Actor
) -> Posting:
    """End a posting on the day before ``on``, and begin the next on that day; return the next.

    :raises ValidationError: when it ended already, began later, or another posting has those days.
    :raises office.audit.ChangedMeanwhile: when somebody else changed the posting first.
    """
    _lock(posting.person)
    last = on - dt.timedelta(days=1)
    if posting.ends_on is not None:
        raise ValidationError(_("This posting has an end already. Enter the next one as a new posting."))
    if posting.starts_on is not None and posting.starts_on > last:
        raise ValidationError({"on": _("They cannot move before the posting began.")})
    posting.ends_on = last
    posting.standing, posting.known_on, posting.source = Standing.MOVED, on, source
    audit.save(posting, by=by)
    following = Posting(
        person=posting.person,
        organisation=to,
        position=position,
        starts_on=on,
        standing=Standing.IN_POST,
        known_on=on,
        source=source,
    )
    audit.save(following, by=by)
    return following


def _lock(person: Person) -> None:
    """Let changes of one person's postings follow one another, so that none overlaps another unseen."""
    Person.everyone.select_for_update(of=("self",)).get(pk=person.pk)
