"""A difference in words: the section of an edition that takes the place of another."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.blocks import Cell, Column, Narrative, Section, Table
from reports.choices import RowChange
from reports.indicators.registry import EVERY, SHARE_OF_WOMEN
from reports.measuring.withholding import smallest_for
from reports.models import Edition
from reports.quantities import shown_number
from reports.scope import Scope
from reports.sections.addresses import ABOUT_PERSONS
from reports.sections.differences.between import ChangedFigure, Difference, Reason
from reports.sections.differences.records import Called, RecordChange

TOLD_OF = ("", "programme", "phase")  # splits of which an attribute of persons is followed
MOST_EVENTS = 4  # named in one line
MOST_FIGURES = 150  # in the section of a document; the page has all


def changes_since(before: Edition, difference: Difference) -> Section:
    """Return what an edition says of the one it takes the place of."""
    frozen_at = before.frozen_at or before.created_at
    title = _("Changes since the edition of %(day)s") % {"day": date_format(frozen_at, "j F Y")}
    intro = _("This edition takes the place of %(before)s.") % {"before": before}
    figures = difference.figures
    if not figures:
        words = _("No figure is another than in %(before)s.") % {"before": before}
        return Section(title, (Narrative("", (words,)),), intro=intro)
    notes = [*_notes(difference)]
    if len(figures) > MOST_FIGURES:
        more = _("%(count)s more figures changed; the portal shows them all, row by row.")
        notes.append(more % {"count": shown_number(len(figures) - MOST_FIGURES)})
    table = Table(
        title=_("Figures that changed, and why"),
        columns=(
            Column(_("Figure")),
            Column(_("Of")),
            Column(_("Before"), "number"),
            Column(_("Now"), "number"),
            Column(_("Why")),
        ),
        rows=tuple(_row(each, difference.called) for each in figures[:MOST_FIGURES]),
        notes=tuple(notes),
    )
    return Section(title, (table,), intro=intro)


def changes_in_brief(difference: Difference) -> Section:
    """Return what everybody is told of an edition before that is not public: how many figures changed."""
    number = len(difference.figures)
    words = ngettext("%(count)s figure is another.", "%(count)s figures are others.", number)
    told = (
        _("This edition takes the place of an earlier one that is not public."),
        words % {"count": shown_number(number)} if number else _("No figure is another."),
        _("What they were is told to those only who could read it."),
    )
    return Section(_("Changes since the edition before"), (Narrative("", (" ".join(told),)),))


def _row(figure: ChangedFigure, called: Called) -> tuple[Cell, ...]:
    not_printed = _("not printed")
    of = figure.printed.of or figure.printed.path[0]
    return (
        figure.printed.name,
        of,
        figure.before or not_printed,
        figure.after or not_printed,
        "; ".join(reasons_of(figure, called)),
    )


def _notes(difference: Difference) -> Iterator[str]:
    if difference.in_one_only:
        titles = get_text_list(difference.in_one_only, _("and"))
        yield _("Printed in one of the two editions only, and not compared: %(titles)s.") % {"titles": titles}
    if not difference.has_rows:
        yield _("The edition before kept no rows: which of them differ cannot be said.")
        return
    if difference.row_counts:
        yield _("Rows that differ: %(rows)s.") % {"rows": told_rows(difference.row_counts)}
    if not difference.has_records:
        yield _("The edition before kept no rows of what is delivered beside events.")
    if any(not each.is_explained for each in difference.figures):
        yield _("Without a reason: the rows of that figure are not followed one by one.")


def reasons_of(figure: ChangedFigure, called: Called) -> Iterator[str]:
    """Yield in words why a figure is another, the events with most to say first."""
    if figure.rule is not None:
        yield _("It is defined otherwise: %(definition)s") % {"definition": figure.rule.after}
    yield from told_events(figure, most=MOST_EVENTS)
    yield from told_records(figure, called, most=MOST_EVENTS)


def told_events(figure: ChangedFigure, *, most: int) -> Iterator[str]:
    """Yield what of each event explains the figure; of an attribute of persons no event is named."""
    if not figure.reasons:
        return
    if figure.printed.figure is not None and EVERY[figure.printed.figure.code] in ABOUT_PERSONS:
        yield _told_together(figure)
        return
    reasons = in_order(figure.reasons)
    yield from map(told, reasons[:most])
    more = len(reasons) - most
    if more > 0:
        words = ngettext("%(count)s more event", "%(count)s more events", more)
        yield words % {"count": shown_number(more)}


def told_records(figure: ChangedFigure, called: Called, *, most: int) -> Iterator[str]:
    """Yield which records explain the figure; those that tell of somebody together, by their number."""
    apart = [each for each in figure.records if each.change.is_told_apart]
    apart.sort(key=lambda each: (-abs(each.adds or Decimal(0)), called.name(each.change)))
    yield from (told_record(each.change, called, each.adds) for each in apart[:most])
    more = len(apart) - most
    if more > 0:
        words = ngettext("%(count)s more record", "%(count)s more records", more)
        yield words % {"count": shown_number(more)}
    yield from told_by_kind((each.change for each in figure.records if not each.change.is_told_apart), called)


def told_record(change: RecordChange, called: Called, adds: Decimal | None = None) -> str:
    """Return one changed record in words, as "Handover, Fiji, 3 May 2024: added (+5)"."""
    what = str(change.what.label)
    if fields := change.fields_changed():
        what = _("%(what)s (%(fields)s)") % {"what": what, "fields": get_text_list(fields, _("and"))}
    words = f"{called.name(change)}: {what}"
    return f"{words} ({signed(adds)})" if adds else words


def told_by_kind(changes: Iterable[RecordChange], called: Called) -> Iterator[str]:
    """Yield how many of each kind became what, as "Fellowship: 2 added"."""
    kinds: dict[str, Counter[RowChange]] = defaultdict(Counter)
    for change in changes:
        kinds[called.kind(change)][change.what] += 1
    yield from (f"{kind}: {told_rows(counts)}" for kind, counts in kinds.items())


def _told_together(figure: ChangedFigure) -> str:
    rows: Counter[RowChange] = Counter()
    for reason in figure.reasons:
        rows.update(reason.rows)
    events = ngettext("%(count)s event", "%(count)s events", len(figure.reasons))
    at = events % {"count": shown_number(len(figure.reasons))}
    words = _("%(rows)s, at %(events)s") if rows else "%(events)s"
    told = words % {"rows": told_rows(rows), "events": at}
    sides = _sides_of_a_share(figure)
    return f"{told}: {sides}" if sides else told


def _sides_of_a_share(figure: ChangedFigure) -> str:
    """Return by how much women, and those whose sex is stated, are more; "" where it would tell of few."""
    about = figure.printed.figure
    if about is None or about.code != SHARE_OF_WOMEN.code or about.by not in TOLD_OF:
        return ""
    persons = sum(each.persons for each in figure.reasons)
    if not (figure.is_told and persons >= smallest_for(Scope.of_the_office())):
        return ""
    women, stated = (sum(getattr(each, name) for each in figure.reasons) for name in ("women", "stated"))
    return _("women %(women)s, of those whose sex is stated %(stated)s") % {
        "women": signed(Decimal(women)) if women else "±0",
        "stated": signed(Decimal(stated)) if stated else "±0",
    }


def in_order(reasons: Sequence[Reason]) -> list[Reason]:
    """Return the reasons that move the figure most first."""
    return sorted(
        reasons, key=lambda each: (-abs(each.adds or Decimal(0)), -sum(each.rows.values()), each.change.title)
    )


def told(reason: Reason) -> str:
    """Return one reason in words, as "Workshop on valuation: 3 rows added (+3)"."""
    parts = []
    if reason.of_itself:
        parts.append(_of_event(reason))
    if reason.rows:
        parts.append(told_rows(reason.rows))
    words = f"{reason.change.title}: {', '.join(parts)}" if parts else reason.change.title
    return f"{words} ({signed(reason.adds)})" if reason.adds else words


def _of_event(reason: Reason) -> str:
    change = reason.change
    if change.before is None:
        return _("event added")
    if change.after is None:
        return _("event removed")
    names = list(fields_changed(reason))
    if not names:
        return _("event edited")
    return _("event edited (%(fields)s)") % {"fields": get_text_list(names, _("and"))}


def fields_changed(reason: Reason) -> Iterator[str]:
    """Yield what of an event is another: of a state or date with both values."""
    before, after = reason.change.before, reason.change.after
    if before is None or after is None:
        return
    if before.state != after.state:
        yield _("%(before)s → %(after)s") % {
            "before": before.get_state_display(),
            "after": after.get_state_display(),
        }
    words = {
        "counts_to": _("date"),
        "hours": _("hours"),
        "mode": _("mode"),
        "level": _("level"),
        "kind": _("kind"),
        "programmes": _("programmes"),
        "phases": _("phases"),
        "topics": _("topics"),
        "sponsors": _("sponsors"),
        "stated_administrations": _("stated number of administrations"),
    }
    yield from (word for name, word in words.items() if getattr(before, name) != getattr(after, name))


def told_rows(rows: Mapping[RowChange, int]) -> str:
    """Return how many rows became what: "2 added, 1 removed"."""
    return ", ".join(
        _("%(count)s %(what)s") % {"count": shown_number(rows[what]), "what": what.label}
        for what in RowChange
        if rows.get(what)
    )


def signed(amount: Decimal) -> str:
    """Return a number with its sign."""
    shown = shown_number(int(abs(amount)) if amount == int(amount) else abs(amount))
    return f"+{shown}" if amount > 0 else f"−{shown}"
