"""Editions as pages list them."""

from django.db.models import Prefetch

from reports.models import EditionFile
from reports.models.editions import EditionQuerySet

ABOUT = ("programme", "phase", "cohort", "administration__country", "donor")


def with_files(editions: EditionQuerySet) -> EditionQuerySet:
    """Return editions newest first, with what a list of downloads shows of them."""
    files = EditionFile.objects.defer("content").order_by("pk")
    linked = editions.defer("document").select_related(*ABOUT)
    return linked.prefetch_related(Prefetch("files", queryset=files)).newest_first()
