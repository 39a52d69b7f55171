"""The activity report of a programme, from a shell."""

import datetime as dt
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from programmes.models import Phase, Programme
from reports import documents
from reports.formats.registry import FORMATS
from reports.periods import Period
from reports.scope import Scope


class Command(BaseCommand):
    help = "Write the activity report of a programme as PDF, XLSX and CSV. Saves nothing in the portal."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("programme", help="code of the programme, for example APSP")
        parser.add_argument("--phase", type=int, help="number of the phase")
        parser.add_argument("--from", dest="first", type=dt.date.fromisoformat, help="YYYY-MM-DD")
        parser.add_argument("--until", dest="last", type=dt.date.fromisoformat, help="YYYY-MM-DD")
        parser.add_argument("--out", type=Path, required=True, help="folder to write into")

    def handle(
        self,
        *,
        programme: str,
        phase: int | None,
        first: dt.date | None,
        last: dt.date | None,
        out: Path,
        **options: Any,
    ) -> None:
        scope = Scope.public(
            programme=(found := self._programme(programme)),
            phase=self._phase(found, phase),
            period=self._period(first, last),
        )
        name = found.code if scope.phase is None else f"{found.code}-P{scope.phase.number}"
        document = documents.make_document(scope, reference=name, now=timezone.now())
        try:
            out.mkdir(parents=True, exist_ok=True)
            for each in FORMATS.values():
                path = out / f"{name}.{each.extension}"
                path.write_bytes(each.render(document))
                self.stdout.write(str(path))
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}.") from error

    def _programme(self, code: str) -> Programme:
        try:
            return Programme.objects.get(code__iexact=code)
        except Programme.DoesNotExist:
            known = ", ".join(Programme.objects.in_order().values_list("code", flat=True))
            raise CommandError(f"There is no programme {code!r}. There are: {known}.") from None

    def _phase(self, programme: Programme, number: int | None) -> Phase | None:
        if number is None:
            return None
        try:
            return programme.phases.get(number=number)
        except Phase.DoesNotExist:
            numbers = programme.phases.order_by("number").values_list("number", flat=True)
            known = ", ".join(str(each) for each in numbers) or "none"
            raise CommandError(f"{programme.code} has no phase {number}. It has: {known}.") from None

    def _period(self, first: dt.date | None, last: dt.date | None) -> Period | None:
        if first is None and last is None:
            return None
        if first is None or last is None:
            raise CommandError("Give both --from and --until, or neither.")
        try:
            return Period(first, last)
        except ValueError as error:
            raise CommandError(str(error)) from error
