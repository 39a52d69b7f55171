"""A donor and a focal point take everything they may fetch, and subtract: few persons stay unknown."""

import csv
import io
import json
import re

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from members.choices import Sex
from programmes.choices import SMALLEST_GROUP
from programmes.models import Event, Phase, Programme
from reports.choices import Audience
from reports.documents import make_document
from reports.formats.delimited import render_csv
from reports.formats.registry import FORMATS
from reports.indicators.registry import REGISTRY
from reports.periods import Period
from reports.scope import Scope
from reports.sections import key_figures
from tests.factories.members import AccountFactory, PersonFactory
from tests.factories.programmes import (
    EventFactory,
    FundingFactory,
    HeadcountFactory,
    ParticipationFactory,
    PhaseFactory,
    ProgrammeFactory,
)

pytestmark = pytest.mark.django_db

YEARS = (2021, 2022, 2023)
# Persons whose sex is stated at the event of each phase in each year; 0: no event.
HELD = {
    ("APSP", 1): (9, 6, 2),
    ("APSP", 2): (3, 12, 8),
    ("MTP", 1): (0, 7, 7),
    ("MTP", 2): (1, 1, 15),
    ("MTP", None): (6, 0, 3),
}
INDICATORS = ("share_of_women", "completions")


@pytest.fixture
def donor_account():
    """A donor who pays for phases of two programmes of which few persons are known here and there."""
    account = AccountFactory(donor=True)
    programmes = {code: ProgrammeFactory(code=code) for code in ("APSP", "MTP")}
    phases = {
        (code, number): FundingFactory(
            donor=account.organisation, phase=PhaseFactory(programme=programmes[code], number=number)
        ).phase
        for code, number in HELD
        if number
    }
    for (code, number), counts in HELD.items():
        for year, persons in zip(YEARS, counts, strict=True):
            if persons:
                phase = [phases[code, number]] if number else []
                event = EventFactory(
                    programmes=[programmes[code]],
                    phases=phase,
                    starts_on=f"{year}-03-04",
                    ends_on=f"{year}-03-08",
                )
                for place in range(persons):
                    sex = Sex.WOMAN if place % 2 else Sex.MAN
                    state = "COMPLETED" if place % 3 else "ATTENDED"
                    ParticipationFactory(event=event, person=PersonFactory(sex=sex), state=state)
    return account


@pytest.fixture
def attacker(client, donor_account, request):
    """The reader who takes everything, and the events their figures are of."""
    if request.param == "donor":
        client.force_login(donor_account)
        return client, Event.objects.visible_to(donor_account)
    account = AccountFactory(focal_point=True)
    HeadcountFactory(
        event=EventFactory(programmes=list(Event.objects.first().programmes.all()), starts_on=None,
                           starts_precision="NONE", ends_on=None, ends_precision="NONE"),
        organisation=account.organisation, women=None,
    )  # fmt: skip
    for event in Event.objects.all():
        for programme in event.programmes.all():
            programme.memberships.get_or_create(administration=account.organisation.administration)
    client.force_login(account)
    return client, Event.objects.all()


def subject_of(event, programme, phase, year):
    """Test if the event is among those a question is about."""
    return (
        (programme is None or event.programmes.filter(code=programme).exists())
        and (phase is None or event.phases.filter(programme__code=programme, number=phase).exists())
        and (year is None or event.ends_on is not None and event.ends_on.year == year)
    )


def everything_asked():
    for programme, phase in [(None, None), ("APSP", None), ("MTP", None), *((c, n) for c, n in HELD if n)]:
        for year in (None, *YEARS):
            yield programme, phase, year


def questions(indicator):
    for programme, phase, year in everything_asked():
        named = {"programme": programme, "phase": phase, "year": year}
        asked = {name: str(value) for name, value in named.items() if value is not None}
        splits = ("", "year") if programme else ("", "programme", "phase", "year")
        for by in splits:
            yield (programme, phase, year), {"indicator": indicator, **asked, **({"by": by} if by else {})}


def events_in(events, about, by, key):
    """Return which of the events stand in a group of an answer."""
    row = np.zeros(len(events))
    for place, event in enumerate(events):
        values = {
            "programme": set(event.programmes.values_list("pk", flat=True)),
            "phase": set(event.phases.values_list("pk", flat=True)),
            "year": {event.ends_on.year} if event.ends_on else set(),
        }
        if subject_of(event, *about):
            row[place] = not by or (key in values[by] if key is not None else not values[by])
    return row


def told(client, events, indicator):
    """Yield the events each number rests on that the API tells."""
    return (row for row, _number in told_with_numbers(client, events, indicator))


def told_with_numbers(client, events, indicator):
    for about, asked in questions(indicator):
        answer = client.get(reverse("api:figure-list"), asked)
        if answer.status_code == 400:
            continue
        found = answer.json()
        if found["low"] is not None:
            yield events_in(events, about, "", None), found["low"]
        for group in found.get("groups", ()):
            if group["low"] is not None:
                yield events_in(events, about, asked["by"], group["key"]), group["low"]


def is_known(rows, wanted):
    answer = np.linalg.lstsq(rows.T, wanted, rcond=None)[0]
    return bool(np.allclose(rows.T @ answer, wanted, atol=1e-7))


@pytest.mark.parametrize("attacker", ["donor", "focal point"], indirect=True)
@pytest.mark.parametrize("indicator", INDICATORS)
def test_no_subtraction_of_figures_tells_of_few_persons(donor_account, attacker, indicator):
    client, visible = attacker
    events = list(visible.filter(ends_on__isnull=False).order_by("pk"))
    persons = np.array([event.participations.count() for event in events])

    rows = np.array(list(told(client, events, indicator)))

    assert len(rows) > 5  # something is told, or nothing would be proved
    for about in everything_asked():
        cell = np.array([float(subject_of(event, *about)) for event in events])
        if 0 < cell @ persons < SMALLEST_GROUP:
            assert not is_known(rows, cell), about
    for place, event in enumerate(events):
        if persons[place] < SMALLEST_GROUP:
            alone = np.zeros(len(events))
            alone[place] = 1
            assert not is_known(rows, alone), event


def reports_of(reader, donor=None):
    """Yield every report about a programme, a phase and a calendar year, and what it is about."""
    for programme, phase, year in everything_asked():
        scope = Scope(
            reader=reader,
            audience=Audience.DONOR if donor else Audience.READER,
            donor=donor,
            for_others=True,
            programme=Programme.objects.filter(code=programme).first() if programme else None,
            phase=Phase.objects.filter(programme__code=programme, number=phase).first() if phase else None,
            period=Period.calendar_year(year) if year else None,
        )
        report = make_document(scope, reference="R", now=timezone.now(), steps=[key_figures])
        yield (programme, phase, year), report


def told_in_files(report, name):
    """Return the number each format of a report tells of an indicator; None where it is kept back."""
    lines = csv.DictReader(io.StringIO(render_csv(report).decode("utf-8-sig")))
    in_csv = [float(line["value"]) if line["value"] else None for line in lines if line["column"] == name]
    book = load_workbook(io.BytesIO(FORMATS["xlsx"].render(report)))
    rows = [[cell.value for cell in row] for sheet in book for row in sheet.iter_rows()]
    found = [row for row in rows if name in row]
    numbers = [[each for each in row if isinstance(each, int | float)] for row in found]
    in_xlsx = [float(each[0]) if each else None for each in numbers]
    sections = json.loads(FORMATS["json"].render(report))["sections"]
    figures = [each for block in sections[0]["blocks"] for each in block["figures"] if each["label"] == name]
    in_json = [each["value"] for each in figures]
    return {*in_csv, *in_xlsx[: len(in_csv)], *in_json}


def told_everywhere(client, donor_account, indicator):
    """Yield the events each number rests on, and the number, of pages, API and files of every report."""
    events = list(Event.objects.order_by("pk"))
    paid = np.array([event.phases.exists() for event in events], dtype=float)
    for row, number in told_with_numbers(client, events, indicator):
        yield row * paid, number
    secretariat, name = AccountFactory(administrator=True), str(REGISTRY[indicator].name)
    for donor in (None, donor_account.organisation):
        for about, report in reports_of(secretariat, donor):
            (number,) = told_in_files(report, name)
            if number is not None:
                yield events_in(events, about, "", None) * (paid if donor else 1), number


def cells_of_few(events):
    """Yield every cell of the family, of all, of what the donor pays for and of the rest, that is of few."""
    persons = np.array([event.participations.count() for event in events])
    paid = np.array([float(event.phases.exists()) for event in events])
    for about in everything_asked():
        cell = np.array([float(subject_of(event, *about)) for event in events])
        yield from ((about, part) for part in (cell, cell * paid, cell * (1 - paid)) if part @ persons)
    yield from zip(events, np.eye(len(events)), strict=True)


@pytest.mark.parametrize("indicator", INDICATORS)
def test_no_subtraction_over_reports_and_pages_tells_of_few_persons(client, donor_account, indicator):
    """What others pay for is in a public report, and not in what a donor is told of its own."""
    client.force_login(donor_account)
    events = list(Event.objects.order_by("pk"))
    persons = np.array([event.participations.count() for event in events])

    rows = np.array([row for row, _number in told_everywhere(client, donor_account, indicator)])

    assert len(np.unique(rows, axis=0)) > 5  # something is told, or nothing would be proved
    few = [(about, cell) for about, cell in cells_of_few(events) if cell @ persons < SMALLEST_GROUP]
    assert len(few) > 5
    for about, cell in few:
        assert not is_known(rows, cell), about


def test_no_bounds_of_what_is_told_leave_one_number_for_few_persons(client, donor_account):
    """Nobody completed more often than they came: with the sums, that must not pin anybody down."""
    client.force_login(donor_account)
    events = list(Event.objects.order_by("pk"))
    most = np.array([float(event.participations.count()) for event in events])

    told_of = list(told_everywhere(client, donor_account, "completions"))
    low, high = bounds(told_of, most)

    assert (high - low < most).any()  # the attack learns something, or it would prove nothing
    for event, below, above, persons in zip(events, low, high, most, strict=True):
        if persons < SMALLEST_GROUP:
            assert above > below, event


def bounds(told_of, most):
    """Return between what each event's number lies: every sum and difference of two, again and again."""
    rows = {tuple(row): number for row, number in told_of}
    pairs = [(np.array(row), number) for row, number in rows.items()]
    pairs += [
        (one - other, first - second)
        for one, first in list(pairs)
        for other, second in list(pairs)
        if (one - other).any()
    ]
    low, high = np.zeros(len(most)), most.copy()
    for _ in range(10):
        for row, number in pairs:
            least = np.where(row > 0, row * low, row * high)
            largest = np.where(row > 0, row * high, row * low)
            for place in np.flatnonzero(row):
                at_most = number - (least.sum() - least[place])
                at_least = number - (largest.sum() - largest[place])
                one, other = sorted((at_least / row[place], at_most / row[place]))
                low[place], high[place] = max(low[place], one), min(high[place], other)
    return low, high


@pytest.mark.parametrize(
    "narrower",
    [
        {"from": "2021-01-01", "until": "2022-06-30"},
        {"mode": "ONLINE"},
        {"kind": "WORKSHOP"},
        {"topic": "none"},
        {"administration": "none"},
        {"by": "administration"},
        {"by": "topic"},
        {"by": "mode"},
    ],
    ids=str,
)
@pytest.mark.parametrize("indicator", INDICATORS)
def test_a_narrower_question_about_persons_is_refused(client, donor_account, indicator, narrower):
    client.force_login(donor_account)

    for page in ("api:figure-list", "reports:evidence"):
        asked = {"indicator": indicator} | {k: v for k, v in narrower.items() if "api" in page or k != "by"}
        if len(asked) > 1:
            assert client.get(reverse(page), asked).status_code == 400


def on_the_page(client: Client, address, year):
    page = client.get(address, {"year": year} if year else {}).content.decode()
    found = re.search(r"Share of women</dt>\s*<dd class=\"value[^>]*>\s*([^<]*?)\s*<", page)
    return found and found[1]


def test_the_pages_keep_back_what_the_api_keeps_back(client, donor_account):
    client.force_login(donor_account)
    for code, address in (
        (None, reverse("reports:funded")),
        ("APSP", reverse("reports:programme-page", args=["APSP"])),
        ("MTP", reverse("reports:programme-page", args=["MTP"])),
    ):
        for year in (None, *YEARS):
            asked = {"indicator": "share_of_women"} | ({"programme": code} if code else {})
            answer = client.get(reverse("api:figure-list"), asked | ({"year": year} if year else {})).json()

            assert on_the_page(client, address, year) == answer["shown"], (code, year)
