"""Who can teach: the pool over time, and the certificate of one accreditation."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from members.access import everyone_logged_in
from members.http import MemberRequest
from office.audit import was_read
from office.choices import Door
from reports.formats.certificate import Certificate, render_certificate
from reports.sections.pool import pool_of_trainers
from trainers.models import LedgerLine


@require_safe
@everyone_logged_in
def trainer_pool(request: MemberRequest) -> HttpResponse:
    pool = pool_of_trainers(request.user, timezone.localdate())
    return render(request, "reports/trainer_pool.html", {"pool": pool})


@require_safe
@everyone_logged_in
def certificate(request: MemberRequest, pk: int) -> HttpResponse:
    lines = LedgerLine.objects.visible_to(request.user).filter(code__isnull=False).exclude(name="")
    line = get_object_or_404(lines.select_related("person", "scheme__owner", "topic"), pk=pk)
    was_read(f"person {line.person_id}", people=1, reader=request.user, door=Door.PAGE)
    answer = HttpResponse(render_certificate(_certificate(line)), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="certificate-{line.shown_code}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _certificate(line: LedgerLine) -> Certificate:
    return Certificate(
        name=line.name,
        scheme=str(line.scheme),
        topic=str(line.topic or ""),
        owner=str(line.scheme.owner),
        on=date_format(line.taken_on, "j F Y"),
        until=date_format(line.valid_to, "j F Y") if line.valid_to else _("without end"),
        code=line.shown_code,
        address=settings.PORTAL_ADDRESS + reverse("trainers:check", args=[line.shown_code]),
        language=get_language() or settings.LANGUAGE_CODE,
        issued_at=line.created_at,
        is_made_up=line.person.is_made_up,
    )
