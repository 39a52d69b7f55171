"""The sections and texts of a draft: chosen, written, looked at, and saved."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from members.access import requires
from members.choices import Permission
from office.audit import Actor
from office.choices import Door
from programmes.forms.refusing import REFUSALS, refuse
from reports import documents
from reports.actions import writing
from reports.blocks import Document
from reports.choices import EditionState
from reports.documents import Chapter
from reports.documents.references import References
from reports.forms import ChaptersForm
from reports.models import Edition, EditionFacts
from reports.tasks import wake
from reports.views.releasing import edition_to_change


@requires(Permission.BUILD_REPORTS)
def edition_chapters(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    edition = edition_to_change(request, key)
    facts = EditionFacts.objects.filter(edition=edition).select_related("before").first()
    if edition.state != EditionState.DRAFT or facts is None:
        messages.error(request, _("Sections and texts can be changed while it is a draft."))
        return redirect(edition)
    form = _form(request, edition, facts)
    preview: list[Any] = []
    if request.method == "POST" and form.is_valid():
        form.wrongs = _wrongs(edition, facts, form.cleaned_data["chapters"])
        if "preview" in request.POST:
            preview = _previewed(edition, facts, form.cleaned_data["chapters"])
        elif _is_saved(request, edition, form):
            return redirect(edition)
    elif request.method != "POST":
        form.wrongs = _wrongs(edition, facts, documents.chapters_of(edition, facts))
    with translation.override(edition.language):
        offered = list(References(facts).offered())
    context = {"edition": edition, "form": form, "preview": preview, "references": offered}
    return render(request, "reports/edition_chapters.html", context)


def _form(request: HttpRequest, edition: Edition, facts: EditionFacts) -> ChaptersForm:
    titles = {code: section.title for code, section in documents.counted_in(facts)}
    return ChaptersForm(
        request.POST or None,
        chapters=documents.chapters_of(edition, facts),
        titles=titles
        | {
            documents.OPENING: _("Before the first section"),
            documents.CHANGES: _("Changes since the edition before"),
        },
        version=edition.version,
    )


def _wrongs(edition: Edition, facts: EditionFacts, chapters: list[Chapter]) -> dict[str, list[str]]:
    with translation.override(edition.language):
        return documents.wrongs_in(chapters, facts)


def _previewed(edition: Edition, facts: EditionFacts, chapters: list[Chapter]) -> list[Any]:
    """Return the sections as they would be printed."""
    with translation.override(edition.language):
        return list(documents.compose(Document.from_json(edition.document or {}), facts, chapters).sections)


def _is_saved(request: HttpRequest, edition: Edition, form: ChaptersForm) -> bool:
    """Save what was chosen; a text that cannot be released yet is kept, too, and says so."""
    edition.version = form.cleaned_data["version"]
    try:
        job = writing.write_chapters(
            edition=edition, chapters=form.cleaned_data["chapters"], by=Actor(request.user, Door.PAGE)
        )
    except REFUSALS as error:
        refuse(form, error)
        return False
    if job is not None:
        wake(job)
    if form.wrongs:
        messages.warning(request, _("Saved. It cannot be submitted before its texts are mended."))
    else:
        messages.success(request, _("Saved. Its files are being written anew."))
    return True
