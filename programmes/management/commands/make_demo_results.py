"""The results framework of a demonstration, on somebody's own machine only."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from members.intake.data_files import BadDataFile
from office.audit import Actor
from office.choices import Door
from programmes.intake import results


class Command(BaseCommand):
    help = "Enter a made-up results framework. Only where the portal runs its own database."

    def handle(self, **options: Any) -> None:
        if not settings.EMBEDDED:
            raise CommandError("A made-up framework is entered only where the portal runs its own database.")
        try:
            tally = results.load_made_up(by=Actor(None, Door.COMMAND))
        except BadDataFile as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{tally.new} targets are new; all of them are made up.")
