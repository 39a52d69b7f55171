"""Needs and offers of a demonstration, on somebody's own machine only."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from members.intake.data_files import BadDataFile
from office.audit import Actor
from office.choices import Door
from programmes.intake import said


class Command(BaseCommand):
    help = "Enter made-up needs and offers of a dialogue. Only where the portal runs its own database."

    def handle(self, **options: Any) -> None:
        if not settings.EMBEDDED:
            raise CommandError("Made-up needs are entered only where the portal runs its own database.")
        try:
            tallies = said.load_made_up(by=Actor(None, Door.COMMAND))
        except BadDataFile as error:
            raise CommandError(str(error)) from error
        new = sum(tally.new for tally in tallies)
        self.stdout.write(f"{new} needs and offers are new; all of them are made up.")
