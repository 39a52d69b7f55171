"""Whether what was released is still what was released: every hash made anew, link by link."""

import hashlib
from collections.abc import Iterator

from reports.actions.releasing import chained
from reports.blocks import fingerprint
from reports.choices import OUT
from reports.models import Edition, EditionFile


def broken_links() -> Iterator[str]:
    """Yield, in words, what of a released edition differs from what its hashes say."""
    for edition in Edition.objects.filter(state__in=OUT).select_related("previous").order_by("pk").iterator():
        if fingerprint(edition.document) != edition.sha256:
            yield f"{edition}: its document is not the one that was released."
        before = edition.previous.chain_sha256 if edition.previous else ""
        if chained(before, edition.sha256) != edition.chain_sha256:
            yield f"{edition}: its place in the chain is not the one it was released in."
        for file in EditionFile.objects.filter(edition=edition).order_by("pk").iterator(chunk_size=1):
            if hashlib.sha256(bytes(file.content)).hexdigest() != file.sha256:
                yield f"{edition}: its file {file.format} is not the one that was made."
