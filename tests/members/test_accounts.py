"""Accounts: who may give what to whom, and what becomes of it."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from members.actions import accounts, signing
from members.actions.accounts import MayNotGive
from members.choices import AccountState, Role
from members.models import Account
from office.audit import Actor
from office.choices import Door, Verb
from office.models import AuditEntry, OutboxMail
from tests.factories.members import AccountFactory, AdministrationFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 6, 15, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _noon(time_machine):
    time_machine.move_to(NOON, tick=False)


def by(account, reason=""):
    return Actor(account, Door.PAGE, reason)


def wanted(role=Role.AUDITOR, **about):
    return Account(email="new@example.org", name="Somebody New", role=role, **about)


def acting_for(administration, **about):
    account = wanted(Role.FOCAL_POINT, organisation=administration, **about)
    account.end_after(NOON.date() + dt.timedelta(days=14))
    return account


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.OFFICER, Role.AUDITOR, Role.MASTER_TRAINER])
def test_an_administrator_invites_to_every_role(administrator, role):
    accounts.invite(account=wanted(role), by=by(administrator))

    made = Account.objects.get(email="new@example.org")
    assert (made.role, made.state) == (role, AccountState.INVITED)
    assert OutboxMail.objects.get().to == "new@example.org"
    assert AuditEntry.objects.filter(verb=Verb.INVITED, object_id=made.pk, actor=administrator).exists()


@pytest.mark.parametrize("giver", ["officer", "donor", "auditor", "master_trainer"])
@pytest.mark.parametrize("role", list(Role))
def test_who_may_not_invite_gives_no_role(giver, role):
    organisation = AdministrationFactory()

    with pytest.raises(MayNotGive):
        accounts.invite(
            account=wanted(role, organisation=organisation), by=by(AccountFactory(**{giver: True}))
        )
    assert not Account.objects.filter(email="new@example.org").exists()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.FOCAL_POINT])
def test_a_focal_point_gives_no_role_but_its_own(focal_point, role):
    account = acting_for(focal_point.organisation)
    account.role = role

    with pytest.raises(MayNotGive, match="may not give this one"):
        accounts.invite(account=account, by=by(focal_point))


def test_a_focal_point_lets_somebody_act_for_its_administration_until_a_day(focal_point):
    accounts.invite(account=acting_for(focal_point.organisation), by=by(focal_point))

    assert Account.objects.get(email="new@example.org").organisation_id == focal_point.organisation_id


def test_a_focal_point_lets_nobody_act_for_another_administration(focal_point):
    with pytest.raises(MayNotGive, match="your own administration only"):
        accounts.invite(account=acting_for(AdministrationFactory()), by=by(focal_point))


def test_a_focal_point_lets_nobody_act_without_end(focal_point):
    account = wanted(Role.FOCAL_POINT, organisation=focal_point.organisation)

    with pytest.raises(MayNotGive, match="until which day"):
        accounts.invite(account=account, by=by(focal_point))


def test_who_acts_for_a_time_appoints_nobody(focal_point):
    focal_point.end_after(NOON.date() + dt.timedelta(days=30))
    focal_point.save()

    with pytest.raises(MayNotGive, match="appoints nobody else"):
        accounts.invite(account=acting_for(focal_point.organisation), by=by(focal_point))


def test_an_account_that_has_ended_gives_nothing(administrator):
    administrator.is_active = False

    with pytest.raises(MayNotGive):
        accounts.invite(account=wanted(), by=by(administrator))


@pytest.mark.parametrize("deed", [accounts.change, accounts.end, accounts.restore])
def test_nobody_changes_their_own_account(administrator, deed):
    administrator.role = Role.AUDITOR

    with pytest.raises(MayNotGive, match="their own account"):
        deed(account=administrator, by=by(administrator))
    assert Account.objects.get(pk=administrator.pk).role == Role.ADMINISTRATOR


def test_a_focal_point_takes_no_account_down_that_it_could_not_have_given(focal_point, officer):
    permanent = AccountFactory(focal_point=True, organisation=focal_point.organisation)

    for account in (officer, permanent):
        with pytest.raises(MayNotGive):
            accounts.end(account=account, by=by(focal_point))


def test_a_changed_role_is_in_the_trail(administrator, officer):
    officer.role = Role.AUDITOR

    accounts.change(account=officer, by=by(administrator))

    entry = AuditEntry.objects.get(verb=Verb.CHANGED, object_id=officer.pk)
    assert entry.changes["role"] == ["OFFICER", "AUDITOR"]
    assert entry.actor == administrator


@pytest.mark.parametrize(("deed", "sign_outs"), [(accounts.change, 1), (accounts.end, 2)])
def test_a_password_and_a_sign_out_of_meanwhile_stay(administrator, officer, deed, sign_outs):
    read_before = Account.objects.get(pk=officer.pk)
    signing.set_password(account=officer, password="a-newer-and-quieter-lagoon", by=by(officer))
    signing.sign_out_everywhere(account=officer, by=by(officer))

    read_before.name = "Somebody Else"
    deed(account=read_before, by=by(administrator, "They left."))

    stored = Account.objects.get(pk=officer.pk)
    assert stored.name == "Somebody Else"
    assert stored.check_password("a-newer-and-quieter-lagoon")
    assert stored.sign_outs == sign_outs


def test_the_last_day_is_whole_where_the_administration_is():
    fiji = AdministrationFactory(time_zone="Pacific/Fiji")
    account = wanted(Role.FOCAL_POINT, organisation=fiji)

    account.end_after(dt.date(2026, 6, 20))

    assert account.ends_at == dt.datetime(2026, 6, 21, tzinfo=ZoneInfo("Pacific/Fiji"))
    assert account.ends_at.astimezone(dt.UTC).date() == dt.date(2026, 6, 20)
    assert account.last_day == dt.date(2026, 6, 20)


def test_an_acting_focal_point_is_seen_and_counted_as_ended_by_itself(focal_point, time_machine):
    acting = acting_for(focal_point.organisation)
    accounts.invite(account=acting, by=by(focal_point))
    assert acting in Account.objects.get_queryset().current(NOON)

    time_machine.move_to(acting.ends_at)

    assert acting.state == AccountState.ENDED
    assert acting not in Account.objects.get_queryset().current(acting.ends_at)


def test_a_focal_point_speaks_for_an_administration(administrator):
    with pytest.raises(Exception, match="speaks for a customs administration"):
        accounts.invite(
            account=wanted(Role.FOCAL_POINT, organisation=OrganisationFactory()), by=by(administrator)
        )


def test_an_ended_account_is_signed_out_everywhere_and_may_come_back(client, administrator, officer):
    client.force_login(officer)
    assert client.get("/home/").status_code == 200

    accounts.end(account=officer, by=by(administrator, "They left."))
    assert client.get("/home/").status_code == 302
    accounts.restore(account=officer, by=by(administrator))

    assert client.get("/home/").status_code == 302  # the old session stays worthless
    assert officer.state == AccountState.INVITED  # as it was before: it never chose a password


def test_signing_out_everywhere_ends_sessions_nobody_listed(client, administrator, officer):
    client.force_login(officer)
    assert client.get("/programmes/").status_code == 200

    signing.sign_out_everywhere(account=officer, by=by(administrator))

    assert client.get("/programmes/").status_code == 302


def test_an_account_does_not_end_without_a_reason_which_is_in_the_trail(administrator, officer):
    with pytest.raises(ValidationError, match="Say why"):
        accounts.end(account=officer, by=by(administrator))
    officer.refresh_from_db()
    assert officer.is_active

    accounts.end(account=officer, by=by(administrator, "Moved to another ministry."))

    entry = AuditEntry.objects.get(verb=Verb.CHANGED, object_id=officer.pk)
    assert (entry.changes["is_active"], entry.reason) == ([True, False], "Moved to another ministry.")


def test_an_account_whose_last_day_is_over_comes_back_with_another_only(administrator, focal_point):
    acting = acting_for(focal_point.organisation)
    acting.ends_at = timezone.now() - dt.timedelta(days=1)
    acting.is_active = False
    acting.save()

    with pytest.raises(ValidationError, match="last day is over"):
        accounts.restore(account=acting, by=by(administrator))
    assert not Account.objects.get(pk=acting.pk).is_active
    acting.refresh_from_db()
    acting.ends_at = timezone.now() + dt.timedelta(days=9)
    accounts.change(account=acting, by=by(administrator))

    assert accounts.restore(account=acting, by=by(administrator))
