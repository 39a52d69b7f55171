"""Figures of cohorts, of the pool and of the cascade: one way to them, and a second count beside it."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from programmes.choices import Accuracy
from programmes.models import Phase
from reports import sections
from reports.choices import Audience
from reports.indicators.cascade import (
    CASCADE,
    CASCADE_CUSTOMS,
    CASCADE_HOURS,
    CASCADE_PEOPLE,
    CASCADE_SHARE_OF_WOMEN,
    CASCADE_TRAINERS,
    CASCADE_TRAININGS,
)
from reports.indicators.registry import COMPLETIONS, PARTICIPATIONS, PEOPLE
from reports.indicators.teaching import (
    COHORT_CERTIFIED,
    COHORT_MEMBERS,
    COHORT_MEMBERS_EXPECTED,
    COHORT_MEMBERS_IN,
    COHORT_MEMBERS_LATE,
    COHORT_MEMBERS_LEFT,
    COHORT_SHARE_CERTIFIED,
    COHORTS,
    POOL,
)
from reports.measuring.dimensions import (
    ADMINISTRATION,
    COHORT,
    EVIDENCE,
    LANGUAGE,
    PHASE,
    SCHEME,
    TOPIC,
    YEAR,
)
from reports.measuring.measure import measure
from reports.models import CohortMemberFact, PoolFact
from reports.periods import Period
from reports.scope import Scope
from tests.factories.cohorts import CohortFactory, CohortParticipantFactory, CohortStageFactory
from tests.factories.ledger import LedgerLineFactory, SchemeFactory, TeachingLanguageFactory
from tests.factories.members import (
    AccountFactory,
    AdministrationFactory,
    OrganisationFactory,
    PersonFactory,
    PostingFactory,
)
from tests.factories.programmes import FundingFactory, PhaseFactory, ProgrammeFactory, TopicFactory
from tests.factories.teaching import CascadePersonFactory, CascadeTrainingFactory, SignedListFactory
from trainers.models import CascadeTraining, LedgerLine, progress_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return AccountFactory(administrator=True)


def value(scope, indicator):
    return measure(scope, [indicator])[indicator].low


def by(scope, indicator, dimension, missing=""):
    return {
        group.key[0]: group[indicator].low
        for group in measure(scope, [indicator], by=[dimension]).by(dimension, missing=missing)
    }


# --- The cascade ---------------------------------------------------------------------------------


@pytest.fixture
def taught():
    """Return three trainings of one programme: one of each grade, the last with a sector left open."""
    programme = ProgrammeFactory()
    named = CascadeTrainingFactory(programme=programme, customs=1, private=0, women=1, hours=Decimal("6.5"))
    CascadePersonFactory(training=named)
    signed = CascadeTrainingFactory(programme=programme, customs=20, private=4, women=12)
    SignedListFactory(training=signed)
    declared = CascadeTrainingFactory(programme=programme, customs=None, private=30, trainer=named.trainer)
    return named, signed, declared


def test_people_taught_are_at_least_so_many_where_a_sector_is_left_open(administrator, taught):
    figures = measure(Scope(administrator), CASCADE)

    assert figures[CASCADE_TRAININGS].low == 3
    assert figures[CASCADE_PEOPLE].low == 55
    assert (figures[CASCADE_PEOPLE].high, figures[CASCADE_PEOPLE].accuracy) == (None, Accuracy.AT_LEAST)
    assert (figures[CASCADE_CUSTOMS].low, figures[CASCADE_CUSTOMS].not_recorded) == (21, 1)
    assert (figures[CASCADE_HOURS].low, figures[CASCADE_HOURS].not_recorded) == (Decimal("6.5"), 2)
    assert figures[CASCADE_TRAINERS].low == 2
    assert (figures[CASCADE_SHARE_OF_WOMEN].low, figures[CASCADE_SHARE_OF_WOMEN].not_recorded) == (52, 30)


def test_the_grade_of_the_figures_is_the_one_of_the_record(administrator, taught):
    again = {"A": 0, "B": 0, "C": 0}
    for training in CascadeTraining.objects.all():
        again[training.grade] += training.people

    assert by(Scope(administrator), CASCADE_PEOPLE, EVIDENCE) == again == {"A": 1, "B": 24, "C": 30}


def test_the_cascade_never_moves_what_events_are_counted_by(administrator):
    before = measure(Scope(administrator), [PARTICIPATIONS, PEOPLE, COMPLETIONS])
    CascadeTrainingFactory()
    after = measure(Scope(administrator), [PARTICIPATIONS, PEOPLE, COMPLETIONS])

    assert [after[each] for each in (PARTICIPATIONS, PEOPLE, COMPLETIONS)] == [
        before[each] for each in (PARTICIPATIONS, PEOPLE, COMPLETIONS)
    ]


def test_a_training_is_of_the_one_phase_that_holds_its_last_day(administrator):
    programme = ProgrammeFactory()
    first = PhaseFactory(programme=programme, number=1, starts_on="2022-01-01", ends_on="2023-06-30")
    PhaseFactory(programme=programme, number=2, starts_on="2023-04-01", ends_on="2024-12-31")
    CascadeTrainingFactory(programme=programme, starts_on=dt.date(2023, 2, 1), customs=5, private=0)
    CascadeTrainingFactory(programme=programme, starts_on=dt.date(2023, 5, 1), customs=7, private=0)

    assert by(Scope(administrator), CASCADE_PEOPLE, PHASE, missing="none") == {first.pk: 5, None: 7}
    first.ends_on = dt.date(2023, 3, 31)
    first.save()
    second = Phase.objects.get(number=2)
    assert by(Scope(administrator), CASCADE_PEOPLE, PHASE) == {first.pk: 5, second.pk: 7}


def test_a_training_counts_in_the_year_its_last_day_lies_in_and_under_its_administration(administrator):
    here = CascadeTrainingFactory(starts_on=dt.date(2022, 12, 30), ends_on=dt.date(2023, 1, 3))
    CascadeTrainingFactory(organisation=OrganisationFactory())
    scope = Scope(administrator)

    assert by(scope, CASCADE_TRAININGS, YEAR) == {2023: 2}
    assert by(scope, CASCADE_TRAININGS, ADMINISTRATION, missing="none") == {here.organisation_id: 1, None: 1}


def test_the_cascade_of_a_cohort_is_what_its_people_taught_of_its_topics_since_they_joined(administrator):
    topic = TopicFactory()
    member = CohortParticipantFactory(cohort=CohortFactory(topics=[topic]), joined_on="2022-01-01")
    about = {"trainer": member.person, "programme": member.cohort.programme}
    CascadeTrainingFactory(**about, topic=topic)
    CascadeTrainingFactory(**about)  # of another topic
    CascadeTrainingFactory(**about, topic=topic, starts_on=dt.date(2021, 5, 1))
    CascadeTrainingFactory(topic=topic)

    assert value(Scope(administrator, cohort=member.cohort), CASCADE_TRAININGS) == 1


def test_the_share_of_women_among_few_is_told_only_to_who_may_see_them(administrator):
    training = CascadeTrainingFactory(customs=4, private=0, women=3)
    phase = PhaseFactory(programme=training.programme, starts_on="2023-01-01")
    donor = FundingFactory(phase=phase).donor
    reader = AccountFactory(donor=True, organisation=donor)

    assert value(Scope(administrator), CASCADE_SHARE_OF_WOMEN) == 75
    told = measure(Scope(reader), [CASCADE_PEOPLE, CASCADE_SHARE_OF_WOMEN])
    assert (told[CASCADE_PEOPLE].low, told[CASCADE_SHARE_OF_WOMEN].is_withheld) == (4, True)


def test_a_donor_counts_the_cascade_of_what_it_pays_for_and_reads_none_of_it(client):
    training = CascadeTrainingFactory()
    CascadeTrainingFactory()
    phase = PhaseFactory(programme=training.programme, starts_on="2023-01-01")
    donor = FundingFactory(phase=phase).donor
    reader = AccountFactory(donor=True, organisation=donor)
    client.force_login(reader)

    page = client.get(reverse("reports:evidence"), {"indicator": "cascade_trainings"}).content.decode()

    assert value(Scope(reader, audience=Audience.DONOR, donor=donor), CASCADE_TRAININGS) == 1
    assert training.trainer.family_name not in page
    assert "1 row is not shown to you" in page


# --- Cohorts -------------------------------------------------------------------------------------


@pytest.fixture
def cohort():
    """Return a cohort of four in 2022: one joined late, one left, two certified."""
    cohort = CohortFactory(topics=[TopicFactory(), TopicFactory()])
    CohortStageFactory(cohort=cohort)
    second = CohortStageFactory(cohort=cohort)
    CohortParticipantFactory(cohort=cohort, certified_on="2022-03-01")
    CohortParticipantFactory(cohort=cohort, certified_on="2022-03-01")
    CohortParticipantFactory(cohort=cohort, joined_on="2022-02-01", first_stage=second)
    CohortParticipantFactory(cohort=cohort, left_on="2022-01-31", left_reason="Moved")
    return cohort


def test_the_members_of_a_cohort_are_counted_once_however_many_topics_it_has(administrator, cohort):
    figures = measure(Scope(administrator), COHORTS)

    assert [figures[each].low for each in COHORTS] == [4, 1, 1, 3, 0, 2, Decimal("50.0")]
    assert by(Scope(administrator), COHORT_MEMBERS, TOPIC) == dict.fromkeys(
        cohort.topics.values_list("pk", flat=True), 4
    )
    assert by(Scope(administrator), COHORT_MEMBERS, COHORT) == {cohort.pk: 4}
    topic = cohort.topics.first()
    assert value(Scope(administrator, topics=(topic,)), COHORT_MEMBERS_LATE) == 1
    assert value(Scope(administrator, topics=(TopicFactory(),)), COHORT_MEMBERS) == 0


def test_the_figures_of_a_cohort_are_what_its_progress_says(administrator, cohort):
    CohortStageFactory(cohort=cohort, planned_from=dt.date(2020, 1, 1), planned_to=None)
    CohortStageFactory(cohort=cohort, planned_from=None, planned_to=None)
    today = timezone.localdate()
    CohortStageFactory(
        cohort=cohort,
        planned_from=today + dt.timedelta(days=30),
        planned_to=today + dt.timedelta(days=60),
    )
    progress = progress_of(cohort, cohort.participants.select_related("first_stage"))
    ahead = progress.next_stage(today)
    figures = measure(Scope(administrator, cohort=cohort), COHORTS)

    people = [line.participant for line in progress.lines]
    assert figures[COHORT_MEMBERS].low == len(people)
    assert figures[COHORT_MEMBERS_IN].low == sum(each.left_on is None for each in people)
    assert figures[COHORT_MEMBERS_LEFT].low == sum(each.left_on is not None for each in people)
    expected = [line for line in progress.lines if line.at(ahead).is_expected]
    assert figures[COHORT_MEMBERS_EXPECTED].low == len(expected)


@pytest.mark.parametrize("place", range(5))
def test_who_is_expected_next_is_told_as_the_page_tells_it(administrator, place):
    """At the first stage, between two, while one goes on, with days that are not known, and past them all."""
    today = timezone.localdate()
    month = dt.timedelta(days=30)
    cohort = CohortFactory(starts_on=today - 9 * month, ends_on=None)
    for number in range(4):
        first = today + (number - place) * month
        known = {"planned_from": first, "planned_to": first + dt.timedelta(days=20)}
        CohortStageFactory(cohort=cohort, **(known if number != 2 else dict.fromkeys(known)))
    stages = list(cohort.stages.in_order())
    joined = {"cohort": cohort, "joined_on": cohort.starts_on}
    CohortParticipantFactory(**joined)
    CohortParticipantFactory(**joined, first_stage=stages[1])
    CohortParticipantFactory(**joined, first_stage=stages[3])
    for weeks in (-20, -5, 2):
        CohortParticipantFactory(**joined, left_on=today + dt.timedelta(weeks=weeks), left_reason="Moved")
    progress = progress_of(cohort, cohort.participants.select_related("first_stage"))
    ahead = progress.next_stage(today)
    expected = [line.participant.pk for line in progress.lines if ahead and line.at(ahead).is_expected]

    found = CohortMemberFact.objects.filter(cohort=cohort, is_expected=True).values_list("pk", flat=True)

    assert sorted(found) == sorted(expected)


def test_members_stand_under_the_phase_of_their_cohort_and_the_year_they_joined(administrator, cohort):
    phase = PhaseFactory(programme=cohort.programme)
    cohort.phase = phase
    cohort.save()
    scope = Scope(administrator)

    assert by(scope, COHORT_MEMBERS, PHASE) == {phase.pk: 4}
    assert by(scope, COHORT_MEMBERS, YEAR) == {2022: 4}
    assert value(scope.narrowed(period=Period.calendar_year(2021)), COHORT_MEMBERS) == 0


def test_of_few_it_is_told_who_was_certified_only_to_who_may_see_them(cohort):
    phase = PhaseFactory(programme=cohort.programme)
    reader = AccountFactory(donor=True, organisation=FundingFactory(phase=phase).donor)

    told = measure(Scope(reader), [COHORT_MEMBERS, COHORT_CERTIFIED, COHORT_SHARE_CERTIFIED])

    assert told[COHORT_MEMBERS].low == 4
    assert told[COHORT_CERTIFIED].is_withheld
    assert told[COHORT_SHARE_CERTIFIED].is_withheld


# --- The pool ------------------------------------------------------------------------------------


def on(administrator, day, **about):
    return Scope(administrator, period=Period(day, day), **about)


def test_the_pool_of_a_day_is_whom_the_ledger_says_was_accredited_then(administrator):
    scheme, topic, person = SchemeFactory(), TopicFactory(), PersonFactory()
    about = {"person": person, "scheme": scheme, "topic": topic}
    LedgerLineFactory(**about, taken_on=dt.date(2021, 3, 1), valid_to=dt.date(2022, 2, 28))
    LedgerLineFactory(**about, taken_on=dt.date(2022, 6, 1), step="REFRESHED")
    LedgerLineFactory(**about, taken_on=dt.date(2023, 6, 1), step="SUSPENDED", reason="Complaint")
    wrong = LedgerLineFactory(taken_on=dt.date(2021, 3, 1))
    LedgerLineFactory(
        person=wrong.person,
        scheme=wrong.scheme,
        topic=wrong.topic,
        step="STRUCK",
        taken_on=wrong.taken_on,
        corrects=wrong,
        reason="Never was so",
    )
    LedgerLineFactory(person=person, scheme=SchemeFactory(), taken_on=dt.date(2023, 1, 1))

    for day in (
        "2021-02-28",
        "2021-03-01",
        "2022-02-28",
        "2022-03-01",
        "2022-06-01",
        "2023-01-01",
        "2023-06-01",
    ):
        on_day = dt.date.fromisoformat(day)
        again = set(LedgerLine.objects.accredited_on(on_day).values_list("person", flat=True))
        assert value(on(administrator, on_day), POOL) == len(again), day
    assert value(on(administrator, dt.date(2021, 3, 1)), POOL) == 1


def test_somebody_stands_under_where_they_served_that_day_and_once_in_all(administrator):
    person = PersonFactory()
    old = PostingFactory(person=person, ends_on=dt.date(2022, 6, 30)).organisation
    new = PostingFactory(person=person, starts_on=dt.date(2022, 9, 1)).organisation
    LedgerLineFactory(person=person, taken_on=dt.date(2021, 1, 1))
    LedgerLineFactory(person=person, taken_on=dt.date(2021, 1, 1))

    def places(*day):
        return by(on(administrator, dt.date(*day)), POOL, ADMINISTRATION, missing="none")

    assert places(2022, 6, 30) == {old.pk: 1}
    assert places(2022, 7, 1) == {None: 1}
    assert places(2022, 9, 1) == {new.pk: 1}
    assert value(on(administrator, dt.date(2022, 9, 1)), POOL) == 1
    assert PoolFact.objects.count() == 6


def test_the_pool_is_split_by_scheme_language_and_topic_and_never_by_year(administrator):
    line = LedgerLineFactory()
    for language in ("en", "fr"):
        TeachingLanguageFactory(person=line.person, language=language)
    other = LedgerLineFactory(scheme=line.scheme)
    scope = Scope(administrator)

    assert by(scope, POOL, SCHEME) == {line.scheme_id: 2}
    assert by(scope, POOL, LANGUAGE, missing="none") == {"en": 1, "fr": 1, None: 1}
    assert by(scope, POOL, TOPIC) == {line.topic_id: 1, other.topic_id: 1}
    assert not POOL.is_split_by(YEAR)


def test_a_cohorts_pool_is_those_of_its_people_whom_its_scheme_accredits(administrator):
    scheme = SchemeFactory()
    member = CohortParticipantFactory(cohort=CohortFactory(scheme=scheme, programme=scheme.programme))
    LedgerLineFactory(person=member.person, scheme=scheme)
    LedgerLineFactory(scheme=scheme)
    LedgerLineFactory(person=member.person)

    assert value(Scope(administrator, cohort=member.cohort), POOL) == 1
    assert value(Scope(administrator, programme=scheme.programme), POOL) == 2


def test_the_report_of_a_programme_and_of_a_cohort_tell_of_pool_and_cascade(administrator):
    scheme, topic = SchemeFactory(), TopicFactory()
    cohort = CohortFactory(scheme=scheme, programme=scheme.programme, topics=[topic])
    member = CohortParticipantFactory(cohort=cohort)
    LedgerLineFactory(person=member.person, scheme=scheme, topic=topic)
    CascadeTrainingFactory(trainer=member.person, programme=cohort.programme, topic=topic, customs=9)
    CascadeTrainingFactory(programme=cohort.programme, customs=40)
    stranger = CohortFactory(programme=ProgrammeFactory())

    def told(**about):
        found = [section(Scope(administrator, **about)) for section in (sections.pool, sections.cascade)]
        return [each and each.blocks for each in found]

    pool, cascade = told(programme=cohort.programme, cohort=cohort)
    assert pool[-1].rows[-1][-1].low == 1
    assert cascade[0].rows[-1][2].low == 12
    assert told(programme=cohort.programme)[1][0].rows[-1][2].low == 55
    assert told(programme=stranger.programme, cohort=stranger) == [None, None]
    assert AdministrationFactory().called not in str(cascade)


def test_the_api_tells_who_may_teach_on_a_day_and_the_cascade_by_grade(client, administrator):
    LedgerLineFactory(taken_on=dt.date(2023, 3, 1))
    CascadeTrainingFactory(customs=5, private=0)
    client.force_login(administrator)
    figures = reverse("api:figure-list")

    day = {"from": "2023-02-28", "until": "2023-02-28"}
    assert client.get(figures, {"indicator": "people_accredited", **day}).json()["value"] == 0
    assert client.get(figures, {"indicator": "people_accredited"}).json()["value"] == 1
    split = client.get(figures, {"indicator": "cascade_people", "by": "evidence"}).json()
    assert "C: declared" in str(split)
    assert client.get(figures, {"indicator": "people_accredited", "by": "year"}).status_code == 400


def test_the_evidence_of_the_pool_names_who_holds_it_until_when_and_who_is_made_up(client, administrator):
    person = PersonFactory(is_made_up=True)
    LedgerLineFactory(person=person, taken_on=dt.date(2023, 3, 1), valid_to=dt.date(2999, 1, 31))
    client.force_login(administrator)

    page = client.get(reverse("reports:evidence"), {"indicator": "people_accredited"}).content.decode()

    assert str(person) in page
    assert "1 March 2023 – 31 January 2999" in page
    assert "made up for the demonstration" in page


def test_the_evidence_asks_the_same_of_three_records_as_of_one(client, administrator):
    client.force_login(administrator)
    address = reverse("reports:evidence")

    def asked(code):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address, {"indicator": code}).status_code == 200
        return len(queries)

    def enter():
        LedgerLineFactory()
        CascadeTrainingFactory()
        CohortParticipantFactory()

    codes = ("people_accredited", "cascade_people", "cohort_members")
    enter()
    asked(codes[0])  # what is kept for the next page
    of_one = [asked(code) for code in codes]
    enter()
    enter()
    assert [asked(code) for code in codes] == of_one
