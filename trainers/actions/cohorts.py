"""Entering a cohort and its group of administrations."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from office import audit
from office.audit import Actor
from programmes.models import Topic
from trainers.actions.locking import lock
from trainers.models import Cohort, CohortAdministration
from trainers.models.cohorts import refuse_other_than_one_or_two


@transaction.atomic
def save_cohort(*, cohort: Cohort, topics: Sequence[Topic], by: Actor) -> bool:
    """Store a cohort with its topics; return whether anything was different.

    :raises ValidationError: with more than two topics or none, or where somebody joined before it starts.
    :raises office.audit.ChangedMeanwhile: when it is not as it was looked at.
    """
    lock(cohort)
    refuse_other_than_one_or_two(topics)
    if cohort.pk is not None:
        _refuse_later_start(cohort)
    changed = audit.save(cohort, by=by)
    return audit.link(cohort, "topics", topics, by=by) or changed


def _refuse_later_start(cohort: Cohort) -> None:
    joined = cohort.participants.filter(joined_on__lt=cohort.starts_on)
    in_group = cohort.administrations.filter(since_on__lt=cohort.starts_on)
    if joined.exists() or in_group.exists():
        raise ValidationError({"starts_on": _("Somebody joined the cohort before that day.")})


@transaction.atomic
def remove_cohort(*, cohort: Cohort, by: Actor) -> None:
    """Remove a cohort entered by mistake, with its stages and group.

    :raises ValidationError: where it has participants, or materials were made for it.
    """
    lock(cohort)
    if cohort.participants.exists():
        raise ValidationError(_("The cohort has participants: it is not removed."))
    if cohort.materials.exists():
        raise ValidationError(_("Training materials were made for the cohort: it is not removed."))
    for row in (*cohort.stages.in_order(), *cohort.administrations.order_by("pk")):
        audit.remove(row, by=by)
    audit.remove(cohort, by=by)


@transaction.atomic
def save_administration(*, row: CohortAdministration, by: Actor) -> bool:
    """Store an administration of the group; return whether anything was different.

    :raises ValidationError: when it is in the group already, or people of it joined before that day.
    """
    lock(row.cohort)
    if row.pk is not None and row.since_on is not None:
        people = row.cohort.participants.filter(administration=row.administration_id)
        if people.filter(joined_on__lt=row.since_on).exists():
            raise ValidationError({"since_on": _("People of the administration joined before that day.")})
    return audit.save(row, by=by)


@transaction.atomic
def remove_administration(*, row: CohortAdministration, by: Actor) -> None:
    """Take an administration out of the group.

    :raises ValidationError: where people of it are in the cohort.
    """
    lock(row.cohort)
    if row.cohort.participants.filter(administration=row.administration_id).exists():
        raise ValidationError(
            _("People of %(administration)s are in the cohort: it stays in the group.")
            % {"administration": row.administration}
        )
    audit.remove(row, by=by)
