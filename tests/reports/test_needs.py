"""What was asked for, offered and delivered: set beside each other, the delivery counted by the portal."""

import datetime as dt

import pytest
from django.urls import reverse

from reports.sections.needs import balance_of, by_topic, by_whom
from tests.factories.kept import NeedFactory, OfferFactory
from tests.factories.members import AdministrationFactory
from tests.factories.programmes import EventFactory, HeadcountFactory, ProgrammeFactory, TopicFactory
from tests.reference import load_reference

pytestmark = pytest.mark.django_db

TODAY = dt.date(2024, 1, 1)
LATER = {"starts_on": dt.date(2023, 9, 4), "ends_on": dt.date(2023, 9, 8)}


def member(**about):
    return AdministrationFactory(is_member=True, wco_region="Asia/Pacific", **about)


@pytest.fixture
def programme():
    return ProgrammeFactory(code="DLG")


def lines_of(programme, reader):
    balance = balance_of(programme, reader=reader, today=TODAY)
    return {str(line.topic): line for line in balance.lines}


def held(topic, *administrations, **about):
    event = EventFactory(**(LATER | about), topics=[topic])
    for each in administrations:
        HeadcountFactory(event=event, organisation=each, people=4)
    return event


def test_of_those_who_asked_only_those_who_took_part_since_are_reached(programme, auditor):
    transit = TopicFactory(name="Transit")
    fiji, samoa, tonga = member(), member(), member()
    for each in (fiji, samoa):
        NeedFactory(programme=programme, administration=each, topic=transit)
    held(transit, fiji, tonga)
    held(transit, samoa, starts_on=dt.date(2022, 9, 4), ends_on=dt.date(2022, 9, 8))  # before it was asked
    held(TopicFactory(), samoa)  # about something else
    held(transit, samoa, state="PLANNED")

    line = lines_of(programme, auditor)["Transit"]

    assert (line.reached, line.gap) == ({fiji.pk}, {samoa.pk})
    assert line.in_words() == "1 of 2 who asked were reached"


def test_what_was_held_before_somebody_asked_does_not_reach_them(programme, auditor):
    transit = TopicFactory(name="Transit")
    early, late = member(member_name="Fiji"), member(member_name="Samoa")
    NeedFactory(programme=programme, administration=early, topic=transit)
    NeedFactory(programme=programme, administration=late, topic=transit, said_on=LATER["ends_on"])
    held(transit, early, late)

    balance = balance_of(programme, reader=auditor, today=TODAY)

    (line,) = balance.lines
    assert (line.reached, line.gap) == ({early.pk}, {late.pk})
    assert [row[1] for row in by_whom(balance).blocks[0].rows] == [
        "Medium · events: 1",
        "Medium · nothing yet",
    ]


def test_a_sub_region_that_asks_means_each_of_its_administrations(programme, auditor):
    transit = TopicFactory(name="Transit")
    fiji, samoa = member(sub_region="Pacific"), member(sub_region="Pacific")
    member(sub_region="South Asia")
    NeedFactory(programme=programme, administration=None, sub_region="Pacific", topic=transit)
    held(transit, fiji)

    balance = balance_of(programme, reader=auditor, today=TODAY)

    (line,) = balance.lines
    assert line.who.keys() == {fiji.pk, samoa.pk}
    (row,) = by_whom(balance).blocks[0].rows
    assert row == ("Pacific", "Medium · 1 of 2 reached")


def test_of_who_asked_it_is_said_how_many_events_about_it_it_took_part_in(programme, auditor):
    transit, fiji, samoa = (
        TopicFactory(name="Transit"),
        member(member_name="Fiji"),
        member(member_name="Samoa"),
    )
    for each in (fiji, samoa):
        NeedFactory(programme=programme, administration=each, topic=transit, priority="HIGH")
    held(transit, fiji)
    held(transit, fiji)

    table = by_whom(balance_of(programme, reader=auditor, today=TODAY)).blocks[0]

    assert table.rows == (("Fiji", "High · events: 2"), ("Samoa", "High · nothing yet"))


@pytest.mark.parametrize(
    ("asked", "offers", "words"),
    [
        (True, 0, "Unmet: nobody offers it, and nobody who asked was reached"),
        (True, 1, "Offered, and nobody who asked was reached yet"),
        (True, 3, "Offered, and nobody who asked was reached yet; crowded: 3 partners offer it"),
        (False, 1, "Offered, and asked for by nobody"),
    ],
)
def test_how_a_topic_stands_is_said_in_words(programme, auditor, asked, offers, words):
    transit = TopicFactory(name="Transit")
    NeedFactory(programme=programme)
    if asked:
        NeedFactory(programme=programme, topic=transit)
    OfferFactory.create_batch(offers, programme=programme, topic=transit)

    assert lines_of(programme, auditor)["Transit"].in_words() == words


def test_the_participations_of_a_topic_are_those_the_portal_counts_and_lead_to_their_evidence(
    programme, auditor, client
):
    transit = TopicFactory(name="Transit")
    NeedFactory(programme=programme, topic=transit)
    held(transit, member(), member())

    table = by_topic(balance_of(programme, reader=auditor, today=TODAY)).blocks[0]

    headings = [column.heading for column in table.columns]
    place = headings.index("Participations since")
    assert table.rows[0][place].shown() == "8"
    client.force_login(auditor)
    assert client.get(table.evidence[0][place]).status_code == 200


def test_needs_of_another_programme_are_not_in_it(programme, auditor):
    NeedFactory(topic=TopicFactory(name="Transit"))
    NeedFactory(programme=programme, topic=TopicFactory(name="Origin"))

    assert list(lines_of(programme, auditor)) == ["Origin"]


def test_what_is_made_up_is_said_to_be(client, auditor, programme):
    NeedFactory(programme=programme, is_made_up=True)
    client.force_login(auditor)

    page = client.get(reverse("reports:need-matrix")).content.decode()

    assert "made up for the demonstration" in page


def test_a_programme_without_needs_is_refused_by_name(client, auditor):
    client.force_login(auditor)

    assert client.get(reverse("reports:need-matrix"), {"programme": "NONE"}).status_code == 400


def test_what_the_dialogue_of_2012_agreed_is_loaded_once_with_its_source(client, auditor):
    load_reference(write=True)
    load_reference(write=True)
    client.force_login(auditor)

    page = client.get(reverse("programmes:commitments-list"), {"programme": "DIALOGUE"})

    assert [len(page.context["lines"]), b"national or inter-agency discussion" in page.content] == [2, True]
