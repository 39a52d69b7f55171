"""The facts and the stored sums, held against the records and made anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from reports.actions import counting, facts, sealing
from reports.models import CountedSpan, Seal


class Command(BaseCommand):
    help = (
        "Count facts, stored sums and closed periods again from the records, and say what differs. Saves"
        " nothing, unless --write."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--write", action="store_true", help="store what was counted")

    def handle(self, *, write: bool, **options: Any) -> None:
        now = timezone.now()
        if not write:
            held = facts.compare()
            self.stdout.write(f"{held.kept} facts are kept; {held.different} differ from the records.")
            self._say(counting.look(CountedSpan.objects.values_list("code", flat=True)))
            self._say_seals(sealing.compare(Seal.objects.in_force().with_period(), now=now))
            self.stdout.write("Nothing saved. Repeat with --write to save.")
            return
        facts.rebuild()
        self._say(counting.recount(list(counting.changed_codes()), now=now))
        sealing.seal_closed(now=now)
        self._say_seals(sealing.look_again(now=now))

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

    def _say_seals(self, seals: list[Seal]) -> None:
        broken = [each for each in seals if not each.holds]
        as_closed = len(seals) - len(broken)
        self.stdout.write(
            f"{len(seals)} closed periods: {as_closed} as they were closed, {len(broken)} different."
        )
        for each in broken:
            self.stdout.write(f"  {each.period}: {each.checksum[:12]} -> {each.found[:12]}")
