"""Who a request of the API comes from, where it brings a token."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import authentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied

from members.access import is_current, needs_second_factor
from members.actions.signing import has_second_factor
from members.models import Account, ApiToken
from members.models.tokens import digest_of

NOTED_EVERY = dt.timedelta(minutes=10)  # that a token was used


class TokenAuthentication(authentication.TokenAuthentication):
    """`Authorization: Token …`, with a token in force of an account that may sign in."""

    def authenticate_credentials(self, key: str) -> tuple[Account, Any]:
        now = timezone.now()
        tokens = ApiToken.objects.in_force(now).select_related("account")
        token = tokens.filter(digest=digest_of(key)).first()
        if token is None or not is_current(token.account):
            raise AuthenticationFailed(_("This token is not known, was revoked, or is over."))
        if needs_second_factor(token.account) and not has_second_factor(token.account):
            raise PermissionDenied(_("Set up your second factor first."))
        if token.last_used_at is None or token.last_used_at < now - NOTED_EVERY:
            ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
        return token.account, token
