"""Who may be signed in, asked at every request."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from members.access import is_current


class Backend(AuthenticationBackend):
    """By e-mail and password; an account that was ended, or whose last day is over, is nobody."""

    def user_can_authenticate(self, user: Any) -> bool:
        return is_current(user)
