from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from members.models import Administration
from office.audit import Actor
from office.choices import Door
from programmes.actions import saving, sending
from programmes.intake.lists.answers import Answers
from programmes.intake.lists.looking import LIMITS, Look, UnreadableList, look, open_sent
from programmes.intake.lists.showing import FATES
from programmes.intake.lists.subject import Subject
from programmes.intake.lists.subjects import subject_of
from programmes.models import Event, Invitation


class Command(BaseCommand):
    help = (
        "Read a list of people from a spreadsheet: of an event, of the nominees of an administration,"
        " or of its officers. Only says what it would do, unless --write."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="XLSX, XLS, ODS or CSV")
        about = parser.add_mutually_exclusive_group(required=True)
        about.add_argument("--event", type=int, help="the id of the event")
        about.add_argument("--invitation", type=int, help="the id of the administration's invitation")
        about.add_argument("--administration", help="the ISO code of the administration, two letters")
        parser.add_argument(
            "--dates", choices=["day-first", "month-first"], help="how days such as 03/04/2024 are written"
        )
        parser.add_argument("--write", action="store_true", help="save the list, all or nothing")
        parser.add_argument("--good-rows", action="store_true", help="with --write: save the good rows only")

    def handle(self, *, file: Path, write: bool, good_rows: bool, **options: Any) -> None:
        subject = _subject(options)
        content = _content(file)
        try:
            seen = _looked_at(content, subject, dates=options["dates"])
        except UnreadableList as unreadable:
            raise CommandError(f"{file.name}: {unreadable}") from unreadable
        for line in _lines(seen):
            self.stdout.write(line)
        if not write:
            self.stdout.write(_("Nothing is saved. Repeat with --write to save."))
        elif seen.waits:
            raise CommandError(_("Nothing is saved: the questions above can be answered on the page only."))
        else:
            self._save(subject, file, content, seen, good_rows=good_rows)

    @transaction.atomic
    def _save(self, subject: Subject, file: Path, content: bytes, seen: Look, *, good_rows: bool) -> None:
        by = Actor(account=None, door=Door.COMMAND, reason=file.name)
        upload, _job = sending.send_list(
            about=subject.record, sent=content, name=file.name, is_large=False, by=by
        )
        try:
            subject.save(upload, lambda: seen.plan, seen="", only_good=good_rows, by=by)
        except saving.REFUSALS as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(_("Saved."))


def _subject(options: dict[str, Any]) -> Subject:
    record: Any
    if options["event"] is not None:
        record = Event.objects.filter(pk=options["event"]).first()
        missing = _("There is no event %(id)s.") % {"id": options["event"]}
    elif options["invitation"] is not None:
        invitations = Invitation.objects.select_related("call__event", "administration")
        record = invitations.filter(pk=options["invitation"]).first()
        missing = _("There is no invitation %(id)s.") % {"id": options["invitation"]}
    else:
        record = Administration.objects.filter(country=options["administration"].upper()).first()
        missing = _("There is no administration %(code)s.") % {"code": options["administration"]}
    if record is None:
        raise CommandError(missing)
    return subject_of(record)


def _looked_at(content: bytes, subject: Subject, *, dates: str | None) -> Look:
    """Look at the list; where its days can be read in two ways, as the caller says."""
    book = open_sent(content)
    seen = look(book, subject=subject, answers=Answers(), reader=None)
    if dates is None or not seen.asked_days:
        return seen
    day_first = {each.column.index: dates == "day-first" for each in seen.asked_days}
    return look(book, subject=subject, answers=Answers(day_first=day_first), reader=None)


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(LIMITS.size + 1)
    except OSError as error:
        raise CommandError(f"{file.name}: {error.strerror}.") from error


def _lines(seen: Look) -> list[str]:
    lines = [*seen.notes, *seen.columns.questions]
    if seen.book.encoding:
        lines.insert(0, _("Read as %(encoding)s.") % {"encoding": seen.book.encoding})
    if seen.wants_everybody_of:
        lines.append(_("No column tells the administration."))
    for day in seen.asked_days:
        words = {
            "text": day.text,
            "one": date_format(day.one, "j F Y"),
            "other": date_format(day.other, "j F Y"),
        }
        words["column"] = day.column.title or day.column.letters
        question = _(
            "Which day is “%(text)s” in the column “%(column)s”: %(one)s or %(other)s? Say it by --dates."
        )
        lines.append(question % words)
    if seen.lacking_order:
        words = {"names": "; ".join(seen.lacking_order[:5])}
        lines.append(_("Names in one cell cannot be taken apart: %(names)s.") % words)
    for row in seen.plan.rows:
        lines += [f"{each.cell or each.place}: {each.message}" for each in row.problems]
        if row.candidates:
            lines.append(_("Row %(row)d: the register may know them.") % {"row": row.number})
    lines += [f"{rows} {FATES[fate]}" for fate, rows in seen.plan.counts.items() if rows]
    return lines
