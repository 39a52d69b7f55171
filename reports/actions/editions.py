"""From asking for a document to its draft: an edition is built once, and then stays as it is."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Max
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from members.models import Account, Administration, Organisation
from members.models.organisations import OrganisationQuerySet
from office import audit
from office.audit import Actor
from office.choices import Door
from office.models import Job, JobRefused
from programmes.models import Funding, Phase, Programme
from reports import documents
from reports.blocks import Document
from reports.choices import EditionState, Subject
from reports.documents.kinds import ACTIVITY_REPORT, DocumentKind, kind_of
from reports.formats.registry import formats_of, render_as
from reports.models import Edition, EditionFile
from reports.periods import Period
from trainers.models import Cohort

BUILD = "reports.build_edition"
TURN = 9_014_003  # of PostgreSQL's advisory locks: see wait_for_turn


@dataclass(frozen=True, slots=True)
class Request:
    """What a document shall be about.

    :raises ValidationError: by field, for what its kind needs and was not chosen, what it is not about, a
        programme it cannot be had of, and a phase or cohort of another programme.
    """

    programme: Programme | None = None
    phase: Phase | None = None
    period: Period | None = None
    donor: Organisation | None = None
    language: str = "en"
    kind: DocumentKind = ACTIVITY_REPORT
    cohort: Cohort | None = None
    administration: Administration | None = None

    def __post_init__(self) -> None:
        problems: dict[str, str] = {}
        for subject in Subject:
            chosen = getattr(self, subject) is not None
            about = {"kind": self.kind.title}
            if not chosen and subject in self.kind.needs:
                problems[_field_of(subject)] = _("Needed for: %(kind)s.") % about
            if chosen and subject not in self.kind.asks:
                problems[_field_of(subject)] = _("Not asked for: %(kind)s.") % about
        for subject in (Subject.PHASE, Subject.COHORT):
            part = getattr(self, subject)
            if part is not None and (self.programme is None or part.programme_id != self.programme.pk):
                problems[subject] = _NOT_OF[subject] % {"programme": self.programme or _("All programmes")}
        if self.programme is not None and not self.kind.fits(self.programme):
            problems[Subject.PROGRAMME] = _("%(programme)s has no such document.") % {
                "programme": self.programme
            }
        if problems:
            raise ValidationError(problems)


_NOT_OF = {
    Subject.PHASE: _lazy("%(programme)s has no such phase."),
    Subject.COHORT: _lazy("%(programme)s has no such cohort."),
}


def _field_of(subject: Subject) -> str:
    return "starts_on" if subject is Subject.PERIOD else str(subject)


def donors_of(kind: DocumentKind, account: Account) -> OrganisationQuerySet:
    """Return the donors for whom the account may have the kind built.

    Of a document over all programmes: those that pay for one the account works on.
    """
    paid = Funding.objects.all()
    if not kind.is_of_one_programme:
        paid = paid.filter(phase__programme__in=Programme.objects.editable_by(account))
    return Organisation.objects.filter(pk__in=paid.values("donor"))


@transaction.atomic
def ask_for_edition(*, request: Request, by: Actor) -> tuple[Edition, Job]:
    """Put a new edition on the list and a job into the queue that builds it.

    The caller wakes the job (``tasks.build_edition.delay_on_commit``).
    """
    wait_for_turn()
    of_programme = Edition.objects.filter(programme=request.programme)
    last = of_programme.aggregate(last=Max("number"))["last"] or 0
    edition = Edition(
        kind=request.kind.code,
        programme=request.programme,
        phase=request.phase,
        cohort=request.cohort,
        administration=request.administration,
        donor=request.donor,
        starts_on=request.period.start if request.period else None,
        ends_on=request.period.end if request.period else None,
        language=request.language,
        number=last + 1,
    )
    audit.save(edition, by=by)
    return edition, Job.objects.create(kind=BUILD, owner=by.author, subject=edition)


def wait_for_turn() -> None:
    """Let one transaction at a time take a number, or a place in a chain, until it ends.

    Editions over all programmes share no row that could be locked.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])


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
            _("You may no longer build reports of %(programme)s.") % {"programme": edition.about}
        )
    with translation.override(edition.language):
        document = _count(edition, owner, job, now)
        files = dict(_render(edition.kind, document, job))
    with transaction.atomic():
        job.hold()
        _freeze(edition, document, files, by=Actor(owner, Door.JOB), now=now)


def _count(edition: Edition, owner: Account, job: Job, now: dt.datetime) -> Document:
    scope = documents.scope_of(edition, owner)
    kind = kind_of(edition.kind)
    document = documents.make_document(
        scope,
        kind=kind,
        reference=edition.reference,
        prepared_by=owner.name,
        now=now,
        steps=job.progress(kind.sections, doing=lambda section: _("Counting")),
    )
    return Document.from_json(document.canonical_json())


def _render(kind: str, document: Document, job: Job) -> Iterator[tuple[str, bytes]]:
    formats = formats_of(document)
    for code in job.progress(
        list(formats), doing=lambda code: _("Writing %(format)s") % {"format": formats[code].label}
    ):
        yield code, render_as(kind, code, document)


def _freeze(
    edition: Edition, document: Document, files: dict[str, bytes], *, by: Actor, now: dt.datetime
) -> None:
    edition.document = document.to_json()
    edition.sha256 = document.sha256
    edition.frozen_at = now
    edition.state = EditionState.DRAFT
    edition.built_by = by.author
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
