"""What a report begins and ends with: the year in a few sentences of its figures, and abbreviations."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programmes.choices import EventKind, Level
from reports.blocks import Column, Narrative, Section, Table
from reports.indicators.missions import ADMINISTRATIONS_VISITED, MISSIONS_HELD
from reports.indicators.registry import ADMINISTRATIONS_REACHED, EVENTS_HELD, PARTICIPATIONS
from reports.measuring.dimensions import KIND, LEVEL
from reports.measuring.measure import measure
from reports.models import Abbreviation
from reports.quantities import Quantity
from reports.scope import Scope
from reports.sections.counted import figures_of
from reports.sections.wording import plural_of


def executive_summary(scope: Scope) -> Section | None:
    """Return the period in a few sentences, each made of figures that stand further down, too."""
    if scope.programme is None or scope.period is None:
        return None
    figures = figures_of(scope, KIND, LEVEL, (KIND, LEVEL))
    words = {"programme": scope.programme, "period": scope.period, "events": _events(figures[EVENTS_HELD])}
    sentences = [_("In the period from %(period)s, %(programme)s held %(events)s.") % words]
    if figures[EVENTS_HELD].low:
        sentences.append(_levels_and_kinds(figures))
    if figures[PARTICIPATIONS].is_recorded:
        sentences.append(_seats(figures[PARTICIPATIONS], figures[ADMINISTRATIONS_REACHED]))
    missions = measure(scope, [MISSIONS_HELD, ADMINISTRATIONS_VISITED])
    if missions[MISSIONS_HELD].low:
        sentences.append(_missions(missions[MISSIONS_HELD], missions[ADMINISTRATIONS_VISITED]))
    return Section(_("Executive summary"), (Narrative("", (" ".join(sentences),)),))


def _events(held: Quantity) -> str:
    words = ngettext("%(count)s event", "%(count)s events", plural_of(held))
    return words % {"count": held} if held.low else _("no event")


def _levels_and_kinds(figures: Any) -> str:
    """Return how many of the events were for the region or a part of it, and how many accreditation."""
    levels = {group.key[0]: group[EVENTS_HELD] for group in figures.by(LEVEL)}
    regional = sum(
        int(levels[each].low or 0) for each in (Level.REGIONAL, Level.SUB_REGIONAL) if each in levels
    )
    kinds = {group.key[0]: group[EVENTS_HELD] for group in figures.by(KIND)}
    accrediting = int(kinds.get(EventKind.ACCREDITATION, Quantity.exactly(0)).low or 0)
    said = ngettext("%(n)d was regional or sub-regional", "%(n)d were regional or sub-regional", regional)
    also = ngettext("%(n)d was an accreditation workshop", "%(n)d were accreditation workshops", accrediting)
    none = _("none was regional or sub-regional"), _("none was an accreditation workshop")
    return _("Of these, %(regional)s, and %(accrediting)s.") % {
        "regional": said % {"n": regional} if regional else none[0],
        "accrediting": also % {"n": accrediting} if accrediting else none[1],
    }


def _seats(seats: Quantity, administrations: Quantity) -> str:
    words = ngettext(
        "%(seats)s participation was counted", "%(seats)s participations were counted", plural_of(seats)
    )
    said = words % {"seats": seats}
    if not administrations.low:
        return _("%(sentence)s.") % {"sentence": said[:1].upper() + said[1:]}
    from_whom = {"seats": said[:1].upper() + said[1:], "administrations": _administrations(administrations)}
    return _("%(seats)s, from %(administrations)s.") % from_whom


def _administrations(quantity: Quantity) -> str:
    words = ngettext("%(count)s administration", "%(count)s administrations", plural_of(quantity))
    return words % {"count": quantity}


def _missions(held: Quantity, visited: Quantity) -> str:
    words = ngettext(
        "%(count)s mission went to %(administrations)s.",
        "%(count)s missions went to %(administrations)s.",
        plural_of(held),
    )
    return words % {"count": held, "administrations": _administrations(visited)}


def abbreviations(scope: Scope) -> Section | None:
    """Return the abbreviations the office keeps; a document tells of them those it uses."""
    columns = (Column(_("Abbreviation")), Column(_("Meaning")))
    rows = tuple(Abbreviation.objects.in_order().values_list("short", "meaning"))
    if not rows:
        return None
    return Section(_("Abbreviations"), (Table(_("Abbreviations used here"), columns, rows),))
