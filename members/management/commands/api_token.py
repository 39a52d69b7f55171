"""A token for the API."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rest_framework.authtoken.models import Token

from members.models import Account


class Command(BaseCommand):
    help = "Print the API token of an account (made when there is none). Header: Authorization: Token …"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--renew", action="store_true", help="make the old token worthless")

    def handle(self, *, email: str, renew: bool, **options: Any) -> None:
        try:
            account = Account.objects.get(email__iexact=email, is_active=True)
        except Account.DoesNotExist:
            raise CommandError(f"There is no active account {email}.") from None
        if renew:
            Token.objects.filter(user=account).delete()
        token, _ = Token.objects.get_or_create(user=account)
        self.stdout.write(token.key)
