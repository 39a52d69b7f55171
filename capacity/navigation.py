"""The main menu: what each role finds there, and which entry the page belongs to."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from members.access import allows
from members.choices import Permission, Role
from programmes.kinds.areas import AREAS, Pages

OVERVIEW = "reports:deliverables"
Entry = tuple[str, str, bool]


def navigation(request: HttpRequest) -> dict[str, list[Entry]]:
    """Give templates the menu: (label, address, whether the page belongs to it); none to the public.

    ``navigation`` are its entries; ``within`` the pages of the entry the page belongs to, where it has more
    than one: of what is delivered, those of the area the page is in, or the areas.
    """
    account = getattr(request, "user", None)  # an error page may come before anybody is known
    if account is None or not account.is_authenticated:
        return {"navigation": [], "within": []}
    areas = [
        (label, [(each, reverse(name)) for each, name in pages]) for label, pages in _areas(account) if pages
    ]
    addresses = [url for _label, pages in areas for _each, url in pages]
    here = max((url for url in addresses if request.path.startswith(url)), key=len, default="")
    entries, within = [], []
    for label, pages in areas:
        marked = [(each, url, url == here) for each, url in pages]
        is_here = any(mark for _each, _url, mark in marked)
        entries.append((label, pages[0][1], is_here))
        if is_here and len(marked) > 1:
            within = _in_areas(here) if pages[0][1] == reverse(OVERVIEW) else marked
    return {"navigation": entries, "within": within}


def _in_areas(here: str) -> list[Entry]:
    """Return the overview, and the pages of the area one is in; on the overview, each area by its first."""
    first = (_("Overview"), reverse(OVERVIEW), here == reverse(OVERVIEW))
    for area in AREAS:
        entries = [(label, reverse(name), reverse(name) == here) for label, name in area.pages]
        if any(is_here for _label, _url, is_here in entries):
            return [first, *entries]
    return [first, *((str(area.title), reverse(area.pages[0][1]), False) for area in AREAS)]


def _areas(account: Any) -> Iterator[tuple[str, Pages]]:
    """Yield the entries of a role, each with its pages: only those it may open."""
    counts_region = allows(account, Permission.COUNT_REGION)
    if account.role == Role.DONOR:
        yield _alone(_("What your funding did"), "reports:funded")
    else:
        yield _alone(_("Home"), "reports:home")
    if counts_region:
        yield _alone(_("Region"), "reports:region")
    if account.role != Role.MASTER_TRAINER:
        pages = [
            (_("Programmes"), "reports:programme-list"),
            (_("Members"), "programmes:membership-list"),
            (_("Contributions"), "programmes:contribution-list"),
        ]
        yield _("Programmes"), pages
    yield _alone(_("Events"), "programmes:event-list")
    if account.role != Role.MASTER_TRAINER:
        yield (
            _("Deliverables"),
            [
                (_("Overview"), OVERVIEW),
                *(page for area in AREAS for page in area.pages),
            ],
        )
    if allows(account, Permission.NOMINATE) or allows(account, Permission.VIEW_ALL_PROGRAMMES):
        yield _alone(_("Nominations"), "programmes:call-list")
    yield _teaching(account)
    if counts_region:
        yield _alone(_("Administrations"), "reports:administration-list")
    if allows(account, Permission.REPORT_MOVES) or allows(account, Permission.VIEW_REGISTER):
        yield _alone(_("People"), "members:person-list")
    yield _("Reports"), _reports(account)
    yield _office(account)


def _reports(account: Any) -> Pages:
    pages = [(_("Reports"), "reports:edition-list")]
    if allows(account, Permission.VIEW_ALL_PROGRAMMES):
        pages.append((_("Scheduled reports"), "reports:schedule-list"))
        pages.append((_("Abbreviations"), "reports:abbreviation-list"))
    return pages


def _alone(label: str, name: str) -> tuple[str, Pages]:
    return label, [(label, name)]


def _teaching(account: Any) -> tuple[str, Pages]:
    """Return the pages about those who can teach."""
    pages = []
    if allows(account, Permission.COUNT_REGION):
        pages.append((_("Who can teach"), "trainers:trainer-list"))
    if account.role == Role.MASTER_TRAINER and account.person_id is not None:
        pages.append((_("Your accreditations"), "trainers:own-ledger"))
    pages.append((_("The pool over the years"), "reports:trainer-pool"))
    pages.append((_("Cohorts"), "trainers:cohort-list"))
    if allows(account, Permission.REPORT_CASCADE) or allows(account, Permission.VIEW_REGISTER):
        pages.append((_("Cascade training"), "trainers:cascade-list"))
    pages.append((_("Cascade in figures"), "reports:cascade"))
    pages.append((_("Materials"), "trainers:material-list"))
    return (_("Your teaching") if account.role == Role.MASTER_TRAINER else _("Trainers")), pages


def _office(account: Any) -> tuple[str, Pages]:
    """Return the pages about how the portal is run; of one page its name is that of the entry."""
    pages = []
    if allows(account, Permission.INVITE) or allows(account, Permission.VIEW_AUDIT_TRAIL):
        pages.append((_("Accounts"), "members:account-list"))
    if allows(account, Permission.VIEW_REGISTER):
        pages.append((_("Outbox"), "reports:mail-list"))
    sees_agreements = (Permission.KEEP_AGREEMENTS, Permission.VIEW_AUDIT_TRAIL, Permission.BUILD_REPORTS)
    if account.role == Role.DONOR or any(allows(account, each) for each in sees_agreements):
        pages.append((_("Agreements"), "programmes:agreement-list"))
    if allows(account, Permission.BUILD_REPORTS) or allows(account, Permission.VIEW_AUDIT_TRAIL):
        pages.append((_("Organisations"), "members:organisation-list"))
        pages.append((_("Publishing to IATI"), "programmes:iati-list"))
    if allows(account, Permission.CLOSE_PERIODS):
        pages.append((_("Closed periods"), "programmes:period-list"))
    if allows(account, Permission.VIEW_AUDIT_TRAIL):
        pages.append((_("Audit trail"), "reports:trail"))
    return (pages[0][0] if len(pages) == 1 else _("Office")), pages
