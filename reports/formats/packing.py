"""Several files in one, with the same bytes every time."""

import datetime as dt
import io
import zipfile
from collections.abc import Iterable

EARLIEST = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)
"""A ZIP file knows no earlier day."""


def packed(files: Iterable[tuple[str, bytes]], *, at: dt.datetime) -> bytes:
    """Return a ZIP file of (name, content), in the order given; every member is dated ``at``."""
    moment = max(at, EARLIEST).timetuple()[:6]
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            member = zipfile.ZipInfo(name, moment)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            member.create_system = 3  # the same on every machine
            archive.writestr(member, content)
    return file.getvalue()


def repacked(archive: bytes, *, at: dt.datetime) -> bytes:
    """Return a ZIP file of others with all its members dated ``at``."""
    with zipfile.ZipFile(io.BytesIO(archive)) as made:
        return packed(((each, made.read(each)) for each in made.namelist()), at=at)
