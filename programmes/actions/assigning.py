"""Which programmes an account works on."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from members.access import allows
from members.choices import Permission
from members.models import Account
from office import audit
from office.audit import Actor
from programmes.models import Assignment, Programme


@transaction.atomic
def assign(*, account: Account, programmes: Collection[Programme], by: Actor) -> bool:
    """Make ``programmes`` the ones the account works on; return whether they were others.

    What was said of those that stay, as until when, stays. Sent twice, the second time changes nothing.

    :raises ValidationError: when the role works on none, or it is one's own account.
    """
    if by.account is not None and by.account.pk == account.pk:
        raise ValidationError(_("Nobody changes their own account. Ask another administrator."))
    if programmes and not allows(account, Permission.EDIT_EVENTS):
        raise ValidationError(_("This role works on no programme."))
    Account.objects.get_queryset().select_for_update(of=("self",)).get(pk=account.pk)
    stored = {row.programme_id: row for row in Assignment.objects.filter(account=account)}
    wanted = {programme.pk: programme for programme in programmes}
    for pk in stored.keys() - wanted.keys():
        audit.remove(stored[pk], by=by)
    for pk in wanted.keys() - stored.keys():
        audit.save(Assignment(account=account, programme=wanted[pk]), by=by)
    return stored.keys() != wanted.keys()
