"""From asking for a report to releasing it: an edition is built once, and then stays as it is."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import translation
from django.utils.translation import gettext as _

from members.access import allows
from members.choices import Permission
from members.models import Account, Organisation
from office import audit
from office.audit import Actor
from office.choices import Door, Verb
from office.models import Job, JobRefused
from programmes.models import Phase, Programme
from reports import documents
from reports.blocks import Document
from reports.choices import EditionState
from reports.formats.registry import FORMATS
from reports.models import Edition, EditionFile
from reports.periods import Period

BUILD = "reports.build_edition"


@dataclass(frozen=True, slots=True)
class Request:
    """What a report shall be about.

    :raises ValidationError: when the phase is of another programme.
    """

    programme: Programme
    phase: Phase | None = None
    period: Period | None = None
    donor: Organisation | None = None
    language: str = "en"

    def __post_init__(self) -> None:
        if self.phase is not None and self.phase.programme_id != self.programme.pk:
            raise ValidationError(
                {"phase": _("%(programme)s has no such phase.") % {"programme": self.programme}}
            )


@transaction.atomic
def ask_for_edition(*, request: Request, by: Actor) -> tuple[Edition, Job]:
    """Put a new edition on the list and a job into the queue that builds it.

    The caller wakes the job (``tasks.build_edition.delay_on_commit``).
    """
    programme = Programme.objects.select_for_update(of=("self",)).get(pk=request.programme.pk)
    last = programme.editions.aggregate(last=Max("number"))["last"] or 0
    edition = Edition(
        programme=programme,
        phase=request.phase,
        donor=request.donor,
        starts_on=request.period.start if request.period else None,
        ends_on=request.period.end if request.period else None,
        language=request.language,
        number=last + 1,
    )
    audit.save(edition, by=by)
    return edition, Job.objects.create(kind=BUILD, owner=by.author, subject=edition)


@transaction.atomic
def ask_again(*, edition: Edition, by: Actor) -> Job | None:
    """Put a failed edition into the queue again; None when it is built, or waiting already."""
    edition = Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    waiting = any(not job.is_final for job in edition.jobs.all())
    if edition.is_frozen or waiting:
        return None
    return Job.objects.create(kind=BUILD, owner=by.author, subject=edition)


def build_edition(*, edition: Edition, job: Job, now: dt.datetime) -> None:
    """Count, freeze and render an edition. Doing it twice changes nothing.

    Runs with the rights of the job's owner as they are now.

    :raises JobRefused: when the owner may no longer build it.
    :raises LeaseLost: when another worker has taken the job over; nothing of this run is kept.
    """
    if edition.is_frozen:
        return
    owner = job.owner
    if not Edition.objects.editable_by(owner).filter(pk=edition.pk).exists():
        raise JobRefused(
            _("You may no longer build reports of %(programme)s.") % {"programme": edition.programme}
        )
    with translation.override(edition.language):
        document = _count(edition, owner, job, now)
        files = dict(_render(document, job))
    with transaction.atomic():
        job.hold()
        _freeze(edition, document, files, by=Actor(owner, Door.JOB), now=now)


def _count(edition: Edition, owner: Account, job: Job, now: dt.datetime) -> Document:
    scope = documents.scope_of(edition, owner)
    document = documents.activity_report(
        scope,
        reference=edition.reference,
        prepared_by=owner.name,
        now=now,
        steps=job.progress(documents.ACTIVITY_REPORT, doing=lambda section: _("Counting")),
    )
    return Document.from_json(document.canonical_json())


def _render(document: Document, job: Job) -> Iterator[tuple[str, bytes]]:
    for code in job.progress(
        list(FORMATS), doing=lambda code: _("Writing %(format)s") % {"format": FORMATS[code].label}
    ):
        yield code, FORMATS[code].render(document)


def _freeze(
    edition: Edition, document: Document, files: dict[str, bytes], *, by: Actor, now: dt.datetime
) -> None:
    edition.document = document.to_json()
    edition.sha256 = document.sha256
    edition.frozen_at = now
    edition.state = EditionState.DRAFT
    audit.save(edition, by=by)
    EditionFile.objects.bulk_create(
        EditionFile(
            edition=edition,
            format=code,
            content=content,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
        )
        for code, content in files.items()
    )


@transaction.atomic
def release_edition(*, edition: Edition, is_public: bool, now: dt.datetime, by: Actor) -> None:
    """Let those it is for see a draft; ``is_public`` lets everybody. It cannot be taken back.

    :raises ValidationError: when it is not a draft.
    :raises office.audit.ChangedMeanwhile: when somebody else released it first.
    """
    if edition.state != EditionState.DRAFT:
        raise ValidationError(_("Only a draft can be released."))
    edition.state = EditionState.RELEASED
    edition.is_public = is_public
    edition.released_at = now
    edition.released_by = by.author
    audit.save(edition, by=by)
    audit.note(edition, Verb.RELEASED, by=by)


def may_release(account: Account, edition: Edition) -> bool:
    """Test if the account may release this edition."""
    return (
        allows(account, Permission.RELEASE_REPORTS)
        and edition.state == EditionState.DRAFT
        and Edition.objects.editable_by(account).filter(pk=edition.pk).exists()
    )
