"""The fact sheet of a programme: read, changed, taken along on one page."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from members.access import everyone_logged_in, requires
from members.choices import Permission
from members.forms.refusing import REFUSALS, refuse
from office import audit
from office.choices import Door
from programmes.http import MemberRequest, at_the_page, fetch_to_edit
from programmes.models import Programme
from reports.documents.kinds import FACT_SHEET
from reports.filters import scope_of
from reports.formats.registry import FORMATS, render_as
from reports.forms import FactSheetForm
from reports.models import FactSheet
from reports.sections.factsheet import Told, document_of, told


@require_safe
@everyone_logged_in
def fact_sheet(request: MemberRequest, code: str) -> HttpResponse:
    programme = get_object_or_404(Programme.objects.visible_to(request.user), code__iexact=code)
    sheet = _sheets().filter(programme=programme).first()
    context = {
        "programme": programme,
        "page": _told(request, sheet) if sheet else None,
        "may_edit": Programme.objects.editable_by(request.user).filter(pk=programme.pk).exists(),
    }
    return render(request, "reports/fact_sheet.html", context)


@requires(Permission.EDIT_EVENTS)
def fact_sheet_edit(request: MemberRequest, code: str) -> HttpResponse:
    programme = fetch_to_edit(Programme, request.user, code__iexact=code)
    sheet = _sheets().filter(programme=programme).first() or FactSheet(programme=programme)
    form = FactSheetForm(request.POST or None, instance=sheet)
    if request.method == "POST" and form.is_valid():
        try:
            audit.save(form.instance, by=at_the_page(request))
        except REFUSALS as error:
            refuse(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect(form.instance)
    return render(request, "reports/fact_sheet_form.html", {"form": form, "programme": programme})


@require_safe
@everyone_logged_in
def fact_sheet_file(request: MemberRequest, code: str, extension: str) -> HttpResponse:
    """Send the page as PDF, set in its own layout; or the same as a workbook or a list."""
    sheet = get_object_or_404(_sheets().visible_to(request.user), programme__code__iexact=code)
    if extension not in FORMATS:
        raise Http404
    address = settings.PORTAL_ADDRESS + sheet.get_absolute_url()
    document = document_of(_told(request, sheet), now=timezone.now(), reference=address)
    content = render_as(FACT_SHEET.code, extension, document)
    audit.was_fetched(f"fact sheet {sheet.programme.code} ({extension})", reader=request.user, door=Door.PAGE)
    answer = HttpResponse(content, content_type=FORMATS[extension].content_type)
    name = f"{sheet.programme.code}-fact-sheet.{FORMATS[extension].extension}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _sheets() -> Any:
    return FactSheet.objects.select_related("programme", "published")


def _told(request: MemberRequest, sheet: FactSheet) -> Told:
    return told(scope_of(request.user, programme=sheet.programme), sheet)
