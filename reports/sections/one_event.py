"""How many took part in one event: official figures, without names."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from members.access import allows
from members.choices import Permission
from programmes.models import Event
from reports.blocks import Column, KeyFigure, KeyFigures, Section, Table
from reports.indicators.registry import ADMINISTRATIONS_REACHED, PARTICIPATIONS, SHARE_OF_WOMEN
from reports.measuring.definition import Indicator
from reports.measuring.dimensions import ADMINISTRATION
from reports.measuring.measure import Figures, measure
from reports.quantities import Quantity
from reports.scope import Scope
from reports.sections.headline import left_out_of

OFFICIAL = (PARTICIPATIONS, ADMINISTRATIONS_REACHED)
# What they are called where there is one event only.
NAMES = {PARTICIPATIONS: _lazy("Participants"), ADMINISTRATIONS_REACHED: _lazy("Administrations")}


def attendance_of(event: Event, reader: Any) -> Section:
    """Return the participants of a held event, in all and by administration.

    The share of women of one event is shown only to who may see the people.
    """
    scope = Scope(reader, event=event)
    indicators = (*OFFICIAL, SHARE_OF_WOMEN) if allows(reader, Permission.VIEW_REGISTER) else OFFICIAL
    figures = measure(scope, indicators, by=[ADMINISTRATION])
    large = tuple(_large(each, figures[each], scope) for each in indicators)
    return Section(_("Who took part"), (KeyFigures("", large), *_by_administration(figures)))


def _large(indicator: Indicator, quantity: Quantity, scope: Scope) -> KeyFigure:
    note = left_out_of(quantity, indicator, scope) if indicator is SHARE_OF_WOMEN else ""
    if indicator in NAMES:
        return KeyFigure(str(NAMES[indicator]), quantity, "", note)
    return KeyFigure(str(indicator.name), quantity, str(indicator.unit), note)


def _by_administration(figures: Figures) -> tuple[Table, ...]:
    groups = figures.by(ADMINISTRATION, missing=_("Not split, or of other bodies"))
    rows = [
        (group.labels[0], group[PARTICIPATIONS]) for group in groups if _has_attended(group[PARTICIPATIONS])
    ]
    if not rows:
        return ()
    columns = (Column(str(ADMINISTRATION.name)), Column(str(PARTICIPATIONS.name), "number"))
    return (Table(_("By administration"), columns, tuple(rows)),)


def _has_attended(quantity: Quantity) -> bool:
    return quantity.is_recorded or quantity.not_recorded > 0
