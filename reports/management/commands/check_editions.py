"""Whether released editions are still what was released, from a shell."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.actions.chains import broken_links


class Command(BaseCommand):
    help = "Make the hash of every released edition and of its files anew, and say where one differs."

    def handle(self, **options: Any) -> None:
        found = list(broken_links())
        for each in found:
            self.stdout.write(each)
        if found:
            raise CommandError(f"{len(found)} differ.")
        self.stdout.write("Every released edition is what was released.")
