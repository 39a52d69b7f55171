"""A list looked at: how it is read, what it asks, and what would become of each row. Saves nothing."""

import gc
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from members.models import Organisation
from office.models import Upload
from programmes.actions.plans import Plan
from programmes.intake.lists.answers import Answers
from programmes.intake.lists.columns import Columns, lay_out
from programmes.intake.lists.days import AskedDay, notes_of_days, orders_of_days
from programmes.intake.lists.names import sex_of_title
from programmes.intake.lists.rows import ListRow, RowReader
from programmes.intake.lists.subject import Subject
from programmes.intake.organisations import KnownOrganisations
from programmes.models import KnownHeading
from sheets.grids import LIMITS, Book, Limits, open_file, open_pasted, refuse_unreadable
from sheets.problems import MESSAGES, Problem, UnreadableSheet
from sheets.text import fold

PASTED = Limits(size=1_000_000, rows=5_000)
AT_ONCE = 2_000  # rows; a longer list is read and saved by a job
OWN_SHEETS = frozenset({"Lists", "How to fill it in"})  # of a downloaded workbook


class UnreadableList(Exception):
    """Nothing of the list can be read; the text says why."""


@dataclass(frozen=True, slots=True)
class Look:
    """What was found. ``plan`` is empty while columns, days, or whose people they all are, are not settled.

    ``lacking_order`` are names that somebody has to say how to take apart; ``titles`` how often each
    title hints at a sex nobody stated; ``unknown`` the words for organisations nobody knows, with how
    many rows have each; ``wants_everybody_of`` where no column tells the administration; ``asked_days``
    the columns whose days can be read in two ways. ``told`` is what is to be known of names it says.
    """

    book: Book
    columns: Columns
    plan: Plan = Plan()
    rows: Sequence[ListRow] = ()
    lacking_order: tuple[str, ...] = ()
    titles: Mapping[str, int] = field(default_factory=dict)
    unknown: Mapping[str, int] = field(default_factory=dict)
    wants_everybody_of: bool = False
    asked_days: tuple[AskedDay, ...] = ()
    told: tuple[str, ...] = ()

    @property
    def notes(self) -> list[str]:
        """What the sender should know of the file, in words."""
        told = [note for note in self.book.notes if note.params.get("sheet") not in OWN_SHEETS]
        notes = [in_words(note) for note in told]
        if self.columns.grid.filled_down:
            rows = len(self.columns.grid.filled_down)
            notes.append(
                _("%(rows)d rows got the value of a cell that is merged over them.") % {"rows": rows}
            )
        return [*notes, *notes_of_days(self.columns), *self.told]

    @property
    def waits(self) -> bool:
        """Whether nothing can be saved before a question about the whole list is answered."""
        asked = (self.lacking_order, self.wants_everybody_of, self.asked_days)
        return not self.columns.is_settled or any(asked)


def in_words(problem: Problem | UnreadableSheet) -> str:
    """Return a problem of a sheet in the reader's language."""
    return _(MESSAGES[problem.code]) % problem.params


def open_sent(sent: str | bytes) -> Book:
    """Return the worksheets of what was sent: pasted text, or the bytes of a file.

    :raises UnreadableList: when nothing of it can be read.
    """
    try:
        return open_pasted(sent, limits=PASTED) if isinstance(sent, str) else open_file(sent, limits=LIMITS)
    except UnreadableSheet as unreadable:
        raise UnreadableList(in_words(unreadable)) from unreadable


def refuse_at_once(sent: str | bytes) -> None:
    """Refuse a large list that can be seen to be none, without taking it apart.

    :raises UnreadableList: saying why.
    """
    try:
        if isinstance(sent, bytes):
            refuse_unreadable(sent, limits=LIMITS)
    except UnreadableSheet as unreadable:
        raise UnreadableList(in_words(unreadable)) from unreadable


def remembered_by(organisation_id: int | None) -> dict[str, str]:
    """Return what an organisation's folded headings stood for before."""
    known = KnownHeading.objects.filter(organisation=organisation_id)
    return dict(known.values_list("folded", "field"))


def remember(columns: Columns, *, organisation: Organisation | None) -> None:
    """Keep what the headings of a list stand for, so that the next one need not be asked."""
    for column in columns.columns:
        if folded := fold(column.title)[:200]:
            KnownHeading.objects.update_or_create(
                organisation=organisation, folded=folded, defaults={"field": column.field}
            )


def look_at(upload: Upload, subject: Subject, *, reader: Any) -> Look:
    """Look at what was sent in.

    :raises UnreadableList: when nothing of it can be read, or it was erased.
    """
    sent = upload.data()
    if sent is None:
        raise UnreadableList(_("The file was erased; send it again."))
    return look(
        open_sent(sent),
        subject=subject,
        answers=Answers.from_json(upload.answers),
        reader=upload.sent_by or reader,
    )


def look(book: Book, *, subject: Subject, answers: Answers, reader: Any) -> Look:
    """Return what a list says and what would become of it.

    ``reader`` is the account whose organisation's headings are remembered, and who may find whom of
    the register; None for the operator of a command, who may find everybody.
    """
    with _no_collecting():
        return _look(book, subject=subject, answers=answers, reader=reader)


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Keep the collector of cycles from going through all rows of a long list again and again.

    They hold none, and it takes a quarter of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _look(book: Book, *, subject: Subject, answers: Answers, reader: Any) -> Look:
    remembered = remembered_by(reader.organisation_id if reader else None)
    organisations = KnownOrganisations()
    columns = lay_out(
        book,
        fields=subject.fields,
        answers=answers,
        remembered=remembered,
        is_organisation=organisations.knows,
    )
    if not columns.is_settled:
        return Look(book, columns)
    day_first, asked_days = orders_of_days(columns, answers)
    rows_of = RowReader(
        columns,
        answers=answers,
        organisations=organisations,
        only=subject.only,
        day_first=day_first,
    )
    rows = list(rows_of.read())
    fields = columns.by_field
    says_who = "administration" in fields or "row" in fields or subject.only is not None
    wants_everybody_of = not says_who and answers.everybody_of is None
    # What a day means, or who all are, before somebody said it would be a guess: nothing is planned on it.
    waits = bool(asked_days) or wants_everybody_of
    plan = Plan() if waits else subject.planner(answers, reader).plan(rows, rows_of)
    return Look(
        book,
        columns,
        plan,
        rows,
        lacking_order=tuple(row.lacks_order for row in rows if row.lacks_order),
        titles=Counter(row.title for row in rows if not row.sex and row.title and sex_of_title(row.title)),
        unknown=Counter(row.unknown for row in rows if row.unknown),
        wants_everybody_of=wants_everybody_of,
        asked_days=asked_days,
        told=tuple(organisations.told.values()),
    )
