"""Sections about the one administration or the one donor of a scope; None where it is about neither."""

from django.db.models import Prefetch

from programmes.models import Funding, Phase
from reports.blocks import Section, Table
from reports.scope import Scope
from reports.sections.headline import beside_the_region
from reports.sections.membership import memberships_of, phases_and_money, regional_roles_of


def beside_everybody(scope: Scope) -> Section | None:
    """Return the figures of the administration beside those of all."""
    if scope.administration is None:
        return None
    return beside_the_region(scope, scope.narrowed(administration=None))


def programmes_joined(scope: Scope) -> Section | None:
    """Return which programmes the administration has joined, and since when."""
    return _with_rows(memberships_of(scope.administration)) if scope.administration else None


def roles_in_the_region(scope: Scope) -> Section | None:
    """Return what the administration does, or did, for the region."""
    return _with_rows(regional_roles_of(scope.administration)) if scope.administration else None


def phases_paid_for(scope: Scope) -> Section | None:
    """Return the phases the donor pays for, with its own money and nobody else's."""
    if scope.donor is None:
        return None
    own = Funding.objects.filter(donor=scope.donor).select_related("donor").order_by("pk")
    phases = Phase.objects.filter(pk__in=own.values("phase")).select_related("programme").in_order()
    if scope.programme is not None:
        phases = phases.filter(programme=scope.programme)
    return phases_and_money(list(phases.prefetch_related(Prefetch("funding", queryset=own))))


def _with_rows(section: Section) -> Section | None:
    """Return the section where its table says something: a document has no empty one."""
    return section if any(isinstance(each, Table) and each.rows for each in section.blocks) else None
