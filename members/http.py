"""What a page begins with: who asks, the row they may change, and which page of a list."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db import connection, models, transaction
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from members.models import Account
from office.audit import Actor
from office.choices import Door
from office.filters import UnknownFilter

LONGEST_NUMBER = 12  # digits of a page somebody may mean

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
        words = getattr(model, "not_editable", None) or _(
            "“%(record)s” may be read, and changed only by those who work on its programme."
        )
        raise PermissionDenied(words % {"record": found})
    return found


def at_the_page(request: MemberRequest, reason: str = "") -> Actor:
    """Return who acts through a page, and why where a reason is asked."""
    return Actor(request.user, Door.PAGE, reason)


class LongList(Paginator):
    """A list of any length, cut into pages: counted no further than MOST_COUNTED until somebody goes there.

    The keys of its first rows are asked for once: they give both the number and the page, whose rows are
    then fetched by their keys. ``is_more`` says that there are more than were counted.
    """

    MOST_COUNTED = 1000
    object_list: Any
    is_counted = False

    @cached_property
    def keys(self) -> list[Any]:
        # With memory to spare the database first gathers everything a row might have to do with; with
        # little it looks at the rows in their order, and stops when it has enough.
        with transaction.atomic(savepoint=False), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('work_mem', '1MB', true)")  # until the end of the transaction
            return list(self.object_list.values_list("pk", flat=True)[: self.MOST_COUNTED + 1])

    @property
    def is_more(self) -> bool:
        return not self.is_counted and len(self.keys) > self.MOST_COUNTED

    @property
    def known(self) -> int:
        """How many there are, or as many as were counted where there are more."""
        return self.MOST_COUNTED if self.is_more else self.count

    @cached_property
    def count(self) -> int:
        return len(self.keys) if not self.is_counted else int(self.object_list.count())

    def get_page(self, number: Any) -> Page[Any]:
        """Return a page, the last where the number is past the end; the whole is counted where it is far."""
        word = str(number or "")
        is_number = word.isascii() and word.isdecimal() and len(word) < LONGEST_NUMBER
        self.is_counted = is_number and int(word) * self.per_page > self.MOST_COUNTED and self.is_more
        return super().get_page(number)

    def page(self, number: Any) -> Page[Any]:
        number = self.validate_number(number)
        first, end = (number - 1) * self.per_page, min(number * self.per_page, self.count)
        keys = self.keys[first:end]
        if len(keys) < end - first:
            keys = list(self.object_list.values_list("pk", flat=True)[first:end])
        return Page(self.object_list.filter(pk__in=keys), number, self)


def page_of_many(rows: Any, request: HttpRequest, *, per_page: int) -> Page[Any]:
    """Return the page the address asks for, of a list that may be very long."""
    return LongList(rows, per_page).get_page(request.GET.get("page"))


def page_of(rows: Any, request: HttpRequest, *, per_page: int, count: int | None = None) -> Page[Any]:
    """Return the page the address asks for; one past the end is the last.

    :param count: how many rows there are, where that is known already.
    """
    paginator = Paginator(rows, per_page=per_page)
    if count is not None:
        paginator.count = count  # in the place of asking
    return paginator.get_page(request.GET.get("page"))


def rest_of(request: HttpRequest) -> str:
    """Return what the address asks for beside the page of the list: its other pages ask for the same."""
    rest = request.GET.copy()
    rest.pop("page", None)
    return rest.urlencode()


def refuses_unknown_filters(back: str, every: Any) -> Callable[[View], View]:
    """Answer an unknown filter, or value of one, with a page that names it (400) and leads to the whole list.

    It stands inside of the guard. ``back`` is the name of the list's address, ``every`` what the link says.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def refusing(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            try:
                return view(request, *args, **kwargs)
            except UnknownFilter as unknown:
                refused = {"problems": unknown.problems, "back": back, "all": every}
                return render(request, "list_refused.html", refused, status=400)

        return refusing  # type: ignore[return-value]

    return mark


def takes_file(size: int) -> Callable[[View], View]:
    """Mark a page that takes a file of at most ``size`` bytes: no other gets one at all.

    It goes outside of the guard, which says from whom a file is taken.
    """

    def mark(view: View) -> View:
        view.takes_file = size  # type: ignore[attr-defined]
        return view

    return mark
