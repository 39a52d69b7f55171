"""One event: its official figures for whoever may open it, its people only for who may see them."""

import pytest
from django.urls import reverse

from members.choices import Sex
from office.audit import Actor, save
from office.choices import Door
from office.models import ReadEntry
from programmes.actions import closing
from programmes.choices import Accuracy, EventRole, EventState, ParticipationState, Sector
from tests.factories.kept import CommitmentFactory, StatementFactory
from tests.factories.members import AdministrationFactory, PersonFactory
from tests.factories.programmes import (
    AssignmentFactory,
    ClosedPeriodFactory,
    EventFactory,
    EventOrganisationFactory,
    EventPurposeFactory,
    FundingFactory,
    HeadcountFactory,
    InstrumentFactory,
    ObjectiveFactory,
    ParticipationFactory,
    PhaseFactory,
    PlanItemFactory,
    ProgrammeFactory,
    SourceRowFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db


def event_page(client, account, event):
    client.force_login(account)
    return client.get(event.get_absolute_url())


def text_of(client, account, event):
    return event_page(client, account, event).content.decode()


def figures_of(answer):
    return {
        figure.label: figure.quantity.shown() for figure in answer.context["attendance"].blocks[0].figures
    }


def test_an_event_shows_how_many_took_part_as_exactly_as_it_is_known(client, officer):
    event = EventFactory()
    HeadcountFactory(event=event, people=20, accuracy=Accuracy.ABOUT)
    ParticipationFactory(event=event)
    HeadcountFactory(event=event, people=90, role=EventRole.OBSERVER)
    HeadcountFactory(event=EventFactory(), people=7)  # on the same days

    answer = event_page(client, officer, event)

    assert figures_of(answer)["Participants"] == "about 21"
    assert figures_of(answer)["Administrations"] == "2"


def test_participants_by_administration_are_official_and_shown_to_a_donor(client, donor):
    phase = FundingFactory(donor=donor.organisation).phase
    event = EventFactory(phases=[phase])
    fiji = AdministrationFactory(member_name="Fiji")
    ParticipationFactory.create_batch(2, event=event, organisation=fiji, person__family_name="Tuimavave")
    HeadcountFactory(event=event, organisation=fiji, people=4, women=1)

    answer = event_page(client, donor, event)
    text = answer.content.decode()

    (row,) = answer.context["attendance"].blocks[1].rows
    assert (row[0], row[1].low) == ("Fiji", 6)
    assert "Tuimavave" not in text
    assert "2 entries of people are not shown to you by name" in text
    assert not ReadEntry.objects.exists()


def test_women_of_one_event_are_shown_only_to_who_may_see_the_people(client, donor, officer):
    phase = FundingFactory(donor=donor.organisation).phase
    event = EventFactory(phases=[phase])
    HeadcountFactory(event=event, people=4, women=3)

    assert figures_of(event_page(client, officer, event))["Share of women"] == "75 %"
    assert "Share of women" not in figures_of(event_page(client, donor, event))
    assert "Women among them" not in text_of(client, donor, event)


def test_the_secretariat_reads_names_and_the_reading_is_logged(client, officer):
    event = EventFactory()
    ParticipationFactory(event=event, person=PersonFactory(family_name="Tuimavave", sex=Sex.WOMAN))

    assert "Tuimavave" in text_of(client, officer, event)
    entry = ReadEntry.objects.get()
    assert (entry.reader, entry.people, entry.what) == (officer, 1, f"participants of event {event.pk}")


def test_a_focal_point_reads_its_own_people_and_how_many_others_there_are(client, focal_point):
    event = EventFactory()
    ours = PersonFactory(family_name="Ourofficer")
    ParticipationFactory(event=event, person=ours, organisation=focal_point.organisation)
    ParticipationFactory(event=event, person=PersonFactory(family_name="Theirofficer"))

    text = text_of(client, focal_point, event)

    assert "Ourofficer" in text
    assert "Theirofficer" not in text
    assert "1 entry of a person is not shown" in text


def test_an_event_that_is_not_for_the_reader_is_not_there(client, focal_point, donor):
    event = EventFactory()
    HeadcountFactory(event=event)

    for account in (focal_point, donor):
        assert event_page(client, account, event).status_code == 404


def test_a_planned_event_shows_who_is_nominated_and_counts_nobody(client, officer):
    event = EventFactory(planned=True)
    ParticipationFactory(
        event=event, state=ParticipationState.NOMINATED, person=PersonFactory(family_name="Nominee")
    )

    text = text_of(client, officer, event)

    assert "Nominee" in text
    assert "Only an event that was held is counted" in text


def test_buttons_stand_only_where_the_event_may_be_changed(client, assigned, officer):
    programme = ProgrammeFactory()
    event = EventFactory(programmes=[programme])
    doors = [
        reverse(f"programmes:event-{name}", args=[event.pk])
        for name in ("edit", "people", "headcounts", "state")
    ]

    mine, theirs = text_of(client, assigned(programme), event), text_of(client, officer, event)

    assert all(door in mine for door in doors)
    assert not any(door in theirs for door in doors)


def test_an_event_of_a_closed_period_says_why_it_no_longer_changes(client, officer):
    closed = ClosedPeriodFactory(reason="The annual report is out.")
    event = EventFactory(programmes=[closed.programme])
    other = EventFactory(programmes=[ProgrammeFactory()])

    assert "The annual report is out." in text_of(client, officer, event)
    assert "The annual report is out." not in text_of(client, officer, other)


def test_an_event_of_a_closed_period_offers_no_way_to_change_it(client, assigned):
    programme = ProgrammeFactory()
    officer = assigned(programme)
    event = EventFactory(programmes=[programme])
    change = reverse("programmes:event-edit", args=[event.pk])

    assert change in text_of(client, officer, event)
    by = Actor(officer, Door.PAGE, "The annual report is out.")
    closing.close_period(programme=programme, starts_on=event.starts_on, ends_on=event.ends_on, by=by)
    assert change not in text_of(client, officer, event)


@pytest.mark.parametrize(
    ("state", "came", "is_asked"),
    [
        (EventState.HELD, ParticipationState.NOMINATED, True),
        (EventState.HELD, ParticipationState.ATTENDED, False),
        (EventState.PLANNED, ParticipationState.NOMINATED, False),
    ],
)
def test_whether_people_came_is_asked_once_the_event_was_held(client, assigned, state, came, is_asked):
    programme = ProgrammeFactory()
    event = EventFactory(programmes=[programme], state=state)
    ParticipationFactory(event=event, state=came)

    assert ("Say who came" in text_of(client, assigned(programme), event)) == is_asked


def test_who_may_not_change_an_event_is_not_asked_who_came(client, officer):
    event = EventFactory()
    ParticipationFactory(event=event, state=ParticipationState.NOMINATED)

    assert "Say who came" not in text_of(client, officer, event)


def test_an_undated_event_has_a_page(client, officer):
    event = EventFactory(undated=True)
    HeadcountFactory(event=event, people=3)

    assert figures_of(event_page(client, officer, event))["Participants"] == "3"


def test_a_part_leads_to_its_whole_and_the_whole_to_its_parts(client, officer):
    whole = EventFactory(title="Working Group 1")
    part = EventFactory(title="Valuation", parent=whole)
    HeadcountFactory(event=whole, people=20)

    assert whole.get_absolute_url() in text_of(client, officer, part)
    assert part.get_absolute_url() in text_of(client, officer, whole)
    assert figures_of(event_page(client, officer, part))["Participants"] == "not recorded"


def test_a_reader_is_not_led_to_a_part_it_may_not_open(client, focal_point):
    whole = EventFactory(title="Working Group 1")
    HeadcountFactory(event=whole, organisation=focal_point.organisation)
    EventFactory(title="Hidden part", parent=whole)

    assert "Hidden part" not in text_of(client, focal_point, whole)


def test_the_row_it_was_read_from_is_for_the_secretariat(client, officer, focal_point):
    event = EventFactory()
    HeadcountFactory(event=event, organisation=focal_point.organisation)
    SourceRowFactory(event=event, cells={"participants": "twenty-nine", "note": ""})

    assert "twenty-nine" in text_of(client, officer, event)
    assert "twenty-nine" not in text_of(client, focal_point, event)


def test_the_trail_is_for_auditors_and_for_who_may_change_the_event(client, auditor, officer, assigned):
    programme = ProgrammeFactory()
    event = EventFactory(programmes=[programme], city="Suva")
    editor = assigned(programme)
    event.city = "Nadi"
    save(event, by=Actor(editor, Door.PAGE, reason="Misread"))

    for account in (auditor, editor):
        text = text_of(client, account, event)
        assert "city: from Suva to Nadi" in text
        assert "Misread" in text
    assert "from Suva to Nadi" not in text_of(client, officer, event)


def test_the_trail_says_choices_by_their_label(client, auditor):
    event = EventFactory(state=EventState.PLANNED)
    event.state = EventState.HELD
    save(event, by=Actor(auditor, Door.PAGE))

    assert "state: from Planned to Held" in text_of(client, auditor, event)


def test_all_that_is_recorded_is_shown(client, officer):
    programme = ProgrammeFactory(short_name="APSP")
    phase = PhaseFactory(programme=programme, name="Phase 2")
    topic = TopicFactory(name="Passenger controls")
    event = EventFactory(
        programmes=[programme], phases=[phase], topics=[topic], city="Suva", contact_hours="22.5",
        language="English", note="First line\nsecond line", source="https://example.org/a",
    )  # fmt: skip
    EventOrganisationFactory(event=event, organisation__name="CCF/Japan", amount=1000, currency="USD")
    HeadcountFactory(event=event, organisation=None, people=3, sector=Sector.PRIVATE)

    text = text_of(client, officer, event)

    for words in ("APSP: Phase 2", "Passenger controls", "Suva", "22.5", "English", "second line",
                  "https://example.org/a", "CCF/Japan (USD 1000", "Private sector", "Not split"):  # fmt: skip
        assert words in text


def test_an_event_says_what_it_was_for_and_as_what_it_was_planned(client, officer):
    event = EventFactory()
    about = {"venue": "Holiday Inn", "aim": "To stop <b>fakes</b>", "outcome": "Plans were made"}
    purpose = EventPurposeFactory(event=event, **about)
    purpose.instruments.add(InstrumentFactory(name="TRIPS"))
    event.objectives.add(ObjectiveFactory(code="P1", statement="Instruments and tools"))
    item = PlanItemFactory(title="Oceania workshop", plan__title="Work Plan 2017/18")
    item.events.add(event)

    told = text_of(client, officer, event)

    for words in ("Holiday Inn", "To stop &lt;b&gt;fakes", "Plans were made", "TRIPS", "P1 Instruments"):
        assert words in told
    assert "Oceania workshop" in told
    assert item.plan.get_absolute_url() in told


def test_what_was_said_and_promised_at_an_event_stands_on_its_page(client, officer):
    programme = ProgrammeFactory()
    event = EventFactory(programmes=[programme], kind="DIALOGUE")
    StatementFactory(programme=programme, event=event, text="Priorities of the islands")
    StatementFactory(programme=programme, said_on=event.ends_on, text="Said that day")
    StatementFactory(said_on=event.ends_on, text="Said in another programme")
    CommitmentFactory(programme=programme, made_on=event.ends_on, due_on=None, text="Meet again")
    CommitmentFactory(
        programme=programme, event=EventFactory(), made_on=event.ends_on, due_on=None, text="Elsewhere"
    )

    told = text_of(client, officer, event)

    assert all(words in told for words in ("Priorities of the islands", "Said that day", "Meet again"))
    assert "Said in another programme" not in told
    assert "Elsewhere" not in told


@pytest.mark.parametrize("rows", [1, 3])
def test_event_page_query_count_does_not_grow(client, django_assert_num_queries, rows):
    programme = ProgrammeFactory()
    account = AssignmentFactory(programme=programme).account
    phases = PhaseFactory.create_batch(rows, programme=programme)
    event = EventFactory(programmes=[programme], phases=phases, topics=TopicFactory.create_batch(rows))
    for _ in range(rows):
        EventOrganisationFactory(event=event)
        HeadcountFactory(event=event)
        ParticipationFactory(event=event)
        EventFactory(parent=event, programmes=[programme])
        SourceRowFactory(event=event, address=f"address {_}")
        ClosedPeriodFactory(programme=programme)
    event.city = "Suva"
    save(event, by=Actor(account, Door.PAGE))
    client.force_login(account)

    with django_assert_num_queries(36):
        client.get(event.get_absolute_url())
