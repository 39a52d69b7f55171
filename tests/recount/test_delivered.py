"""What the portal tells of deliverables is what their records say when counted by other means."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from programmes.choices import CommitmentState
from programmes.models import (
    AcceptanceTest,
    Commitment,
    Consignment,
    Deployment,
    Event,
    Fellowship,
    Handover,
    ItemType,
    Need,
    Offer,
    Operation,
    Operator,
    Participation,
    Recommendation,
    SupportActivity,
    SupportPerson,
    System,
)
from recount import portal
from recount.comparing import differences
from recount.counting import Recount, months_of
from recount.questions import Figure, Place
from tests.factories.cohorts import CohortFactory, CohortParticipantFactory, CohortStageFactory
from tests.factories.deliverables import ItemTypeFactory, SystemFactory
from tests.factories.missions import MissionFactory
from tests.factories.programmes import EventFactory
from tests.factories.surveys import QuestionnaireFactory, SurveyFactory
from tests.recount.questions import GROUPINGS, questions
from tests.recount.undoing import undone

pytestmark = pytest.mark.django_db
EVERY = 4  # question is asked of one world
DAYS = st.none() | st.dates(dt.date(2021, 11, 1), dt.date(2024, 2, 28))
PLACES = st.tuples(st.integers(0, 3), st.integers(0, 3), st.none() | st.integers(0, 2))  # phase, body, topic
SOON = st.dates(dt.date(2021, 11, 1), dt.date(2024, 2, 28))


@dataclass(frozen=True)
class Given:
    """Devices for one administration: tests, handovers and whom they were shown to."""

    place: tuple[int, int, int | None]
    item: int
    on: dt.date | None
    tests: list[tuple[dt.date | None, int]]
    handovers: list[tuple[dt.date, int, bool]]
    taught: frozenset[int]
    present: frozenset[tuple[int, int]]


@dataclass(frozen=True)
class Delivered:
    given: list[Given]
    systems: frozenset[tuple[tuple[int, int, int | None], int]]
    days: tuple[dt.date | None, dt.date | None]
    operations: list[tuple[tuple[int, int, int | None], dt.date | None, frozenset[int]]]
    words: list[tuple[tuple[int, int, int | None], dt.date, bool]]
    fellows: list[tuple[tuple[int, int, int | None], dt.date, int, int, str]]
    support: list[tuple[tuple[int, int, int | None], dt.date, frozenset[tuple[int, int, str]]]]
    missions: list[tuple[tuple[int, int, int | None], dt.date, list[tuple[str, bool]]]]
    asked: frozenset[tuple[int, int, int, bool]]
    cohorts: list[tuple[int, frozenset[int], list[tuple[int, int, dt.date, bool, bool]]]]


GIVEN = st.builds(
    Given,
    place=PLACES,
    item=st.integers(0, 1),
    on=DAYS,
    tests=st.lists(st.tuples(DAYS, st.integers(1, 9)), max_size=3),
    handovers=st.lists(st.tuples(SOON, st.integers(1, 9), st.booleans()), max_size=3),
    taught=st.frozensets(st.integers(0, 7), max_size=3),
    present=st.frozensets(st.tuples(st.integers(0, 7), st.integers(0, 3)), max_size=4),
)
WORLDS = st.builds(
    Delivered,
    given=st.lists(GIVEN, min_size=2, max_size=6),
    systems=st.frozensets(st.tuples(PLACES, st.integers(0, 1)), max_size=5),
    days=st.tuples(DAYS, DAYS),
    operations=st.lists(
        st.tuples(PLACES, DAYS, st.frozensets(st.integers(0, 3), max_size=3)), min_size=1, max_size=3
    ),
    words=st.lists(st.tuples(PLACES, SOON, st.booleans()), min_size=1, max_size=5),
    fellows=st.lists(
        st.tuples(
            PLACES,
            SOON,
            st.integers(0, 150),
            st.integers(0, 7),
            st.sampled_from(("COMPLETED", "COMPLETED", "ENDED_EARLY", "UNDER_WAY")),
        ),
        min_size=1,
        max_size=5,
    ),
    support=st.lists(
        st.tuples(
            PLACES,
            SOON,
            st.frozensets(
                st.tuples(st.integers(0, 7), st.integers(0, 3), st.sampled_from(("MANAGED", "RECEIVED"))),
                max_size=5,
            ),
        ),
        min_size=1,
        max_size=3,
    ),
    missions=st.lists(
        st.tuples(
            PLACES,
            SOON,
            st.lists(
                st.tuples(st.sampled_from(("", "ACCEPTED", "PARTLY", "NOT_ACCEPTED")), st.booleans()),
                max_size=3,
            ),
        ),
        min_size=1,
        max_size=4,
    ),
    # programme, year, administration, whether it has answered
    asked=st.frozensets(
        st.tuples(st.integers(0, 2), st.integers(2021, 2023), st.integers(0, 3), st.booleans()),
        min_size=1,
        max_size=6,
    ),
    # phase, topics; of each member person, administration, since when, from the second stage on, still in it
    cohorts=st.lists(
        st.tuples(
            st.integers(0, 3),
            st.frozensets(st.integers(0, 2), max_size=2),
            st.lists(
                st.tuples(st.integers(0, 7), st.integers(0, 3), SOON, st.booleans(), st.booleans()),
                max_size=5,
                unique_by=lambda member: member[0],
            ),
        ),
        min_size=1,
        max_size=2,
    ),
)


def put(world, frame):
    items = ItemType.objects.bulk_create(ItemTypeFactory.build_batch(2))
    for each in world.given:
        _put_given(each, items, frame)
    _put_systems(world, frame)
    for number, (place, ended, bodies) in enumerate(world.operations):
        operation = Operation.objects.create(
            **_at(place, frame), name=f"Operation {number}", starts_on=ended, ends_on=ended
        )
        operation.administrations.set([frame.administrations[body] for body in bodies])
    for number, (place, day, is_done) in enumerate(world.words):
        _put_words(number, place, day, frame, is_done=is_done)
    for place, first, days, person, state in world.fellows:
        Fellowship.objects.create(
            programme=frame.phases[place[0]].programme, phase=frame.phases[place[0]],
            administration=frame.administrations[place[1]], person=frame.people[person],
            host=frame.donors[0], starts_on=first, ends_on=first + dt.timedelta(days=days), state=state,
        )  # fmt: skip
    for place, day, people in world.support:
        _put_support(place, day, people, frame)
    for place, day, advice in world.missions:
        _put_mission(place, day, advice, frame)
    _put_surveys(world.asked, frame)
    for phase, topics, members in world.cohorts:
        _put_cohort(frame.phases[phase], topics, members, frame)


def _put_mission(place, day, advice, frame):
    phase = frame.phases[place[0]]
    mission = MissionFactory(
        programme=phase.programme, phase=phase, administration=frame.administrations[place[1]],
        starts_on=day, ends_on=day,
    )  # fmt: skip
    mission.topics.set(frame.topics[:2])  # which say nothing of where it counts
    Recommendation.objects.bulk_create(
        Recommendation(
            mission=mission, number=number, text="Do it", topic=_at(place, frame)["topic"], answer=answer,
            answered_on=day if answer else None, answer_text="Why" if answer else "",
            state="DONE" if is_done else "OPEN", outcome="Done" if is_done else "",
            state_on=day if is_done else None,
        )
        for number, (answer, is_done) in enumerate(advice, start=1)
    )  # fmt: skip


def _put_surveys(asked, frame):
    event = EventFactory(state="PLANNED")
    surveys = {
        (place, year): SurveyFactory(
            programme=frame.programmes[place],
            starts_on=dt.date(year, 1, 1), ends_on=dt.date(year, 12, 31), opens_on=dt.date(year, 12, 31),
        )
        for place, year in {each[:2] for each in asked}
    }  # fmt: skip
    once = {each[:3]: each[3] for each in sorted(asked)}
    for (place, year, body), is_answered in once.items():
        QuestionnaireFactory(
            survey=surveys[place, year], event=event, administration=frame.administrations[body],
            answered=is_answered,
        )  # fmt: skip


def _put_cohort(phase, topics, members, frame):
    cohort = CohortFactory(
        programme=phase.programme, phase=phase, topics=[frame.topics[topic] for topic in topics]
    )
    _first, second = CohortStageFactory.create_batch(2, cohort=cohort)
    for person, body, day, is_late, is_in in members:
        CohortParticipantFactory(
            cohort=cohort, person=frame.people[person], administration=frame.administrations[body],
            joined_on=day, first_stage=second if is_late else None, left_on=None if is_in else day,
            left_reason="" if is_in else "Moved",
        )  # fmt: skip


def _put_support(place, day, people, frame):
    activity = SupportActivity.objects.create(
        **_at(place, frame), what="Upgrade", helper=frame.donors[0], starts_on=day, ends_on=day,
        administration=frame.administrations[place[1]] if place[2] else None,
    )  # fmt: skip
    once = {(person, side): body for person, body, side in people}
    SupportPerson.objects.bulk_create(
        SupportPerson(
            activity=activity, person=frame.people[person], side=side,
            organisation=frame.administrations[body].organisation_ptr if body else frame.donors[0],
        )
        for (person, side), body in once.items()
    )  # fmt: skip


def _at(place, frame):
    phase = frame.phases[place[0]]
    topic = None if place[2] is None else frame.topics[place[2]]
    return {"programme": phase.programme, "phase": phase, "topic": topic}


def _put_given(each, items, frame):
    body = frame.administrations[each.place[1]]
    consignment = Consignment.objects.create(
        **_at(each.place, frame),
        administration=body,
        item=items[each.item],
        quantity=40,
        consigned_on=each.on,
    )
    AcceptanceTest.objects.bulk_create(
        AcceptanceTest(consignment=consignment, tested_on=day, passed=passed) for day, passed in each.tests
    )
    day = each.on or dt.date(2023, 5, 6)
    training = Event.objects.create(title="Hands-on training", state="HELD", starts_on=day, ends_on=day)
    Participation.objects.bulk_create(
        Participation(
            event=training, person=frame.people[person], organisation=frame.administrations[whose],
            role="PARTICIPANT", state="ATTENDED",
        )
        for person, whose in dict(each.present).items()
    )  # fmt: skip
    for on, quantity, has_training in each.handovers:
        handover = Handover.objects.create(
            consignment=consignment, handed_over_on=on, quantity=quantity,
            training=training if has_training else None,
        )  # fmt: skip
        Operator.objects.bulk_create(
            Operator(handover=handover, person=frame.people[person], trained_on=on) for person in each.taught
        )


def _put_systems(world, frame):
    systems = System.objects.bulk_create(SystemFactory.build_batch(2))
    installed, live = world.days
    if installed and live and live < installed:
        installed, live = live, installed
    once = {(place[:2], system): place for place, system in world.systems}
    for (_where, system), place in once.items():
        Deployment.objects.create(
            **_at(place, frame), administration=frame.administrations[place[1]], system=systems[system],
            installed_on=installed, live_on=live,
        )  # fmt: skip


def _put_words(number, place, day, frame, *, is_done):
    programme, body = frame.phases[place[0]].programme, frame.administrations[place[1]]
    topic = frame.topics[place[2] or 0]
    Need.objects.bulk_create(
        [
            Need(
                programme=programme, administration=body, topic=topic, text="Help", said_on=day, source="Said"
            )
        ],
        ignore_conflicts=True,
    )
    offer = Offer(
        programme=programme, partner=frame.donors[0], topic=topic, text="Help", source="Said",
        available_from=day if is_done else None, administration=body,
    )  # fmt: skip
    Offer.objects.bulk_create([offer], ignore_conflicts=True)
    Commitment.objects.create(
        programme=programme, owner=body.organisation_ptr, text=f"Promise {number}", source="Said",
        made_on=day, state=CommitmentState.DONE if is_done else CommitmentState.OPEN,
        follow_up="NATIONAL", outcome="Held" if is_done else "",
    )  # fmt: skip


@given(first=st.integers(0, EVERY - 1), world=WORLDS)
def test_every_figure_of_deliverables_is_that_of_its_records(frame, first, world):
    with undone():
        put(world, frame)
        with Recount() as book, connection.cursor() as cursor:
            book.read(cursor, months=months_of(GROUPINGS))
            found = [
                str(each)
                for question in questions(frame)[first::EVERY]
                for each in differences(
                    question.name,
                    portal.delivered(question, GROUPINGS),
                    book.delivered(question, portal.groupings_of_records(GROUPINGS)),
                )
            ]

    assert "\n".join(found) == ""


def test_a_wrong_sum_of_devices_would_be_told():
    place = Place((), (), "devices_handed_over")
    ours, theirs = {place: Figure(Decimal(8), Decimal(8))}, {place: Figure(Decimal(9), Decimal(9))}

    assert len(list(differences("region", ours, theirs))) == 1
