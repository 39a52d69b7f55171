"""Where those who took part came from, as a map of the region."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from reports.blocks import Bar, RegionMap
from reports.indicators.registry import EVENTS_HELD, PARTICIPATIONS
from reports.measuring.dimensions import ADMINISTRATION
from reports.measuring.measure import Group
from reports.scope import Scope
from reports.sections.addresses import addresses_of, codes_of

FEWEST = 3
"""Administrations a map is drawn from: of two, a sentence says more."""


def region_map(scope: Scope, groups: Sequence[Group]) -> tuple[RegionMap, ...]:
    """Return the map of participations by administration, or of events attended where too few are counted.

    None where too few administrations took part to compare.
    """
    reached = [group for group in groups if group.key[0] is not None]
    if len(reached) < FEWEST:
        return ()
    is_counted = sum(group[PARTICIPATIONS].is_recorded for group in reached) >= FEWEST
    shown = PARTICIPATIONS if is_counted else EVENTS_HELD
    keys = [group.key[0] for group in reached]
    codes = codes_of(keys, scope)
    addresses = addresses_of(scope, (ADMINISTRATION,), [group.key for group in reached])
    chart = RegionMap(
        title=_("Map of participations by administration")
        if is_counted
        else _("Map of events attended by administration"),
        unit=str(shown.unit),
        bars=tuple(
            Bar(group.labels[0], replace(group[shown], not_recorded=0), addresses(shown, group.key))
            for group in reached
        ),
        description=_(
            "A square for each administration of the region, about where it lies, with its ISO code and its"
            " number: darker is more. %(count)s took part; names, and those from elsewhere, are in the table."
        )
        % {"count": len(reached)},
        heading=str(ADMINISTRATION.name),
        codes=tuple(codes[key] for key in keys),
    )
    return (chart,)
