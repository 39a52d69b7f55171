"""Who was still in post after a training: counted by hand, honest of whom nothing is known."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from programmes.choices import EventRole
from programmes.models import Event
from reports.indicators.retention import RETENTION, STILL_IN_POST_6, STILL_IN_POST_12, STILL_IN_POST_24
from reports.measuring.dimensions import ADMINISTRATION
from reports.measuring.measure import measure
from reports.models import RetentionFact
from reports.quantities import Quantity
from reports.scope import Scope
from tests.factories.members import AdministrationFactory, PersonFactory, PostingFactory
from tests.factories.programmes import EventFactory, HeadcountFactory, ParticipationFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db
DAY = dt.date


@pytest.fixture
def fiji():
    return AdministrationFactory(iso2="FJ", member_name="Fiji")


@pytest.fixture
def event():
    """Ended on 8 September 2023: asked of 8 March 2024, 8 September 2024 and 8 September 2025."""
    return EventFactory(programmes=[ProgrammeFactory(code="APSP")])


def trained(event, administration, *postings, **about):
    """Put a person on the list, with these postings at the administration."""
    person = PersonFactory()
    for each in postings:
        PostingFactory(**{"person": person, "organisation": administration} | each)
    return ParticipationFactory(
        event=event, person=person, organisation=administration, posting=False, **about
    )


def said(standing, on, **about):
    return {"standing": standing, "known_on": on} | about


def answers(row):
    fact = RetentionFact.objects.get(row_id=row.pk)
    return [fact.after_6, fact.after_12, fact.after_24]


def share(value, unknown=0):
    value = Decimal(value)
    return Quantity(value, value, unit_kind="percent", not_recorded=unknown)


def total(indicator, reader, **about):
    return measure(Scope(reader, **about), [indicator])[indicator]


@pytest.mark.parametrize(
    ("postings", "expected"),
    [
        ([], ["UNKNOWN", "UNKNOWN", "UNKNOWN"]),
        ([{}], ["UNKNOWN", "UNKNOWN", "UNKNOWN"]),
        ([said("IN_POST", DAY(2026, 1, 1))], ["IN_POST", "IN_POST", "IN_POST"]),
        ([said("IN_POST", DAY(2024, 9, 8))], ["IN_POST", "IN_POST", "UNKNOWN"]),
        ([said("IN_POST", DAY(2024, 9, 7))], ["IN_POST", "UNKNOWN", "UNKNOWN"]),
        ([said("LEFT", DAY(2024, 5, 1), ends_on=DAY(2024, 4, 30))], ["IN_POST", "GONE", "GONE"]),
        ([{"ends_on": DAY(2024, 9, 8)}], ["IN_POST", "IN_POST", "GONE"]),
        ([said("MOVED", DAY(2024, 5, 1))], ["UNKNOWN", "GONE", "GONE"]),
        (
            [{"starts_on": DAY(2019, 1, 1), "ends_on": DAY(2023, 12, 31)}, {"starts_on": DAY(2025, 1, 1)}],
            ["GONE", "GONE", "UNKNOWN"],
        ),
        (
            [{"starts_on": DAY(2019, 1, 1), "ends_on": DAY(2023, 12, 31)}, {}],
            ["UNKNOWN", "UNKNOWN", "UNKNOWN"],
        ),
    ],
    ids=[
        "no posting", "nothing said", "in post later", "on the very day", "a day too early", "left", "ended",
        "moved by a day", "back again perhaps", "perhaps there all the time",
    ],
)  # fmt: skip
def test_what_is_known_of_a_day_after_a_training(event, fiji, postings, expected):
    assert answers(trained(event, fiji, *postings)) == expected


def test_who_came_for_the_administration_again_was_still_in_post(event, fiji):
    row = trained(event, fiji)
    again = EventFactory(starts_on=DAY(2024, 10, 7), ends_on=DAY(2024, 10, 9))
    ParticipationFactory(event=again, person=row.person, organisation=fiji, posting=False)
    assert answers(row) == ["IN_POST", "IN_POST", "UNKNOWN"]


def test_who_came_for_another_administration_is_not_thereby_gone(event, fiji):
    row = trained(event, fiji)
    again = EventFactory(starts_on=DAY(2026, 1, 7), ends_on=DAY(2026, 1, 9))
    ParticipationFactory(event=again, person=row.person)
    assert answers(row) == ["UNKNOWN", "UNKNOWN", "UNKNOWN"]


def test_a_posting_elsewhere_says_nothing_of_the_administration_that_sent_them(event, fiji):
    row = trained(event, fiji)
    PostingFactory(person=row.person, standing="IN_POST", known_on=DAY(2026, 1, 1))
    assert answers(row) == ["UNKNOWN", "UNKNOWN", "UNKNOWN"]


def test_a_day_to_come_is_not_asked_of(fiji):
    row = trained(EventFactory(starts_on=DAY(2190, 1, 1), ends_on=DAY(2190, 1, 2)), fiji)
    assert answers(row) == [None, None, None]


def test_only_named_participants_who_came_from_an_administration_are_asked_of(event, fiji):
    HeadcountFactory(event=event, organisation=fiji)
    trained(event, fiji, role=EventRole.RESOURCE_PERSON)
    trained(event, fiji, state="NO_SHOW")
    trained(EventFactory(planned=True), fiji)
    ParticipationFactory(event=event, organisation=AdministrationFactory().organisation_ptr)

    assert RetentionFact.objects.filter(organisation=fiji).count() == 0
    assert RetentionFact.objects.count() == 1


@pytest.fixture
def world(event, fiji):
    """Of Fiji: four stayed a year, two left in between, three of whom nothing is known. One left Samoa."""
    samoa = AdministrationFactory(iso2="WS", member_name="Samoa")
    for _ in range(4):
        trained(event, fiji, said("IN_POST", DAY(2024, 10, 1)))
    for _ in range(2):
        trained(event, fiji, said("LEFT", DAY(2024, 7, 1), ends_on=DAY(2024, 6, 30)))
    for _ in range(3):
        trained(event, fiji, {})
    trained(event, samoa, said("MOVED", DAY(2024, 2, 1), ends_on=DAY(2024, 1, 31)))
    return samoa


def test_the_shares_are_those_counted_by_hand(world, fiji, officer):
    assert total(STILL_IN_POST_6, officer, administration=fiji) == share(100, unknown=3)  # 6 of 6
    assert total(STILL_IN_POST_12, officer, administration=fiji) == share("66.7", unknown=3)  # 4 of 6
    assert total(STILL_IN_POST_24, officer, administration=fiji) == share(0, unknown=7)  # 0 of 2
    assert total(STILL_IN_POST_12, officer) == share("57.1", unknown=3)  # 4 of 7


def test_the_shares_stand_by_administration(world, fiji, officer):
    groups = measure(Scope(officer), RETENTION, by=[ADMINISTRATION]).by(ADMINISTRATION)

    shown = [(group.labels[0], *(group[each].shown() for each in RETENTION)) for group in groups]
    assert shown == [("Fiji", "100 %", "66.7 %", "0 %"), ("Samoa", "0 %", "0 %", "0 %")]


def test_of_few_persons_it_is_told_only_to_who_may_see_them(world, fiji, officer, focal_point):
    assert total(STILL_IN_POST_12, officer, administration=world) == share(0)
    for reader in (focal_point, officer):
        scope = Scope(reader, administration=world, for_others=True)
        assert measure(scope, RETENTION)[STILL_IN_POST_12].is_withheld
    assert total(STILL_IN_POST_12, focal_point, administration=fiji).is_withheld

    programme = ProgrammeFactory()
    programme.events.set(Event.objects.all())
    assert not total(STILL_IN_POST_12, focal_point, programme=programme).is_withheld
    assert total(STILL_IN_POST_12, focal_point).is_withheld  # it could be subtracted from


def test_one_person_at_many_events_is_one_of_the_few(fiji, focal_point):
    person = PersonFactory()
    PostingFactory(person=person, organisation=fiji, standing="IN_POST", known_on=DAY(2026, 1, 1))
    for _ in range(6):
        ParticipationFactory(event=EventFactory(), person=person, organisation=fiji, posting=False)

    assert total(STILL_IN_POST_6, focal_point).is_withheld


def test_nothing_known_is_not_zero(event, fiji, officer):
    trained(event, fiji)

    figure = total(STILL_IN_POST_6, officer)
    assert (figure.is_recorded, figure.not_recorded) == (False, 1)
    assert figure.shown() == "not recorded"


def test_the_pages_show_it_and_lead_to_the_rows(client, world, officer):
    client.force_login(officer)

    for address, asked in (
        (reverse("reports:administration-page", args=["FJ"]), "?administration=FJ"),
        (reverse("reports:programme-page", args=["APSP"]), "?programme=APSP"),
    ):
        link = reverse("reports:retention") + asked
        assert f'href="{link}"' in client.get(address).content.decode()
        page = client.get(link).content.decode()
        assert "Still in post after 12 months" in page
        assert "of 3 participations it is not known" in page
    rows = client.get(
        reverse("reports:evidence"), {"indicator": "still_in_post_12", "administration": "FJ"}
    ).content.decode()
    assert (rows.count(">yes<"), rows.count(">no<")) == (4, 2)
    assert "Whether they were still in post that day is not known</a>: <b>3 rows</b>" in rows


def test_a_smaller_group_is_not_asked_by_who_may_not_see_the_persons(client, world, focal_point):
    client.force_login(focal_point)
    asked = {"indicator": "still_in_post_12", "administration": "WS"}

    assert client.get(reverse("reports:evidence"), asked).status_code == 400
