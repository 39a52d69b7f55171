"""Asking for a document: an edition on the list, and a job in the queue that builds it."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from members.models import Account, Administration, Organisation
from members.models.organisations import OrganisationQuerySet
from office import audit
from office.audit import Actor
from office.models import Job
from programmes.models import Funding, Phase, Programme
from reports.choices import Subject
from reports.documents.kinds import ACTIVITY_REPORT, DocumentKind
from reports.formats.registry import FORMATS
from reports.models import Edition, Schedule
from reports.periods import Period
from trainers.models import Cohort

BUILD, WRITE = "reports.build_edition", "reports.write_edition"
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
def ask_for_edition(*, request: Request, by: Actor, schedule: Schedule | None = None) -> tuple[Edition, Job]:
    """Put a new edition on the list and a job into the queue that builds it, with the rights of who asks.

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
        schedule=schedule,
    )
    edition.chapters = _chapters_before(edition)
    audit.save(edition, by=by)
    return edition, Job.objects.create(kind=BUILD, owner=by.author, subject=edition)


def _chapters_before(edition: Edition) -> list[Any]:
    """Return the sections and texts of the latest edition of this report, of whatever period."""
    same = Edition.objects.same_report_as(edition, whatever_period=True)
    return same.exclude(chapters=[]).newest_first().values_list("chapters", flat=True).first() or []


def wait_for_turn() -> None:
    """Let one transaction at a time take a number, or a place in a chain, until it ends.

    Editions over all programmes share no row that could be locked.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])


@transaction.atomic
def ask_again(*, edition: Edition, by: Actor) -> Job | None:
    """Put a failed edition into the queue again: to be built, or its files to be written.

    None when nothing is lacking, or it is waiting already.
    """
    edition = Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    waiting = any(not job.is_final for job in edition.jobs.all())
    if waiting or (edition.is_frozen and has_all_files(edition)):
        return None
    kind = WRITE if edition.is_frozen else BUILD
    return Job.objects.create(kind=kind, owner=by.author, subject=edition)


@transaction.atomic
def cancel(*, edition: Edition, by: Actor) -> bool:
    """Stop whatever is being built or written of an edition; return whether something was.

    A worker that is at it keeps nothing of its run. It can be asked for again.
    """
    words = _("%(who)s cancelled it.") % {"who": by.author.name if by.author else _("The portal")}
    stopped = [job.cancel(reason=words) for job in edition.jobs.all() if not job.is_final]
    return any(stopped)


def has_all_files(edition: Edition) -> bool:
    """Test if the edition can be had in every format there is."""
    return set(FORMATS) <= set(edition.files.values_list("format", flat=True))
