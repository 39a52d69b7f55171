"""Missions of a period, where they went, and what came of what they recommended."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from programmes.models import Mission, Recommendation
from reports.blocks import Column, Section, Table
from reports.indicators.missions import MISSIONS
from reports.measuring.measure import measure
from reports.scope import Scope
from reports.sections.delivered import countable
from reports.sections.headline import definitions_block, figures_block
from reports.sections.wording import span_of


def missions(scope: Scope) -> Section | None:
    """Return the missions that ended in the period, with their figures; None where there are none.

    Of each it is told how many recommendations it made and how many are done: what they say is between the
    office and the administration, and stands in no document.
    """
    if scope.topics:
        return None
    rows = countable(scope, Mission.objects.all(), day="ends_on")
    found = list(rows.select_related("administration").newest_first())
    if not found:
        return None
    made, done = _recommended(scope, found)
    lines = tuple(
        (
            span_of(each.starts_on, each.ends_on),
            each.title,
            str(each.administration),
            each.get_kind_display(),
            ", ".join(sorted(str(body) for body in each.bodies.all())),
            ", ".join(sorted(str(topic) for topic in (*each.topics.all(), *each.instruments.all()))),
            made[each.pk],
            done[each.pk],
        )
        for each in found
    )
    columns = (
        Column(_("Dates")),
        Column(_("Mission")),
        Column(_("Administration")),
        Column(_("Kind")),
        Column(_("Who sent experts")),
        Column(_("Topics and instruments")),
        Column(_("Recommendations"), "number"),
        Column(_("Of these done"), "number"),
    )
    figures = figures_block(
        scope, measure(scope, MISSIONS), title=_("Missions in numbers"), indicators=MISSIONS
    )
    return Section(
        _("Missions"),
        (figures, Table(_("Missions, latest first"), columns, lines), definitions_block(MISSIONS)),
    )


def _recommended(scope: Scope, found: list[Mission]) -> tuple[Mapping[int, int], Mapping[int, int]]:
    """Return how many recommendations each mission made, and how many of them are done."""
    rows: Any = Recommendation.objects.countable_for(scope.reader).filter(mission__in=found)
    pairs = list(rows.values_list("mission_id", "state"))
    return Counter(pk for pk, _state in pairs), Counter(pk for pk, state in pairs if state == "DONE")
