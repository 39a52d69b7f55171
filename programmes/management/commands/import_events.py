import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from office.audit import Actor
from office.choices import Door
from programmes.actions.importing import import_events
from programmes.intake.published import LIMITS, UnreadableList, read_published, refuse_if_larger
from programmes.intake.shared_totals import read_shared_totals
from programmes.management.import_report import ImportReport


class Command(BaseCommand):
    help = "Import published events from a CSV file. Only says what it would do, unless --write."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a CSV file with the columns of the event list")
        parser.add_argument("--write", action="store_true", help="save the rows that can be saved")

    def handle(self, *, file: Path, write: bool, **options: Any) -> None:
        try:
            listed = read_published(_content(file))
        except UnreadableList as unreadable:
            messages = [f"{_name(file)}: {message}" for message in unreadable.messages]
            raise CommandError("\n".join(messages)) from unreadable
        if not write:
            self.stdout.write(_("Nothing is saved. Repeat with --write to save."))
        self.stdout.write(_("Read as %(encoding)s.") % {"encoding": listed.encoding})
        imported = import_events(
            entries=[row.entry for row in listed.rows if row.entry is not None],
            totals=read_shared_totals(),
            today=timezone.localdate(),
            by=Actor(account=None, door=Door.COMMAND, reason=_name(file)),
            keep=write,
        )
        for line in ImportReport(listed, imported).lines():
            self.stdout.write(line)


def _content(file: Path) -> bytes:
    """Return the content of the file, unless it is too large to be looked at."""
    try:
        refuse_if_larger(file.stat().st_size)
        with file.open("rb") as opened:
            return opened.read(LIMITS.size + 1)
    except OSError as error:
        raise CommandError(f"{_name(file)}: {error.strerror}.") from error


def _name(file: Path) -> str:
    """Return the name of the file, with a mark for each byte that is no letter."""
    return os.fsencode(file.name).decode(errors="replace")
