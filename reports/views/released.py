"""Editions as pages list them."""

from django.db.models import Prefetch, QuerySet

from reports.models import Edition, EditionFile


def with_files(editions: QuerySet[Edition]) -> QuerySet[Edition]:
    """Return editions newest first, with what a list of downloads shows of them."""
    files = EditionFile.objects.defer("content").order_by("pk")
    linked = editions.defer("document").select_related("programme", "phase", "donor")
    return linked.prefetch_related(Prefetch("files", queryset=files)).newest_first()
