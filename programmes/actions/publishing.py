"""National statistics of a whole list."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from office import audit
from office.audit import Actor
from programmes.models import NationalStatistic, Programme


@transaction.atomic
def keep_statistics(*, programme: Programme, told: Iterable[Any], by: Actor) -> tuple[int, int]:
    """Store what a list says; return how many numbers are new, and how many were changed.

    ``told`` have administration, year, measure, value, accuracy and source. The same source saying
    another number of the same is a correction; sending a list twice leaves the same records.
    """
    Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
    new = changed = 0
    for each in told:
        about = {name: getattr(each, name) for name in ("administration", "year", "measure", "source")}
        row = NationalStatistic.objects.filter(programme=programme, **about).first()
        is_new = row is None
        row = row or NationalStatistic(programme=programme, **about)
        row.value, row.accuracy = each.value, each.accuracy
        if audit.save(row, by=by):
            new, changed = new + is_new, changed + (not is_new)
    return new, changed
