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
from reports.sections.addresses import addresses_of, evidence_address
from reports.sections.headline import left_out_of
from reports.sections.places import missing_of

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
    return Section(_("Who took part"), (KeyFigures("", large), *_by_administration(figures, scope)))


def _large(indicator: Indicator, quantity: Quantity, scope: Scope) -> KeyFigure:
    note = left_out_of(quantity, indicator, scope) if indicator is SHARE_OF_WOMEN else ""
    address = evidence_address(scope, indicator)
    if indicator in NAMES:
        return KeyFigure(str(NAMES[indicator]), quantity, "", note, address)
    return KeyFigure(str(indicator.name), quantity, str(indicator.unit), note, address)


def _by_administration(figures: Figures, scope: Scope) -> tuple[Table, ...]:
    every = figures.by(ADMINISTRATION, missing=missing_of(ADMINISTRATION))
    groups = [group for group in every if _has_attended(group[PARTICIPATIONS])]
    if not groups:
        return ()
    addresses = addresses_of(scope, [ADMINISTRATION], [group.key for group in groups])
    columns = (Column(str(ADMINISTRATION.name)), Column(str(PARTICIPATIONS.name), "number"))
    rows = tuple((group.labels[0], group[PARTICIPATIONS]) for group in groups)
    evidence = tuple(("", addresses(PARTICIPATIONS, group.key)) for group in groups)
    return (Table(_("By administration"), columns, rows, evidence=evidence),)


def _has_attended(quantity: Quantity) -> bool:
    return quantity.is_recorded or quantity.not_recorded > 0
