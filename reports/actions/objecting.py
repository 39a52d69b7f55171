"""Before a report goes to those who pay: the administrations it tells of read it, and may object."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from members.choices import Role
from members.models import Administration
from office import audit
from office.audit import Actor
from office.models import Job
from programmes.models import Funding
from reports.actions import letters, writing
from reports.choices import EditionState
from reports.models import Edition, EditionFacts, Objection


def concerned(edition: Edition) -> set[int]:
    """Return the administrations a submitted edition tells those who pay of; of any other, none."""
    if edition.state != EditionState.SUBMITTED or not _goes_to_donors(edition):
        return set()
    figures = EditionFacts.objects.filter(edition=edition).values_list("figures", flat=True).first() or []
    return {each["key"] for each in figures if each["by"] == "administration" and each["key"] is not None}


def _goes_to_donors(edition: Edition) -> bool:
    if edition.donor_id is not None:
        return True
    is_of_one = edition.administration_id is not None
    return not is_of_one and Funding.objects.filter(phase=edition.phase_id).exists()


def may_preview(account: Any, edition: Edition, administration: Administration) -> bool:
    """Test if the account may read what the edition tells of the administration: its own, or all of it."""
    if administration.pk not in concerned(edition):
        return False
    if account.role == Role.FOCAL_POINT:
        return bool(account.organisation_id == administration.pk)
    return Edition.objects.visible_to(account).filter(pk=edition.pk).exists()


def may_object(account: Any, edition: Edition, administration: Administration) -> bool:
    is_own = account.role == Role.FOCAL_POINT and account.organisation_id == administration.pk
    return is_own and administration.pk in concerned(edition)


def to_preview(account: Any) -> list[Edition]:
    """Return the submitted editions that tell of the focal point's administration, newest first."""
    if not account.is_authenticated or account.role != Role.FOCAL_POINT or account.organisation_id is None:
        return []
    submitted = Edition.objects.filter(state=EditionState.SUBMITTED).defer("document", "chapters")
    linked = submitted.select_related("programme", "phase", "cohort", "administration", "donor")
    return [each for each in linked.newest_first() if account.organisation_id in concerned(each)]


@transaction.atomic
def object_to(*, edition: Edition, administration: Administration, text: str, by: Actor) -> Job | None:
    """Have an objection printed as a note of the edition, or without a text no longer; None: as before.

    The caller wakes the job that writes its files anew.

    :raises ValidationError: when the edition is not submitted, or does not tell of the administration.
    """
    edition = Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    if administration.pk not in concerned(edition):
        raise ValidationError(_("An objection is made while the report is submitted, and not released."))
    objection = Objection.objects.filter(edition=edition, administration=administration).first()
    objection = objection or Objection(edition=edition, administration=administration)
    if not text.strip() and objection.pk is None:
        return None
    if text.strip():
        objection.text = text.strip()
        if not audit.save(objection, by=by):
            return None
    else:
        audit.remove(objection, by=by)
    with translation.override(edition.language):
        writing.compose_anew(edition, writing.facts_of(edition))
    audit.save(edition, by=by)
    letters.tell_objected(edition, administration, by=by)
    return writing.queue_files(edition, by=Actor(edition.built_by, by.door))
