"""Which pages are measured, as whom they are asked for, and what bare SQL must answer to say the same."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from benchmarks import recordsql
from benchmarks.recordsql import Question
from benchmarks.sizes import LAST_CLOSED_YEAR, LAST_YEAR
from benchmarks.world.reference import DONOR, FOCAL_POINT_OF
from members.choices import Role
from members.models import Administration, Organisation
from programmes.choices import EventState, Precision
from programmes.models import Event, Programme

LOGIN = "login page"
A_CLOSED_YEAR = LAST_CLOSED_YEAR - 1
BY_YEAR = (Question(by=("year",)), Question(by=("year", "mode")))


@dataclass(frozen=True, slots=True)
class Page:
    """A page as one role asks for it. ``questions``: what bare SQL must answer to say the same.

    ``tells``: it shows figures, and so may be cold. ``beside``: the same page with another question.
    """

    name: str
    role: str
    address: str
    questions: tuple[Question, ...] = ()
    tells: bool = False
    beside: str = ""


def pages() -> Iterator[Page]:
    """Yield every page that is measured, the login page first."""
    yield Page(LOGIN, "", reverse("login"))
    asked = (Question(), *BY_YEAR)
    yield Page("home of an officer", Role.OFFICER, reverse("reports:home"), asked, tells=True)
    yield from _region()
    yield from _of_one()
    yield from _matrix()
    yield from _questions()
    yield from _lists()
    yield from _records()


def _region() -> Iterator[Page]:
    region = reverse("reports:region")
    for name, year in (("a closed year", A_CLOSED_YEAR), ("the open year", LAST_YEAR)):
        where = recordsql.OF_YEAR.format(year)
        asked = (*_split(where, (), ("mode",), ("topic",), ("administration",)), *BY_YEAR)
        address, beside = f"{region}?year={year}", f"{region}?year={year - 3}"
        yield Page(f"region, {name}", Role.OFFICER, address, asked, tells=True, beside=beside)
    asked = (*_split("", (), ("mode",), ("topic",), ("administration",)), *BY_YEAR)
    yield Page("region, all time", Role.OFFICER, region, asked, tells=True)
    asked = (Question(by=("administration",)),)
    yield Page("administrations", Role.OFFICER, reverse("reports:administration-list"), asked, tells=True)


def _of_one() -> Iterator[Page]:
    """Yield the dashboards of one administration, donor and programme."""
    fiji = Administration.objects.get(country=FOCAL_POINT_OF)
    where = recordsql.OF_ADMINISTRATION.format(fiji.pk)
    splits: tuple[tuple[str, ...], ...] = ((), ("topic",), ("year",), ("topic", "year"), ("year", "mode"))
    address = reverse("reports:administration-page", args=[FOCAL_POINT_OF])
    asked = (Question(), *_split(where, *splits))
    yield Page("administration, its focal point", Role.FOCAL_POINT, address, asked, tells=True)
    where = recordsql.OF_DONOR.format(Organisation.objects.get(name=DONOR).pk)
    splits = ((), ("phase",), ("year",), ("year", "mode"), ("administration",))
    yield Page("donor", Role.DONOR, reverse("reports:funded"), _split(where, *splits), tells=True)
    other, programme = Programme.objects.order_by("pk")[:2]
    where = recordsql.OF_PROGRAMME.format(programme.pk)
    splits = ((), ("phase",), ("topic",), ("year",), ("year", "mode"))
    address, beside = (reverse("reports:programme-page", args=[each.code]) for each in (programme, other))
    yield Page("programme", Role.OFFICER, address, _split(where, *splits), tells=True, beside=beside)


def _matrix() -> Iterator[Page]:
    """Yield the page of administrations by topics, where the portal has it."""
    try:
        address = reverse("reports:matrix")
    except NoReverseMatch:
        return
    asked = _split("", (), ("administration",), ("topic",), ("administration", "topic"))
    yield Page("matrix of administrations and topics", Role.OFFICER, address, asked, tells=True)


def _questions() -> Iterator[Page]:
    """Yield one figure of the API, and the evidence of figures."""
    evidence, figure = reverse("reports:evidence"), reverse("api:figure-list")
    where = recordsql.OF_YEAR.format(A_CLOSED_YEAR)
    asked = (Question(by=("administration",), where=where, statements=(recordsql.PEOPLE,)),)
    address, beside = (
        f"{figure}?indicator=people&year={year}&by=administration"
        for year in (A_CLOSED_YEAR, A_CLOSED_YEAR - 3)
    )
    name = "figures API, people by administration"
    yield Page(name, Role.OFFICER, address, asked, tells=True, beside=beside)
    rows = (recordsql.ROWS, recordsql.NAMED)
    address, beside = (
        f"{evidence}?indicator=participations&year={year}" for year in (A_CLOSED_YEAR, A_CLOSED_YEAR - 3)
    )
    asked = (Question(where=where, statements=rows),)
    yield Page("evidence of a year", Role.OFFICER, address, asked, tells=True, beside=beside)
    address = f"{evidence}?indicator=participations"
    asked = (Question(statements=rows),)
    yield Page("evidence of all time", Role.OFFICER, address, asked, tells=True)


def _lists() -> Iterator[Page]:
    events = reverse("programmes:event-list")
    yield Page("events, an officer", Role.OFFICER, events)
    yield Page("events, page 100", Role.OFFICER, f"{events}?page=100")
    address = f"{events}?topic=customs-valuation&q=customs+77"
    yield Page("events, by topic and words", Role.OFFICER, address)
    yield Page("events, attended by one", Role.OFFICER, f"{events}?administration={FOCAL_POINT_OF}")
    yield Page("events, a focal point", Role.FOCAL_POINT, events)
    yield Page("events, a donor", Role.DONOR, events)
    yield Page("events, API", Role.OFFICER, reverse("api:event-list"))
    yield Page("programmes", Role.OFFICER, reverse("reports:programme-list"), tells=True)
    yield Page("closed periods", Role.ADMINISTRATOR, reverse("programmes:period-list"))
    yield Page("reports", Role.OFFICER, reverse("reports:edition-list"))


def _records() -> Iterator[Page]:
    held = Event.objects.filter(state=EventState.HELD, headcounts=None, ends_precision=Precision.DAY)
    attended = held.filter(participations__organisation__administration__country=FOCAL_POINT_OF)
    event = reverse("reports:event-page", args=[attended.order_by("-ends_on", "pk").values("pk")[0]["pk"]])
    yield Page("event, an officer", Role.OFFICER, event)
    yield Page("event, a focal point", Role.FOCAL_POINT, event)
    yield Page("home of a master trainer", Role.MASTER_TRAINER, reverse("reports:home"), tells=True)


def _split(where: str, *splits: tuple[str, ...]) -> tuple[Question, ...]:
    return tuple(Question(by=by, where=where) for by in splits)
