"""Where calls show beside other work: the home of an officer, and the page of an administration."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.members import AccountFactory
from tests.factories.programmes import CallFactory, InvitationFactory, ParticipationFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db


def day(days):
    return timezone.now().date() + dt.timedelta(days=days)


def call_to(programme, title, *, closes, state, **about):
    dates = {"event__starts_on": day(60), "event__ends_on": day(61)}
    call = CallFactory(sent=True, event__title=title, deadline_on=day(closes), **dates | about)
    call.event.programmes.add(programme)
    ParticipationFactory(event=call.event, state=state, rank=1)
    return call


def test_an_officer_finds_the_calls_that_closed_and_were_not_chosen_from(client, assigned):
    programme = ProgrammeFactory()
    call_to(programme, "Closed and waiting", closes=-2, state="NOMINATED")
    call_to(programme, "Closed and chosen", closes=-2, state="SELECTED")
    call_to(programme, "Still open", closes=3, state="NOMINATED")
    call_to(ProgrammeFactory(), "Of somebody else", closes=-2, state="NOMINATED")
    client.force_login(assigned(programme))

    page = client.get(reverse("reports:home"))

    (work,) = [each for each in page.context["work"] if "Nominations closed" in each.title]
    assert [event.title for event in work.events] == ["Closed and waiting"]


def test_a_focal_point_is_told_of_open_calls_where_it_begins(client, focal_point):
    administration = focal_point.organisation.administration
    about = {"administration": administration, "call__event__title": "Open to us"}
    invitation = InvitationFactory(call__deadline_on=day(10), **about)
    InvitationFactory(call__deadline_on=day(-10), **about | {"call__event__title": "Long over"})
    InvitationFactory(call__deadline_on=day(10), call__event__title="For others")
    client.force_login(focal_point)
    address = reverse("reports:administration-page", args=[administration.iso2])

    page = client.get(address).content.decode()
    assert invitation.get_absolute_url() in page
    assert "Open to us" in page
    assert "Long over" not in page
    assert "For others" not in page

    client.force_login(AccountFactory(auditor=True))
    assert invitation.get_absolute_url() not in client.get(address).content.decode()
