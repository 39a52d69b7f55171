"""Bringing the lines of a data file to the records: what is missing is made, what differs is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from members.intake.data_files import Line, shown
from office import audit
from office.audit import Actor
from office.records import Record

M = TypeVar("M", bound=models.Model)


@dataclass(slots=True)
class Tally:
    """What became of the lines of one data file: how many, and in words what was not followed.

    ``kept``: the record differs from the file, because somebody changed it in the portal since.
    ``refused``: the record could not be made or changed beside what stands in the portal.
    """

    file: str
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    kept: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


class Bringing:
    """Brings one data file to the records. Doing it twice changes nothing.

    A record nobody has touched in the portal follows its file. One that somebody changed there stays
    as it is, and is listed; with ``overwrite`` it is made like the file.
    """

    def __init__(self, path: Path, *, by: Actor, overwrite: bool) -> None:
        self.tally = Tally(shown(path))
        self._by = by
        self._overwrite = overwrite
        self._plain: list[models.Model] = []

    def bring(self, line: Line, record: M, values: Mapping[str, Any]) -> M:
        """Give the record the values; a fresh one (not stored yet) is made."""
        fresh = record._state.adding
        differences = [name for name in values if fresh or _stored(record, name) != _key(values[name])]
        if not differences:
            self.tally.unchanged += 1
        elif fresh or self._overwrite or _is_untouched(record):
            self._store(line, record, values)
        else:
            names = ", ".join(_difference(record, name, values[name]) for name in differences)
            self.tally.kept.append(_at(line, f"{record}: {names}"))
        return record

    def finish(self) -> Tally:
        """Store what goes in bulk, and return what was done."""
        for model in {type(record) for record in self._plain}:
            rows = [record for record in self._plain if type(record) is model]
            model._default_manager.bulk_create(rows)
        self._plain = []
        return self.tally

    def _store(self, line: Line, record: models.Model, values: Mapping[str, Any]) -> None:
        fresh = record._state.adding
        for name, value in values.items():
            setattr(record, name, value)
        try:
            self._write(record)
        except ValidationError as error:
            self.tally.refused.append(_at(line, f"{record}: {' '.join(error.messages)}"))
            return
        if fresh:
            self.tally.new += 1
        else:
            self.tally.changed += 1

    def _write(self, record: models.Model) -> None:
        if isinstance(record, Record):
            audit.save(record, by=self._by)
        elif record._state.adding:
            self._plain.append(record)
        else:
            record.save()


def _is_untouched(record: models.Model) -> bool:
    """Test if only commands have written the record, and no person."""
    return isinstance(record, Record) and record.updated_by_id is None


def _stored(record: models.Model, name: str) -> Any:
    """Return the stored value, of a relation its key: nothing is fetched for it."""
    return getattr(record, record._meta.get_field(name).attname)  # type: ignore[union-attr]


def _key(value: Any) -> Any:
    return value.pk if isinstance(value, models.Model) else value


def _difference(record: models.Model, name: str, value: Any) -> str:
    words = {
        "field": getattr(record._meta.get_field(name), "verbose_name", name),
        "portal": getattr(record, name),
        "file": value,
    }
    return _("%(field)s is “%(portal)s” in the portal, “%(file)s” in the file") % words


def _at(line: Line, message: str) -> str:
    return _("line %(line)s: %(message)s") % {"line": line.number, "message": message}
