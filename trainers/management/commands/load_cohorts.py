"""Bring the published cohorts that come with the portal to the records."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from members.intake.data_files import BadDataFile
from office.audit import Actor
from office.choices import Door
from trainers.intake import reference


class Command(BaseCommand):
    help = (
        "Bring the published cohorts, their groups and stages to the records; the published events come"
        " first. Only says what it would do, unless --write."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--write", action="store_true", help="save")
        parser.add_argument(
            "--overwrite", action="store_true", help="make records like the files again where they differ"
        )

    def handle(self, *, write: bool, overwrite: bool, **options: Any) -> None:
        try:
            with transaction.atomic():
                tallies = reference.load(by=Actor(None, Door.COMMAND), overwrite=overwrite)
                transaction.set_rollback(not write)
        except BadDataFile as error:
            raise CommandError(str(error)) from error
        for tally in tallies:
            for words in (*tally.kept, *tally.refused):
                self.stdout.write(f"{tally.file}: {words}")
        if not write:
            self.stdout.write(_("Nothing saved. Repeat with --write to save."))
        counts = {
            "new": sum(tally.new for tally in tallies),
            "unchanged": sum(tally.unchanged for tally in tallies),
            "kept": sum(len(tally.kept) for tally in tallies),
        }
        self.stdout.write(
            _("Published cohorts and stages: %(new)s new, %(unchanged)s unchanged, %(kept)s kept as here.")
            % counts
        )
