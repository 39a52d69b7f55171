"""What is delivered beside events: equipment, systems, operations, and what a dialogue leaves to do."""

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programmes.choices import CommitmentState, Stage
from reports.indicators.parts import counted
from reports.measuring.definition import Indicator, Joining, Part, Sums
from reports.models import (
    AcceptanceFact,
    CommitmentFact,
    ConsignmentFact,
    HandoverFact,
    NeedFact,
    OfferFact,
    OperationFact,
    OperatorFact,
    RecordFact,
    SystemStageFact,
)
from reports.quantities import Quantity

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PERSONS = "string_agg(int4send(person_id::integer), '')"  # a set of their ids


def count_of(
    code: str,
    *,
    facts: type[RecordFact],
    name: "StrOrPromise",
    unit: "StrOrPromise",
    definition: "StrOrPromise",
    amount: str = "",
    of_people: bool = False,
    where: Q | None = None,
) -> Indicator:
    """Return an indicator that is one count over one set of records: no rows are zero.

    It counts rows; the sum of their ``amount`` where that is named; or the different persons they name.
    """
    rows = where or Q()
    if of_people:
        part = Part(code, facts, PERSONS, rows, joining=Joining.DISTINCT)
    else:
        part = Part(code, facts, f"SUM({amount})" if amount else "COUNT(*)", rows)

    def read(sums: Sums) -> Quantity:
        return Quantity.exactly(counted(sums, code))

    return Indicator(code, name, unit, definition, facts, rows, (part,), read, amount=amount)


def _devices(code: str, facts: type[RecordFact], name: Any, definition: Any) -> Indicator:
    return count_of(code, facts=facts, name=name, unit=_("devices"), definition=definition, amount="quantity")


def _systems(code: str, stage: Stage, name: Any, definition: Any) -> Indicator:
    return count_of(
        code,
        facts=SystemStageFact,
        name=name,
        unit=_("systems at administrations"),
        definition=definition,
        where=Q(stage=stage),
    )


DEVICES_CONSIGNED = _devices(
    "devices_consigned",
    ConsignmentFact,
    _("Devices consigned"),
    _(
        "Devices meant for administrations, on the day they were consigned. A kit, or whatever the item is"
        " counted in, is one. What they say of different items together is how many, and no more: split"
        " them by item."
    ),
)
DEVICES_ACCEPTED = _devices(
    "devices_accepted",
    AcceptanceFact,
    _("Devices accepted"),
    _(
        "Devices that passed a test against the agreed specification, on the day of the test. One that"
        " failed and passed a later test is counted on the later day."
    ),
)
DEVICES_HANDED_OVER = _devices(
    "devices_handed_over",
    HandoverFact,
    _("Devices handed over"),
    _("Accepted devices given to administrations, on the day of the handover."),
)
OPERATORS_TRAINED = count_of(
    "operators_trained",
    facts=OperatorFact,
    name=_("Operators trained"),
    unit=_("people"),
    definition=_(
        "Different officers taught on devices that were handed over: entered by name, or named participants"
        " of the hands-on training from the administration that got the devices. One officer taught on two"
        " devices is one. Counted on the day they were trained; never added up from its parts."
    ),
    of_people=True,
)
SYSTEMS_INSTALLED = _systems(
    "systems_installed",
    Stage.INSTALLED,
    _("Systems installed"),
    _("Systems that were installed at an administration, on that day; one system at two is two."),
)
SYSTEMS_LIVE = _systems(
    "systems_live",
    Stage.LIVE,
    _("Systems that went live"),
    _("Systems that went live at an administration, on that day; one system at two is two."),
)
OPERATIONS_HELD = count_of(
    "operations_held",
    facts=OperationFact,
    name=_("Operations"),
    unit=_("operations"),
    definition=_(
        "Operations carried out jointly, by the last day of their operational phase; each once, however many"
        " administrations take part."
    ),
)
NEEDS_STATED = count_of(
    "needs_stated",
    facts=NeedFact,
    name=_("Needs stated"),
    unit=_("needs"),
    definition=_(
        "Needs that administrations or sub-regions stated, on the day they were said. The same need said on"
        " another day is another."
    ),
)
OFFERS_MADE = count_of(
    "offers_made",
    facts=OfferFact,
    name=_("Offers"),
    unit=_("offers"),
    definition=_("Offers of partners, by the first day on which what is offered can be had."),
)
COMMITMENTS_MADE = count_of(
    "commitments_made",
    facts=CommitmentFact,
    name=_("Commitments made"),
    unit=_("commitments"),
    definition=_("Commitments, on the day they were made."),
)
COMMITMENTS_DONE = count_of(
    "commitments_done",
    facts=CommitmentFact,
    name=_("Commitments done"),
    unit=_("commitments"),
    definition=_("Of the commitments made in the period, those that are said to be done today."),
    where=Q(state=CommitmentState.DONE),
)

DEVICES = (DEVICES_CONSIGNED, DEVICES_ACCEPTED, DEVICES_HANDED_OVER)
DELIVERABLES = (
    *DEVICES,
    OPERATORS_TRAINED,
    SYSTEMS_INSTALLED,
    SYSTEMS_LIVE,
    OPERATIONS_HELD,
    NEEDS_STATED,
    OFFERS_MADE,
    COMMITMENTS_MADE,
    COMMITMENTS_DONE,
)
