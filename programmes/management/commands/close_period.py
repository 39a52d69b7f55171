import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from office.audit import Actor
from office.choices import Door
from programmes.actions import closing
from programmes.models import Programme


class Command(BaseCommand):
    help = (
        "Close days of a programme whose figures were reported. Only says what it would do, unless --write."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("programme", help="code of the programme, as APSP")
        parser.add_argument("first", type=dt.date.fromisoformat, help="first closed day, YYYY-MM-DD")
        parser.add_argument("last", type=dt.date.fromisoformat, help="last closed day, YYYY-MM-DD")
        parser.add_argument("--reason", required=True, help="shown to whoever is refused a change")
        parser.add_argument("--write", action="store_true", help="save the change")

    def handle(
        self, *, programme: str, first: dt.date, last: dt.date, reason: str, write: bool, **options: Any
    ) -> None:
        found = Programme.objects.filter(code=programme).first()
        if found is None:
            codes = ", ".join(Programme.objects.in_order().values_list("code", flat=True))
            raise CommandError(
                _("There is no programme %(code)s. There are: %(codes)s.")
                % {"code": programme, "codes": codes}
            )
        words = {
            "programme": found,
            "first": date_format(first, "j F Y"),
            "last": date_format(last, "j F Y"),
            "reason": reason,
        }
        self.stdout.write(_("%(programme)s, %(first)s to %(last)s: %(reason)s") % words)
        by = Actor(account=None, door=Door.COMMAND, reason=reason)
        try:
            with transaction.atomic():
                closing.close_period(programme=found, starts_on=first, ends_on=last, by=by)
                transaction.set_rollback(not write)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(_("Closed.") if write else _("Nothing is saved. Repeat with --write to save."))
