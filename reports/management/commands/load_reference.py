"""Bring the reference data that comes with the portal to the records."""

from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from members.intake import reference as members_reference
from members.intake.bringing import Tally
from members.intake.data_files import BadDataFile
from office.audit import Actor
from office.choices import Door
from programmes.intake import deliverables, objectives, offices, said, strands
from programmes.intake import reference as programmes_reference
from reports.intake import reference as reports_reference
from trainers.intake import schemes


class Command(BaseCommand):
    help = (
        "Bring the reference data (countries, administrations, organisations, topics, programmes,"
        " their objectives, instruments, schemes of accreditation, published figures) to the records."
        " Only says what it would do, unless --write. What was changed in the portal stays, unless"
        " --overwrite."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--write", action="store_true", help="save")
        parser.add_argument(
            "--overwrite",
            action="store_true",
            help="make records like the files again where they differ",
        )

    def handle(self, *, write: bool, overwrite: bool, **options: Any) -> None:
        with transaction.atomic():
            tallies = self._load(overwrite=overwrite)
            transaction.set_rollback(not write)
        for tally in tallies:
            self._say(tally)
        if not write:
            self.stdout.write(_("Nothing saved. Repeat with --write to save."))
        self.stdout.write(_("Reference data: %(counts)s.") % {"counts": _in_all(tallies)})

    def _load(self, *, overwrite: bool) -> list[Tally]:
        by = Actor(None, Door.COMMAND)
        try:
            return [
                *members_reference.load(by=by, overwrite=overwrite),
                *programmes_reference.load(by=by, overwrite=overwrite),
                *deliverables.load(by=by, overwrite=overwrite),
                *strands.load(by=by, overwrite=overwrite),
                *objectives.load(by=by, overwrite=overwrite),
                *offices.load(by=by, overwrite=overwrite),
                *said.load(by=by, overwrite=overwrite),
                *schemes.load(by=by, overwrite=overwrite),
                *reports_reference.load(by=by, overwrite=overwrite),
            ]
        except BadDataFile as error:
            raise CommandError(str(error)) from error

    def _say(self, tally: Tally) -> None:
        self.stdout.write(f"{tally.file}: {_in_all([tally])}")
        for line in tally.kept:
            self.stdout.write("  " + _("%(line)s; kept as it is in the portal") % {"line": line})
        for line in tally.refused:
            self.stdout.write("  " + _("%(line)s; not loaded") % {"line": line})


def _in_all(tallies: Sequence[Tally]) -> str:
    return _(
        "%(new)s new, %(changed)s changed, %(unchanged)s unchanged, "
        "%(kept)s kept as in the portal, %(refused)s not loaded"
    ) % {
        "new": sum(tally.new for tally in tallies),
        "changed": sum(tally.changed for tally in tallies),
        "unchanged": sum(tally.unchanged for tally in tallies),
        "kept": sum(len(tally.kept) for tally in tallies),
        "refused": sum(len(tally.refused) for tally in tallies),
    }
