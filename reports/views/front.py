"""The front page: what anybody may know, light and without choices."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from members.access import public
from programmes.models import Programme
from reports import sections
from reports.blocks import KeyFigures
from reports.measuring.dimensions import MODE, YEAR
from reports.models import Edition
from reports.scope import Scope
from reports.sections.charts import something, years_chart
from reports.sections.counted import REACH, Measured
from reports.sections.headline import definitions_block, figures_block
from reports.views.released import with_files

MOST_EDITIONS = 12


@require_safe
@public
def front(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("reports:home")
    scope = Scope.public()
    context = {
        "headline": _headline(scope, timezone.localdate().year),
        "charts": years_chart(scope),
        "programmes": Programme.objects.in_order(),
        "editions": with_files(Edition.objects.public())[:MOST_EDITIONS],
        "definitions": definitions_block(REACH),
    }
    return render(request, "reports/front.html", context)


def _headline(scope: Scope, this_year: int) -> list[KeyFigures]:
    """Return the figures of all that is recorded, and of the latest year that is over."""
    figures = sections.figures_of(scope, YEAR, (YEAR, MODE))
    over = [group for group in something(figures.by(YEAR)) if group.key[0] < this_year]
    latest: list[tuple[str, Measured]] = [
        (_("In %(year)s") % {"year": group.labels[0]}, group) for group in over[-1:]
    ]
    shown = [(_("In all the years recorded"), figures), *latest]
    return [figures_block(scope, each, title=title, indicators=REACH) for title, each in shown]
