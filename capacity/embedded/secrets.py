"""The secret of somebody's own portal: made once, kept in a file only its owner can read."""

import secrets
from pathlib import Path

from capacity.embedded import folders


def kept_secret(var: Path) -> str:
    """Return the secret kept in `var`, making one the first time; only under the starting lock."""
    path = var / "secret-key"
    try:
        secret = path.read_text().strip()
    except FileNotFoundError:
        secret = ""
    if len(secret) < 50:
        secret = secrets.token_urlsafe(50)
        folders.write_private(path, secret + "\n", like=var)
    return secret
