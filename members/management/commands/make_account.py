"""A login, from a shell."""

import getpass
import os
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from members.choices import Role
from members.models import Account, Organisation
from office import audit
from office.audit import Actor
from office.choices import Door


class Command(BaseCommand):
    help = "Make an account. The password is asked for, or taken from the variable ACCOUNT_PASSWORD."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", required=True)
        parser.add_argument("--role", required=True, choices=Role.values)
        parser.add_argument("--organisation", help="its name, for a focal point or a donor")

    def handle(self, *, email: str, name: str, role: str, organisation: str | None, **options: Any) -> None:
        account = Account(
            email=email.lower(), name=name, role=role, organisation=self._organisation(organisation)
        )
        password = os.environ.get("ACCOUNT_PASSWORD") or getpass.getpass("Password: ")
        try:
            validate_password(password, account)
            account.set_password(password)
            audit.save(account, by=Actor(None, Door.COMMAND))
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{account} can sign in as {account.get_role_display()}.")

    def _organisation(self, name: str | None) -> Organisation | None:
        if name is None:
            return None
        try:
            return Organisation.objects.get(name=name)
        except Organisation.DoesNotExist:
            raise CommandError(f"There is no organisation {name!r}.") from None
