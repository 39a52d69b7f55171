"""Figures of closed periods: stored when a period is closed, and counted again to see that they hold."""

import datetime as dt
import hashlib
import zlib
from collections.abc import Iterable

from programmes.models import ClosedPeriod
from reports.actions import storing
from reports.measuring.dimensions import ADMINISTRATION, KIND, LEVEL, MODE, PHASE, SPONSOR, TOPIC
from reports.measuring.grains import Grain
from reports.measuring.moments import one_moment
from reports.models import Seal
from reports.periods import Period
from reports.scope import Scope

SPLITS: tuple[Grain, ...] = (
    (),
    *((each,) for each in (MODE, LEVEL, KIND, PHASE, TOPIC, SPONSOR, ADMINISTRATION)),
    (ADMINISTRATION, TOPIC),
)


def seal_closed(*, now: dt.datetime) -> list[Seal]:
    """Store the figures of every closed period that has no seal yet. Doing it twice changes nothing."""
    unsealed = ClosedPeriod.objects.in_force().filter(seal__isnull=True).select_related("programme")
    return [_seal(period, now) for period in unsealed.order_by("pk")]


def compare(seals: Iterable[Seal], *, now: dt.datetime) -> list[Seal]:
    """Return the seals with what their periods' records come to now; nothing is saved."""
    looked = []
    for seal in seals:
        seal.found, seal.looked_at = _checksum(_figures(seal.period)), now
        looked.append(seal)
    return looked


def look_again(*, now: dt.datetime) -> list[Seal]:
    """Count all sealed periods in force from the records, and keep on each seal what was found."""
    looked = compare(Seal.objects.in_force().with_period(), now=now)
    Seal.objects.bulk_update(looked, ["found", "looked_at"])
    return looked


def _seal(period: ClosedPeriod, now: dt.datetime) -> Seal:
    figures = _figures(period)
    checksum = _checksum(figures)
    seal, _ = Seal.objects.get_or_create(
        period=period,
        defaults={
            "sealed_at": now,
            "looked_at": now,
            "checksum": checksum,
            "found": checksum,
            "figures": zlib.compress(figures),
        },
    )
    return seal


def _figures(period: ClosedPeriod) -> bytes:
    days = Period(period.starts_on, period.ends_on)
    with one_moment():
        rows = storing.rows_about(Scope.public(programme=period.programme, period=days), SPLITS)
    return "".join(storing.written(rows)).encode()


def _checksum(figures: bytes) -> str:
    return hashlib.sha256(figures).hexdigest()
