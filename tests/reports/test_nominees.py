"""Whoever did not take part is in no figure, however far they came before the event."""

import datetime as dt

import pytest

from members.actions.register import PersonEntry
from members.choices import Sex
from office.audit import Actor
from office.choices import Door
from programmes.actions.completing import confirm_completion, standings_of
from programmes.actions.nominating import nominate
from programmes.actions.selecting import choose
from programmes.choices import TOOK_PART, EventState, ParticipationState
from programmes.models import Participation
from reports.indicators.registry import COMPLETIONS, PARTICIPATIONS, REGISTRY
from reports.measuring.dimensions import ADMINISTRATION
from reports.measuring.measure import measure
from reports.scope import Scope
from tests.factories.members import AccountFactory, AdministrationFactory
from tests.factories.programmes import (
    AttendanceFactory,
    CompletionRuleFactory,
    EventFactory,
    InvitationFactory,
    ParticipationFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db
BY = Actor(None, Door.COMMAND)
NOW = dt.datetime(2030, 5, 10, tzinfo=dt.UTC)


def every_figure():
    scope = Scope(reader=AccountFactory(administrator=True))
    figures = measure(scope, list(REGISTRY.values()), by=[ADMINISTRATION])
    split = [
        (group.labels, {code: str(quantity) for code, quantity in group.figures.items()})
        for group in figures.by(ADMINISTRATION)
    ]
    return {each.code: str(figures[each]) for each in REGISTRY.values()}, split


def number(indicator):
    return measure(Scope(reader=AccountFactory(administrator=True)), [indicator])[indicator].low


@pytest.mark.parametrize("state", sorted(set(ParticipationState) - TOOK_PART))
def test_a_row_that_did_not_come_to_attending_moves_no_figure(state):
    event = EventFactory()
    ParticipationFactory(event=event, state="COMPLETED", person__sex=Sex.MAN)
    before = every_figure()

    row = ParticipationFactory(
        event=event,
        state=state,
        rank=1,
        person__sex=Sex.WOMAN,
        organisation=AdministrationFactory(),
        post_score=90,
    )
    AttendanceFactory(session=SessionFactory(event=event), participation=row)

    assert every_figure() == before

    row.state = "ATTENDED"  # the row could have moved them
    row.save()
    assert every_figure() != before


def test_one_row_goes_from_nomination_to_certificate_and_counts_from_the_day_somebody_came():
    invitation = InvitationFactory()
    event = invitation.call.event
    person = PersonEntry(family_name="Tuilagi", organisation=invitation.administration)
    row = nominate(invitation=invitation, person=person, now=NOW, by=BY)
    row.state = ParticipationState.SELECTED
    choose(call=invitation.call, changed=[row], by=BY)
    event.state = EventState.HELD
    event.save()
    CompletionRuleFactory(event=event)
    assert (number(PARTICIPATIONS), number(COMPLETIONS)) == (None, None)  # not recorded

    AttendanceFactory(session=SessionFactory(event=event), participation=row)
    assert (number(PARTICIPATIONS), number(COMPLETIONS)) == (None, None)  # not recorded

    confirm_completion(event=event, keys={each.key for each in standings_of(event)}, by=BY)

    assert (number(PARTICIPATIONS), number(COMPLETIONS)) == (1, 1)
    certified = Participation.objects.get()
    assert (certified.pk, certified.rank, certified.state) == (row.pk, 1, "COMPLETED")
