"""How an account signs in: its password, its second factor, and its end everywhere at once."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction

from members.models import Account
from office import audit
from office.audit import Actor
from office.choices import Verb


def has_second_factor(account: Any) -> bool:
    """Test if an app with codes is set up."""
    return Authenticator.objects.filter(user=account.pk, type=Authenticator.Type.TOTP).exists()


@transaction.atomic
def set_password(*, account: Account, password: str, by: Actor) -> None:
    """Give the account a password; its other sessions, and the links sent to choose one, end with the old."""
    account.set_password(password)
    account.save(update_fields=["password"])
    UserSession.objects.filter(user=account.pk).delete()  # they no longer count
    audit.note(account, Verb.PASSWORD_SET, by=by)


@transaction.atomic
def sign_out_everywhere(*, account: Account, by: Actor) -> None:
    """End every session of the account, whatever machine it is on."""
    stored = Account.objects.get_queryset().select_for_update(of=("self",)).get(pk=account.pk)
    stored.sign_outs += 1
    stored.save(update_fields=["sign_outs"])
    account.sign_outs = stored.sign_outs
    UserSession.objects.filter(user=account.pk).delete()
    audit.note(account, Verb.SIGNED_OUT, by=by)


@transaction.atomic
def sign_out_at(*, place: UserSession, account: Account, by: Actor) -> None:
    """End one session of the account, in one place."""
    place.end()
    audit.note(account, Verb.PLACE_ENDED, by=by)


@transaction.atomic
def take_second_factor(*, account: Account, by: Actor) -> bool:
    """Take away a second factor that was lost, and sign the account out; return whether there was one."""
    taken, _each = Authenticator.objects.filter(user=account.pk).delete()
    if taken:
        audit.note(account, Verb.FACTOR_TAKEN, by=by)
        sign_out_everywhere(account=account, by=by)
    return bool(taken)


@transaction.atomic
def forget_sign_ins(*, account: Account) -> None:
    """Erase what is held of how an account signed in: addresses, second factors, sessions and its password.

    A session holds the address that was typed; it can only be found by opening each.
    """
    for model in (EmailAddress, Authenticator, UserSession):
        model.objects.filter(user=account.pk).delete()
    for session in Session.objects.iterator(chunk_size=500):
        if session.get_decoded().get(SESSION_KEY) == str(account.pk):
            session.delete()
    account.set_unusable_password()
    account.save(update_fields=["password"])
