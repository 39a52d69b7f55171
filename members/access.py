"""May this role do it? Which rows it may do it to is said by the four words of each queryset."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from members.choices import NEEDS_SECOND_FACTOR, PERMISSIONS, Permission, TokenScope

View = Callable[..., HttpResponseBase]

PUBLIC = "public"


def is_current(account: Any) -> bool:
    """Test if it is an account that was not ended, and whose last day is not over."""
    if not (account.is_authenticated and account.is_active):
        return False
    return account.ends_at is None or account.ends_at > timezone.now()


def allows(account: Any, permission: Permission) -> bool:
    """Test if the account's role holds the permission. Anonymous and ended accounts hold none."""
    return is_current(account) and permission in PERMISSIONS[account.role]


def may_appoint(account: Any) -> bool:
    """Test if the account may invite anybody at all: who acts for a time appoints nobody else."""
    return allows(account, Permission.INVITE) and (
        account.ends_at is None or allows(account, Permission.MANAGE_ACCOUNTS)
    )


def needs_second_factor(account: Any) -> bool:
    """Test if the account may do nothing before it has a second factor.

    Demonstration accounts are spared where the portal runs its own database, on somebody's own machine.
    """
    if not (settings.SECOND_FACTOR_REQUIRED and is_current(account)):
        return False
    is_spared = settings.SECOND_FACTOR_SPARES_DEMONSTRATION and account.is_demonstration
    return account.role in NEEDS_SECOND_FACTOR and not is_spared


def requires(permission: Permission) -> Callable[[View], View]:
    """Guard a view with one permission, and mark it so that a test can find unguarded views."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not allows(request.user, permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.guard = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def everyone_logged_in(view: View) -> View:
    """Mark a view that needs a login and nothing more: its queryset does the narrowing."""
    view.guard = None  # type: ignore[attr-defined]
    return view


def public(view: View) -> View:
    """Mark a view that anybody may open without a login."""
    view.guard = PUBLIC  # type: ignore[attr-defined]
    return login_not_required(view)


def before_second_factor(view: View) -> View:
    """Mark a view that is open before the second factor is set up: the ways to it, and out."""
    view.before_second_factor = True  # type: ignore[attr-defined]
    return view


class HoldsScope(BasePermission):
    """API guard: reading needs a login. A token reads only what the ``scope`` of the view says it is for."""

    def has_permission(self, request: Request, view: Any) -> bool:
        if not (request.user and request.user.is_authenticated):
            return False
        token: Any = request.auth
        if token is None:  # signed in on the pages
            return True
        needed = getattr(view, "scope", None) if request.method in SAFE_METHODS else TokenScope.WRITE
        return needed in token.scopes


class WritesNeed(HoldsScope):
    """The same, and writing needs the ``write_permission`` the view names."""

    def has_permission(self, request: Request, view: Any) -> bool:
        if not super().has_permission(request, view):
            return False
        return request.method in SAFE_METHODS or allows(request.user, view.write_permission)
