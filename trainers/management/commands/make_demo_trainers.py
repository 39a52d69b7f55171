"""People of a demonstration who are accredited to teach, on somebody's own machine only."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from members.intake.data_files import BadDataFile
from office.audit import Actor
from office.choices import Door
from trainers.intake import demonstration


class Command(BaseCommand):
    help = (
        "Enter made-up people and what they are accredited for. Only where the portal runs its own database."
    )

    def handle(self, **options: Any) -> None:
        if not settings.EMBEDDED:
            raise CommandError("Made-up people are entered only where the portal runs its own database.")
        try:
            new = demonstration.load(today=timezone.localdate(), by=Actor(None, Door.COMMAND))
        except BadDataFile as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{new} lines of the ledger of accreditations are new; all of them are made up.")
