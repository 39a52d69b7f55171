"""What a programme is made of: its phases and their money, its members, as the sources have it."""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from members.models import Administration, RegionalRole
from programmes.choices import Precision
from programmes.models import Agreement, Membership, MembershipClaim, Phase, Programme
from reports.blocks import Cell, Column, Section, Table
from reports.sections.wording import claimed_on, known_on, money_of, span_of


def phases_and_money(phases: Sequence[Phase]) -> Section:
    """Return phases with their days and donors; where two overlap, the note says by which days.

    Wants phases with programme and funding.
    """
    rows = [
        (str(phase), span_of(phase.starts_on, phase.ends_on), *money, phase.note)
        for phase in phases
        for money in _money(phase)
    ]
    table = Table(
        title=_("Who paid for what, and when"),
        columns=(
            Column(_("Phase")),
            Column(_("Dates")),
            Column(_("Donor")),
            Column(_("Amount")),
            Column(_("Note")),
        ),
        rows=tuple(rows),
        notes=tuple(_overlaps(phases)),
    )
    return Section(_("Phases and funding"), (table,))


def agreements_of(agreements: QuerySet[Agreement]) -> Section | None:
    """Return what was signed about a programme, of the agreements the reader may see; None for none."""
    rows = agreements.select_related("organisation", "phase__programme").prefetch_related("parties")
    lines = [
        (
            each.title,
            str(each.get_kind_display()),
            ", ".join(str(party) for party in each.signed_by),
            known_on(each.signed_on, each.precision),
            known_on(each.valid_to, each.precision) if each.valid_to else _("no end recorded"),
            each.note,
        )
        for each in rows.order_by("signed_on", "pk")
    ]
    if not lines:
        return None
    headings = (_("Title"), _("Kind"), _("Signed by"), _("Signed"), _("Valid until"), _("Note"))
    table = Table(_("Agreements"), tuple(map(Column, headings)), tuple(lines))
    return Section(_("Agreements and partners"), (table,))


def partners_of(partners: Any, agreements: QuerySet[Agreement]) -> Section | None:
    """Return who works in a programme and as what, whether they signed or not; None for nobody.

    :param partners: a queryset of them.
    :param agreements: those the reader may see: who signed another one is not told.
    """
    rows = list(partners.select_related("organisation", "phase__programme").in_order())
    if not rows:
        return None
    signed: dict[int, list[str]] = {}
    for each in agreements.select_related("organisation").prefetch_related("parties").order_by("signed_on"):
        for party in each.signed_by:
            signed.setdefault(party.pk, []).append(each.title)
    lines = tuple(
        (
            str(each.organisation),
            each.part,
            each.phase.name if each.phase else "",
            known_on(each.since_on, Precision.DAY) if each.since_on else "",
            "; ".join(signed.get(each.organisation_id, ())) or _("signed none that is shown here"),
            each.note,
        )
        for each in rows
    )
    headings = (_("Partner"), _("What it does"), _("Phase"), _("Since"), _("Signed"), _("Note"))
    return Section(_("Partners"), (Table(_("Who works in it"), tuple(map(Column, headings)), lines),))


def members_of(programme: Programme, phases: Sequence[Phase]) -> Section:
    """Return the members of a programme and of these phases, and when each source says they joined."""
    memberships = programme.memberships.select_related("administration", "phase")
    memberships = memberships.filter(Q(phase__isnull=True) | Q(phase__in=phases))
    ordered = _with_claims(memberships).order_by(
        "phase__number", "strand", "administration__member_name", "pk"
    )
    rows = [(str(each.administration), *_membership(each)) for each in ordered]
    return Section(_("Members"), (_joining(_("When they joined"), _("Administration"), rows),))


def memberships_of(administration: Administration) -> Section:
    """Return the programmes an administration has joined, and when each source says it did."""
    memberships = administration.memberships.select_related("programme", "phase")
    ordered = _with_claims(memberships).order_by("programme__position", "phase__number", "strand", "pk")
    rows = [(str(each.programme), *_membership(each)) for each in ordered]
    return Section(_("Programmes joined"), (_joining(_("When it joined"), _("Programme"), rows),))


def regional_roles_of(administration: Administration) -> Section:
    """Return what an administration does, or did, for the region."""
    roles: QuerySet[RegionalRole] = administration.regional_roles.order_by("kind", "starts_on", "pk")
    rows = tuple((str(role.get_kind_display()), _term(role), role.note, role.source) for role in roles)
    columns = tuple(Column(name) for name in (_("Role"), _("When"), _("Note"), _("Source")))
    return Section(_("Roles in the region"), (Table(_("What it does for others"), columns, rows),))


def _term(role: RegionalRole) -> str:
    return span_of(role.starts_on, role.ends_on) or _("since when is not published")


def _money(phase: Phase) -> list[tuple[Cell, Cell]]:
    """Return each donor with its amount."""
    paid: list[tuple[Cell, Cell]] = [(str(each.donor), money_of(each)) for each in phase.funding.all()]
    return paid or [(_("no outside donor recorded"), "")]


def _overlaps(phases: Sequence[Phase]) -> Iterator[str]:
    for first, second in combinations(phases, 2):
        start, end = _shared_days(first, second)
        if first.programme_id == second.programme_id and (end is None or start <= end):
            words = _(
                "%(first)s and %(second)s of %(programme)s overlap, %(days)s: an event of those days is"
                " counted in the phase it was given to."
            )
            days = span_of(start, end)
            yield words % {
                "first": first.name, "second": second.name, "programme": first.programme, "days": days
            }  # fmt: skip


def _shared_days(first: Phase, second: Phase) -> tuple[dt.date, dt.date | None]:
    """Return the later start and the earlier end; an end is None where neither phase has one."""
    ends = [phase.ends_on for phase in (first, second) if phase.ends_on is not None]
    return max(first.starts_on, second.starts_on), min(ends, default=None)


def _with_claims(memberships: QuerySet[Membership]) -> QuerySet[Membership]:
    return memberships.prefetch_related("claims")


def _joining(title: str, heading: str, rows: Sequence[tuple[Cell, ...]]) -> Table:
    """Return rows about joining, without the columns that say nothing in any row."""
    headings = [heading, _("Part of it"), _("Joined"), _("Source"), _("Another source says")]
    used = [place for place in range(len(headings)) if place < 1 or any(row[place] != "" for row in rows)]
    return Table(
        title=title,
        columns=tuple(Column(headings[place]) for place in used),
        rows=tuple(tuple(row[place] for place in used) for row in rows),
        notes=(_("Where sources disagree, both are kept: neither is overwritten."),) if rows else (),
    )


def _membership(membership: Membership) -> tuple[Cell, ...]:
    claims = sorted(membership.claims.all(), key=lambda claim: (not claim.is_shown, claim.pk))
    about = ", ".join(part for part in (_phase_name(membership), membership.strand) if part)
    if not claims:
        return about, None, "", ""
    first, others = claims[0], claims[1:]
    joined = claimed_on(first)
    if membership.left_on is not None:
        joined = f"{joined}, {span_of(None, membership.left_on)}"
    return about, joined, first.source, "; ".join(_claim(each) for each in others)


def _phase_name(membership: Membership) -> str:
    return membership.phase.name if membership.phase else ""


def _claim(claim: MembershipClaim) -> str:
    return _("%(day)s, according to %(source)s") % {"day": claimed_on(claim), "source": claim.source}
