"""May this role do it? Which rows it may do it to is said by the four words of each queryset."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from members.choices import PERMISSIONS, Permission

View = Callable[..., HttpResponseBase]

PUBLIC = "public"


def allows(account: Any, permission: Permission) -> bool:
    """Test if the account's role holds the permission. Anonymous and inactive accounts hold none."""
    if not (account.is_authenticated and account.is_active):
        return False
    return permission in PERMISSIONS[account.role]


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


class WritesNeed(BasePermission):
    """API guard: reading needs a login, writing the ``write_permission`` the view names."""

    def has_permission(self, request: Request, view: Any) -> bool:
        if request.method in {"GET", "HEAD", "OPTIONS"}:
            return bool(request.user and request.user.is_authenticated)
        return allows(request.user, view.write_permission)
