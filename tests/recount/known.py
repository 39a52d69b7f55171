"""Worlds in which everybody is known to us, and not all of them to the portal: the true number is sure."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from hypothesis import strategies as st

from programmes.models import Headcount, Participation
from tests.factories.programmes import EventFactory
from tests.recount.frame import Frame


@dataclass(frozen=True)
class Attendance:
    """A held event. ``came`` says of each person from which body they came; some are not told by name.

    ``is_split``: the counts of those say from which body; else only how many administrations came is told.
    """

    came: dict[int, int]
    hidden: frozenset[int]
    is_split: bool
    year: int
    topics: frozenset[int]


def attendances(*, all_named: bool = False) -> st.SearchStrategy[list[Attendance]]:
    people = st.integers(0, 7)
    return st.lists(
        st.builds(
            Attendance,
            came=st.dictionaries(people, st.integers(0, 5), min_size=1, max_size=8),
            hidden=st.just(frozenset()) if all_named else st.frozensets(people, max_size=6),
            is_split=st.booleans(),
            year=st.sampled_from([2022, 2023]),
            topics=st.frozensets(st.integers(0, 2), max_size=2),
        ),
        min_size=2,
        max_size=6,
    )


def put_known(known, frame):
    for each in known:
        hidden = {person: body for person, body in each.came.items() if person in each.hidden}
        day = dt.date(each.year, 5, 5)
        event = EventFactory(
            starts_on=day,
            ends_on=day,
            topics=[frame.topics[place] for place in each.topics],
            stated_administrations=None if each.is_split else len(administrations_in([each], frame)),
        )
        Participation.objects.bulk_create(
            Participation(event=event, person=frame.people[person], organisation=frame.bodies[body])
            for person, body in each.came.items()
            if person not in hidden
        )
        bodies = list(hidden.values())
        counts = {body: bodies.count(body) for body in bodies} if each.is_split else {None: len(bodies)}
        Headcount.objects.bulk_create(
            Headcount(event=event, people=people, organisation=None if body is None else frame.bodies[body])
            for body, people in counts.items()
            if people
        )


def people_in(known: Iterable[Attendance]) -> set[int]:
    return {person for each in known for person in each.came}


def administrations_in(known: Iterable[Attendance], frame: Frame) -> set[int]:
    count = len(frame.administrations)  # the first of the bodies
    return {body for each in known for body in each.came.values() if body < count}
