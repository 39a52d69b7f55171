"""What a page begins with: who asks, the row they may change, and which page of a list."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db import models
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from members.models import Account
from office.audit import Actor
from office.choices import Door

M = TypeVar("M", bound=models.Model)
View = TypeVar("View", bound=Callable[..., Any])


class MemberRequest(HttpRequest):
    """A request of somebody who is logged in."""

    user: Account


def fetch_to_edit(model: type[M], account: Account, **about: Any) -> M:
    """Return the row the account may change.

    :raises Http404: where the account may not see it: for them it does not exist.
    :raises PermissionDenied: where it may see and not change it.
    """
    rows: Any = model._default_manager
    found: M = get_object_or_404(rows.visible_to(account), **about)
    if not rows.editable_by(account).filter(pk=found.pk).exists():
        raise PermissionDenied(
            _("“%(record)s” may be read, and changed only by those who work on its programme.")
            % {"record": found}
        )
    return found


def at_the_page(request: MemberRequest, reason: str = "") -> Actor:
    """Return who acts through a page, and why where a reason is asked."""
    return Actor(request.user, Door.PAGE, reason)


def page_of(rows: Any, request: HttpRequest, *, per_page: int) -> Page[Any]:
    """Return the page the address asks for; one past the end is the last."""
    return Paginator(rows, per_page=per_page).get_page(request.GET.get("page"))


def takes_file(size: int) -> Callable[[View], View]:
    """Mark a page that takes a file of at most ``size`` bytes: no other gets one at all.

    It goes outside of the guard, which says from whom a file is taken.
    """

    def mark(view: View) -> View:
        view.takes_file = size  # type: ignore[attr-defined]
        return view

    return mark
