"""Who did what for the region in the time of a report: host, Vice-Chair, centres and laboratories."""

from django.db.models import F, Q
from django.utils.translation import gettext as _

from members.choices import RegionalRoleKind
from members.models import RegionalRole
from reports.blocks import Column, Section, Table
from reports.scope import Scope

ORDER = (
    RegionalRoleKind.ROCB,
    RegionalRoleKind.VICE_CHAIR,
    RegionalRoleKind.RTC,
    RegionalRoleKind.RCL,
    RegionalRoleKind.RDTC,
    RegionalRoleKind.RILO,
)


def roles_in_the_time(scope: Scope) -> Section | None:
    """Return the roles held on a day of the period, each as its source says; None without a period.

    A role whose first day is not published stands here, too: the note of its source says what is known.
    """
    if scope.period is None:
        return None
    begun = Q(starts_on__isnull=True) | Q(starts_on__lte=scope.period.end)
    not_over = Q(ends_on__isnull=True) | Q(ends_on__gte=scope.period.start)
    rows = RegionalRole.objects.filter(begun, not_over).select_related("administration")
    roles = list(rows.order_by("administration__member_name", F("starts_on").asc(nulls_first=True), "pk"))
    roles.sort(key=lambda role: ORDER.index(RegionalRoleKind(role.kind)))
    table = Table(
        _("Roles in the region"),
        (
            Column(_("Role")),
            Column(_("Administration")),
            Column(_("From"), "date"),
            Column(_("Until"), "date"),
            Column(_("What is known of it")),
        ),
        tuple(
            (role.get_kind_display(), str(role.administration), role.starts_on, role.ends_on or "", role.note)
            for role in roles
        ),
        notes=tuple(dict.fromkeys(role.source for role in roles)),
    )
    return Section(_("The office and the region"), (table,)) if roles else None
