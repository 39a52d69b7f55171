"""What a published list says of an event, as values that cannot be built wrong."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from programmes.choices import Accuracy, EventKind, Level, Mode, Precision
from programmes.models import Programme, Topic


class ImpossibleEntry(Exception):
    """What a row says contradicts itself."""


@dataclass(frozen=True, slots=True)
class Day:
    """The first or last day of an event as far as it is known; ``on`` None: not recorded."""

    on: dt.date | None = None
    precision: Precision = Precision.NONE


@dataclass(frozen=True, slots=True)
class Stated:
    """A number as it was published."""

    number: int
    accuracy: Accuracy = Accuracy.EXACT


@dataclass(frozen=True, slots=True, kw_only=True)
class EventEntry:
    """One row of a published list, understood.

    ``address`` and ``title`` are its key, ``cells`` the row as it stood. ``host`` and ``countries``
    are ISO codes. None: not recorded, which is not zero.

    :raises ImpossibleEntry: when it ends before it starts, or has more women than participants.
    """

    title: str
    address: str
    kind: EventKind
    cells: Mapping[str, str]
    level: Level = Level.NOT_STATED
    mode: Mode = Mode.NOT_STATED
    starts: Day = Day()
    ends: Day = Day()
    city: str = ""
    host: str = ""
    programme: Programme | None = None
    topics: tuple[Topic, ...] = ()
    organisers: tuple[str, ...] = ()
    sponsors: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    participants: Stated | None = None
    administrations: Stated | None = None
    resource_persons: Stated | None = None
    women: int | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if self.starts.on and self.ends.on and self.ends.on < self.starts.on:
            raise ImpossibleEntry(_("The last day cannot be before the first day."))
        people = self.participants.number if self.participants else -1
        if self.women is not None and self.women > people:
            raise ImpossibleEntry(_("There cannot be more women than participants."))

    @property
    def is_of_one_administration(self) -> bool:
        """Test if all its participants came from the one administration that is named."""
        number = self.administrations.number if self.administrations else 1
        return len(self.countries) == 1 and number == 1


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedTotal:
    """One activity of several events, with the participants published for all of them together.

    ``participants`` is None where no number is. ``parts`` are the keys (address, title) of the
    events' rows; ``cells`` holds the lines as they stood.
    """

    title: str
    source: str
    participants: Stated | None
    parts: tuple[tuple[str, str], ...]
    note: str
    cells: Mapping[str, object]
