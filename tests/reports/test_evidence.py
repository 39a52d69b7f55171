"""The list and the figure are one thing: rows add up, groups lead to themselves, nobody reads too much."""

from decimal import Decimal
from urllib.parse import urlsplit

import pytest
from django.http import QueryDict
from django.urls import reverse

from programmes.choices import EventState
from programmes.models import Event
from reports.asking import UnknownQuestion
from reports.filters import read_question, scope_of
from reports.indicators.registry import COMPLETIONS, REGISTRY
from reports.measuring.dimensions import DIMENSIONS, YEAR, year_starting_in
from reports.measuring.measure import measure
from reports.models import EventFact
from reports.periods import Period
from reports.quantities import Quantity
from reports.sections.addresses import addresses_of
from reports.sections.evidence import Around, all_rows, counted_rows, numbers_of, rows_counted
from reports.sections.reasons import ALSO, LEAVES_OUT
from tests.factories.programmes import EventFactory, ParticipationFactory
from tests.reports.worlds import rich_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(donor, focal_point):
    return rich_world(donor.organisation, focal_point.organisation)


READERS = ("officer", "focal_point", "donor")


@pytest.fixture(params=READERS)
def reader(request):
    return request.getfixturevalue(request.param)


def added_up(around, indicator):
    """Return the figure as its rows give it, by a rule of their own."""
    rows = list(counted_rows(around, indicator))
    persons = {row.person_id for row in rows if getattr(row, "person_id", None)}
    match indicator.code:
        case "events_held" | "completions":
            return len(rows)
        case "participations":
            return sum(row.people for row in rows)
        case "people":
            return len(persons) + sum(row.people for row in rows if not row.is_named)
        case "administrations_reached":
            stated = around.all_of(EventFact).filter(ALSO[indicator.code][0].where)
            unnamed = 0 if around.is_of_one_administration else sum(r.unnamed_administrations for r in stated)
            return len({row.administration_id for row in rows}) + unnamed
        case "share_of_women":
            return round(Decimal(100) * sum(r.women for r in rows) / sum(r.stated for r in rows), 1)
        case "contact_hours":
            return sum(row.hours for row in rows)


def left_out(around, indicator):
    return all_rows(around, indicator, numbers_of(around, indicator), most=10)[2]


def same(quantity, around, indicator):
    if quantity.high is None:  # not recorded, or kept back
        assert quantity.is_withheld or not counted_rows(around, indicator).exists()
    elif quantity != Quantity.exactly(0):
        assert added_up(around, indicator) == quantity.high, (indicator.code, around)


# Who was still in post has rows of its own, and a world of its own: tests/reports/test_retention.py.
@pytest.mark.parametrize("code", [code for code in REGISTRY if not code.startswith("still_in_post")])
@pytest.mark.parametrize("period", [None, Period.calendar_year(2023), Period.year_from(2022, 7)], ids=str)
def test_the_rows_add_up_to_the_figure_whoever_asks(world, reader, code, period):
    indicator, scope = REGISTRY[code], scope_of(reader, period=period)
    around = Around(scope)

    quantity = measure(scope, [indicator])[indicator]
    shown = rows_counted(around, indicator, most=100)

    assert counted_rows(around, indicator).exists()
    assert quantity.is_withheld or added_up(around, indicator) == quantity.high
    assert shown.total == counted_rows(around, indicator).count()
    assert shown.total - shown.not_shown == shown.shown == len(shown.rows)


@pytest.mark.parametrize("by", [*DIMENSIONS, "year_from_7"])
def test_each_group_of_a_split_leads_to_its_own_rows(world, officer, by):
    """Of those without a value too. What the address asks is counted again from its own gate."""
    about = {"programme": world.programme} if by == "year_from_7" else {}
    scope = scope_of(officer, **about)
    dimension = DIMENSIONS.get(by) or year_starting_in(7)
    indicators = list(REGISTRY.values())
    groups = measure(scope, indicators, by=[dimension]).by(dimension, missing="none")
    addresses = addresses_of(scope, [dimension], [group.key for group in groups])

    assert any(None in group.key for group in groups) == (by not in ("mode", "level", "kind"))
    for group in groups:
        for indicator in indicators:
            address = addresses(indicator, group.key)
            if not address:  # no programme, no phase: no address can ask for what has no programme
                assert by in ("programme", "phase")
                assert group.key == (None,)
                continue
            question = read_question(QueryDict(urlsplit(address).query), officer)
            assert question.answer() == group[indicator], address
            same(group[indicator], Around(question.scope, question.places), indicator)


def tables_in(context):
    """Return every table a page shows, and those of its charts."""
    if "table" in context:
        yield context["table"]
    lists = [context.get(name) or [] for name in ("sections", "figures", "about", "money")]
    for section in [each for those in lists if isinstance(those, list) for each in those]:
        for block in getattr(section, "blocks", ()):
            if hasattr(block, "as_table"):
                yield block.as_table()
            elif hasattr(block, "evidence"):
                yield block


def missing_addresses(table):
    """Return the numbers of a table that lead nowhere."""
    nowhere = [("",) * len(row) for row in table.rows]
    rows = zip(table.rows, table.evidence or nowhere, strict=True)
    cells = [pair for row, addresses in rows for pair in zip(row, addresses, strict=True)]
    return [cell for cell, address in cells if isinstance(cell, Quantity) and cell.low and not address]


PAGES = {
    "officer": [
        "region",
        "region?year=2023",
        "administration-page",
        "administration-page?year=2023",
        "programme-page",
        "programme-page?year=2022-23",
        "home",
        "matrix",
        "matrix?year=2023&figure=people",
    ],
    "focal_point": ["region", "administration-page", "programme-page", "matrix"],
    "donor": ["funded", "funded?year=2023", "programme-page"],
}


@pytest.mark.parametrize(("role", "page"), [(role, page) for role, pages in PAGES.items() for page in pages])
def test_every_number_in_a_table_opens_evidence_of_that_number(client, request, world, role, page):
    account = request.getfixturevalue(role)
    name, _, query = page.partition("?")
    own = request.getfixturevalue("focal_point").organisation
    args = {"administration-page": [own.iso2], "programme-page": ["ROCB"]}.get(name, [])
    client.force_login(account)
    context = client.get(f"{reverse(f'reports:{name}', args=args)}?{query}").context

    followed = opened = 0
    for table in tables_in(context):
        kinds = set()
        assert not missing_addresses(table)
        lines = list(zip(table.rows, table.evidence, strict=bool(table.evidence)))
        for row, addresses in [*lines[:1], *lines[1:][-2:]]:  # the last are of no value, and the total
            for cell, address in zip(row, addresses, strict=True):
                if "/evidence/" in address and "left_out" not in address:
                    asked = read_question(QueryDict(urlsplit(address).query), account).answer()
                    assert (asked.low, asked.accuracy) == (cell.low, cell.accuracy), address
                    followed += 1
                if address and ("left_out" in address) not in kinds:  # once each: the rest is the same
                    kinds.add("left_out" in address)
                    answer = client.get(address)
                    assert answer.status_code == 200, address
                    if "left_out" in address:
                        assert answer.context["only"].total == (cell.low if cell.is_recorded else 1)
                    opened += 1
    assert followed
    assert opened


def test_reasons_tell_apart_everybody_who_is_not_counted(world, officer):
    found = {
        each.code: each.total for each in left_out(Around(scope_of(officer)), REGISTRY["participations"])
    }

    assert found == {
        "event_without_number": 1,
        "number_not_recorded": 1,
        "did_not_take_part": 1,
        "other_role": 2,
        "planned": 2,
        "confirmed": 2,
        "postponed": 2,
        "cancelled": 2,
    }


def test_a_row_is_counted_or_left_out_for_one_reason_and_never_both(world, officer):
    around = Around(scope_of(officer, period=Period.calendar_year(2023)))

    for indicator in REGISTRY.values():
        seen = list(counted_rows(around, indicator).values_list("pk", flat=True))
        for reason in LEAVES_OUT[indicator.code]:
            if reason.facts is indicator.facts and not reason.outside_period:
                seen += around.all_of(reason.facts).filter(reason.where).values_list("pk", flat=True)
        in_scope = around.all_of(indicator.facts).count()
        assert len(seen) == len(set(seen)) == in_scope, indicator.code


def test_a_period_of_one_day_holds_what_ended_on_that_day(world, officer):
    day = Period.year_from(2023, 3).start.replace(day=7)
    around = Around(scope_of(officer, period=Period(day, day)))

    assert added_up(around, REGISTRY["participations"]) == 8
    assert added_up(around, REGISTRY["contact_hours"]) == 12


def test_a_donor_is_not_told_women_by_row_and_an_officer_is(client, world, donor, officer):
    address = f"{reverse('reports:evidence')}?indicator=share_of_women"
    pages = {}
    for account in (donor, officer):
        client.force_login(account)
        pages[account] = client.get(address).content.decode()

    assert "Women</th>" in pages[officer]
    assert "Women</th>" not in pages[donor]


def test_rows_of_a_figure_that_is_kept_back_are_kept_back_too(client, world, donor):
    """Three named people in one year: how many rows there are would say what is withheld."""
    event = EventFactory(starts_on="2019-03-04", ends_on="2019-03-08", **world.linked)
    ParticipationFactory.create_batch(3, event=event)
    client.force_login(donor)
    query = f"indicator={COMPLETIONS.code}&year=2019"

    answer = client.get(f"{reverse('reports:evidence')}?{query}")

    assert answer.context["figure"].figures[0].quantity.is_withheld
    assert "counted" not in answer.context
    assert "kept back" in answer.content.decode()


def test_rows_left_out_may_be_paged_through(client, world, officer):
    client.force_login(officer)
    address = f"{reverse('reports:evidence')}?indicator=participations&left_out=other_role"

    answer = client.get(address)

    assert {row.role for row in answer.context["only"].rows} == {"OBSERVER", "RESOURCE_PERSON"}
    assert "There as observer" in answer.content.decode()


def test_a_year_is_never_asked_for_without_an_address_of_its_own(world, officer):
    assert addresses_of(scope_of(officer), [YEAR], [(2023,)])(COMPLETIONS, (2023,)).endswith("year=2023")


@pytest.mark.parametrize("role", READERS)
def test_every_number_of_an_event_opens_its_rows(client, request, world, role):
    account = request.getfixturevalue(role)
    client.force_login(account)
    held = Event.objects.visible_to(account).filter(state=EventState.HELD)
    opened = 0
    for event in held.order_by("pk"):
        section = client.get(event.get_absolute_url()).context["attendance"]
        figures, *tables = section.blocks
        cells = [(each.quantity, each.evidence_url) for each in figures.figures if each.quantity.is_recorded]
        for table in tables:
            assert not missing_addresses(table)
            cells += zip([row[1] for row in table.rows], [row[1] for row in table.evidence], strict=True)
        for quantity, address in cells:
            assert f"event={event.pk}" in address
            answer = client.get(address)
            assert read_question(QueryDict(urlsplit(address).query), account).answer() == quantity
            rows = answer.context["counted"].rows
            assert {row.event_id for row in rows} <= {event.pk}
            opened += 1
    assert opened


def test_an_event_that_is_not_open_to_the_reader_is_not_asked_about(focal_point, world):
    hidden = Event.objects.exclude(pk__in=Event.objects.visible_to(focal_point)).first()

    for number in (hidden.pk, 10**17, "0x1", "²"):
        with pytest.raises(UnknownQuestion, match="event"):
            read_question(QueryDict(f"indicator=participations&event={number}"), focal_point)
