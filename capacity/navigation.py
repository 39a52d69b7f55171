"""The main menu: what each role finds there, and which entry the page belongs to."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from members.access import allows
from members.choices import Permission, Role

Entry = tuple[str, str, bool]


def navigation(request: HttpRequest) -> dict[str, list[Entry]]:
    """Give templates ``navigation``: (label, address, whether the page belongs to it); none to the public."""
    account = getattr(request, "user", None)  # an error page may come before anybody is known
    if account is None or not account.is_authenticated:
        return {"navigation": []}
    entries = [(label, reverse(name)) for label, name in _entries(account)]
    here = max((url for _label, url in entries if request.path.startswith(url)), key=len, default="")
    return {"navigation": [(label, url, url == here) for label, url in entries]}


def _entries(account: Any) -> Iterator[tuple[str, str]]:
    """Yield the entries of a role: only pages it may open."""
    counts_region = allows(account, Permission.COUNT_REGION)
    if account.role == Role.DONOR:
        yield _("What your funding did"), "reports:funded"
    else:
        yield _("Home"), "reports:home"
    if counts_region:
        yield _("Region"), "reports:region"
    if account.role != Role.MASTER_TRAINER:
        yield _("Programmes"), "reports:programme-list"
    yield _("Events"), "programmes:event-list"
    if allows(account, Permission.NOMINATE) or allows(account, Permission.VIEW_ALL_PROGRAMMES):
        yield _("Nominations"), "programmes:call-list"
    if counts_region:
        yield _("Administrations"), "reports:administration-list"
    yield from _entries_of_the_office(account)


def _entries_of_the_office(account: Any) -> Iterator[tuple[str, str]]:
    if allows(account, Permission.REPORT_MOVES) or allows(account, Permission.VIEW_REGISTER):
        yield _("People"), "members:person-list"
    yield _("Reports"), "reports:edition-list"
    if allows(account, Permission.VIEW_REGISTER):
        yield _("Outbox"), "reports:mail-list"
    if allows(account, Permission.INVITE) or allows(account, Permission.VIEW_AUDIT_TRAIL):
        yield _("Accounts"), "members:account-list"
    sees_agreements = (Permission.KEEP_AGREEMENTS, Permission.VIEW_AUDIT_TRAIL, Permission.BUILD_REPORTS)
    if account.role == Role.DONOR or any(allows(account, each) for each in sees_agreements):
        yield _("Agreements"), "programmes:agreement-list"
    if allows(account, Permission.CLOSE_PERIODS):
        yield _("Closed periods"), "programmes:period-list"
    if allows(account, Permission.VIEW_AUDIT_TRAIL):
        yield _("Audit trail"), "reports:trail"
