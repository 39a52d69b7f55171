"""What administrations were called, and what came before them: told, and never added up."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from members.choices import FormerNameKind
from members.models import Administration, FormerName, Succession
from reports.blocks import Cell, Column, Notes, Section, Table
from reports.indicators.registry import EVENTS_HELD, PARTICIPATIONS, PEOPLE
from reports.measuring.dimensions import ADMINISTRATION
from reports.scope import Scope
from reports.sections.addresses import evidence_address
from reports.sections.counted import Nothing, figures_of
from reports.sections.headline import name_of

COUNTED = (EVENTS_HELD, PARTICIPATIONS, PEOPLE)


def names_over_time(scope: Scope) -> Section | None:
    """Return what the administration was called and became; None where nothing is known of it."""
    if scope.administration is None:
        return None
    items = [*names_told(scope.administration), *succession_told(scope.administration)]
    return Section(_("Its names over time"), (Notes("", tuple(items)),)) if items else None


def names_told(administration: Administration) -> Iterator[str]:
    """Yield in words what it was called, the latest first."""
    for each in administration.former_names.order_by("-ends_on", "kind", "pk"):
        yield name_told(each)


def name_told(former: FormerName) -> str:
    words = {
        "name": former.name,
        "kind": former.get_kind_display(),
        "first": date_format(former.starts_on, "j F Y") if former.starts_on else "",
        "last": date_format(former.ends_on, "j F Y"),
    }
    if former.starts_on:
        return _("From %(first)s until %(last)s: %(name)s (%(kind)s)") % words
    return _("Until %(last)s: %(name)s (%(kind)s)") % words


def succession_told(administration: Administration) -> Iterator[str]:
    """Yield in words what became of it, and who became it."""
    rows = Succession.objects.filter(Q(predecessor=administration) | Q(successor=administration))
    for each in rows.select_related("predecessor", "successor").order_by("-since_on", "pk"):
        yield became_told(each)


def became_told(succession: Succession) -> str:
    words = {
        "day": date_format(succession.since_on, "j F Y"),
        "predecessor": succession.predecessor,
        "kind": succession.get_kind_display().lower(),
        "successor": succession.successor,
    }
    return _("Since %(day)s: %(predecessor)s %(kind)s %(successor)s") % words


def before_it(scope: Scope, preceded: list[Succession]) -> Section | None:
    """Return the figures of those that became the administration, beside its own and not added to them.

    :param preceded: who became it, with its predecessor selected.
    """
    if not preceded or scope.administration is None:
        return None
    those = [scope.administration, *(each.predecessor for each in preceded)]
    every = figures_of(scope.narrowed(administration=None), ADMINISTRATION).by(ADMINISTRATION)
    found = {group.key[0]: group for group in every}
    rows: list[tuple[Cell, ...]] = []
    evidence: list[tuple[str, ...]] = []
    for indicator in COUNTED:
        rows.append(
            (name_of(indicator, scope), *(found.get(each.pk, Nothing())[indicator] for each in those))
        )
        addresses = (evidence_address(scope.narrowed(administration=each), indicator) for each in those)
        evidence.append(("", *addresses))
    table = Table(
        title=_("Figures of the administration, and of those before it"),
        columns=(Column(_("Figure")), *(Column(str(each), "number") for each in those)),
        rows=tuple(rows),
        evidence=tuple(evidence),
        notes=(
            _("What was entered for an administration stays with it: these figures are not added up."),
            *map(became_told, preceded),
        ),
    )
    return Section(_("Before it"), (table,))


def names_in_the_time(scope: Scope) -> Section | None:
    """Return which Members had another name in some of the time; None where none had.

    A document writes names as they are today, also of days on which they were others.
    """
    rows = FormerName.objects.filter(kind=FormerNameKind.MEMBER).select_related("administration")
    if scope.period is not None:
        begun = Q(starts_on__isnull=True) | Q(starts_on__lte=scope.period.end)
        rows = rows.filter(begun, ends_on__gte=scope.period.start)
    items = [f"{each.administration}. {name_told(each)}" for each in rows.in_order()]
    if not items:
        return None
    lead = _("Names are written as they are today. In the time of this report these Members had another one:")
    return Section(_("Names that have changed since"), (Notes("", tuple(items)),), intro=lead)
