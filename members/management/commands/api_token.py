"""A token for the API."""

import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from members.actions import tokens
from members.choices import TokenScope
from members.models import Account, ApiToken
from office.audit import Actor
from office.choices import Door


class Command(BaseCommand):
    help = "Make an API token of an account and print it, this once. Header: Authorization: Token …"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="made on the command line", help="what it is for")
        parser.add_argument("--days", type=int, default=90, help="how long it lasts, 365 at most")
        parser.add_argument(
            "--scope",
            action="append",
            choices=TokenScope.values,
            help="what it may do; more than once for more",
        )
        parser.add_argument("--renew", action="store_true", help="revoke the account's other tokens")

    def handle(self, *, email: str, name: str, days: int, renew: bool, **options: Any) -> None:
        now = timezone.now()
        by = Actor(None, Door.COMMAND)
        if not 1 <= days <= 365:
            raise CommandError("A token lasts from one to 365 days.")
        account = Account.objects.get_queryset().current(now).filter(email=email.lower()).first()
        if account is None:
            raise CommandError(f"There is no account {email} that may sign in.")
        with transaction.atomic():
            if renew:
                for token in ApiToken.objects.in_force(now).filter(account=account):
                    tokens.revoke_token(token=token, now=now, by=by)
            scopes = options["scope"] or TokenScope.values
            _token, key = tokens.make_token(
                account=account, name=name, scopes=scopes, lasts=dt.timedelta(days=days), by=by
            )
        self.stdout.write(key)
