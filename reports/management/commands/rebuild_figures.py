"""The facts and the stored sums, held against the records and made anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from reports.actions import counting, facts
from reports.models import CountedSpan


class Command(BaseCommand):
    help = (
        "Count all facts and stored sums again from the records, and say what differs. Saves nothing, unless"
        " --write."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--write", action="store_true", help="store what was counted")

    def handle(self, *, write: bool, **options: Any) -> None:
        held = facts.compare() if not write else None
        if held is not None:
            self.stdout.write(f"{held.kept} facts are kept; {held.different} differ from the records.")
            self._say(counting.look(CountedSpan.objects.values_list("code", flat=True)))
            self.stdout.write("Nothing saved. Repeat with --write to save.")
            return
        facts.rebuild()
        self._say(counting.recount(list(counting.changed_codes()), now=timezone.now()))

    def _say(self, spans: list[counting.Recounted]) -> None:
        known = [each for each in spans if each.before]
        same = [each for each in known if each.is_as_before]
        self.stdout.write(
            f"{len(spans)} spans of days counted: {len(same)} as before, {len(known) - len(same)} different,"
            f" {len(spans) - len(known)} new."
        )
        for each in known:
            if not each.is_as_before:
                self.stdout.write(f"  {each.code}: {each.before[:12]} -> {each.after[:12]}")
