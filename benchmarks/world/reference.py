"""What the world stands on: the portal's own reference data, filled up to the bench's size."""

import datetime as dt
import io
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.core.management import call_command

from benchmarks.sizes import ADMINISTRATIONS, FIRST_YEAR, LAST_CLOSED_YEAR, LAST_YEAR
from members.choices import OrganisationKind, Role
from members.models import Account, Administration, Country, Organisation, Person
from programmes.models import (
    Assignment,
    ClosedPeriod,
    Funding,
    Membership,
    Phase,
    Programme,
    Topic,
)

PHASE_YEARS = 3
DONOR, FOCAL_POINT_OF = "Government of Japan", "FJ"
ORDER = ("FJ", "TH", "JP", "IN", "CN", "AU", "KR", "ID", "MY", "VN")  # who sends most, first


@dataclass(frozen=True, slots=True)
class Ground:
    """Ids the world is made of. ``phases``: (id, programme id, first day, last day or none)."""

    administrations: list[int]
    countries: list[str]  # of the administrations, in the same order
    others: list[int]  # organisations that are no administrations
    programmes: list[int]
    phases: list[tuple[int, int, dt.date, dt.date | None]]
    topics: list[int]


def lay_ground() -> Ground:
    """Migrate, load the reference data and what the bench adds to it; return the ids."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_reference", write=True, verbosity=0, stdout=io.StringIO())
    _more_administrations()
    _phases_and_money()
    _memberships()
    return read_ground()


def read_ground() -> Ground:
    """Return the ids of a world that stands."""
    rows = list(Administration.objects.order_by("organisation_ptr_id").values_list("pk", "country_id"))
    first = {iso2: place for place, iso2 in enumerate(ORDER)}
    rows.sort(key=lambda row: (first.get(row[1], len(ORDER)), row[0]))
    return Ground(
        administrations=[pk for pk, _ in rows],
        countries=[iso2 for _, iso2 in rows],
        others=list(
            Organisation.objects.filter(administration=None).order_by("pk").values_list("pk", flat=True)
        ),
        programmes=list(Programme.objects.order_by("pk").values_list("pk", flat=True)),
        phases=list(Phase.objects.order_by("pk").values_list("pk", "programme_id", "starts_on", "ends_on")),
        topics=list(Topic.objects.order_by("pk").values_list("pk", flat=True)),
    )


def _more_administrations() -> None:
    """Describe administrations of further countries, by their code, up to the bench's number."""
    missing = ADMINISTRATIONS - Administration.objects.count()
    without = Country.objects.filter(administration=None).order_by("iso2")
    for country in without[: max(missing, 0)]:
        Administration.objects.create(
            name=f"Customs of {country.name}",
            kind=OrganisationKind.ADMINISTRATION,
            country=country,
            member_name=country.name,
            is_described=False,
        )


def _phases_and_money() -> None:
    """Give each programme a further phase for every three years, and each phase one to three donors."""
    donors = [Organisation.objects.get(name=DONOR)]
    donors += Organisation.objects.filter(name__in=["JICA", "ADB", "European Union", "Norad"]).order_by("pk")
    for programme in Programme.objects.order_by("pk"):
        after = programme.phases.count()
        for number, year in enumerate(range(FIRST_YEAR, LAST_YEAR + 1, PHASE_YEARS), start=after + 1):
            Phase.objects.create(
                programme=programme,
                number=number,
                name=f"Phase {number}",
                starts_on=dt.date(year, 1, 1),
                ends_on=dt.date(year + PHASE_YEARS - 1, 12, 31),
            )
    Phase.objects.filter(ends_on=None).update(ends_on=dt.date(LAST_YEAR, 12, 31))
    for place, phase in enumerate(Phase.objects.order_by("pk")):
        for step in range(1 + place % 3):
            donor = donors[(place + step) % len(donors)]
            amount = 100_000 * (place + 1)
            Funding.objects.get_or_create(
                phase=phase, donor=donor, defaults={"amount": amount, "currency": "USD"}
            )


def _memberships() -> None:
    """Let every fourth administration join the programme after its place in the list."""
    programmes = list(Programme.objects.order_by("pk"))
    for place, administration in enumerate(Administration.objects.order_by("pk")):
        if place % 4 == 0:
            programme = programmes[place // 4 % len(programmes)]
            if not Membership.objects.filter(programme=programme, administration=administration).exists():
                Membership.objects.create(programme=programme, administration=administration)


def close_years() -> None:
    """Close every year of every programme up to the last closed one."""
    ClosedPeriod.objects.bulk_create(
        ClosedPeriod(
            programme=programme,
            starts_on=dt.date(year, 1, 1),
            ends_on=dt.date(year, 12, 31),
            reason=f"Reported in the annual report {year}.",
        )
        for programme in Programme.objects.order_by("pk")
        for year in range(FIRST_YEAR, LAST_CLOSED_YEAR + 1)
    )


def make_accounts() -> None:
    """Make one account per role. None can sign in by a password: the bench brings the session."""
    speaks_for = {
        Role.FOCAL_POINT: Organisation.objects.get(administration__country=FOCAL_POINT_OF),
        Role.DONOR: Organisation.objects.get(name=DONOR),
    }
    for role in Role:
        account = Account.objects.create(
            email=address_of(role),
            name=f"Bench, {role.label}",
            role=role,
            password=make_password(None),
            organisation=speaks_for.get(role),
            person=Person.objects.order_by("pk").first() if role == Role.MASTER_TRAINER else None,
        )
        if role == Role.OFFICER:
            for programme in Programme.objects.order_by("pk")[:2]:
                Assignment.objects.create(account=account, programme=programme)


def address_of(role: str) -> str:
    """Return the e-mail address of the account with that role."""
    return f"{role.lower().replace('_', '-')}@bench.example"
