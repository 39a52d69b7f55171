from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from office.audit import Actor
from office.choices import Door
from programmes.actions import listing, sending
from programmes.actions.attending import ImpossibleCount
from programmes.actions.guarding import PeriodClosed
from programmes.intake.lists.answers import Answers
from programmes.intake.lists.looking import LIMITS, Look, UnreadableList, look, open_sent
from programmes.intake.lists.showing import FATES
from programmes.models import Event


class Command(BaseCommand):
    help = (
        "Read a list of people for an event from a spreadsheet. Only says what it would do, unless --write."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="XLSX, XLS, ODS or CSV")
        parser.add_argument("--event", type=int, required=True, help="the id of the event")
        parser.add_argument("--write", action="store_true", help="save the list, all or nothing")
        parser.add_argument("--good-rows", action="store_true", help="with --write: save the good rows only")

    def handle(self, *, file: Path, event: int, write: bool, good_rows: bool, **options: Any) -> None:
        found = Event.objects.filter(pk=event).first()
        if found is None:
            raise CommandError(_("There is no event %(id)s.") % {"id": event})
        content = _content(file)
        try:
            seen = look(open_sent(content), event=found, answers=Answers(), reader=None)
        except UnreadableList as unreadable:
            raise CommandError(f"{file.name}: {unreadable}") from unreadable
        for line in _lines(seen):
            self.stdout.write(line)
        if not write:
            self.stdout.write(_("Nothing is saved. Repeat with --write to save."))
        elif seen.waits:
            raise CommandError(_("Nothing is saved: the questions above can be answered on the page only."))
        else:
            self._save(found, file, content, seen, good_rows=good_rows)

    @transaction.atomic
    def _save(self, event: Event, file: Path, content: bytes, seen: Look, *, good_rows: bool) -> None:
        by = Actor(account=None, door=Door.COMMAND, reason=file.name)
        upload, _job = sending.send_list(event=event, sent=content, name=file.name, is_large=False, by=by)
        try:
            listing.save_list(
                event=event, upload=upload, plan=lambda: seen.plan, seen="", only_good=good_rows, by=by
            )
        except (listing.NotReady, ImpossibleCount, PeriodClosed) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(_("Saved."))


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
    if seen.lacking_order:
        words = {"names": "; ".join(seen.lacking_order[:5])}
        lines.append(_("Names in one cell cannot be taken apart: %(names)s.") % words)
    for row in seen.plan.rows:
        lines += [f"{each.cell or each.place}: {each.message}" for each in row.problems]
        if row.candidates:
            lines.append(_("Row %(row)d: the register may know them.") % {"row": row.number})
    lines += [f"{rows} {FATES[fate]}" for fate, rows in seen.plan.counts.items() if rows]
    return lines
