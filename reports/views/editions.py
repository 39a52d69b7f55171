"""Editions: asked for, watched while they are built, looked at, downloaded."""

import datetime as dt
import uuid
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from members.access import allows, everyone_logged_in, public, requires
from members.choices import Permission
from members.models import Administration
from office.audit import Actor
from office.choices import Door
from office.models import ReadEntry
from programmes.models import Programme
from reports.actions import editions, objecting
from reports.asking import one_of
from reports.blocks import Document
from reports.choices import Subject
from reports.documents.kinds import ACTIVITY_REPORT, REGISTRY, DocumentKind, offered
from reports.formats.iati import wrongs_in
from reports.forms import EditionForm
from reports.http import fetches_of, file_answer
from reports.models import Edition
from reports.periods import Period
from reports.tasks import wake
from reports.views.refusing import refuses_unknown
from reports.views.released import with_files
from reports.views.releasing import edition_to_change, forms_for

MOST_FETCHES = 20
MOST_PERIODS = 6


@require_safe
@everyone_logged_in
def edition_list(request: HttpRequest) -> HttpResponse:
    page = Paginator(with_files(Edition.objects.visible_to(request.user)), per_page=30).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "may_ask": allows(request.user, Permission.BUILD_REPORTS),
        "to_preview": objecting.to_preview(request.user),
        "own_iso2": _own_iso2(request.user),
    }
    return render(request, "reports/edition_list.html", context)


def _own_iso2(account: Any) -> str:
    return (
        Administration.objects.filter(pk=account.organisation_id).values_list("country_id", flat=True).first()
        or ""
    )


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
    context = {
        "form": form,
        "kind": kind,
        "kinds": _offered(request.user, programme),
        "programme": programme,
        "periods": _periods(request.user, kind, programme),
    }
    return render(request, "reports/edition_ask.html", context)


def _periods(account: Any, kind: DocumentKind, code: str) -> list[Period]:
    """Return the latest years or quarters of the programme of this code, where the kind wants a period."""
    programme = Programme.objects.editable_by(account).filter(code=code).first()
    if programme is None or Subject.PERIOD not in kind.needs:
        return []
    found, day = [], timezone.localdate()
    for _each in range(MOST_PERIODS):
        period = Period.of_months(day, kind.months, first_month=programme.year_starts_in)
        found.append(period)
        day = period.start - dt.timedelta(days=1)
    return found


def _offered(account: Any, code: str) -> list[DocumentKind]:
    """Return the kinds that fit the programme of this code, or any of those one works on."""
    mine = list(Programme.objects.editable_by(account).in_order())
    return offered([each for each in mine if each.code == code] or mine)


@require_safe
@public
def edition_page(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    visible = Edition.objects.visible_to(request.user)
    edition = get_object_or_404(with_files(visible), key=key)
    document = Document.from_json(edition.document) if edition.document else None
    context = {
        "edition": edition,
        "document": document,
        "not_iati": wrongs_in(document) if document and edition.is_for_iati else (),
        "job": (job := edition.jobs.order_by("-pk").first()),
        "may_cancel": job is not None and not job.is_final and _may_cancel(request.user, edition),
        "newer": visible.filter(previous=edition).first(),
        "older": visible.filter(followed_by=edition).first(),
        "has_others": visible.same_report_as(edition)
        .exclude(pk=edition.pk)
        .filter(document__isnull=False)
        .exists(),
        "fetches": _fetches(request, edition),
        **forms_for(request.user, edition),
    }
    return render(request, "reports/edition_page.html", context)


def _fetches(request: HttpRequest, edition: Edition) -> list[ReadEntry] | None:
    """Return who took its files last; None for all but the secretariat."""
    if not allows(request.user, Permission.VIEW_ALL_PROGRAMMES):
        return None
    return list(fetches_of(edition)[:MOST_FETCHES])


@require_safe
@everyone_logged_in
def edition_progress(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Answer the fragment that shows how far it is; once finished, send the page itself anew."""
    edition = get_object_or_404(Edition.objects.visible_to(request.user), key=key)
    job = edition.jobs.order_by("-pk").first()
    if job is None or job.is_final:
        return redirect(edition)
    context = {"edition": edition, "job": job, "may_cancel": _may_cancel(request.user, edition)}
    return render(request, "reports/_edition_progress.html", context)


def _may_cancel(account: Any, edition: Edition) -> bool:
    return Edition.objects.editable_by(account).filter(pk=edition.pk).exists()


@require_POST
@requires(Permission.BUILD_REPORTS)
def edition_retry(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    edition = edition_to_change(request, key)
    job = editions.ask_again(edition=edition, by=Actor(request.user, Door.PAGE))
    if job is not None:
        wake(job)
    return redirect(edition)


@require_POST
@requires(Permission.BUILD_REPORTS)
def edition_cancel(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    edition = edition_to_change(request, key)
    editions.cancel(edition=edition, by=Actor(request.user, Door.PAGE))
    return redirect(edition)


@require_safe
@public
def edition_file(request: HttpRequest, key: uuid.UUID, code: str) -> HttpResponse:
    edition = get_object_or_404(Edition.objects.visible_to(request.user), key=key)
    return file_answer(edition, code, reader=request.user, door=Door.PAGE)
