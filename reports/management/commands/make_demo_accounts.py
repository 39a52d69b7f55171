"""Logins to look around with: one per role, on somebody's own machine only."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from members.choices import Role
from members.models import Account, Administration, Organisation, Person
from office import audit
from office.audit import Actor
from office.choices import Door
from programmes.models import Assignment, Programme

PASSWORD = "look-around-2012"  # noqa: S105 - printed on the screen, and for demonstrations only
BY = Actor(None, Door.COMMAND)


@dataclass(frozen=True, slots=True)
class Login:
    email: str
    name: str
    role: Role
    speaks_for: str = ""


LOGINS = (
    Login("admin@example.org", "Demonstration administrator", Role.ADMINISTRATOR),
    Login("officer@example.org", "Demonstration officer", Role.OFFICER),
    Login("fiji@example.org", "Demonstration focal point, Fiji", Role.FOCAL_POINT, "FJ"),
    Login("donor@example.org", "Demonstration donor", Role.DONOR, "Government of Japan"),
    Login("trainer@example.org", "Demonstration master trainer", Role.MASTER_TRAINER),
    Login("auditor@example.org", "Demonstration auditor", Role.AUDITOR),
)
OFFICER_WORKS_ON = ("APSP", "ASMP", "DIALOGUE", "MTP")


class Command(BaseCommand):
    help = "Make one demonstration account per role. Only where the portal runs its own database."

    def handle(self, **options: Any) -> None:
        if not settings.EMBEDDED:
            raise CommandError("Demonstration accounts are made only where the portal runs its own database.")
        with transaction.atomic():
            for login in LOGINS:
                self._make(login)
        width = max(len(login.email) for login in LOGINS)
        for login in LOGINS:
            self.stdout.write(f"  {login.email:<{width}}  {PASSWORD}  {login.role.label}")

    def _make(self, login: Login) -> None:
        if Account.objects.filter(email=login.email).exists():
            Account.objects.filter(email=login.email, name=login.name).update(is_demonstration=True)
            return
        account = Account(email=login.email, name=login.name, role=login.role, is_demonstration=True)
        account.set_password(PASSWORD)
        if login.role == Role.FOCAL_POINT:
            account.organisation = Administration.objects.get(country=login.speaks_for)
        elif login.speaks_for:
            account.organisation = Organisation.objects.get(name=login.speaks_for)
        if login.role == Role.MASTER_TRAINER:
            person = Person(family_name="Trainer", given_names="Demonstration", is_made_up=True)
            audit.save(person, by=BY)
            account.person = person
        audit.save(account, by=BY)
        if login.role == Role.OFFICER:
            for programme in Programme.objects.filter(code__in=OFFICER_WORKS_ON):
                audit.save(Assignment(account=account, programme=programme), by=BY)
