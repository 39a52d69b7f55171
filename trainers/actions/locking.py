"""What every change of a cohort begins with: one after the other."""

from office.audit import ChangedMeanwhile
from trainers.models import Cohort


def lock(cohort: Cohort) -> None:
    """Lock the cohort, so that its changes follow one another; a new one needs no lock.

    :raises office.audit.ChangedMeanwhile: when somebody else removed it.
    """
    if cohort.pk is None:
        return
    rows = Cohort.objects.select_for_update(of=("self",), no_key=True).filter(pk=cohort.pk)
    if rows.first() is None:
        raise ChangedMeanwhile
