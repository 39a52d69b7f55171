"""What a figure rests on: its rows add up to it, and those not shown are counted."""

import datetime as dt

import pytest
from django.db import connection
from django.urls import reverse

from members.choices import Sex
from office.models import ReadEntry
from programmes.choices import EventRole
from reports.indicators.registry import REGISTRY
from tests.factories.members import AdministrationFactory, PersonFactory
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

pytestmark = pytest.mark.django_db


def evidence(client, account, query):
    client.force_login(account)
    return client.get(f"{reverse('reports:evidence')}?{query}")


def value_of(answer):
    return answer.context["figure"].figures[0].quantity


def groups_of(answer):
    return {group.code: group for group in answer.context["left_out"]}


def left_out(client, account, query, code):
    """Follow the link to the rows that are left out for one reason."""
    assert f"left_out={code}" in evidence(client, account, query).content.decode()
    return list(evidence(client, account, f"{query}&left_out={code}").context["only"].rows)


def test_the_rows_shown_add_up_to_the_figure(client, officer):
    event = EventFactory()
    HeadcountFactory(event=event, people=6)
    ParticipationFactory.create_batch(2, event=event)
    HeadcountFactory(event=event, people=90, role=EventRole.OBSERVER)
    ParticipationFactory(event=event, state="NOMINATED")

    answer = evidence(client, officer, "indicator=participations")

    assert value_of(answer).low == sum(row.people for row in answer.context["counted"].rows) == 8
    assert answer.context["counted"].not_shown == 0


def test_rows_without_a_number_add_nothing_and_stand_apart(client, officer):
    for day, people in ((1, 5), (2, None), (3, 7)):
        when = dt.date(2023, 5, day)
        HeadcountFactory(event=EventFactory(starts_on=when, ends_on=when), people=people)

    answer = evidence(client, officer, "indicator=participations")
    without = left_out(client, officer, "indicator=participations", "number_not_recorded")

    assert [row.people for row in answer.context["counted"].rows] == [7, 5]
    assert [row.people for row in without] == [None]


def test_the_events_shown_are_as_many_as_the_figure_says(client, officer):
    EventFactory.create_batch(3)
    EventFactory(planned=True)

    answer = evidence(client, officer, "indicator=events_held")

    assert value_of(answer).low == len(answer.context["counted"].rows) == 3


def test_a_donor_sees_the_number_and_none_of_the_rows_with_names(client, donor):
    phase = FundingFactory(donor=donor.organisation).phase
    event = EventFactory(phases=[phase])
    ParticipationFactory.create_batch(4, event=event, person__family_name="Tuimavave")
    HeadcountFactory(event=event, people=6)

    answer = evidence(client, donor, "indicator=participations")

    assert value_of(answer).low == 10
    assert [row.people for row in answer.context["counted"].rows] == [6]
    assert answer.context["counted"].not_shown == 4
    assert "4 rows are not shown to you" in answer.content.decode()
    assert "Tuimavave" not in answer.content.decode()
    assert not ReadEntry.objects.exists()


def test_a_focal_point_counts_the_region_and_reads_only_its_own(client, focal_point):
    ours = PersonFactory(family_name="Ourofficer")
    theirs = PersonFactory(family_name="Theirofficer")
    ParticipationFactory(person=ours, organisation=focal_point.organisation)
    ParticipationFactory(person=theirs, event__title="Event of others")

    answer = evidence(client, focal_point, "indicator=people")
    text = answer.content.decode()

    assert value_of(answer).low == 2
    assert "Ourofficer" in text
    assert "Theirofficer" not in text
    assert "Event of others" not in text
    assert ReadEntry.objects.get().people == 1


def test_events_without_a_number_are_listed_with_the_reason(client, officer):
    HeadcountFactory()
    silent = EventFactory(title="Silent workshop")

    answer = evidence(client, officer, "indicator=participations")

    (group,) = answer.context["left_out"]
    assert (group.code, group.total) == ("event_without_number", 1)
    rows = left_out(client, officer, "indicator=participations", "event_without_number")
    assert [row.event for row in rows] == [silent]
    assert value_of(answer).not_recorded == 1


def test_undated_events_and_those_across_the_edge_are_left_out_of_a_period_with_the_reason(client, officer):
    EventFactory(title="Some day", undated=True)
    EventFactory(title="Some time in 2023", starts_on=dt.date(2023, 1, 1), starts_precision="YEAR",
                 ends_on=dt.date(2023, 12, 31), ends_precision="YEAR")  # fmt: skip
    inside = EventFactory(starts_on=dt.date(2023, 2, 1), ends_on=dt.date(2023, 2, 2))

    asked = "indicator=events_held&from=2023-01-01&until=2023-06-30"
    answer = evidence(client, officer, asked)

    assert [row.event for row in answer.context["counted"].rows] == [inside]
    assert {
        code: [row.event.title for row in left_out(client, officer, asked, code)]
        for code in groups_of(answer)
    } == {"undated": ["Some day"], "across_the_edge": ["Some time in 2023"]}


def test_titles_of_left_out_events_the_reader_may_not_open_are_only_counted(client, focal_point):
    EventFactory(title="Silent workshop of others")
    HeadcountFactory(organisation=focal_point.organisation)

    answer = evidence(client, focal_point, "indicator=participations")
    its_page = evidence(client, focal_point, "indicator=participations&left_out=event_without_number")

    assert groups_of(answer)["event_without_number"].not_shown == 1
    assert its_page.context["only"].not_shown == 1
    assert "Silent workshop" not in answer.content.decode() + its_page.content.decode()


def test_events_that_only_state_how_many_administrations_came_are_shown_with_their_number(client, officer):
    EventFactory(title="Preparatory workshop", stated_administrations=27)

    answer = evidence(client, officer, "indicator=administrations_reached")

    assert value_of(answer).shown() == "27"
    assert "Preparatory workshop" in answer.content.decode()
    assert [row.stated_administrations for row in answer.context["also"][0].rows] == [27]


def test_of_one_administration_only_its_own_rows_are_evidence(client, officer):
    fiji = AdministrationFactory()
    event = EventFactory()
    HeadcountFactory(event=event, organisation=fiji, people=4)
    HeadcountFactory(event=event, people=6)

    answer = evidence(client, officer, f"indicator=participations&administration={fiji.iso2}")

    assert value_of(answer).low == 4
    assert [row.people for row in answer.context["counted"].rows] == [4]


def test_another_topic_of_an_event_adds_no_row(client, officer):
    topics = TopicFactory.create_batch(2)
    HeadcountFactory(event=EventFactory(topics=topics), people=4)
    query = "&".join(f"topic={topic.slug}" for topic in topics)

    answer = evidence(client, officer, f"indicator=participations&{query}")

    assert value_of(answer).low == 4
    assert len(answer.context["counted"].rows) == 1


@pytest.mark.parametrize(
    "query",
    [
        "",
        "indicator=heads",
        "indicator=people&colour=red",
        "indicator=people&year=x",
        "indicator=people&page=2",
        "indicator=people&left_out=luck",
        "indicator=people&after=here",
        "indicator=people&after=2023-02-31.1.P1",
        "indicator=people&sponsor=none&sponsor=1",
    ],
)
def test_what_is_not_known_is_refused_plainly(client, officer, query):
    assert evidence(client, officer, query).status_code == 400


def test_a_programme_that_is_not_for_the_reader_is_unknown(client, focal_point):
    ProgrammeFactory(code="SECRET")
    MembershipFactory(administration=focal_point.organisation, programme__code="OURS")

    answer = evidence(client, focal_point, "indicator=people&programme=SECRET")

    assert answer.status_code == 400
    assert "OURS" in answer.content.decode()


def test_the_public_may_not_ask(client):
    answer = client.get(f"{reverse('reports:evidence')}?indicator=people")

    assert answer.status_code == 302
    assert answer.url.startswith(reverse("login"))


@pytest.mark.parametrize("code", REGISTRY)
def test_every_indicator_has_evidence(client, officer, code):
    event = EventFactory(contact_hours=6)
    row = ParticipationFactory(event=event, state="COMPLETED", person__sex=Sex.WOMAN)
    row.person.postings.update(standing="IN_POST", known_on="2026-01-01")

    answer = evidence(client, officer, f"indicator={code}")

    assert value_of(answer).is_recorded
    assert answer.context["counted"].shown == 1
    assert str(REGISTRY[code].definition) in answer.content.decode()


def test_the_next_page_begins_after_the_last_row_and_keeps_the_question(client, officer):
    events = EventFactory.create_batch(51)
    for event in events:
        HeadcountFactory(event=event, organisation=None)

    first = evidence(client, officer, "indicator=participations&year=2023")
    after = first.context["counted"].after
    second = evidence(client, officer, f"indicator=participations&year=2023&after={after}")

    assert f"indicator=participations&amp;year=2023&amp;after={after}" in first.content.decode()
    seen = [row.event for answer in (first, second) for row in answer.context["counted"].rows]
    assert seen == events
    assert second.context["counted"].after is None


def _only_reads(execute, sql, params, many, context):
    # The log of who read personal data is the one thing a GET may write.
    allowed = ("SELECT", "SAVEPOINT", "RELEASE SAVEPOINT", 'INSERT INTO "office_readentry"')
    assert sql.startswith(allowed), sql
    return execute(sql, params, many, context)


def test_looking_changes_nothing(client, administrator):
    phase = PhaseFactory()
    event = EventFactory(programmes=[phase.programme], phases=[phase])
    participation = ParticipationFactory(event=event)
    client.force_login(administrator)
    addresses = [
        reverse("reports:home"),
        reverse("reports:region"),
        reverse("reports:administration-list"),
        reverse("reports:administration-page", args=[participation.organisation.iso2]),
        reverse("reports:programme-list"),
        phase.programme.get_absolute_url(),
        event.get_absolute_url(),
        f"{reverse('reports:evidence')}?indicator=people",
    ]

    with connection.execute_wrapper(_only_reads):
        for address in addresses:
            assert client.get(address).status_code == 200, address
    assert ReadEntry.objects.count() == 2


@pytest.mark.parametrize("rows", [1, 3])
def test_evidence_query_count_does_not_grow(client, officer, django_assert_num_queries, rows):
    for _ in range(rows):
        ParticipationFactory()
        HeadcountFactory()
        EventFactory()
    client.force_login(officer)

    with django_assert_num_queries(14):
        client.get(f"{reverse('reports:evidence')}?indicator=people")
