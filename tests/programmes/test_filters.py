"""The list of events: what may be asked for, by whom, and what is refused."""

import datetime as dt

import pytest
from django.http import QueryDict
from django.test import RequestFactory

from office.filters import UnknownFilter
from programmes.choices import Accuracy, EventRole, ParticipationState, Precision
from programmes.filters.lists import EventFilter
from programmes.models import Event
from tests.factories.members import AdministrationFactory, CountryFactory
from tests.factories.programmes import (
    EventFactory,
    FundingFactory,
    HeadcountFactory,
    MembershipFactory,
    ParticipationFactory,
    PhaseFactory,
    ProgrammeFactory,
    TopicFactory,
)


@pytest.fixture
def ask(administrator):
    """Return a function that gives the events found by a query, for an account."""

    def found(query, account=administrator):
        request = RequestFactory().get("/")
        request.user = account
        events = Event.objects.visible_to(account).with_participants().newest_first()
        return list(EventFilter(QueryDict(query), queryset=events, request=request).qs)

    return found


def test_without_filters_every_event_is_there_newest_first(ask):
    older, newer = EventFactory(), EventFactory(ends_on=dt.date(2024, 1, 1))
    undated = EventFactory(undated=True)

    assert ask("") == [newer, older, undated]


def test_empty_filters_ask_for_nothing(ask):
    event = EventFactory()

    assert ask("q=&programme=&phase=&topic=&kind=&administration=&ended_from=&page=") == [event]


def test_each_filter_keeps_the_event_it_is_about(ask):
    fiji = AdministrationFactory(iso2="FJ")
    phase = PhaseFactory(programme__code="APSP")
    wanted = EventFactory(
        title="Passenger controls, first course",
        kind="TRAINING",
        level="NATIONAL",
        mode="ONLINE",
        state="CONFIRMED",
        host_country=fiji.country,
        programmes=[phase.programme],
        phases=[phase],
        topics=[TopicFactory(slug="passenger-controls")],
    )
    ParticipationFactory(event=wanted, organisation=fiji)
    EventFactory(programmes=[ProgrammeFactory()], phases=[PhaseFactory()], topics=[TopicFactory()])

    for query in (
        "programme=APSP",
        f"phase={phase.pk}",
        "topic=passenger-controls",
        "kind=TRAINING",
        "level=NATIONAL",
        "mode=ONLINE",
        "state=CONFIRMED",
        "country=FJ",
        "administration=FJ",
        "q=course+PASSENGER",
    ):
        assert ask(query) == [wanted], query


def test_filter_by_administration_leaves_the_participants_as_they_are(ask):
    fiji = AdministrationFactory(iso2="FJ")
    event = EventFactory()
    HeadcountFactory(event=event, organisation=fiji, people=4)
    HeadcountFactory(event=event, organisation=fiji, people=90, role=EventRole.OBSERVER)
    HeadcountFactory(event=event, people=6)

    (found,) = ask("administration=FJ")

    assert found.unnamed == 10


def test_filter_by_programme_topic_and_phase_shows_an_event_of_many_once_with_its_participants(ask):
    phase = PhaseFactory(programme__code="APSP")
    event = EventFactory(
        programmes=[phase.programme, ProgrammeFactory()],
        phases=[phase, PhaseFactory()],
        topics=[TopicFactory(slug="one"), TopicFactory(slug="two")],
    )
    HeadcountFactory(event=event, people=7)

    (found,) = ask(f"programme=APSP&phase={phase.pk}&topic=one")

    assert found.unnamed == 7


def test_whom_a_nominee_came_from_is_not_whom_an_event_was_attended_by(ask):
    fiji = AdministrationFactory(iso2="FJ")
    ParticipationFactory(organisation=fiji, state=ParticipationState.NO_SHOW)
    came = ParticipationFactory(organisation=fiji, state=ParticipationState.COMPLETED)

    assert ask("administration=FJ") == [came.event]


@pytest.mark.parametrize(
    ("about", "query", "is_kept"),
    [
        ({"ends_on": dt.date(2023, 9, 8)}, "ended_from=2023-09-08&ended_until=2023-09-08", True),
        ({"ends_on": dt.date(2023, 9, 8)}, "ended_from=2023-09-09", False),
        ({"ends_on": dt.date(2023, 9, 8)}, "ended_until=2023-09-07", False),
        ({"ends_on": dt.date(2023, 9, 30), "ends_precision": "MONTH"}, "ended_from=2023-09-01", True),
        ({"ends_on": dt.date(2023, 9, 30), "ends_precision": "MONTH"}, "ended_from=2023-09-02", False),
        ({"ends_on": dt.date(2023, 9, 30), "ends_precision": "MONTH"}, "ended_until=2023-09-29", False),
        ({"ends_on": dt.date(2023, 12, 31), "ends_precision": "YEAR"}, "ended_from=2023-01-01", True),
        ({"ends_on": dt.date(2023, 12, 31), "ends_precision": "YEAR"}, "ended_from=2023-01-02", False),
    ],
)
def test_an_end_known_to_the_month_or_year_lies_inside_whole_or_not_at_all(ask, about, query, is_kept):
    EventFactory(starts_on=dt.date(2023, 1, 1), **about)

    assert bool(ask(query)) is is_kept


@pytest.mark.parametrize(
    ("start", "precision", "query", "is_kept"),
    [
        (dt.date(2023, 9, 4), Precision.DAY, "ended_until=2023-09-04", True),
        (dt.date(2023, 9, 4), Precision.DAY, "ended_until=2023-09-03", False),
        (dt.date(2023, 9, 1), Precision.MONTH, "ended_until=2023-09-30", True),
        (dt.date(2023, 9, 1), Precision.MONTH, "ended_until=2023-09-29", False),
        (dt.date(2023, 1, 1), Precision.YEAR, "ended_until=2023-12-31", True),
        (dt.date(2023, 1, 1), Precision.YEAR, "ended_until=2023-12-30", False),
        (dt.date(2023, 9, 1), Precision.MONTH, "ended_from=2023-09-01", True),
        (dt.date(2023, 9, 1), Precision.MONTH, "ended_from=2023-09-02", False),
    ],
)
def test_an_event_without_an_end_is_placed_by_its_start(ask, start, precision, query, is_kept):
    event = EventFactory(starts_on=start, starts_precision=precision, ends_on=None, ends_precision="NONE")
    span = event.counts_on

    assert bool(ask(query)) is is_kept
    assert span is not None  # the same span a figure places it by
    bound = dt.date.fromisoformat(query.partition("=")[2])
    assert (span[1] <= bound if "until" in query else span[0] >= bound) is is_kept


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("colour=red", "colour"),
        ("programme=NOBODY", "programme=NOBODY"),
        ("phase=999999", "phase=999999"),
        ("phase=99999999999999999999", "phase=9999"),
        ("phase=second", "phase=second"),
        ("topic=no-such-topic", "topic=no-such-topic"),
        ("kind=PARTY", "kind=PARTY"),
        ("level=HIGH", "level=HIGH"),
        ("mode=TELEPATHY", "mode=TELEPATHY"),
        ("state=LOST", "state=LOST"),
        ("country=Atlantis", "country=Atlantis"),
        ("administration=XX", "administration=XX"),
        ("ended_from=03/04/2024", "ended_from=03/04/2024"),
        ("ended_until=9999-12-31", "ended_until=9999-12-31"),
        ("ended_from=0001-01-01", "ended_from=0001-01-01"),
        ("q=%00", "q="),
        ("kind=WORKSHOP&kind=TRAINING", "kind"),
        ("page=next", "next"),
        ("page=%C2%B2", "page"),
        ("kind=100%25s", "kind=100%s"),
    ],
)
def test_what_is_not_known_is_refused_by_name(ask, query, named):
    EventFactory()

    with pytest.raises(UnknownFilter) as refusal:
        ask(query)
    (problem,) = refusal.value.problems
    assert named in problem


def test_every_unknown_filter_is_named_at_once(ask):
    with pytest.raises(UnknownFilter) as refusal:
        ask("colour=red&kind=PARTY&size=big")

    assert len(refusal.value.problems) == 3


def test_an_administration_without_the_event_finds_nothing_and_is_no_mistake(ask):
    AdministrationFactory(iso2="TO")
    CountryFactory(iso2="NZ")
    EventFactory()

    assert ask("administration=TO") == ask("country=NZ") == []


def test_a_focal_point_cannot_ask_for_a_programme_it_may_not_know(ask, focal_point):
    joined = MembershipFactory(administration=focal_point.organisation.administration).programme
    event = EventFactory(programmes=[joined])
    other = ProgrammeFactory(code="SECRET")

    assert ask(f"programme={joined.code}", focal_point) == [event]
    with pytest.raises(UnknownFilter):
        ask(f"programme={other.code}", focal_point)


def test_a_donor_cannot_ask_for_a_phase_it_does_not_fund(ask, donor):
    funded = FundingFactory(donor=donor.organisation).phase
    event = EventFactory(phases=[funded])
    unfunded = PhaseFactory(programme=funded.programme)

    assert ask(f"phase={funded.pk}", donor) == [event]
    with pytest.raises(UnknownFilter):
        ask(f"phase={unfunded.pk}", donor)


def test_the_sum_of_two_head_counts_of_different_accuracy_is_one_number(ask):
    event = EventFactory()
    HeadcountFactory(event=event, people=40, accuracy=Accuracy.ABOUT)
    HeadcountFactory(event=event, people=2)

    (found,) = ask("")

    assert (found.named, found.unnamed) == (None, 42)
