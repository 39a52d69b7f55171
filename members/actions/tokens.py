"""API tokens: made by their owner, shown once, revoked."""

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.models import Account, ApiToken
from members.models.tokens import LONGEST_LIFE, digest_of, new_key
from office import audit
from office.audit import Actor


@transaction.atomic
def make_token(
    *, account: Account, name: str, scopes: Sequence[str], lasts: dt.timedelta, by: Actor
) -> tuple[ApiToken, str]:
    """Make a token; return it and the key, which is told this once and not kept.

    :raises ValidationError: when it would last longer than a year, or may do nothing.
    """
    if lasts > LONGEST_LIFE:
        raise ValidationError(_("A token lasts a year at most."))
    key = new_key()
    ends = timezone.now() + lasts
    token = ApiToken(account=account, name=name, scopes=sorted(set(scopes)), expires_at=ends)
    token.digest, token.start = digest_of(key), key[:14]
    audit.save(token, by=by)
    return token, key


@transaction.atomic
def revoke_token(*, token: ApiToken, now: dt.datetime, by: Actor) -> bool:
    """Make a token worthless; return whether it was worth something."""
    stored = ApiToken.objects.select_for_update(of=("self",)).get(pk=token.pk)
    if not stored.is_in_force(now):
        return False
    stored.revoked_at = now
    return audit.save(stored, by=by)
