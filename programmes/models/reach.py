"""How far a reader reaches: the ids of their programmes and phases, asked for once."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Q
from django.utils import timezone

from members.access import allows, is_current
from members.choices import Permission, Role


@dataclass(frozen=True, slots=True)
class Reach:
    """Ids of what the account works on, pays for and has joined; ``sees_all`` stands above them."""

    sees_all: bool
    edits_all: bool
    counts_region: bool
    assigned: frozenset[int] = frozenset()  # programmes
    joined: frozenset[int] = frozenset()  # programmes
    funded_phases: frozenset[int] = frozenset()
    funded: frozenset[int] = frozenset()  # programmes of those phases
    organisation: int | None = None
    person: int | None = None


def reach_of(account: Any) -> Reach:
    """Return the account's reach, kept on the account object, which lives for one request."""
    kept = getattr(account, "_reach", None)
    if kept is None:
        kept = _look(account, timezone.localdate())
        account._reach = kept
    return kept


def _look(account: Any, today: dt.date) -> Reach:
    if not is_current(account):
        return Reach(sees_all=False, edits_all=False, counts_region=False)
    assigned: frozenset[int] = frozenset()
    joined: frozenset[int] = frozenset()
    phases: frozenset[int] = frozenset()
    funded: frozenset[int] = frozenset()
    if allows(account, Permission.EDIT_EVENTS):
        rows = _rows("Assignment").filter(account=account)
        rows = rows.filter(Q(until_on__isnull=True) | Q(until_on__gte=today))
        assigned = frozenset(rows.values_list("programme_id", flat=True))
    if account.role == Role.FOCAL_POINT:
        rows = _rows("Membership").filter(administration_id=account.organisation_id)
        joined = frozenset(rows.values_list("programme_id", flat=True))
    if account.role == Role.DONOR:
        rows = _rows("Funding").filter(donor_id=account.organisation_id)
        pairs = list(rows.values_list("phase_id", "phase__programme_id"))
        phases = frozenset(phase for phase, _ in pairs)
        funded = frozenset(programme for _, programme in pairs)
    return Reach(
        sees_all=allows(account, Permission.VIEW_ALL_PROGRAMMES),
        edits_all=allows(account, Permission.EDIT_ALL_EVENTS),
        counts_region=allows(account, Permission.COUNT_REGION),
        assigned=assigned,
        joined=joined,
        funded_phases=phases,
        funded=funded,
        organisation=account.organisation_id,
        person=account.person_id,
    )


def _rows(model: str) -> Any:
    """Return the rows of a model that is built on this module, and so cannot be imported here."""
    return apps.get_model("programmes", model)._default_manager
