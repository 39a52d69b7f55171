"""An edition before its release: submitted, sent back, released by somebody else."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from members.access import allows, requires
from members.choices import Permission
from members.models import Administration
from office.audit import Actor, ChangedMeanwhile
from office.choices import Door
from office.tasks import send_soon
from reports import documents
from reports.actions import objecting, releasing
from reports.choices import EditionState
from reports.forms import ReleaseForm, SendBackForm
from reports.models import Edition, EditionFacts, Objection


@require_POST
@requires(Permission.BUILD_REPORTS)
def edition_submit(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    edition = edition_to_change(request, key)

    def submit(by: Actor) -> str:
        releasing.submit_edition(edition=edition, now=timezone.now(), by=by)
        return _("%(edition)s is submitted. Somebody else releases it, or sends it back.")

    return _done(request, edition, submit)


@require_POST
@requires(Permission.BUILD_REPORTS)
def edition_send_back(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    edition = edition_to_change(request, key)
    form = SendBackForm(request.POST)
    form.full_clean()

    def send_back(by: Actor) -> str:
        releasing.send_back_edition(edition=edition, reason=form.cleaned_data.get("reason", ""), by=by)
        return _("%(edition)s is a draft again.")

    return _done(request, edition, send_back)


@require_POST
@requires(Permission.RELEASE_REPORTS)
def edition_release(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    edition = edition_to_change(request, key)
    form = ReleaseForm(request.POST)
    form.full_clean()

    def release(by: Actor) -> str:
        is_public = form.cleaned_data["is_public"]
        releasing.release_edition(edition=edition, is_public=is_public, now=timezone.now(), by=by)
        return _("%(edition)s is released.")

    return _done(request, edition, release)


def forms_for(account: Any, edition: Edition) -> dict[str, Any]:
    """Return what the account may do with the edition next: to submit it, send it back, release it."""
    if not account.is_authenticated:
        return {}
    may_submit = releasing.may_submit(account, edition)
    return {
        **_texts(edition, account),
        "objections": list(
            Objection.objects.visible_to(account).filter(edition=edition).select_related("administration")
        ),
        "concerned": Administration.objects.filter(pk__in=_previewed(edition, account)).by_name(),
        "may_submit": may_submit,
        "may_write": may_submit and EditionFacts.objects.filter(edition=edition).exists(),
        "send_back_form": SendBackForm() if releasing.may_send_back(account, edition) else None,
        "release_form": ReleaseForm() if releasing.may_release(account, edition) else None,
    }


def _previewed(edition: Edition, account: Any) -> set[int]:
    """Return the administrations of which the account may read what the edition tells."""
    return objecting.concerned(edition) if allows(account, Permission.VIEW_ALL_PROGRAMMES) else set()


def _texts(edition: Edition, account: Any) -> dict[str, Any]:
    """Return what of its texts keeps it from being released, and which numbers are meant as typed."""
    facts = EditionFacts.objects.filter(edition=edition).first()
    is_open = edition.state in (EditionState.DRAFT, EditionState.SUBMITTED)
    if facts is None or not is_open or not allows(account, Permission.BUILD_REPORTS):
        return {}
    with translation.override(edition.language):
        chapters = documents.chapters_of(edition, facts)
        wrongs = documents.wrongs_in(chapters, facts)
    return {
        "wrongs": [each for those in wrongs.values() for each in those],
        "meant": documents.meant_in(chapters),
    }


def edition_to_change(request: HttpRequest, key: uuid.UUID) -> Edition:
    """Return the edition: 404 when it is not visible, 403 when it may not be changed."""
    edition = get_object_or_404(Edition.objects.visible_to(request.user), key=key)
    if not Edition.objects.editable_by(request.user).filter(pk=edition.pk).exists():
        raise PermissionDenied
    return edition


def _done(request: HttpRequest, edition: Edition, step: Callable[[Actor], str]) -> HttpResponse:
    """Take a step, and tell on the edition's page that it was taken, or why not."""
    try:
        words = step(Actor(request.user, Door.PAGE))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except ChangedMeanwhile:
        messages.error(request, _("Somebody else was faster: look at it again."))
    else:
        send_soon()
        messages.success(request, words % {"edition": edition})
    return redirect(edition)
