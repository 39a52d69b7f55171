"""How fast a long list is read, understood, matched and written, beside a bare COPY and django-import-export.

`python -m benchmarks.lists` prints it. django-import-export needs `benchmarks/requirements.txt`; without,
it is left out. Whatever is written to measure is rolled back.
"""

import io
import os
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import Any

import django
from django.db import connection, transaction
from xlsxwriter import Workbook

from capacity import embedded

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "capacity.settings")
    embedded.ensure_running()
    django.setup()

from members.choices import OrganisationKind, Sex
from members.models import Administration, Country, Person, Posting
from office import bulk
from office.audit import Actor
from office.choices import Door
from programmes.actions import listing, sending
from programmes.intake.lists.answers import Answers
from programmes.intake.lists.looking import look, open_sent
from programmes.intake.lists.of_event import EventPeople
from programmes.models import Event, Participation

ROWS, REGISTER = 100_000, 200_000
NEW = 20  # one row in so many names somebody the register does not know
ADMINISTRATIONS = 40
HEADINGS = ("Family name", "Given names", "Sex", "Administration", "Position", "E-mail", "Role", "State")
BY = Actor(None, Door.COMMAND)
_PARTS = [
    f"{begin}{vowel}{end}"
    for begin in "bdfghjklmnprstvwy"
    for vowel in "aeiou"
    for end in ("", "n", "r", "s")
]


class Undone(Exception):
    """Ends the transaction: nothing of it stays."""


def measure(rows: int = ROWS, register: int = REGISTER) -> list[tuple[str, float, str]]:
    """Return what was measured: its name, the number, and its unit."""
    measured: list[tuple[str, float, str]] = []
    try:
        with transaction.atomic():
            administrations = _administrations()
            _fill(register, administrations)
            measured += _list(_workbook(rows, register), rows)
            raise Undone
    except Undone:
        pass
    return measured


def _list(data: bytes, rows: int) -> Iterator[tuple[str, float, str]]:
    event = Event.objects.create(
        title="A long list", kind="WORKSHOP", state="HELD", starts_on="2023-09-04", ends_on="2023-09-08"
    )
    reading, book = _timed(lambda: open_sent(data))
    yield "read the file", reading, "s"
    looking, seen = _timed(lambda: look(book, subject=EventPeople(event), answers=Answers(), reader=None))
    yield "understand and match the rows", looking, "s"
    yield "rows to be saved", seen.plan.counts["new"], "rows"
    yield "rows asked about", seen.plan.counts["asked"], "rows"
    upload, _job = sending.send_list(about=event, sent=data, name="long.xlsx", is_large=False, by=BY)
    arguments: dict[str, Any] = {"plan": lambda: seen.plan, "seen": "", "only_good": True, "by": BY}
    writing, _counts = _timed(lambda: _checked(listing.save_list, event=event, upload=upload, **arguments))
    whole = reading + looking + writing
    yield "write people, participations and the trail", writing, "s"
    yield "all together", whole, "s"
    yield "memory of the process at its most", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB"
    copying = _bare_copy(event)
    saved = event.participations.count()
    yield "bare COPY of the same participations", copying, "s"
    pouring = _poured(event)
    yield "the same by the portal's way to write, with its line in the trail", pouring, "s"
    yield "its speed as a share of the bare COPY", 100 * copying / pouring, "%"
    yield "participations written per second, bare COPY", saved / copying, "rows/s"
    if find_spec("import_export"):
        other = _import_export(data)
        yield "django-import-export, bulk mode, people alone, nothing matched", other, "s"
        yield "times as long as the portal", other / whole, "times"


def _checked(work: Callable[..., Any], *args: Any, **about: Any) -> Any:
    """Do the work, and the checks of foreign keys that a commit would do."""
    done = work(*args, **about)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return done


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    begin = time.perf_counter()
    done = work()
    return time.perf_counter() - begin, done


def _word(chance: random.Random, parts: int) -> str:
    return "".join(chance.choice(_PARTS) for _ in range(parts)).capitalize()


def _names(count: int, seed: int) -> list[tuple[int, str, str]]:
    chance = random.Random(seed)  # noqa: S311 - names, not secrets
    return [(n, _word(chance, 3), f"{_word(chance, 3)} {_word(chance, 2)}") for n in range(count)]


def _administrations() -> list[Administration]:
    made = []
    for number in range(ADMINISTRATIONS):
        iso2 = f"{number // 26}{chr(65 + number % 26)}"
        country = Country.objects.create(iso2=iso2, iso3=f"{iso2}X", name=f"Bench country {number}")
        made.append(
            Administration.objects.create(
                name=f"Bench customs {number}",
                kind=OrganisationKind.ADMINISTRATION,
                country=country,
                member_name=f"Bench land {number}",
            )
        )
    return made


def _fill(register: int, administrations: list[Administration]) -> None:
    people = bulk.next_ids(Person, register)
    bulk.pour(Person, map(_person, people, _names(register, 1)), by=BY)
    postings = zip(bulk.next_ids(Posting, register), people, strict=True)
    rows = (
        {"id": pk, "person_id": person, "organisation_id": administrations[at % ADMINISTRATIONS].pk}
        for at, (pk, person) in enumerate(postings)
    )
    bulk.pour(Posting, rows, by=BY)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE members_person, members_posting")


def _person(pk: int, name: tuple[int, str, str]) -> dict[str, Any]:
    number, family_name, given_names = name
    person = Person(family_name=family_name, given_names=given_names)
    person.derive()
    return {
        "id": pk,
        "family_name": family_name,
        "given_names": given_names,
        "folded_name": person.folded_name,
        "name_keys": person.name_keys,
        "name_words": person.name_words,
        "sex": Sex.WOMAN,
        "email": f"p{number}@example.org",
    }


def _workbook(rows: int, register: int) -> bytes:
    known = _names(register, 1)
    random.Random(3).shuffle(known)  # noqa: S311
    new = rows // NEW
    people = [(f"p{n}", n, family, given) for n, family, given in known[: rows - new]]
    people += [(f"n{n}", n, family, given) for n, family, given in _names(new, 99)]
    file = io.BytesIO()
    with Workbook(file, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        for number, (mail, at, family, given) in enumerate(people, start=1):
            place = f"Bench land {at % ADMINISTRATIONS}"
            cells = [family, given, "F", place, "Officer", f"{mail}@example.org", "Participant", "Attended"]
            sheet.write_row(number, 0, cells)
    return file.getvalue()


def _bare_copy(event: Event) -> float:
    """Return the seconds of a COPY of the event's participations into another event, and nothing else."""
    other = Event.objects.create(
        title="Bare", kind="WORKSHOP", state="HELD", starts_on="2023-09-04", ends_on="2023-09-08"
    )
    fields: list[Any] = [field for field in Participation._meta.concrete_fields if not field.primary_key]
    names = [str(field.column) for field in fields]
    columns = ", ".join(names)
    shown = ", ".join(str(other.pk) if name == "event_id" else name for name in names)
    file = io.StringIO()
    with connection.cursor() as cursor:
        query = f"SELECT {shown} FROM programmes_participation WHERE event_id = {event.pk}"  # noqa: S608
        cursor.copy_expert(f"COPY ({query}) TO STDOUT", file)
        file.seek(0)
        took, _done = _timed(
            lambda: _checked(
                cursor.copy_expert, f"COPY programmes_participation ({columns}) FROM STDIN", file
            )
        )
    return took


def _poured(event: Event) -> float:
    """Return the seconds of writing the event's participations into another event as the portal writes."""
    other = Event.objects.create(
        title="Poured", kind="WORKSHOP", state="HELD", starts_on="2023-09-04", ends_on="2023-09-08"
    )
    names = ("person_id", "role", "state", "organisation_id", "position")
    rows = list(event.participations.values(*names))

    def pour() -> None:
        ids = bulk.next_ids(Participation, len(rows))
        made = ({"id": pk, "event_id": other.pk, **row} for pk, row in zip(ids, rows, strict=True))
        bulk.pour(Participation, made, by=BY)

    return _timed(lambda: _checked(pour))[0]


def _import_export(data: bytes) -> float:
    """Return the seconds django-import-export needs to read the file and make a person of each row."""
    from import_export import resources  # noqa: PLC0415 - for the bench alone
    from import_export.fields import Field  # noqa: PLC0415
    from import_export.formats.base_formats import XLSX  # noqa: PLC0415

    columns = {"family_name": "Family name", "given_names": "Given names", "email": "E-mail"}
    people = type(
        "People",
        (resources.ModelResource,),
        {
            **{name: Field(attribute=name, column_name=heading) for name, heading in columns.items()},
            "Meta": type(
                "Meta",
                (),
                {
                    "model": Person,
                    "fields": tuple(columns),
                    "import_id_fields": (),
                    "use_bulk": True,
                    "batch_size": 2_000,
                    "skip_diff": True,
                    "force_init_instance": True,
                },
            ),
        },
    )
    took, _result = _timed(
        lambda: people().import_data(XLSX().create_dataset(data), use_transactions=False, raise_errors=True)
    )
    return took


def main() -> int:
    """Print what was measured; two numbers on the command line are other rows and another register."""
    for name, number, unit in measure(*map(int, sys.argv[1:3])):
        sys.stdout.write(f"{name}: {number:,.2f} {unit}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
