"""How records of one kind are shown and entered: described once, and every page and the API follow."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from office import audit
from office.audit import Actor
from office.filters import StrictFilterSet
from office.records import Record
from programmes.actions.guarding import refuse_if_kept_closed
from programmes.forms.kept import KeptForm

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# A value of a record on a page: text, a number or a day; None is "not recorded".
Fact = tuple["StrOrPromise", Any]
# What else can be done about a record: what its button says, and where it leads.
Lead = tuple["StrOrPromise", str]


def save(*, record: Record, today: dt.date, by: Actor) -> None:
    """Store a record about which no rule has to look at others."""
    audit.save(record, by=by)


def remove(*, record: Record, by: Actor) -> None:
    """Remove a record nothing rests on."""
    audit.remove(record, by=by)


def leads_nowhere(row: Any, account: Any, may_edit: bool) -> Iterable[Lead]:  # noqa: FBT001 - called so
    """Return that nothing else can be done about a record than changing and removing it."""
    return ()


def nowhere(account: Any) -> str:
    """Return that who works on no programme enters none."""
    return ""


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column of the list; the first of a kind is the link to the record."""

    heading: "StrOrPromise"
    value: Callable[[Any], Any]
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Records of another kind that belong to one of this: ``link`` is the field they name it by."""

    kind: "Kind"
    link: str


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """One kind of record.

    ``word`` stands in its addresses. ``columns`` are the list, ``facts`` what the page of one record says,
    ``parts`` the records below it. ``parent`` is the field of the record it stands below, if any.
    ``related`` are selected with the rows. ``save`` and ``remove`` are the actions, keyword-only.
    ``leads`` gives what else the account can do about a record, ``new_for`` where
    one who works on no programme enters one, if anywhere. ``fields`` are those the API tells.
    ``also`` are further pages where such records are entered: (label, name of the address).
    ``told_at`` is the name of a page that tells of one with figures.
    """

    word: str
    model: type[Record]
    form: type[KeptForm]
    filters: type[StrictFilterSet]
    title: "StrOrPromise"
    lead: "StrOrPromise"
    new_label: "StrOrPromise"
    columns: tuple[ListColumn, ...]
    facts: Callable[[Any], Iterable[Fact]]
    fields: tuple[str, ...]
    related: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    parent: str = ""
    also: tuple[tuple["StrOrPromise", str], ...] = ()
    told_at: str = ""
    save: Callable[..., None] = save
    remove: Callable[..., None] = remove
    leads: Callable[[Any, Any, bool], Iterable[Lead]] = leads_nowhere
    new_for: Callable[[Any], str] = nowhere

    def keep(self, *, record: Record, today: dt.date, by: Actor) -> None:
        """Store a record by its action, where its books are open.

        :raises programmes.actions.guarding.PeriodClosed: when its day lies in a closed period.
        """
        with transaction.atomic():
            refuse_if_kept_closed(record)
            self.save(record=record, today=today, by=by)

    def take_away(self, *, record: Record, by: Actor) -> None:
        """Remove a record by its action, where its books are open.

        :raises programmes.actions.guarding.PeriodClosed: when its day lies in a closed period.
        """
        with transaction.atomic():
            refuse_if_kept_closed(record, is_removed=True)
            self.remove(record=record, by=by)

    def name(self, page: str) -> str:
        """Return the name of the address of one of its pages: list, new, page, edit, remove."""
        return f"programmes:{self.word}-{page}"

    def rows(self) -> Any:
        """Return all rows with what their columns are made of, newest first."""
        manager: Any = self.model._default_manager
        rows = manager.select_related(*self.related) if self.related else manager.all()
        return rows.newest_first()

    def line(self, row: Any) -> list[tuple[ListColumn, Any]]:
        """Return the columns of a row with its values."""
        return [(column, column.value(row)) for column in self.columns]

    @property
    def names_people(self) -> bool:
        return bool(getattr(self.model._default_manager.all(), "names_people", False))
