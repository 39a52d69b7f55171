"""Whose participations they are where several pay for one event: three ways, each adding up to the whole."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, Decimal

from django.utils.translation import gettext as _

from members.models import Organisation
from programmes.choices import OrganisationRole
from programmes.models import Event, EventOrganisation, Funding
from reports.blocks import Cell, Column, Section, Table
from reports.choices import Audience
from reports.indicators.registry import PARTICIPATIONS
from reports.measuring.dimensions import EVENT
from reports.measuring.measure import measure
from reports.quantities import Quantity
from reports.scope import Scope

VERSION = 1  # of the rules below: what they mean is not changed without another
TENTH = Decimal("0.1")
NOBODY, NOT_SPLIT, SEVERAL, NOT_PAID = (
    -1,
    -2,
    -3,
    -4,
)  # lines that are no donor: no key of a record is below nought

Money = tuple[Decimal, str]  # an amount and its currency


@dataclass(slots=True)
class Payers:
    """Who pays for one event, and how much of it where that is known."""

    of_event: dict[int, Money | None] = field(default_factory=dict)
    of_phases: dict[int, list[Money | None]] = field(default_factory=lambda: defaultdict(list))

    @property
    def donors(self) -> set[int]:
        return self.of_event.keys() | self.of_phases.keys()

    def amounts(self) -> dict[int, Decimal] | None:
        """Return what each pays, of the event or else of its one phase; None where nobody can compare it."""
        if self.of_event.keys() == self.donors:
            return _in_one_currency(self.of_event)
        if not self.of_event and all(len(each) == 1 for each in self.of_phases.values()):
            return _in_one_currency({donor: each[0] for donor, each in self.of_phases.items()})
        return None


def attribution(scope: Scope) -> Section | None:
    """Return the participations of each donor in full, by lead donor and pro rata; None where nobody shares.

    In a report for a donor all others stand in one line: what each of them pays is theirs to tell. Over all
    programmes it is told beside what the donor does not pay for, so that it adds up to the region.
    """
    figures = measure(scope, [PARTICIPATIONS], by=[EVENT])
    seats = {group.key[0]: int(group[PARTICIPATIONS].low or 0) for group in figures.by(EVENT)}
    payers = payers_of(seats)
    if not any(len(each.donors) > 1 for each in payers.values()):
        return None
    total = figures[PARTICIPATIONS]
    ways = [
        in_full(seats, payers),
        _rounded(by_lead(seats, payers), Decimal(sum(seats.values()))),
        _rounded(pro_rata(seats, payers), Decimal(sum(seats.values()))),
    ]
    region = _region(scope)
    if region is not None:
        rest = Decimal(region.low or 0) - sum(seats.values())
        ways = [way | {NOT_PAID: rest} for way in ways]
    return Section(_("Events with several donors"), (_table(scope, ways, total, region),), intro=_intro())


def _region(scope: Scope) -> Quantity | None:
    """Return the participations of the region, which everybody is told; None where it is about less."""
    if scope.audience != Audience.DONOR or scope.programme or scope.administration or scope.topics:
        return None
    return measure(Scope.public(period=scope.period), [PARTICIPATIONS])[PARTICIPATIONS]


def payers_of(events: Iterable[int]) -> Mapping[int, Payers]:
    """Return who pays for each event: its sponsors, and the donors of its phases."""
    ids = list(events)
    found: dict[int, Payers] = defaultdict(Payers)
    sponsors = EventOrganisation.objects.filter(event__in=ids, role=OrganisationRole.SPONSOR)
    for event, donor, amount, currency in sponsors.values_list("event", "organisation", "amount", "currency"):
        found[event].of_event[donor] = None if amount is None else (amount, currency)
    phases: dict[int, list[int]] = defaultdict(list)
    for event, phase in Event.phases.through.objects.filter(event__in=ids).values_list("event", "phase"):
        phases[phase].append(event)
    funding = Funding.objects.filter(phase__in=list(phases))
    for phase, donor, amount, currency in funding.values_list("phase", "donor", "amount", "currency"):
        for event in phases[phase]:
            found[event].of_phases[donor].append(None if amount is None else (amount, currency))
    return found


def in_full(seats: Mapping[int, int], payers: Mapping[int, Payers]) -> dict[int, Decimal]:
    """Return everything each donor pays for; what is counted for several is taken off again in one line."""
    sums: dict[int, Decimal] = defaultdict(Decimal)
    for event, number in seats.items():
        donors = payers[event].donors if event in payers else {NOBODY}
        for donor in donors:
            sums[donor] += number
        sums[SEVERAL] -= number * (len(donors) - 1)
    return dict(sums)


def by_lead(seats: Mapping[int, int], payers: Mapping[int, Payers]) -> dict[int, Decimal]:
    """Return each event whole under the donor that pays most."""
    sums: dict[int, Decimal] = defaultdict(Decimal)
    for event, number in seats.items():
        sums[_lead(payers.get(event))] += number
    return dict(sums)


def pro_rata(seats: Mapping[int, int], payers: Mapping[int, Payers]) -> dict[int, Decimal]:
    """Return each event split as its donors pay for it."""
    sums: dict[int, Decimal] = defaultdict(Decimal)
    for event, number in seats.items():
        for donor, share in _shares(payers.get(event)).items():
            sums[donor] += number * share
    return dict(sums)


def _lead(payers: Payers | None) -> int:
    if payers is None:
        return NOBODY
    if len(payers.donors) == 1:
        return next(iter(payers.donors))
    amounts = payers.amounts() or {}
    most = [donor for donor, amount in amounts.items() if amount == max(amounts.values())]
    return most[0] if len(most) == 1 else NOT_SPLIT


def _shares(payers: Payers | None) -> dict[int, Decimal]:
    if payers is None:
        return {NOBODY: Decimal(1)}
    if len(payers.donors) == 1:
        return dict.fromkeys(payers.donors, Decimal(1))
    amounts = payers.amounts()
    total = sum(amounts.values()) if amounts else Decimal(0)
    if not amounts or not total:
        return {NOT_SPLIT: Decimal(1)}
    return {donor: amount / total for donor, amount in amounts.items()}


def _in_one_currency(amounts: Mapping[int, Money | None]) -> dict[int, Decimal] | None:
    known = {donor: money for donor, money in amounts.items() if money is not None}
    if len(known) < len(amounts) or len({currency for _amount, currency in known.values()}) > 1:
        return None
    return {donor: amount for donor, (amount, _currency) in known.items()}


def _rounded(sums: Mapping[int, Decimal], total: Decimal) -> dict[int, Decimal]:
    """Return the sums in tenths that add up to the total: what rounding left goes to the largest rests."""
    rounded = {key: each.quantize(TENTH, rounding=ROUND_DOWN) for key, each in sums.items()}
    left = int(((total - sum(rounded.values(), Decimal(0))) / TENTH).to_integral_value())
    by_rest = sorted(rounded, key=lambda key: (rounded[key] - sums[key], key))
    for key in by_rest[:left]:
        rounded[key] += TENTH
    return rounded


def _table(scope: Scope, ways: list[dict[int, Decimal]], total: Quantity, region: Quantity | None) -> Table:
    if scope.audience == Audience.DONOR and scope.donor is not None:
        ways = [_with_others_together(each, scope.donor.pk) for each in ways]
    donors = {key for way in ways for key in way if key > 0}
    names = {key: each.called for key, each in _organisations(donors).items()}
    others = [(0, _("Other donors")), (NOBODY, _("No donor recorded"))]
    others += [
        (NOT_SPLIT, _("Several donors, what each pays not recorded or not comparable")),
        (SEVERAL, _("Less: counted for more than one donor")),
        (NOT_PAID, _("Events this donor does not pay for")),
    ]
    lines = [*sorted(names.items(), key=lambda each: each[1]), *others]
    rows: list[tuple[Cell, ...]] = [
        (name, *(_cell(way.get(key)) for way in ways))
        for key, name in lines
        if any(way.get(key) for way in ways)
    ]
    rows.append((_("Total"), *(_cell(sum(way.values(), Decimal(0))) for way in ways)))
    columns = (_("In full"), _("By lead donor"), _("Pro rata"))
    unit = str(PARTICIPATIONS.unit)
    return Table(
        _("Participations by donor, reconciled"),
        (Column(_("Donor")), *(Column(each, "number", unit) for each in columns)),
        tuple(rows),
        notes=tuple(_notes(total, region)),
        total_row=True,
    )


def _with_others_together(way: Mapping[int, Decimal], donor: int) -> dict[int, Decimal]:
    """Return the way with all other donors in one line: key 0."""
    sums: dict[int, Decimal] = defaultdict(Decimal)
    for key, each in way.items():
        sums[key if key == donor or key < 0 else 0] += each
    return dict(sums)


def _organisations(keys: Iterable[int]) -> Mapping[int, Organisation]:
    return Organisation.objects.select_related("administration").in_bulk(list(keys))


def _cell(number: Decimal | None) -> Cell:
    if number is None:
        return ""
    return int(number) if number == number.to_integral_value() else number


def _notes(total: Quantity, region: Quantity | None) -> Iterable[str]:
    if region is None:
        words = _("Each column adds up to the participations of this report: %(total)s.")
        yield words % {"total": total.shown()}
    else:
        words = _(
            "Each column adds up to the participations of the region: %(region)s. Those of this report are"
            " %(total)s."
        )
        yield words % {"region": region.shown(), "total": total.shown()}
    if remark := total.remark():
        yield remark


def _intro() -> str:
    return _(
        "In full: every donor is given all participations of the events it pays for. By lead donor: an event"
        " is given whole to who pays most for it. Pro rata: it is divided as its donors pay, by the amounts"
        " of the event, or else of its phase, in one currency. Rules of attribution, version %(version)s."
    ) % {"version": VERSION}
