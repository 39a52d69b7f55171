"""Reactions at the end of an event, and scores of tests: anonymous, taken once, of few nothing is told."""

import datetime as dt
import uuid
from decimal import Decimal

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from office.models import AuditEntry
from programmes.models import Evaluation, Reaction
from reports.indicators.surveys import PEOPLE_TESTED, REACTIONS, SATISFACTION, SCORE_AFTER, SCORE_BEFORE
from reports.measuring.measure import measure
from reports.scope import Scope
from reports.sections.evaluations import evaluation_of, evaluations
from tests.factories.members import PersonFactory
from tests.factories.programmes import (
    ClosedPeriodFactory,
    EventFactory,
    FundingFactory,
    ParticipationFactory,
    ProgrammeFactory,
)
from tests.factories.surveys import EvaluationFactory, ReactionFactory

pytestmark = pytest.mark.django_db

IN_TIME = dt.datetime(2023, 12, 30, 9, tzinfo=dt.UTC)


def form_of(**more):
    return {
        "key": str(uuid.uuid4()),
        "overall": "5",
        "relevance": "4",
        "liked": "The <b>exercise</b>",
        **more,
    }


def page_of(evaluation):
    return reverse("programmes:reaction", args=[evaluation.code])


# --- The form in the room ---------------------------------------------------------------------------


@time_machine.travel(IN_TIME, tick=False)
def test_anybody_with_the_code_fills_in_the_form_and_leaves_no_trace_of_who_or_when(client):
    evaluation = EvaluationFactory()
    before = AuditEntry.objects.count()

    answer = client.post(page_of(evaluation), form_of(), REMOTE_ADDR="192.0.2.9")

    assert "Thank you" in answer.content.decode()
    stored = Reaction.objects.get()
    assert (stored.overall, stored.relevance, stored.teaching) == (5, 4, None)
    assert AuditEntry.objects.count() == before
    kept = {field.name for field in Reaction._meta.get_fields()}
    assert kept == {
        *("key", "evaluation", "overall", "relevance", "teaching", "organisation", "use", "liked", "missed")
    }


@time_machine.travel(IN_TIME, tick=False)
def test_a_form_that_is_sent_twice_over_a_bad_line_is_one(client):
    evaluation, sent = EvaluationFactory(), form_of()

    client.post(page_of(evaluation), sent)
    client.post(page_of(evaluation), sent)

    assert Reaction.objects.count() == 1


@pytest.mark.parametrize("mark", ["", "0", "6", "5.5", "five"])
@time_machine.travel(IN_TIME, tick=False)
def test_marks_are_from_one_to_five(client, mark):
    answer = client.post(page_of(EvaluationFactory()), form_of(overall=mark))

    assert answer.status_code == 200
    assert answer.context["form"].errors["overall"]
    assert not Reaction.objects.exists()


def test_a_mark_out_of_reach_is_refused_by_the_database():
    with pytest.raises(IntegrityError, match="reaction_marks_from_one_to_five"), transaction.atomic():
        ReactionFactory(use=6)


@time_machine.travel(dt.datetime(2024, 1, 3, tzinfo=dt.UTC), tick=False)
def test_after_its_last_day_no_form_is_taken(client):
    answer = client.post(page_of(EvaluationFactory()), form_of())

    assert "Forms are no longer taken." in answer.content.decode()
    assert not Reaction.objects.exists()


@time_machine.travel(IN_TIME, tick=False)
def test_the_page_is_light_and_the_code_is_typed_in_any_case(client):
    evaluation = EvaluationFactory()
    page = client.get(page_of(evaluation)).content
    code = f" {evaluation.code[:3].lower()}-{evaluation.code[3:]} "

    found = client.get(reverse("programmes:reaction-code"), {"code": code})
    none = client.get(reverse("programmes:reaction-code"), {"code": "NOBODY"})

    assert len(page) < 10_000
    assert found.url == page_of(evaluation)
    assert "There is no form with this code." in none.content.decode()


# --- What is told ------------------------------------------------------------------------------------


def blocks_of(evaluation, reader):
    return evaluation_of(evaluation.event, reader)


def test_of_fewer_than_five_forms_nobody_is_told_anything(client, administrator):
    evaluation = EvaluationFactory()
    ReactionFactory.create_batch(4, evaluation=evaluation, liked="Only I say this")
    client.force_login(administrator)
    page = reverse("reports:evaluation-page", args=[evaluation.pk])

    few = client.get(page).content.decode()
    assert "nothing is told" in few
    assert "Only I say this" not in few
    assert measure(Scope(administrator), [REACTIONS])[REACTIONS].low == 0

    ReactionFactory(evaluation=evaluation, overall=1)
    enough = client.get(page).content.decode()
    assert "Only I say this" in enough
    assert measure(Scope(administrator), [SATISFACTION])[SATISFACTION].low == Decimal("3.4")


def test_while_forms_are_taken_nobody_sees_what_the_next_one_adds(client, administrator):
    evaluation = EvaluationFactory(closes_on="2100-01-01")
    ReactionFactory.create_batch(9, evaluation=evaluation, missed="More time")
    client.force_login(administrator)

    page = client.get(reverse("reports:evaluation-page", args=[evaluation.pk])).content.decode()

    assert "They are told of after that" in page
    assert "More time" not in page
    assert blocks_of(evaluation, administrator) == []


def test_an_event_of_few_is_in_no_total(administrator):
    ReactionFactory.create_batch(6, evaluation=EvaluationFactory(), overall=5)
    ReactionFactory.create_batch(4, evaluation=EvaluationFactory(), overall=1)

    figures = measure(Scope(administrator), [REACTIONS, SATISFACTION])

    assert figures[REACTIONS].low == 6
    assert figures[SATISFACTION].low == 5


def test_scores_are_averages_of_the_same_five_people_or_more(administrator):
    evaluation = EvaluationFactory(highest_score=20)
    about = {"event": evaluation.event}
    ParticipationFactory.create_batch(4, **about, pre_score=8, post_score=16)
    ParticipationFactory(**about, pre_score=0)  # was not there for the second
    ParticipationFactory(**about, pre_score=20, post_score=20, role="OBSERVER")
    assert measure(Scope(administrator), [PEOPLE_TESTED])[PEOPLE_TESTED].low == 0

    ParticipationFactory(**about, pre_score=18, post_score=16)
    figures = measure(Scope(administrator), [PEOPLE_TESTED, SCORE_BEFORE, SCORE_AFTER])

    assert [figures[each].low for each in (PEOPLE_TESTED, SCORE_BEFORE, SCORE_AFTER)] == [5, 50, 80]
    (scores,) = blocks_of(evaluation, administrator)
    assert scores.rows[0][1] == 5


def test_a_donor_is_told_averages_of_what_it_pays_for_and_no_words(client, donor):
    evaluation = EvaluationFactory()
    ReactionFactory.create_batch(5, evaluation=evaluation, liked="The exercise")
    FundingFactory(phase__programme=evaluation.programme, donor=donor.organisation)
    client.force_login(donor)

    page = client.get(reverse("reports:evaluation-page", args=[evaluation.pk])).content.decode()

    assert "Reactions, from 1 to 5" in page
    assert "The exercise" not in page


def test_a_report_has_the_section_where_something_may_be_told(administrator):
    evaluation = EvaluationFactory()
    scope = Scope(administrator, programme=evaluation.programme)
    assert evaluations(scope) is None

    ReactionFactory.create_batch(5, evaluation=evaluation)
    section = evaluations(scope.narrowed())

    assert section.title == "What participants thought and learned"
    assert section.blocks[1].rows[0][1] == 5


# --- Scores -----------------------------------------------------------------------------------------


@pytest.fixture
def tested():
    """An evaluation, and two people on the list of its event."""
    programme = ProgrammeFactory()
    event = EventFactory(programmes=[programme])
    for family, given in (("Tui", "Sione"), ("Nguyễn", "Thị Hoa")):
        ParticipationFactory(event=event, person=PersonFactory(family_name=family, given_names=given))
    return EvaluationFactory(programme=programme, event=event, highest_score=20)


def scores_page(client, assigned, tested):
    client.force_login(assigned(tested.programme))
    return reverse("programmes:evaluation-scores", args=[tested.pk])


def stored(tested):
    rows = tested.event.participations.order_by("pk")
    return [(row.pre_score, row.post_score) for row in rows]


def test_scores_are_entered_line_by_line(client, assigned, tested):
    page = scores_page(client, assigned, tested)
    first, second = tested.event.participations.order_by("pk")

    client.post(page, {f"before_{first.pk}": "8.5", f"after_{first.pk}": "15", f"before_{second.pk}": "4"})

    assert stored(tested) == [(Decimal("8.50"), 15), (4, None)]
    refused = client.post(page, {f"before_{first.pk}": "21"}).content.decode()
    assert "a score is from 0 to 20" in refused
    assert stored(tested)[0] == (Decimal("8.50"), 15)


def test_pasted_scores_find_people_whatever_the_order_of_their_names(client, assigned, tested):
    page = scores_page(client, assigned, tested)

    client.post(page, {"pasted": "sione TUI\t8,5\t15\nHoa Thi Nguyen\t\t20\n"})

    assert stored(tested) == [(Decimal("8.50"), 15), (None, 20)]


def test_every_bad_row_is_named_and_nothing_is_saved(client, assigned, tested):
    page = scores_page(client, assigned, tested)
    rows = "Tui Sione\t8\t15\nNobody Here\t1\t2\nTui Sione\t1\t1\nNguyen Thi Hoa\tten\t3\nNguyen Thi Hoa\n"

    answer = client.post(page, {"pasted": rows}).content.decode()

    for problem in (
        "Row 2: “Nobody Here” is not on the list.",
        "Row 3: ",
        "Row 4: “ten” is no score.",
        "Row 5: ",
    ):
        assert problem in answer
    assert stored(tested) == [(None, None), (None, None)]


def test_scores_of_a_closed_period_stay(client, assigned, tested):
    page = scores_page(client, assigned, tested)
    ClosedPeriodFactory(programme=tested.programme, starts_on="2023-01-01", ends_on="2023-12-31")

    answer = client.post(page, {"pasted": "Tui Sione\t8\t15"})

    assert "closed" in answer.content.decode()
    assert stored(tested) == [(None, None), (None, None)]


def test_an_event_is_evaluated_once_and_of_its_own_programme(client, assigned, tested):
    client.force_login(assigned(tested.programme))
    sent = {"programme": tested.programme.pk, "closes_on": "2024-01-31", "version": 1}

    twice = client.post(reverse("programmes:evaluations-new"), sent | {"event": tested.event.pk})
    other = client.post(reverse("programmes:evaluations-new"), sent | {"event": EventFactory().pk})

    assert twice.context["form"].errors["event"]
    assert other.context["form"].errors["event"]
    assert Evaluation.objects.count() == 1
