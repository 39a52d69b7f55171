"""From an edition asked for to its draft: counted once, frozen with all it was counted from, and written."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from members.models import Account
from office import audit
from office.audit import Actor
from office.choices import Door
from office.models import Job, JobRefused
from reports import documents
from reports.actions import freezing, letters
from reports.actions.freezing import FrozenSet
from reports.blocks import Document, Section
from reports.choices import EditionState
from reports.documents.kinds import kind_of
from reports.formats.registry import formats_of, render_as
from reports.measuring.spans import facts_version
from reports.models import Edition, EditionFacts, EditionFile
from reports.scope import Scope

TIMES = 3  # that it is counted anew where records change meanwhile


@dataclass(frozen=True, slots=True)
class Counted:
    """Everything that was counted of one moment: rows, figures, and the sections made of them."""

    rows: FrozenSet
    figures: list[dict[str, Any]]
    sections: tuple[tuple[str, Section], ...]


def build_edition(*, edition: Edition, job: Job, now: dt.datetime) -> None:
    """Count, freeze and render an edition. Doing it twice changes nothing.

    Runs with the rights of the job's owner as they are now.

    :raises JobRefused: when the owner may no longer build it, or records change without a pause.
    :raises LeaseLost: when another worker has taken the job over; nothing of this run is kept.
    """
    if edition.is_frozen:
        return
    owner = job.owner
    if not Edition.objects.editable_by(owner).filter(pk=edition.pk).exists():
        raise JobRefused(
            _("You may no longer build reports of %(programme)s.") % {"programme": edition.about}
        )
    with translation.override(edition.language):
        counted = _count(edition, owner, job)
        before = Edition.objects.same_report_as(edition).filter(state=EditionState.RELEASED).first()
        facts = freezing.facts_of(
            edition, counted.rows, figures=counted.figures, sections=counted.sections, before=before
        )
        document = _document(edition, owner, facts, now)
        files = render(edition, document, job)
    with transaction.atomic():
        job.hold()
        _freeze(edition, document, by=Actor(owner, Door.JOB), now=now)
        store_files(edition, files)
        facts.save()
        if edition.schedule is not None:
            letters.tell_drafted(edition, by=Actor(owner, Door.JOB))


def _count(edition: Edition, owner: Account, job: Job) -> Counted:
    """Count everything as of one moment: what changes a row meanwhile has it counted anew."""
    for _time in range(TIMES):
        version = facts_version()
        counted = _count_once(edition, documents.scope_of(edition, owner), job)
        scope = documents.scope_of(edition, owner)
        if facts_version() != version:
            same = freezing.freeze_rows(scope) == counted.rows
        else:  # of records nothing notes that they changed
            same = freezing.freeze_records(scope) == counted.rows.records
        if same:
            return counted
    raise JobRefused(_("Records were changed all the time while it was counted. Try it again."))


def _count_once(edition: Edition, scope: Scope, job: Job) -> Counted:
    rows = freezing.freeze_rows(scope)
    figures = freezing.measured(scope, rows)
    makers = job.progress(kind_of(edition.kind).sections, doing=lambda section: _("Counting"))
    return Counted(rows, figures, tuple(documents.counted(scope, makers)))


def _document(edition: Edition, owner: Account, facts: EditionFacts, now: dt.datetime) -> Document:
    """Return the document as it will be read again: made of plain values."""
    cover = documents.cover_of(
        documents.scope_of(edition, owner),
        kind=kind_of(edition.kind),
        reference=edition.reference,
        prepared_by=_office_of(owner),
        now=now,
    )
    document = documents.compose(cover, facts, documents.chapters_of(edition, facts))
    return Document.from_json(document.canonical_json())


def _office_of(owner: Account) -> str:
    """Return who a report is prepared by: an office, or a role. Donors read it, and it names nobody."""
    return str(owner.organisation or owner.get_role_display())


def render(edition: Edition, document: Document, job: Job) -> dict[str, bytes]:
    """Write the document in every format it can be had in."""
    formats = formats_of(document)
    steps = job.progress(
        list(formats), doing=lambda code: _("Writing %(format)s") % {"format": formats[code].label}
    )
    return {code: render_as(edition.kind, code, document) for code in steps}


def store_files(edition: Edition, files: dict[str, bytes]) -> None:
    """Make these the files of the edition, in the caller's transaction."""
    EditionFile.objects.filter(edition=edition, format__in=list(files)).delete()
    for code, content in files.items():  # one by one: together they would be copied together as well
        EditionFile.objects.create(
            edition=edition,
            format=code,
            content=content,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
        )


def _freeze(edition: Edition, document: Document, *, by: Actor, now: dt.datetime) -> None:
    edition.document = document.to_json()
    edition.sha256 = document.sha256
    edition.frozen_at = now
    edition.state = EditionState.DRAFT
    edition.built_by = by.author
    audit.save(edition, by=by)
