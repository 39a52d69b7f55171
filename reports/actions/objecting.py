"""Before a report goes to those who pay: the administrations it tells of read it, and may object."""

from collections.abc import Sequence
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
    return concerned_by([edition])[edition.pk]


def concerned_by(editions: Sequence[Edition]) -> dict[int, set[int]]:
    """Return by edition the administrations it concerns."""
    phases = {each.phase_id for each in editions if each.phase_id}
    paid = set(Funding.objects.filter(phase__in=phases).values_list("phase", flat=True))
    told = [
        each.pk for each in editions if each.state == EditionState.SUBMITTED and _goes_to_donors(each, paid)
    ]
    found: dict[int, set[int]] = {each.pk: set() for each in editions}
    for edition, figures in EditionFacts.objects.filter(edition__in=told).values_list("edition", "figures"):
        found[edition] = {
            each["key"]
            for each in figures or ()
            if each["by"] == "administration" and each["key"] is not None
        }
    return found


def _goes_to_donors(edition: Edition, paid: set[int]) -> bool:
    """Test if those who pay read it: it is for one of them, or of a phase in ``paid``."""
    if edition.donor_id is not None:
        return True
    return edition.administration_id is None and edition.phase_id in paid


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
    editions = list(linked.newest_first())
    of_them = concerned_by(editions)
    return [each for each in editions if account.organisation_id in of_them[each.pk]]


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
