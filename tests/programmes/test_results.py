"""Results frameworks: entered, amended by a version that carries everything on, and kept as they were."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from office.audit import Actor
from office.choices import Door
from programmes.actions import framing
from programmes.intake import results
from programmes.models import Framework, Programme, ResultIndicator, ResultPeriod
from tests.factories.members import AccountFactory
from tests.factories.programmes import AssignmentFactory, ObjectiveFactory, PhaseFactory, TopicFactory
from tests.factories.results import FrameworkFactory, ResultIndicatorFactory, ResultPeriodFactory

pytestmark = pytest.mark.django_db
TODAY = dt.date(2024, 3, 1)
BY = Actor(None, Door.COMMAND)


@pytest.fixture
def framework():
    return FrameworkFactory()


@pytest.fixture
def officer(client, framework):
    account = AccountFactory(officer=True)
    AssignmentFactory(account=account, programme=framework.programme)
    client.force_login(account)
    return account


def errors_of(answer):
    return {name: " ".join(each) for name, each in answer.context["form"].errors.items()}


def indicator_typed(framework, **changed):
    return {
        "version": "1",
        "framework": framework.pk,
        "level": "OUTPUT",
        "name": "Officers trained",
        "definition": "Participants at events held.",
        "unit": "participations",
        "direction": "UP",
        "counted_as": "participations",
        "position": "10",
    } | changed


@pytest.mark.parametrize("missing", ["unit", "definition"])
def test_an_indicator_without_unit_or_definition_is_refused(client, officer, framework, missing):
    answer = client.post(
        reverse("programmes:result-indicators-new"), indicator_typed(framework, **{missing: " "})
    )

    assert missing in errors_of(answer)
    assert not ResultIndicator.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ({"unit": ""}, "result_indicator_has_unit"),
        ({"definition": ""}, "result_indicator_has_definition"),
        ({"baseline": 5}, "result_indicator_baseline_with_source"),
        (
            {"counted_as": "missions_held", "event_mode": "ONLINE"},
            "result_indicator_of_no_events_has_no_mode",
        ),
        ({"event_mode": "ONLINE"}, "result_indicator_typed_of_no_events"),
        (
            {"counted_as": "share_of_women", "event_mode": "ONLINE"},
            "result_indicator_of_persons_is_of_the_whole",
        ),
    ],
)
def test_the_database_holds_the_rules_of_an_indicator(wrong, rule):
    with pytest.raises(IntegrityError, match=rule):
        ResultIndicatorFactory(**wrong)


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ({"ends_on": "2022-12-31"}, "result_period_ends_after_start"),
        ({"actual": 5}, "result_period_actual_with_source"),
        ({"light": "GREEN"}, "result_period_light_with_reason"),
        ({"target": -1}, "result_period_not_negative"),
    ],
)
def test_the_database_holds_the_rules_of_a_period(wrong, rule):
    with pytest.raises(IntegrityError, match=rule):
        ResultPeriodFactory(**wrong)


def test_a_day_is_of_one_period_of_an_indicator_only():
    period = ResultPeriodFactory()

    with pytest.raises(IntegrityError, match="result_period_once"), transaction.atomic():
        ResultPeriodFactory(indicator=period.indicator, starts_on="2023-12-31", ends_on="2024-06-30")
    ResultPeriodFactory(starts_on="2023-12-31", ends_on="2024-06-30")


def test_an_objective_and_a_phase_are_of_the_programme_itself(client, officer, framework):
    other = PhaseFactory()
    AssignmentFactory(account=officer, programme=other.programme)
    objective = ObjectiveFactory(programme=other.programme)

    answer = client.post(
        reverse("programmes:result-indicators-new"),
        indicator_typed(framework, objective=objective.pk, phase=other.pk),
    )

    assert {"objective", "phase"} <= set(errors_of(answer))


def test_what_the_portal_counts_is_never_typed(client, officer, framework):
    counted = ResultIndicatorFactory(framework=framework, counted_as="participations")
    typed = {
        "version": "1",
        "indicator": counted.pk,
        "starts_on": "2023-01-01",
        "ends_on": "2023-12-31",
        "target": "100",
        "actual": "90",
        "actual_source": "Minutes",
    }

    assert "counts this" in errors_of(client.post(reverse("programmes:result-periods-new"), typed))["actual"]
    assert not ResultPeriod.objects.exists()


def test_a_target_behind_its_baseline_is_asked_about(client, officer, framework):
    indicator = ResultIndicatorFactory(
        framework=framework, baseline=50, baseline_on="2022-12-31", baseline_source="Survey"
    )
    typed = {
        "version": "1",
        "indicator": indicator.pk,
        "starts_on": "2023-01-01",
        "ends_on": "2023-12-31",
        "target": "40",
    }

    address = reverse("programmes:result-periods-new")
    assert "other side of the baseline" in errors_of(client.post(address, typed))["note"]
    client.post(address, typed | {"note": "The office will be closed for half a year."})
    assert ResultPeriod.objects.get().target == 40


def test_an_amendment_carries_everything_on_and_the_earlier_version_stays(client, officer, framework):
    topic = TopicFactory()
    indicator = ResultIndicatorFactory(framework=framework, counted_as="participations", topic=topic)
    ResultPeriodFactory(indicator=indicator, target=100)
    typed = {
        "version": "1",
        "programme": framework.programme_id,
        "in_force_from": "2024-01-01",
        "agreed_in": "Amendment 1",
        "reason": "The donor added a phase.",
    }

    client.post(reverse("programmes:frameworks-new"), typed)
    after = Framework.objects.get(number=2)
    carried = after.indicators.get()
    carried_period = carried.periods.get()
    client.post(
        reverse("programmes:result-periods-edit", args=[carried_period.pk]),
        {
            "version": "1",
            "indicator": carried.pk,
            "starts_on": "2023-01-01",
            "ends_on": "2023-12-31",
            "target": "150",
        },
    )

    assert (carried.counted_as, carried.topic) == ("participations", topic)
    assert carried.periods.get().target == 150
    assert indicator.periods.get().target == 100


def test_a_version_says_why_it_is_new_and_begins_after_the_one_before(framework):
    without = Framework(programme=framework.programme, in_force_from=dt.date(2024, 1, 1))
    early = Framework(programme=framework.programme, in_force_from=framework.in_force_from, reason="Why")

    with pytest.raises(ValidationError, match="Say why there is a new version"):
        framing.save_framework(record=without, today=TODAY, by=BY)
    with pytest.raises(ValidationError, match="begins on this day, or later"):
        framing.save_framework(record=early, today=TODAY, by=BY)


def test_nothing_of_a_replaced_version_is_changed_or_removed(client, officer, framework):
    period = ResultPeriodFactory(indicator__framework=framework)
    FrameworkFactory(programme=framework.programme, number=2, reason="Amended", in_force_from="2024-01-01")

    for act, record in (
        (framing.save_framework, framework),
        (framing.save_indicator, period.indicator),
        (framing.save_period, period),
    ):
        with pytest.raises(ValidationError, match="what this one said stays"):
            act(record=record, today=TODAY, by=BY)
    for act, record in (
        (framing.remove_framework, framework),
        (framing.remove_indicator, period.indicator),
        (framing.remove_period, period),
    ):
        with pytest.raises(ValidationError, match="what this one said stays"):
            act(record=record, by=BY)
    page = client.post(
        reverse("programmes:frameworks-remove", args=[framework.pk]), {"reason": "Entered twice"}
    )
    assert page.status_code == 200
    assert Framework.objects.filter(pk=framework.pk).exists()


def test_the_latest_version_is_taken_back_with_all_that_is_in_it(framework):
    indicator = ResultIndicatorFactory(framework=framework)
    later = Framework(programme=framework.programme, in_force_from=dt.date(2024, 1, 1), reason="Amended")
    framing.save_framework(record=later, today=TODAY, by=BY)

    framing.remove_framework(record=later, by=BY)

    assert list(ResultIndicator.objects.all()) == [indicator]
    with pytest.raises(ValidationError, match="remove those first"):
        framing.remove_framework(record=framework, by=BY)


def test_of_each_programme_the_version_begun_last_is_in_force(framework):
    later = FrameworkFactory(
        programme=framework.programme, number=2, reason="Amended", in_force_from="2024-01-01"
    )
    other = FrameworkFactory()

    assert set(Framework.objects.in_force_on(dt.date(2023, 6, 1))) == {framework, other}
    assert set(Framework.objects.in_force_on(dt.date(2024, 1, 1))) == {later, other}
    assert not Framework.objects.in_force_on(dt.date(2022, 12, 31))


def test_the_framework_of_the_demonstration_is_marked_made_up_and_entered_once(reference):
    first, again = results.load_made_up(by=BY), results.load_made_up(by=BY)

    framework = Framework.objects.get()
    assert framework.is_made_up
    assert "(made up)" in str(framework)
    assert (first.refused, again.new, again.refused) == ([], 0, [])
    assert first.new == ResultPeriod.objects.count()
    assert not ResultPeriod.objects.exclude(actual=None).exclude(actual_source__contains="made up").exists()


def test_the_demonstration_adds_nothing_to_a_framework_somebody_entered(reference):
    FrameworkFactory(programme=Programme.objects.get(code="ROCB"))

    assert results.load_made_up(by=BY).new == 0
    assert not ResultIndicator.objects.exists()
