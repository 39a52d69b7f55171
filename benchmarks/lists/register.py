"""The register with names and e-mails, and a workbook that names most of its people again.

python -m benchmarks.lists.register ROWS WORKBOOK
"""

import io
import os
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from xlsxwriter import Workbook

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "capacity.settings")
django.setup()

from django.db import connection  # noqa: E402 - only once the settings are read

from benchmarks import databases  # noqa: E402
from benchmarks.world.rows import listed  # noqa: E402
from members.models import Person  # noqa: E402

NEW = 20  # one row in so many names somebody the register does not know
SEXES = {"WOMAN": "F", "MAN": "M"}
HEADINGS = ("Family name", "Given names", "Sex", "Administration", "Position", "E-mail", "Role", "State")
_PARTS = [
    f"{begin}{vowel}{end}"
    for begin in "bdfghjklmnprstvwy"
    for vowel in "aeiou"
    for end in ("", "n", "r", "s")
]
_COLUMNS = "id, family_name, given_names, folded_name, email, name_keys, name_words"
_KNOWN = """SELECT person.id, person.family_name, person.given_names, person.sex, person.email,
    administration.member_name
    FROM members_person AS person
    JOIN members_posting AS posting ON posting.person_id = person.id AND posting.ends_on IS NULL
    JOIN members_administration AS administration
        ON administration.organisation_ptr_id = posting.organisation_id
    ORDER BY md5(person.id::text) LIMIT %s
"""


def main() -> None:
    rows, path = int(sys.argv[1]), Path(sys.argv[2])
    database = connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        is_filled = databases.is_filled(cursor, database)
    if not is_filled:
        _give_names()
        with connection.cursor() as cursor:
            databases.mark_filled(cursor.cursor, database)
    path.write_bytes(workbook(rows))


def _give_names() -> None:
    """Call the people of the world by names of syllables: its own are counted up, and hardly alike."""
    ids = list(Person.everyone.order_by("pk").values_list("pk", flat=True))
    lines = map(_line, ids, _names(len(ids), 1))
    with databases.as_owner_of_all() as server:
        with server.cursor() as cursor:
            databases.without_triggers(cursor)
            cursor.execute(
                f"CREATE TEMP TABLE named AS SELECT {_COLUMNS} FROM members_person WITH NO DATA"  # noqa: S608
            )
            cursor.copy_expert(f"COPY named ({_COLUMNS}) FROM STDIN", io.StringIO("".join(lines)))
            cursor.execute(
                "UPDATE members_person AS person SET family_name = named.family_name,"
                " given_names = named.given_names, folded_name = named.folded_name, email = named.email,"
                " name_keys = named.name_keys, name_words = named.name_words, is_made_up = false"
                " FROM named WHERE named.id = person.id"
            )
        server.commit()
        server.autocommit = True
        with server.cursor() as cursor:
            cursor.execute("VACUUM (FULL, ANALYZE) members_person")


def _line(pk: int, name: tuple[str, str]) -> str:
    family_name, given_names = name
    person = Person(family_name=family_name, given_names=given_names)
    person.derive()
    keys, words = listed(map(str, person.name_keys)), listed(person.name_words)
    cells = (str(pk), family_name, given_names, person.folded_name, _address(pk), keys, words)
    return "\t".join(cells) + "\n"


def _address(number: int) -> str:
    return f"p{number}@example.org"


def _names(count: int, seed: int) -> Iterator[tuple[str, str]]:
    chance = random.Random(seed)  # noqa: S311 - names, not secrets
    for _ in range(count):
        yield _word(chance, 3), f"{_word(chance, 3)} {_word(chance, 2)}"


def _word(chance: random.Random, parts: int) -> str:
    return "".join(chance.choice(_PARTS) for _ in range(parts)).capitalize()


def workbook(rows: int) -> bytes:
    """Return a list of people of the register, of everywhere in it, and of some it does not know."""
    file = io.BytesIO()
    new = rows // NEW
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, [rows])
        known = cursor.fetchall()
    with Workbook(file, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        for number, (pk, family, given, sex, mail, place) in enumerate(known[: rows - new], start=1):
            sheet.write_row(number, 0, _cells(family, given, SEXES.get(sex, ""), place, mail or _address(pk)))
        for at, (family, given) in enumerate(_names(new, 99)):
            place = known[at % len(known)][-1]
            sheet.write_row(rows - new + at + 1, 0, _cells(family, given, "F", place, f"n{at}@example.org"))
    return file.getvalue()


def _cells(family: str, given: str, sex: str, place: str, mail: str) -> list[str]:
    return [family, given, sex, place, "Officer", mail, "Participant", "Attended"]


if __name__ == "__main__":
    main()
