"""One row of a published list: an event entry, or every problem it has, each with its column."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from members.models import Country, Organisation
from programmes.actions.entries import Day, EventEntry, Stated
from programmes.choices import EventKind, Mode
from programmes.intake import cells
from programmes.intake.cells import BadCell
from programmes.intake.estimates import qualify
from programmes.intake.levels import level_of
from programmes.models import Event, Programme, SourceRow, Topic, TopicAlias
from sheets.text import clean, control_characters, fold, name_of

T = TypeVar("T")

KINDS = {kind.value.lower().replace("_", "-"): kind for kind in EventKind}
MODES = {mode.value.lower().replace("_", "-"): mode for mode in Mode if mode != Mode.NOT_STATED}
_MODES_OR_NONE = MODES | {"": Mode.NOT_STATED}
NO_PROGRAMME = "OTHER"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to correct in a row, and its column; empty where it is about the whole row."""

    column: str
    message: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the words of a row may stand for: programmes by code, topics by folded wording."""

    programmes: Mapping[str, Programme]
    topics: Mapping[str, Topic]
    countries: Collection[str]

    @classmethod
    def load(cls) -> "Known":
        topics = {alias.folded: alias.topic for alias in TopicAlias.objects.select_related("topic")}
        topics |= {fold(topic.name): topic for topic in Topic.objects.all()}
        return cls(
            programmes={programme.code: programme for programme in Programme.objects.all()},
            topics=topics,
            countries=frozenset(Country.objects.values_list("iso2", flat=True)),
        )


@dataclass(frozen=True, slots=True)
class RowRead:
    """What a row says: an entry, or problems and no entry.

    ``unknown_topics`` are left out of the entry; ``remarks`` are worth a look and stop nothing.
    """

    entry: EventEntry | None
    problems: tuple[Problem, ...] = ()
    unknown_topics: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


class _Cells:
    """Takes the cells of a row one by one, and keeps what is wrong with them."""

    def __init__(self, row: Mapping[str, str]) -> None:
        self._row = row
        self.problems = [
            Problem(column, _no_controls(found))
            for column, text in row.items()
            if (found := control_characters(text))
        ]
        self._unfit = {problem.column for problem in self.problems}

    def take(self, column: str, parse: Callable[[str], T], otherwise: T) -> T:
        """Return the parsed cell, or ``otherwise`` where there is a problem with it."""
        if column in self._unfit:
            return otherwise
        try:
            return parse(clean(self._row.get(column, "")))
        except BadCell as bad:
            self.blame(column, str(bad))
            return otherwise

    def text(self, column: str, field: str, *, model: Any = Event, needed: str = "") -> str:
        """Return the cell as one line that fits the model's field."""
        parse = partial(_fitting, longest=_longest(model, field), needed=needed)
        return self.take(column, parse, "")

    def lines(self, column: str) -> str:
        """Return the cell with its line breaks."""
        if column in self._unfit:
            return ""
        return "\n".join(map(clean, self._row[column].strip().splitlines()))

    def blame(self, column: str, message: str) -> None:
        self.problems.append(Problem(column, message))
        self._unfit.add(column)

    def are_fit(self, *columns: str) -> bool:
        return self._unfit.isdisjoint(columns)


def key_of(row: Mapping[str, str]) -> tuple[str, str]:
    """Return what a row is known by: its source address and title."""
    return clean(row["source_url"]), clean(row["event_title"])


def read_row(row: Mapping[str, str], known: Known) -> RowRead:
    """Understand a row, or name everything that is wrong with it at once."""
    taken = _Cells(row)
    title = taken.text("event_title", "title", needed=_("Without a title a row has no key."))
    address = taken.text(
        "source_url", "address", model=SourceRow, needed=_("Without its source a row has no key.")
    )
    names = partial(cells.names, longest=_longest(Organisation, "name"))
    none: tuple[str, ...] = ()
    topics, strangers = _topics(taken.take("topic", cells.items, none), known)
    codes = taken.take("countries", partial(cells.countries, known=known.countries), none)
    facts = {
        "programme": taken.take("programme", partial(_programme, known=known), None),
        "kind": taken.take("kind", partial(cells.one_of, words=KINDS), EventKind.MEETING),
        "mode": taken.take("mode", partial(cells.one_of, words=_MODES_OR_NONE), Mode.NOT_STATED),
        "city": taken.text("city", "city"),
        "host": taken.take("host_country", partial(cells.country, known=known.countries), ""),
        "organisers": taken.take("organisers", names, none),
        "sponsors": taken.take("sponsor", names, none),
        "partners": taken.take("partners", names, none),
        "note": taken.lines("note"),
        **_days(taken),
        **_numbers(taken, row["note"]),
    }
    if taken.problems:
        columns = list(row)
        in_order = sorted(taken.problems, key=lambda problem: columns.index(problem.column))
        return RowRead(None, problems=tuple(in_order))
    entry = EventEntry(
        title=title,
        address=address,
        cells=dict(row),
        level=level_of(title),
        topics=topics,
        countries=codes,
        **facts,
    )
    return RowRead(entry, unknown_topics=strangers, remarks=_remarks(entry))


def _days(taken: _Cells) -> dict[str, Day]:
    starts = taken.take("start_date", cells.first_day, Day())
    ends = taken.take("end_date", cells.last_day, Day())
    if starts.on and ends.on and ends.on < starts.on:
        taken.blame("end_date", _("The last day cannot be before the first day."))
    return {"starts": starts, "ends": ends}


def _numbers(taken: _Cells, note: str) -> dict[str, Any]:
    people = taken.take("participants", cells.number, None)
    administrations = taken.take("administrations", cells.number, None)
    women = taken.take("women", cells.whole_number, None)
    if women is not None and taken.are_fit("participants", "women"):
        if people is None:
            taken.blame("women", _("Give the number of participants the women are part of."))
        elif women > people.number:
            message = _("There cannot be more women (%(women)d) than participants (%(people)d).")
            taken.blame("women", message % {"women": women, "people": people.number})
    people, administrations = qualify(note, participants=people, administrations=administrations)
    return {
        "participants": people,
        "administrations": administrations,
        "women": women,
        "resource_persons": taken.take("resource_persons", cells.number, None),
    }


def _topics(names: tuple[str, ...], known: Known) -> tuple[tuple[Topic, ...], tuple[str, ...]]:
    found = {name: known.topics.get(fold(name)) for name in names}
    topics = dict.fromkeys(topic for topic in found.values() if topic)
    return tuple(topics), tuple(name for name, topic in found.items() if topic is None)


def _programme(text: str, known: Known) -> Programme | None:
    code = text.upper()
    if code in {"", NO_PROGRAMME}:
        return None
    if code not in known.programmes:
        codes = ", ".join([*known.programmes, NO_PROGRAMME])
        message = _("There is no programme '%(code)s' (write one of: %(codes)s).")
        raise BadCell(message % {"code": cells.shown(text), "codes": codes})
    return known.programmes[code]


def _fitting(text: str, longest: int, needed: str) -> str:
    if needed and not text:
        raise BadCell(needed)
    if len(text) > longest:
        message = _("It has %(length)d characters; there is room for %(longest)d.")
        raise BadCell(message % {"length": len(text), "longest": longest})
    return text


def _longest(model: Any, field: str) -> int:
    return model._meta.get_field(field).max_length


def _no_controls(found: list[str]) -> str:
    names = ", ".join(map(name_of, found))
    return _("It holds characters that cannot be seen: %(names)s.") % {"names": names}


def _remarks(entry: EventEntry) -> tuple[str, ...]:
    stated: Stated | None = entry.administrations
    if stated is None or not entry.countries or stated.number == len(entry.countries):
        return ()
    message = _("%(stated)d administrations are stated and %(named)d named; both are kept.")
    return (message % {"stated": stated.number, "named": len(entry.countries)},)
