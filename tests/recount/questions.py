"""What is asked of every small world."""

import datetime as dt
from typing import Any

from recount.questions import Grouping, Question
from tests.recount.frame import Frame

GROUPINGS: list[Grouping] = [
    ("year",), ("year_from_7",), ("year_from_4",), ("mode",), ("level",), ("kind",),
    ("programme",), ("phase",), ("topic",), ("sponsor",), ("administration",),
    ("administration", "topic"), ("administration", "year"), ("topic", "year"), ("year", "mode"),
]  # fmt: skip
IN_2022: dict[str, Any] = {"starts_on": dt.date(2022, 1, 1), "ends_on": dt.date(2022, 12, 31)}
IN_2023: dict[str, Any] = {"starts_on": dt.date(2023, 1, 1), "ends_on": dt.date(2023, 12, 31)}
FROM_JULY: dict[str, Any] = {"starts_on": dt.date(2022, 7, 1), "ends_on": dt.date(2023, 6, 30)}
ONE_DAY: dict[str, Any] = {"starts_on": dt.date(2022, 8, 31), "ends_on": dt.date(2022, 8, 31)}


def questions(frame: Frame) -> list[Question]:
    own, other = frame.administrations[0].pk, frame.administrations[1].pk
    donor, second = frame.donors[0].pk, frame.donors[1].pk
    topics = tuple(topic.pk for topic in frame.topics[:2])
    programme, phase = frame.programmes[1].pk, frame.phases[1].pk
    for_donor: dict[str, Any] = {"audience": "DONOR", "donor": donor}
    focal_point: dict[str, Any] = {"role": "FOCAL_POINT", "organisation": own}
    the_donor: dict[str, Any] = {"role": "DONOR", "organisation": donor}
    return [
        Question("region"),
        Question("2022", **IN_2022),
        Question("2023 for others", **IN_2023, for_others=True),
        Question("July to June", **FROM_JULY),
        Question("one day", **ONE_DAY),
        Question("programme", programme=programme),
        Question("phase of 2023", phase=phase, **IN_2023),
        Question("for a donor, by an officer", role="OFFICER", **for_donor),
        Question("donor", **the_donor, **for_donor),
        Question("donor of 2022 and a topic", **the_donor, **for_donor, **IN_2022, topics=topics[:1]),
        Question("donor about another donor", **the_donor, audience="DONOR", donor=second),
        Question("focal point", **focal_point),
        Question("focal point of its own", **focal_point, administration=own),
        Question("focal point of another", **focal_point, administration=other, mode="ONLINE"),
        Question("administration of July to June", administration=other, **FROM_JULY),
        Question("topics", topics=topics, level="REGIONAL"),
        Question("mode and kind", mode="IN_PERSON", kind="WORKSHOP"),
        Question("public", role="", audience="PUBLIC"),
        Question("public of 2023", role="", audience="PUBLIC", **IN_2023),
    ]
