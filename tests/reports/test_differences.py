"""Two editions of one report: why a figure was another last time, row by row."""

import datetime as dt

import pytest
from django.db import connection
from django.urls import reverse

from members.actions import merging
from office import audit
from office.audit import Actor
from office.choices import Door
from programmes.choices import EventState
from reports import documents, tasks
from reports.actions import editions, releasing
from reports.actions.editions import Request
from reports.blocks import Document
from reports.choices import RowChange
from reports.models import Edition, EditionFacts, FrozenSeat
from reports.periods import Period
from reports.sections.differences import difference_of
from reports.sections.differences.told import reasons_of
from tests.factories.members import AdministrationFactory, PersonFactory
from tests.factories.programmes import (
    AssignmentFactory,
    EventFactory,
    FundingFactory,
    HeadcountFactory,
    ParticipationFactory,
    PhaseFactory,
    ProgrammeFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2024, 2, 3, 4, 5, tzinfo=dt.UTC)


@pytest.fixture
def phase():
    return PhaseFactory(programme=ProgrammeFactory(code="APSP", short_name="APSP"), number=2)


@pytest.fixture
def officer(phase):
    return AssignmentFactory(programme=phase.programme).account


@pytest.fixture
def second(phase):
    return AssignmentFactory(programme=phase.programme).account


def by(account):
    return Actor(account, Door.PAGE)


@pytest.fixture
def held(phase):
    def held(title, **about):
        return EventFactory(title=title, programmes=[phase.programme], phases=[phase], **about)

    return held


@pytest.fixture
def build(phase, officer):
    def build(**about):
        request = Request(programme=phase.programme, phase=phase, **about)
        edition, job = editions.ask_for_edition(request=request, by=by(officer))
        tasks.build_edition(job_id=job.pk)
        return Edition.objects.get(pk=edition.pk)

    return build


@pytest.fixture
def release(build, officer, second):
    def release(**about):
        edition = build(**about)
        releasing.submit_edition(edition=edition, now=NOW, by=by(officer))
        releasing.release_edition(edition=edition, is_public=False, now=NOW, by=by(second))
        return edition

    return release


def between(before, after):
    return difference_of(documents.frozen_in(before), documents.frozen_in(after))


def told(difference, name, of=""):
    """Return how a figure read before and now, and why, in words."""
    found = [each for each in difference.figures if (each.printed.name, each.printed.of) == (name, of)]
    assert len(found) == 1, [(each.printed.name, each.printed.of) for each in difference.figures]
    return found[0].before, found[0].after, list(reasons_of(found[0], difference.called))


def test_an_edition_keeps_the_rows_it_was_counted_from_and_no_name(held, build):
    event = held("Valuation")
    person = PersonFactory(family_name="Xylophonia")
    ParticipationFactory(event=event, person=person)
    HeadcountFactory(event=event, people=21)
    HeadcountFactory(people=1000)  # of another programme

    facts = build().facts

    rows = FrozenSeat.objects.filter(pk__in=facts.seat_ids)
    assert sorted(rows.values_list("people", flat=True)) == [1, 21]
    assert len(facts.event_ids) == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(row::text, '') FROM reports_frozenseat row")
        assert "Xylophonia" not in cursor.fetchone()[0]
    assert facts.rules["participations"]["rule"]


def test_two_editions_share_the_rows_that_did_not_change(held, build):
    event = held("Valuation")
    rows = [HeadcountFactory(event=event, people=each) for each in (10, 20, 30)]
    first = build()
    kept = FrozenSeat.objects.count()
    rows[0].people = 11
    audit.save(rows[0], by=by(None))

    second = build()

    assert FrozenSeat.objects.count() == kept + 1
    assert len(first.facts.seat_ids & second.facts.seat_ids) == 2


def test_why_it_was_147_last_time(held, release, build):
    long_known, late = held("Valuation"), held("Origin")
    HeadcountFactory(event=long_known, people=100)
    corrected, doubled = HeadcountFactory(event=long_known, people=40), HeadcountFactory(event=late, people=7)
    before = release()
    HeadcountFactory(event=late, people=12)
    corrected.people = 39
    audit.save(corrected, by=by(None))
    audit.remove(doubled, by=by(None))

    after = build()

    assert told(between(before, after), "Participations") == (
        "147",
        "151",
        ["Origin: 1 added, 1 removed (+5)", "Valuation: 1 edited (−1)"],
    )


def test_the_reasons_of_a_figure_that_adds_up_come_to_its_change(held, release, build):
    events = [held(f"Event {number}", contact_hours=number) for number in range(1, 5)]
    places = [AdministrationFactory() for _ in range(3)]
    rows = [
        ParticipationFactory(event=event, organisation=place, state="COMPLETED")
        for event in events
        for place in places
    ]
    before = release()
    rows[0].organisation = places[1]
    rows[1].state = "NO_SHOW"
    rows[2].role = "OBSERVER"
    for row in rows[:3]:
        audit.save(row, by=by(None))
    audit.remove(rows[5], by=by(None))
    events[3].state = EventState.CANCELLED
    events[3].state_reason = "The host withdrew."
    events[2].contact_hours = 9
    for event in events[2:]:
        audit.save(event, by=by(None))
    ParticipationFactory(event=held("New one", contact_hours=3), organisation=places[2], state="COMPLETED")

    difference = between(before, build())

    checked = set()
    for each in difference.figures:
        figure = each.printed.figure
        if figure and figure.code in {"events_held", "participations", "completions", "contact_hours"}:
            change = float(each.after or 0) - float(each.before or 0)
            assert sum(float(reason.adds) for reason in each.reasons) == change, each
            checked.add((figure.code, figure.by))
    assert {("participations", ""), ("contact_hours", ""), ("completions", "")} <= checked
    assert {("participations", "administration"), ("events_held", "administration")} <= checked


def test_an_event_that_is_about_another_topic_explains_the_figures_of_both(held, release, build):
    old, new = TopicFactory(name="Valuation"), TopicFactory(name="Origin")
    event = held("Workshop", topics=[old])
    HeadcountFactory(event=event, people=12)
    before = release()
    audit.link(event, "topics", [new], by=by(None))

    difference = between(before, build())

    assert told(difference, "Participations", "Valuation") == (
        "12",
        "",
        ["Workshop: event edited (topics) (−12)"],
    )
    assert told(difference, "Participations", "Origin") == (
        "",
        "12",
        ["Workshop: event edited (topics) (+12)"],
    )
    assert not [each for each in difference.figures if each.printed.figure and not each.printed.figure.by]


def test_two_entries_of_one_person_explain_fewer_people(held, release, build, administrator):
    here = AdministrationFactory()
    kept, lost = PersonFactory(), PersonFactory()
    for number, person in enumerate((kept, lost)):
        ParticipationFactory(event=held(f"Event {number}"), person=person, organisation=here)
    before = release()
    merging.merge_people(kept=kept, lost=lost, by=by(administrator))

    difference = between(before, build())

    assert told(difference, "People reached") == ("2", "1", ["Event 1: 1 became one with another"])
    assert difference.row_counts == {RowChange.MERGED: 1}


def test_what_is_said_of_few_persons_names_no_event(held, release, build):
    events = [held(f"Event {number}") for number in range(2)]
    rows = [ParticipationFactory(event=event, state="ATTENDED") for event in events for _ in range(6)]
    before = release()
    rows[0].state = "COMPLETED"
    audit.save(rows[0], by=by(None))

    difference = between(before, build())

    assert told(difference, "Completions") == ("0", "1", ["1 edited, at 1 event"])


def test_both_sides_of_a_share_are_told_of_a_whole_and_of_enough_people(held, release, build):
    event = held("Valuation")
    HeadcountFactory(event=event, people=40, women=10)
    before = release()
    HeadcountFactory(event=event, people=20, women=15)

    second = build()
    HeadcountFactory(event=event, people=1, women=1)  # whose sex would be read off

    assert told(between(before, second), "Share of women") == (
        "25 %",
        "41.7 %",
        ["1 added, at 1 event: women +15, of those whose sex is stated +20"],
    )
    assert told(between(second, build()), "Share of women")[2] == ["1 added, at 1 event"]


def test_a_rule_that_changed_is_the_reason(held, release, build):
    HeadcountFactory(event=held("Valuation"), people=12)
    before = release()
    facts = EditionFacts.objects.get(edition=before)
    facts.rules["participations"] |= {"rule": "another", "definition": "Seats taken."}
    facts.save()
    HeadcountFactory(event=held("Origin"), people=1)

    difference = between(before, build())

    figure = next(each for each in difference.figures if each.printed.name == "Participations")
    assert figure.rule.before == "Seats taken."
    assert "It is defined otherwise" in next(reasons_of(figure, difference.called))


def test_a_restatement_says_in_itself_what_changed(held, release, build):
    HeadcountFactory(event=held("Valuation"), people=12)
    before = release()
    HeadcountFactory(event=held("Origin"), people=3)

    document = Document.from_json(build().document)

    (section,) = [each for each in document.sections if each.title.startswith("Changes since the edition of")]
    (table,) = section.blocks
    assert str(before) in section.intro
    row = next(row for row in table.rows if row[0] == "Participations")
    assert row[2:] == ("12", "15", "Origin: event added, 1 added (+3)")
    first = Document.from_json(before.document)
    assert not [each for each in first.sections if each.title.startswith("Changes since")]


def test_an_edition_without_a_change_says_so(held, release, build):
    HeadcountFactory(event=held("Valuation"), people=12)
    release()

    document = Document.from_json(build().document)

    words = [each.blocks[0].paragraphs[0] for each in document.sections if "Changes" in each.title]
    assert words == ["No figure is another than in APSP-P2-001."]


def test_of_an_edition_that_kept_no_rows_the_figures_are_compared_alone(held, release, build):
    HeadcountFactory(event=held("Valuation"), people=12)
    before = release()
    EditionFacts.objects.filter(edition=before).delete()
    HeadcountFactory(event=held("Origin"), people=3)

    after = build()

    assert told(between(before, after), "Participations")[:2] == ("12", "15")
    document = Document.from_json(after.document)
    assert "kept no rows" in str([each.blocks for each in document.sections if "Changes" in each.title])


# The page


def page_of(client, account, edition, **query):
    client.force_login(account)
    return client.get(reverse("reports:edition-changes", args=[edition.key]), query)


def test_an_officer_reads_why_and_opens_the_rows_of_an_event(client, held, release, build, officer):
    event = held("Valuation")
    HeadcountFactory(event=event, people=12)
    before = release()
    person = PersonFactory(family_name="Xylophonia")
    row = ParticipationFactory(event=event, person=person)

    after = build()

    page = page_of(client, officer, after).content.decode()
    assert "Valuation: 1 added (+1)" in page
    rows = page_of(client, officer, after, event=event.pk).content.decode()
    assert f"P{row.pk}" in rows
    assert reverse("reports:person-page", args=[person.pk]) in rows
    assert "Xylophonia" not in page + rows
    assert str(before) in page
    assert page_of(client, officer, after, event="9" * 40).status_code == 404
    assert page_of(client, officer, after, event="nonsense").status_code == 404


def test_a_donor_reads_why_and_no_row(client, held, release, phase, donor):
    FundingFactory(phase=phase, donor=donor.organisation)
    event = held("Valuation")
    HeadcountFactory(event=event, people=12)
    release()
    row = ParticipationFactory(event=event)
    after = release()

    page = page_of(client, donor, after)
    asked = page_of(client, donor, after, event=event.pk)

    assert "Valuation: 1 added (+1)" in page.content.decode()
    for content in (page.content.decode(), asked.content.decode()):
        assert f"P{row.pk}" not in content
        assert reverse("reports:person-page", args=[row.person_id]) not in content


def test_two_editions_of_different_reports_are_not_compared(client, held, release, build, officer):
    HeadcountFactory(event=held("Valuation"), people=12)
    one, other = release(), build(period=Period(dt.date(2023, 1, 1), dt.date(2023, 12, 31)))
    client.force_login(officer)

    between = reverse("reports:edition-changes-between", args=[other.key, one.key])

    assert client.get(between).status_code == 404
    assert "nothing to compare it with" in page_of(client, officer, other).content.decode()
