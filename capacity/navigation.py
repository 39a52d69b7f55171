"""The main menu: what each role finds there, and which entry the page belongs to."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from members.access import allows
from members.choices import Permission, Role

Entry = tuple[str, str, bool]


def navigation(request: HttpRequest) -> dict[str, list[Entry]]:
    """Give templates ``navigation``: (label, address, whether the page belongs to it); none to the public.

    ``within`` is the same for the pages beside this one, where an entry of the main menu has several.
    """
    account = getattr(request, "user", None)  # an error page may come before anybody is known
    if account is None or not account.is_authenticated:
        return {"navigation": [], "within": []}
    within = _marked(_about_trainers(account), request.path)
    is_about_trainers = any(is_here for _label, _url, is_here in within)
    entries = _marked(_entries(account), request.path)
    if is_about_trainers:
        first = within[0][1]
        entries = [(label, url, url == first) for label, url, _is_here in entries]
    return {"navigation": entries, "within": within if is_about_trainers and len(within) > 1 else []}


def _marked(entries: Iterable[tuple[str, str]], path: str) -> list[Entry]:
    """Return the entries with their addresses; the one the path is of is marked."""
    found = [(label, reverse(name)) for label, name in entries]
    here = max((url for _label, url in found if path.startswith(url)), key=len, default="")
    return [(label, url, url == here) for label, url in found]


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
    yield from _entries_of_trainers(account)
    if counts_region:
        yield _("Administrations"), "reports:administration-list"
    yield from _entries_of_the_office(account)


def _entries_of_trainers(account: Any) -> Iterator[tuple[str, str]]:
    """Yield the one entry under which everything about trainers is."""
    label = _("Your teaching") if account.role == Role.MASTER_TRAINER else _("Trainers")
    yield from ((label, name) for _label, name in list(_about_trainers(account))[:1])


def _about_trainers(account: Any) -> Iterator[tuple[str, str]]:
    """Yield the pages about those who can teach, as they stand under the main menu there."""
    if allows(account, Permission.COUNT_REGION):
        yield _("Who can teach"), "trainers:trainer-list"
    if account.role == Role.MASTER_TRAINER and account.person_id is not None:
        yield _("Your accreditations"), "trainers:own-ledger"
    yield _("The pool over the years"), "reports:trainer-pool"
    yield _("Cohorts"), "trainers:cohort-list"
    if allows(account, Permission.REPORT_CASCADE) or allows(account, Permission.VIEW_REGISTER):
        yield _("Cascade training"), "trainers:cascade-list"
    yield _("Cascade in figures"), "reports:cascade"
    yield _("Materials"), "trainers:material-list"


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
