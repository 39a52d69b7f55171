"""Closing periods at the page: who may, and what is refused."""

import datetime as dt

import pytest
from django.urls import reverse

from office.choices import Door
from office.models import AuditEntry
from programmes.models import ClosedPeriod
from tests.factories.programmes import ClosedPeriodFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db


def to(page, *args):
    return reverse(f"programmes:{page}", args=args)


def text_of(response):
    return response.content.decode()


@pytest.fixture
def filled():
    programme = ProgrammeFactory(short_name="APSP")
    return {
        "programme": programme.pk,
        "starts_on": "2023-07-01",
        "ends_on": "2024-06-30",
        "reason": "The annual report is out.",
    }


@pytest.mark.parametrize("rows", [1, 3])
def test_period_list_query_count_does_not_grow(client, administrator, django_assert_num_queries, rows):
    ClosedPeriodFactory.create_batch(rows)
    client.force_login(administrator)

    with django_assert_num_queries(6):
        client.get(to("period-list"))


def test_a_period_is_closed_and_listed(client, administrator, filled):
    client.force_login(administrator)
    assert "No period is closed yet" in text_of(client.get(to("period-list")))

    page = text_of(client.post(to("period-close"), filled, follow=True))

    assert "APSP" in page
    assert "1 July 2023 – 30 June 2024" in page
    assert "The annual report is out." in page
    period = ClosedPeriod.objects.get()
    entry = AuditEntry.objects.get(object_id=period.pk, verb="CLOSED")
    assert (entry.actor, entry.door, entry.reason) == (administrator, Door.PAGE, period.reason)


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("reason", " ", "required"),
        ("ends_on", "2023-06-30", "cannot end before it starts"),
        ("starts_on", "01/07/2023", "Write the day as 2024-03-31."),
        ("ends_on", "2024-06", "Write the day as 2024-03-31."),
        ("programme", "999999", "valid choice"),
    ],
)
def test_what_is_wrong_is_told_beside_the_field(client, administrator, filled, field, typed, message):
    client.force_login(administrator)

    response = client.post(to("period-close"), filled | {field: typed})

    assert message in " ".join(response.context["form"].errors[field])
    assert not ClosedPeriod.objects.exists()


def test_days_that_are_closed_already_are_refused(client, administrator, filled):
    ClosedPeriodFactory(programme_id=filled["programme"])
    client.force_login(administrator)

    assert "closed already" in text_of(client.post(to("period-close"), filled))
    assert ClosedPeriod.objects.count() == 1


def test_a_period_is_opened_again_with_a_reason_and_only_once(client, administrator):
    period = ClosedPeriodFactory()
    address = to("period-reopen", period.pk)
    client.force_login(administrator)

    client.post(address, {"reason": ""})
    assert ClosedPeriod.objects.in_force().exists()
    page = text_of(client.post(address, {"reason": "An event was forgotten."}, follow=True))
    assert not ClosedPeriod.objects.in_force().exists()
    assert "An event was forgotten." in page
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("role", ["officer", "auditor", "focal_point", "donor", "master_trainer"])
def test_nobody_else_closes_or_opens_a_period(client, request, role, filled):
    period = ClosedPeriodFactory(ends_on=dt.date(2023, 12, 31))
    client.force_login(request.getfixturevalue(role))

    for address in (to("period-close"), to("period-reopen", period.pk)):
        assert client.get(address).status_code == 403
        assert client.post(address, filled).status_code == 403
    assert ClosedPeriod.objects.in_force().get() == period


@pytest.mark.parametrize(
    ("role", "status"),
    [("officer", 200), ("auditor", 200), ("focal_point", 403), ("donor", 403), ("master_trainer", 403)],
)
def test_who_works_with_the_records_sees_what_is_closed(client, request, role, status):
    ClosedPeriodFactory()
    client.force_login(request.getfixturevalue(role))

    response = client.get(to("period-list"))

    assert response.status_code == status
    assert to("period-close") not in text_of(response)
