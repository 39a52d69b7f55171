"""From a draft to what is released: four eyes, and a chain in which each vouches for the one before."""

import datetime as dt
import hashlib

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from members.models import Account
from office import audit
from office.audit import Actor
from office.choices import Verb
from reports import documents
from reports.actions import letters, objecting
from reports.actions.editions import has_all_files, wait_for_turn
from reports.choices import EditionState
from reports.documents import Chapter
from reports.models import Edition, EditionFacts


@transaction.atomic
def submit_edition(*, edition: Edition, now: dt.datetime, by: Actor) -> None:
    """Put a draft before somebody else, who releases it or sends it back.

    :raises ValidationError: when it is not a draft.
    :raises office.audit.ChangedMeanwhile: when somebody else was faster.
    """
    if edition.state != EditionState.DRAFT:
        raise ValidationError(_("Only a draft can be submitted."))
    _refuse_unfinished(edition)
    edition.state = EditionState.SUBMITTED
    edition.submitted_at = now
    edition.submitted_by = by.author
    edition.sent_back_because = ""
    audit.save(edition, by=by)
    letters.tell_submitted(edition, by=by)
    letters.tell_concerned(edition, objecting.concerned(edition), by=by)


@transaction.atomic
def send_back_edition(*, edition: Edition, reason: str, by: Actor) -> None:
    """Make what was submitted a draft again, and say why.

    :raises ValidationError: when it is not submitted, or without a reason.
    :raises office.audit.ChangedMeanwhile: when somebody else was faster.
    """
    if edition.state != EditionState.SUBMITTED:
        raise ValidationError(_("Only what was submitted can be sent back."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    submitted_by = edition.submitted_by_id
    edition.state = EditionState.DRAFT
    edition.submitted_at = edition.submitted_by = None
    edition.sent_back_because = reason.strip()
    audit.save(edition, by=by)
    letters.tell_sent_back(edition, submitted_by=submitted_by, by=by)


@transaction.atomic
def release_edition(*, edition: Edition, is_public: bool, now: dt.datetime, by: Actor) -> None:
    """Let those it is for see it; ``is_public`` lets everybody. It cannot be taken back.

    The released edition of the same report, where there is one, is superseded by it.

    :raises ValidationError: when it was not submitted, or by whom it is to be released.
    :raises office.audit.ChangedMeanwhile: when somebody else released it first.
    """
    if edition.state != EditionState.SUBMITTED:
        raise ValidationError(_("Only what was submitted can be released."))
    if by.author is None or by.author.pk in {edition.built_by_id, edition.submitted_by_id}:
        raise ValidationError(_("Who built or submitted it does not release it."))
    wait_for_turn()
    _refuse_unfinished(edition)
    previous = Edition.objects.same_report_as(edition).filter(state=EditionState.RELEASED).first()
    _refuse_other_previous(edition, previous)
    _refuse_unfit_readers(edition, previous, is_public=is_public)
    if previous is not None:
        previous.state = EditionState.SUPERSEDED
        audit.save(previous, by=by)
    edition.previous = previous
    edition.chain_sha256 = chained(previous.chain_sha256 if previous else "", edition.sha256)
    edition.state = EditionState.RELEASED
    edition.is_public = is_public
    edition.released_at = now
    edition.released_by = by.author
    audit.save(edition, by=by)
    audit.note(edition, Verb.RELEASED, by=by)
    letters.tell_released(edition, by=by)


def _refuse_unfit_readers(edition: Edition, previous: Edition | None, *, is_public: bool) -> None:
    """Refuse that everybody reads figures of an edition that is not public, or that its readers do not.

    :raises ValidationError: with what is to be chosen among its sections instead.
    """
    if previous is None or previous.is_public:
        return
    is_brief = documents.is_brief([Chapter.from_json(each) for each in edition.chapters])
    if is_public and not is_brief:
        words = _(
            "It says what changed since %(before)s, which is not public: so it cannot be. Choose among its"
            " sections that this is not told."
        )
        raise ValidationError(words % {"before": previous})
    if is_brief and not is_public:
        words = _(
            "It does not say what changed since %(before)s, which its readers know: so it must be public."
        )
        raise ValidationError(words % {"before": previous})


def _refuse_unfinished(edition: Edition) -> None:
    """Refuse an edition whose files are not those of its document, or whose texts contradict its figures.

    :raises ValidationError: in words, everything that has to be mended.
    """
    facts = EditionFacts.objects.filter(edition=edition).first()
    if facts is None:  # built before editions kept what they were counted from
        return
    if not has_all_files(edition):
        raise ValidationError(_("Its files are not all written yet. Look again in a moment."))
    with translation.override(edition.language):
        wrongs = documents.wrongs_in(documents.chapters_of(edition, facts), facts)
    problems = [each for those in wrongs.values() for each in those]
    if problems:
        raise ValidationError(problems)


def _refuse_other_previous(edition: Edition, previous: Edition | None) -> None:
    """Refuse to release what was compared with another edition than the one it takes the place of."""
    facts = EditionFacts.objects.filter(edition=edition).values_list("before", flat=True)
    compared = list(facts)
    if compared and compared[0] != (previous.pk if previous else None):
        words = _("Another edition of this report was released since. Build it anew: it says what changed.")
        raise ValidationError(words)


def chained(before: str, sha256: str) -> str:
    """Return the hash of a chain up to an edition: of that of the one before, and of its own."""
    return hashlib.sha256(f"{before}{sha256}".encode("ascii")).hexdigest()


def may_submit(account: Account, edition: Edition) -> bool:
    """Test if the account may put this edition before somebody else."""
    return edition.state == EditionState.DRAFT and _may_change(account, edition)


def may_send_back(account: Account, edition: Edition) -> bool:
    """Test if the account may make this edition a draft again: also who submitted it."""
    return edition.state == EditionState.SUBMITTED and _may_change(account, edition)


def may_release(account: Account, edition: Edition) -> bool:
    """Test if the account may release this edition: not who built or submitted it."""
    return Edition.objects.releasable_by(account).filter(pk=edition.pk).exists()


def _may_change(account: Account, edition: Edition) -> bool:
    return Edition.objects.editable_by(account).filter(pk=edition.pk).exists()
