"""How far a trainer reaches: the programmes they took part in, or taught for."""

from typing import Any

from django.db.models import Q

from programmes.models import Programme
from programmes.models.programmes import ProgrammeQuerySet


def programmes_of_trainer(account: Any) -> ProgrammeQuerySet:
    """Return the programmes whose events or cohorts the account's person took part in, by whose schemes they
    were accredited, or that they taught for.
    """
    if account.person_id is None:
        return Programme.objects.none()
    took_part = Q(events__participations__person=account.person_id)
    taught = Q(cascade_trainings__trainer=account.person_id)
    in_cohort = Q(cohorts__participants__person=account.person_id)
    accredited = Q(schemes__lines__person=account.person_id)
    theirs = Programme.objects.filter(took_part | taught | in_cohort | accredited)
    return Programme.objects.filter(pk__in=theirs.values("pk"))
