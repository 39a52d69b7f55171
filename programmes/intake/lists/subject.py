"""What a list is about. Each kind says which columns it has, and what its rows are compared with."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from members.access import allows
from members.choices import Permission
from members.models import Organisation, Person
from office.audit import Actor
from office.models import Upload
from office.models.uploads import UploadQuerySet
from programmes.actions.plans import Plan
from programmes.intake.lists.answers import Answers
from programmes.intake.lists.pages import Pages
from programmes.intake.lists.planning import Planner
from programmes.models import Event
from sheets.filling import Blank


class Subject(ABC):
    """The list of one record: an event, a cohort, the nominees of an administration, its officers.

    ``of`` is the kind of that record; ``fields`` are the columns it may have, ``shown`` those its preview
    shows; ``only`` is the organisation whose people alone may stand on it, ``letter`` what its mark begins
    with.
    """

    of: type[Any]
    letter: str
    fields: tuple[str, ...]
    shown: tuple[str, ...]
    pages: Pages
    only: Organisation | None = None

    def __init__(self, record: Any) -> None:
        self.record = record

    def __str__(self) -> str:
        return str(self.record)

    @property
    def mark(self) -> str:
        """What a row of a downloaded workbook says of the list it is from."""
        return f"{self.letter}{self.record.pk}"

    def is_editable_by(self, account: Any) -> bool:
        """Test if the account may change the list now."""
        rows: Any = type(self.record)._default_manager
        return bool(rows.editable_by(account).filter(pk=self.record.pk).exists())

    def uploads_for(self, account: Any) -> UploadQuerySet:
        """Return what was sent in for the list and the account may look at again.

        What was shown to the sender may name people of the register a focal point may not read: of others
        it sees what its own kind sent.
        """
        uploads = Upload.objects.about(self.record)
        if allows(account, Permission.VIEW_REGISTER):
            return uploads
        return uploads.filter(sent_by__role=account.role, sent_by__organisation=account.organisation_id)

    @abstractmethod
    def planner(self, answers: Answers, reader: Any) -> Planner:
        """Return what compares the rows; ``reader`` is None for the operator of a command."""

    @property
    @abstractmethod
    def event(self) -> Event | None:
        """The event it is about, if it is about one."""

    @property
    @abstractmethod
    def needed(self) -> str:
        """What each row needs, and what is taken where it says nothing else."""

    @abstractmethod
    def stored(self) -> QuerySet[Any]:
        """Return the rows of the list in the portal."""

    def missing(self, plan: Plan) -> int:
        """Return how many of the list in the portal the sheet does not name: they stay."""
        named = {row.stored_id for row in plan.rows if row.stored_id}
        return self.stored().exclude(pk__in=named).count() if named else 0

    @abstractmethod
    def save(self, upload: Upload, plan: Callable[[], Plan], *, seen: str, only_good: bool, by: Actor) -> Any:
        """Save the list, and return how many rows met which fate."""

    @abstractmethod
    def undo(self, upload: Upload, *, by: Actor) -> None:
        """Take a saved list back."""

    # --- Its workbook ---

    @abstractmethod
    def rows_for(self, reader: Any) -> Any:
        """Return the rows of the portal the reader may take along."""

    @abstractmethod
    def blanks(self) -> Sequence[Blank]:
        """Return the columns of the workbook."""

    @abstractmethod
    def lines(self, rows: Any) -> Iterator[Mapping[str, str]]:
        """Yield what is known, line by line."""

    @abstractmethod
    def instructions(self) -> list[str]:
        """Return what is particular to filling it in."""


def limits_of(reader: Any) -> dict[str, Any]:
    """Return whom of the register somebody may find and correct, as a planner wants it."""
    if reader is None:
        return {"among": Person.objects.all()}
    if allows(reader, Permission.VIEW_REGISTER):
        return {"among": Person.objects.visible_to(reader)}
    visible = Person.objects.visible_to(reader)
    return {
        "among": visible,
        "beyond": Person.objects.exclude(pk__in=visible.values("pk")),
        "correctable": Person.objects.editable_by(reader),
    }
