"""Editions: asked for, watched while they are built, released, downloaded."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from members.access import allows, everyone_logged_in, public, requires
from members.choices import Permission
from office.audit import Actor, ChangedMeanwhile
from office.choices import Door
from programmes.models import Programme
from reports.actions import editions
from reports.asking import one_of
from reports.blocks import Document
from reports.documents.kinds import ACTIVITY_REPORT, REGISTRY, DocumentKind, offered
from reports.forms import EditionForm, ReleaseForm
from reports.http import file_answer
from reports.models import Edition
from reports.tasks import wake
from reports.views.refusing import refuses_unknown
from reports.views.released import with_files


@require_safe
@everyone_logged_in
def edition_list(request: HttpRequest) -> HttpResponse:
    page = Paginator(with_files(Edition.objects.visible_to(request.user)), per_page=30).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "may_ask": allows(request.user, Permission.BUILD_REPORTS),
    }
    return render(request, "reports/edition_list.html", context)


@requires(Permission.BUILD_REPORTS)
@refuses_unknown
def edition_ask(request: HttpRequest) -> HttpResponse:
    asked = request.POST.get("kind") or request.GET.get("kind") or ACTIVITY_REPORT.code
    kind = one_of(REGISTRY, "kind", asked)
    form = EditionForm(request.POST or None, account=request.user, kind=kind, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        by = Actor(request.user, Door.PAGE)
        edition, job = editions.ask_for_edition(request=form.cleaned_data["request"], by=by)
        wake(job)
        return redirect(edition)
    programme = request.GET.get("programme", "")
    context = {"form": form, "kind": kind, "kinds": _offered(request.user, programme), "programme": programme}
    return render(request, "reports/edition_ask.html", context)


def _offered(account: Any, code: str) -> list[DocumentKind]:
    """Return the kinds that fit the programme of this code, or any of those one works on."""
    mine = list(Programme.objects.editable_by(account).in_order())
    return offered([each for each in mine if each.code == code] or mine)


@require_safe
@public
def edition_page(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    edition = get_object_or_404(with_files(Edition.objects.visible_to(request.user)), key=key)
    context = {
        "edition": edition,
        "document": Document.from_json(edition.document) if edition.document else None,
        "job": edition.jobs.order_by("-pk").first(),
        "form": ReleaseForm() if _may_release(request, edition) else None,
    }
    return render(request, "reports/edition_page.html", context)


@require_safe
@everyone_logged_in
def edition_progress(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Answer the fragment that shows how far it is; once finished, send the page itself anew."""
    edition = get_object_or_404(Edition.objects.visible_to(request.user), key=key)
    job = edition.jobs.order_by("-pk").first()
    if job is None or job.is_final:
        return redirect(edition)
    return render(request, "reports/_edition_progress.html", {"edition": edition, "job": job})


@require_POST
@requires(Permission.BUILD_REPORTS)
def edition_retry(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    edition = _to_change(request, key)
    job = editions.ask_again(edition=edition, by=Actor(request.user, Door.PAGE))
    if job is not None:
        wake(job)
    return redirect(edition)


@require_POST
@requires(Permission.RELEASE_REPORTS)
def edition_release(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    edition = _to_change(request, key)
    form = ReleaseForm(request.POST)
    form.full_clean()
    try:
        editions.release_edition(
            edition=edition,
            is_public=form.cleaned_data["is_public"],
            now=timezone.now(),
            by=Actor(request.user, Door.PAGE),
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except ChangedMeanwhile:
        messages.error(request, _("Somebody else released it meanwhile."))
    else:
        messages.success(request, _("%(edition)s is released.") % {"edition": edition})
    return redirect(edition)


@require_safe
@public
def edition_file(request: HttpRequest, key: uuid.UUID, code: str) -> HttpResponse:
    edition = get_object_or_404(Edition.objects.visible_to(request.user), key=key)
    return file_answer(edition, code, reader=request.user, door=Door.PAGE)


def _to_change(request: HttpRequest, key: uuid.UUID) -> Edition:
    """Return the edition: 404 when it is not visible, 403 when it may not be changed."""
    edition = get_object_or_404(Edition.objects.visible_to(request.user), key=key)
    if not Edition.objects.editable_by(request.user).filter(pk=edition.pk).exists():
        raise PermissionDenied
    return edition


def _may_release(request: HttpRequest, edition: Edition) -> bool:
    return request.user.is_authenticated and editions.may_release(request.user, edition)
