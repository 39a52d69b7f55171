"""Accounts: invited, changed, ended. Nobody gives what they do not hold, and nobody changes their own."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.access import allows, is_current, may_appoint
from members.actions import account_letters, signing
from members.choices import GRANTS, Permission
from members.models import Account
from office import audit
from office.audit import Actor
from office.choices import Verb


class MayNotGive(Exception):
    """The role, or the account as it would be, is not theirs to give."""


@transaction.atomic
def invite(*, account: Account, by: Actor) -> None:
    """Store a new account without a password, and write to it how to choose one.

    :raises MayNotGive: when who invites may not give this.
    :raises ValidationError: when a rule of accounts is broken, as by an e-mail that has one.
    """
    _refuse_to_give(account, by)
    account.set_unusable_password()
    audit.save(account, by=by)
    audit.note(account, Verb.INVITED, by=by)
    account_letters.write_invitation(account, by=by)


@transaction.atomic
def invite_again(*, account: Account, by: Actor) -> None:
    """Send a new link to somebody who has not chosen a password yet; the old one is void.

    :raises MayNotGive: when who invites may not give this.
    :raises ValidationError: when they have one, or the account has ended.
    """
    _refuse_to_give(account, by)
    stored = _lock(account)
    if stored.has_usable_password() or not is_current(stored):
        raise ValidationError(_("Only who has not chosen a password yet is invited again."))
    stored.set_unusable_password()  # another than before: links are made of it
    stored.save(update_fields=["password"])
    audit.note(stored, Verb.INVITED, by=by)
    account_letters.write_invitation(stored, by=by)


@transaction.atomic
def change(*, account: Account, by: Actor) -> bool:
    """Store a changed account; return whether anything was different.

    :raises MayNotGive: when it is one's own, or before or after more than one may give.
    :raises ValidationError: when a rule of accounts is broken.
    :raises office.audit.ChangedMeanwhile: when somebody else changed it first.
    """
    stored = _lock(account)
    _refuse_to_give(stored, by)
    _refuse_to_give(account, by)
    return audit.save(account, by=by)


@transaction.atomic
def end(*, account: Account, by: Actor) -> bool:
    """End an account at once, wherever it is signed in; return whether it was not ended before.

    :raises MayNotGive: when it is one's own, or not one's to give.
    :raises ValidationError: without a reason: it stands in the trail.
    """
    _refuse_to_give(account, by)
    if not by.reason:
        raise ValidationError(_("Say why the account ends."))
    _lock(account)
    account.is_active = False
    if not audit.save(account, by=by):
        return False
    signing.sign_out_everywhere(account=account, by=by)
    return True


@transaction.atomic
def restore(*, account: Account, by: Actor) -> bool:
    """Let an account that was ended sign in again; return whether it was ended.

    :raises MayNotGive: when it is one's own, or not one's to give.
    :raises ValidationError: when its last day is over: it could not sign in all the same.
    """
    _refuse_to_give(account, by)
    if account.ends_at is not None and account.ends_at <= timezone.now():
        raise ValidationError(
            _("Its last day is over: give it a later last day under “Change”, and then let it sign in again.")
        )
    _lock(account)
    account.is_active = True
    return audit.save(account, by=by)


def _lock(account: Account) -> Account:
    """Return the account as it is stored; until the end of the transaction nobody else changes it.

    How it signs in counts no version: what is stored of it by now is taken over, or saving would undo it.
    """
    stored = Account.objects.get_queryset().select_for_update(of=("self",)).get(pk=account.pk)
    account.password, account.sign_outs = stored.password, stored.sign_outs
    account.last_login = stored.last_login
    return stored


def _refuse_to_give(account: Account, by: Actor) -> None:
    """Refuse what the actor may not give: the operator of a command may give everything."""
    giver = by.account
    if giver is None:
        return
    if account.pk is not None and account.pk == giver.pk:
        raise MayNotGive(_("Nobody changes their own account. Ask another administrator."))
    if not allows(giver, Permission.INVITE) or account.role not in GRANTS.get(giver.role, frozenset()):
        raise MayNotGive(_("Your own role may not give this one."))
    if allows(giver, Permission.MANAGE_ACCOUNTS):
        return
    if account.organisation_id != giver.organisation_id:
        raise MayNotGive(_("You may invite for your own administration only."))
    if not may_appoint(giver):
        raise MayNotGive(_("Who acts for a time appoints nobody else."))
    if account.ends_at is None:
        raise MayNotGive(_("Say until which day they act for your administration."))
