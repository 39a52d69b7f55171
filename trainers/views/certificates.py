"""The public page behind the code of a certificate: whether what it says holds."""

from allauth.core.internal import ratelimit
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

from members.access import public
from trainers.models import LedgerLine

LOOKS = {"look": "30/m/ip"}  # as many as attempts to sign in: nobody finds a code by trying


@require_safe
@public
def check(request: HttpRequest, code: str) -> HttpResponse:
    """Tell who holds a certificate, of what, and how it stands today; of an unknown code nothing at all."""
    if not _may_look(request):
        return ratelimit.respond_429(request)
    line = LedgerLine.objects.certified(code)
    if line is None:
        raise Http404
    today = timezone.localdate()
    latest = line.latest_on(today)
    context = {
        "line": line,
        "latest": latest,
        "status": latest.status_on(today) if latest else "",
        "today": today,
    }
    answer = render(request, "trainers/check.html", context)
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _may_look(request: HttpRequest) -> bool:
    """Count the look; where looks cannot be counted nothing is told."""
    try:
        used = ratelimit.consume(request, app="trainers.check", action="look", config=LOOKS, limit_get=True)
    except RedisError:
        return False
    return used is not None
