"""Whether the static files must be collected again."""

import hashlib
import json
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders


def changed() -> bool:
    """Say whether a static file was added, removed or written since they were last collected."""
    if not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists() or not _stamp().exists():
        return True
    return _stamp().read_text() != _fingerprint()


def note() -> None:
    """Remember which files were collected."""
    _stamp().write_text(_fingerprint())


def _stamp() -> Path:
    return Path(settings.VAR_DIR) / "static.collected"


def _fingerprint() -> str:
    """Return a digest of every file's name, length and time of writing."""
    seen = []
    for finder in get_finders():
        for path, storage in finder.list([]):
            written = storage.get_modified_time(path).timestamp()
            seen.append((path, storage.size(path), written))
    return hashlib.sha256(json.dumps(sorted(seen)).encode()).hexdigest()
