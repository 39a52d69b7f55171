"""A report of a programme, from a shell."""

import datetime as dt
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.text import slugify

from members.intake.reference import organisations_by_spelling
from members.models import Organisation
from programmes.models import Phase, Programme
from reports import documents
from reports.choices import Audience
from reports.documents.kinds import ACTIVITY_REPORT, REGISTRY, DocumentKind
from reports.formats.iati import wrongs_in
from reports.formats.registry import formats_of
from reports.periods import Period
from reports.scope import Scope
from sheets.text import fold


class Command(BaseCommand):
    help = "Write a report of a programme in every format, counted as the office does. Saves nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("programme", help="code of the programme, for example APSP")
        parser.add_argument(
            "--kind", default=ACTIVITY_REPORT.code, help="kind of report, unless activity-report"
        )
        parser.add_argument("--phase", type=int, help="number of the phase")
        parser.add_argument("--from", dest="first", type=dt.date.fromisoformat, help="YYYY-MM-DD")
        parser.add_argument("--until", dest="last", type=dt.date.fromisoformat, help="YYYY-MM-DD")
        parser.add_argument("--donor", help="name of the donor it is for: only what it pays for is counted")
        parser.add_argument("--out", type=Path, required=True, help="folder to write into")

    def handle(
        self,
        *,
        programme: str,
        kind: str,
        phase: int | None,
        first: dt.date | None,
        last: dt.date | None,
        donor: str | None,
        out: Path,
        **options: Any,
    ) -> None:
        paying = self._donor(donor)
        scope = Scope.of_the_office(
            programme=(found := self._programme(programme)),
            phase=self._phase(found, phase),
            period=self._period(first, last),
            donor=paying,
            audience=Audience.DONOR if paying else Audience.READER,
        )
        made = self._kind(kind, found, scope)
        phase_part = f"P{scope.phase.number}" if scope.phase else ""
        kind_part = made.code if made is not ACTIVITY_REPORT else ""
        donor_part = slugify(str(paying)) if paying else ""
        name = "-".join(filter(None, (found.code, phase_part, kind_part, donor_part)))
        document = documents.make_document(scope, reference=name, now=timezone.now(), kind=made)
        try:
            out.mkdir(parents=True, exist_ok=True)
            for each in formats_of(document).values():
                path = out / f"{name}.{each.extension}"
                path.write_bytes(each.render(document))
                self.stdout.write(str(path))
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}.") from error

        for wrong in wrongs_in(document):
            self.stderr.write(f"No IATI file: {wrong}")

    def _donor(self, name: str | None) -> Organisation | None:
        if name is None:
            return None
        found = organisations_by_spelling().get(fold(name))
        if found is None:
            raise CommandError(f"There is no organisation {name!r}.")
        return found

    def _programme(self, code: str) -> Programme:
        try:
            return Programme.objects.get(code__iexact=code)
        except Programme.DoesNotExist:
            known = ", ".join(Programme.objects.in_order().values_list("code", flat=True))
            raise CommandError(f"There is no programme {code!r}. There are: {known}.") from None

    def _kind(self, code: str, programme: Programme, scope: Scope) -> DocumentKind:
        """Return the kind of report: one of this programme, and with what it has to be about."""
        kinds = [each for each in REGISTRY.values() if each.is_of_one_programme and each.fits(programme)]
        found = next((each for each in kinds if each.code == code), None)
        if found is None:
            known = ", ".join(each.code for each in kinds)
            raise CommandError(f"{programme.code} has no report {code!r}. It has: {known}.")
        lacking = [each for each in found.needs if getattr(scope, each) is None]
        if lacking:
            raise CommandError(f"A report {code!r} needs a {lacking[0]}.")
        return found

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
