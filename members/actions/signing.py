"""How an account signs in: its password, its second factor, and its end everywhere at once."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction

from members.models import Account
from office import audit
from office.audit import Actor
from office.choices import Verb


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
def take_second_factor(*, account: Account, by: Actor) -> bool:
    """Take away a second factor that was lost, and sign the account out; return whether there was one."""
    taken, _each = Authenticator.objects.filter(user=account.pk).delete()
    if taken:
        audit.note(account, Verb.FACTOR_TAKEN, by=by)
        sign_out_everywhere(account=account, by=by)
    return bool(taken)
