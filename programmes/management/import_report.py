"""What an import says on screen: every row that needs a look, and the sum of all of them."""

from collections import Counter
from collections.abc import Iterator, Mapping

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members.models import Administration
from programmes.actions.entries import Stated
from programmes.actions.importing import Imported, Landing
from programmes.actions.phasing import PhaseChoice, PhaseDoubt
from programmes.actions.shared_totals import TotalLanding, TotalStanding
from programmes.choices import Accuracy
from programmes.intake.published import ListedRow, PublishedList, Standing


class ImportReport:
    """The rows of a file beside what became of them."""

    def __init__(self, listed: PublishedList, imported: Imported) -> None:
        self._rows = listed.rows
        self._totals = imported.totals
        new = [row.line for row in listed.rows if row.entry is not None]
        self._landings: Mapping[int, Landing] = dict(zip(new, imported.landings, strict=True))

    def lines(self) -> Iterator[str]:
        """Yield the report line by line; the last one is the sum."""
        for heading, lines in (
            (_("Refused"), self._refused()),
            (_("Changed since it was imported, not overwritten"), self._changed()),
            (_("The same line again, ignored"), self._duplicates()),
            (_("For a decision"), self._decisions()),
            (_("Remarks"), self._remarks()),
            (_("Organisations nobody had described, added by name"), self._added(is_country=False)),
            (_("Administrations nobody had described, added"), self._added(is_country=True)),
            (_("Activities of several events"), self._shared()),
        ):
            found = list(lines)
            if found:
                yield f"{heading}:"
                yield from (f"  {line}" for line in found)
        yield self.summary()

    def summary(self) -> str:
        """Return how many rows there are, and how many of each standing."""
        count = Counter(self._standing(row) for row in self._rows)
        rows = ngettext("%(rows)d row", "%(rows)d rows", len(self._rows)) % {"rows": len(self._rows)}
        parts = [
            _("%(count)d new") % {"count": count[Standing.NEW]},
            _("%(count)d unchanged") % {"count": count[Standing.UNCHANGED]},
            _("%(count)d changed (not overwritten)") % {"count": count[Standing.CHANGED]},
            _("%(count)d refused") % {"count": count[Standing.REFUSED]},
        ]
        if count[Standing.DUPLICATE]:
            parts.append(_("%(count)d repeated (ignored)") % {"count": count[Standing.DUPLICATE]})
        open_rows = sum(1 for row in self._rows if any(self._decisions_of(row)))
        decisions = _("%(count)d for a decision") % {"count": open_rows}
        return f"{rows}: {', '.join(parts)}; {decisions}"

    def _standing(self, row: ListedRow) -> Standing:
        landing = self._landings.get(row.line)
        return Standing.REFUSED if landing and landing.refusal else row.standing

    def _refused(self) -> Iterator[str]:
        for row in self._rows:
            for problem in row.problems:
                yield f"{_place(row, problem.column)}: {problem.message}"
            landing = self._landings.get(row.line)
            if landing and landing.refusal:
                yield f"{_place(row)}: {landing.refusal}"

    def _changed(self) -> Iterator[str]:
        for row in self._rows:
            if row.standing == Standing.CHANGED:
                columns = ngettext("column %(names)s", "columns %(names)s", len(row.changed))
                yield f"{_named(row)}: {columns % {'names': ', '.join(row.changed)}}"

    def _duplicates(self) -> Iterator[str]:
        for row in self._rows:
            if row.standing == Standing.DUPLICATE:
                yield f"{_place(row)}: " + _("the same as line %(line)d.") % {"line": row.same_as}

    def _decisions(self) -> Iterator[str]:
        for row in self._rows:
            yield from (f"{_named(row)}: {text}" for text in self._decisions_of(row))

    def _decisions_of(self, row: ListedRow) -> Iterator[str]:
        landing = self._landings.get(row.line)
        if landing is None or landing.event is None:
            return
        if landing.phase.doubt is not None:
            yield _doubt(landing.phase)
        for topic in row.unknown_topics:
            yield _("there is no topic '%(topic)s'; stored without it.") % {"topic": topic}

    def _remarks(self) -> Iterator[str]:
        for row in self._rows:
            landing = self._landings.get(row.line)
            if landing is None or landing.event is None:
                continue
            yield from (f"{_named(row)}: {remark}" for remark in row.remarks)
            if outside := _outside_every_phase(landing):
                yield f"{_named(row)}: {outside}"

    def _added(self, *, is_country: bool) -> Iterator[str]:
        for row in self._rows:
            landing = self._landings.get(row.line)
            for organisation in landing.added if landing else ():
                if isinstance(organisation, Administration) is is_country:
                    yield f"{_place(row)}: {organisation}"

    def _shared(self) -> Iterator[str]:
        for landing in self._totals:
            if landing.standing not in {TotalStanding.UNCHANGED, TotalStanding.NOT_HERE}:
                yield _about_total(landing)


def _place(row: ListedRow, column: str = "") -> str:
    if not column:
        return _("line %(line)d") % {"line": row.line}
    return _("line %(line)d, column %(column)s") % {"line": row.line, "column": column}


def _named(row: ListedRow) -> str:
    return f"{_place(row)}, “{row.title}”"


def _doubt(choice: PhaseChoice) -> str:
    messages = {
        PhaseDoubt.UNDATED: _("it has no date, so its phase is open (%(phases)s)."),
        PhaseDoubt.SEVERAL_HOLD_IT: _("it ended in several phases (%(phases)s)."),
        PhaseDoubt.ONLY_PARTLY_INSIDE: _(
            "its last day is not known, and may lie in a phase or outside it (%(phases)s)."
        ),
    }
    phases = ", ".join(str(phase) for phase in choice.may_be)
    return messages[choice.doubt] % {"phases": phases} if choice.doubt else ""


def _outside_every_phase(landing: Landing) -> str:
    span = landing.event.counts_on if landing.event else None
    if span is None or not landing.phase.is_outside:
        return ""
    words = {"programme": landing.entry.programme, "day": date_format(span[1], "j F Y")}
    return _("no phase of %(programme)s holds %(day)s.") % words


def _about_total(landing: TotalLanding) -> str:
    messages = {
        TotalStanding.NEW: _("“%(title)s”: %(people)s over %(parts)d events."),
        TotalStanding.CHANGED: _("“%(title)s” differs from what was imported; not overwritten."),
        TotalStanding.WAITING: _("“%(title)s” waits until all of its %(parts)d events are here."),
        TotalStanding.REFUSED: _("“%(title)s” is refused: %(why)s"),
    }
    return messages[landing.standing] % {
        "title": landing.total.title,
        "people": _people(landing.total.participants),
        "parts": len(landing.total.parts),
        "why": landing.refusal,
    }


def _people(stated: Stated | None) -> str:
    if stated is None:
        return _("no number of participants")
    words = {"number": stated.number, "accuracy": stated.accuracy.label.lower()}
    if stated.accuracy == Accuracy.EXACT:
        return _("%(number)d participants") % words
    return _("%(accuracy)s %(number)d participants") % words
