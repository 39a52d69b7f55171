"""Who did what for the region in the time of a report: host, Vice-Chair, centres and laboratories."""

from django.db.models import F, Q
from django.utils.translation import gettext as _

from members.choices import RegionalRoleKind
from members.models import RegionalRole
from programmes.choices.offices import PostKind
from programmes.models import OfficePost
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
    posts = posts_in_the_time(scope)
    blocks = (table, *([posts] if posts else []))
    return Section(_("About the office and the region"), blocks) if roles else None


def posts_in_the_time(scope: Scope) -> Table | None:
    """Return the posts of the office filled in the period and by whom they were lent, without names."""
    if scope.programme is None or scope.period is None:
        return None
    last, first = scope.period.end, scope.period.start
    begun = Q(starts_on__lte=last) | Q(starts_on__isnull=True, seen_on__lte=last)
    not_over = (
        Q(ends_on__gte=first) | Q(ends_on__isnull=True, starts_on__isnull=False) | Q(seen_on__gte=first)
    )
    rows = OfficePost.objects.filter(begun, not_over, programme=scope.programme)
    posts = list(rows.select_related("administration").newest_first())
    posts.sort(key=lambda post: list(PostKind).index(PostKind(post.kind)))
    if not posts:
        return None
    columns = (
        Column(_("Post")),
        Column(_("Title or field of work")),
        Column(_("Lent by")),
        Column(_("From"), "date"),
        Column(_("Until"), "date"),
        Column(_("In the post on"), "date"),
    )
    lines = tuple(
        (
            post.get_kind_display(),
            post.title,
            str(post.administration or ""),
            post.starts_on or "",
            post.ends_on or "",
            post.seen_on or "",
        )
        for post in posts
    )
    return Table(
        _("Staff of the office"), columns, lines, notes=tuple(dict.fromkeys(p.source for p in posts))
    )
