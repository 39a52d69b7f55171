"""What officers choose and write of a draft: sections, their order, texts; and its files written anew."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from office import audit
from office.audit import Actor
from office.models import Job
from reports import documents
from reports.actions import building
from reports.actions.editions import WRITE
from reports.blocks import Document
from reports.choices import EditionState
from reports.documents import Chapter
from reports.models import Edition, EditionFacts, Objection


@transaction.atomic
def write_chapters(*, edition: Edition, chapters: Sequence[Chapter], by: Actor) -> Job | None:
    """Make these the sections and texts of a draft, and queue the writing of its files; None: as before.

    What was counted stays. The caller wakes the job.

    :raises ValidationError: when it is no draft, kept no facts, or shows no section.
    :raises office.audit.ChangedMeanwhile: when somebody else was faster.
    """
    if edition.state != EditionState.DRAFT:
        raise ValidationError(_("Only of a draft can sections and texts be changed."))
    facts = facts_of(edition)
    beside = (documents.OPENING, documents.CHANGES)
    if not any(each.is_shown and each.section not in beside for each in chapters):
        raise ValidationError(_("A report has at least one section."))
    edition.chapters = [each.to_json() for each in chapters]
    with translation.override(edition.language):
        compose_anew(edition, facts)
    if not audit.save(edition, by=by):
        return None
    return queue_files(edition, by=by)


def facts_of(edition: Edition) -> EditionFacts:
    """Return what the edition was counted from.

    :raises ValidationError: when it was frozen before editions kept it.
    """
    facts = EditionFacts.objects.filter(edition=edition).select_related("before").first()
    if facts is None:
        raise ValidationError(_("This edition was built before texts could be written: build it anew."))
    return facts


def compose_anew(edition: Edition, facts: EditionFacts) -> None:
    """Put the document together anew of what is frozen, in the active language; nothing is saved."""
    cover = Document.from_json(edition.document or {})
    rows = Objection.objects.filter(edition=edition).select_related("administration").in_order()
    objections = [(each.administration.member_name, each.text) for each in rows]
    chapters = documents.chapters_of(edition, facts)
    document = documents.compose(cover, facts, chapters, objections)
    document = Document.from_json(document.canonical_json())
    edition.document, edition.sha256 = document.to_json(), document.sha256


def queue_files(edition: Edition, *, by: Actor) -> Job:
    """Drop the files of the document as it was, and queue the writing of those of the document as it is."""
    edition.files.all().delete()
    return Job.objects.create(kind=WRITE, owner=by.author or edition.built_by, subject=edition)


def write_files(*, edition: Edition, job: Job) -> None:
    """Write every format of a frozen edition from its document alone. Doing it twice changes nothing.

    :raises LeaseLost: when another worker has taken the job over; nothing of this run is kept.
    """
    if not edition.is_frozen:
        return
    with translation.override(edition.language):
        files = building.render(edition, Document.from_json(edition.document or {}), job)
    with transaction.atomic():
        job.hold()
        current = Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
        if current.sha256 == edition.sha256:  # else another job writes what it says now
            building.store_files(edition, files)
