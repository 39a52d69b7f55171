"""As whom the services run: never as root."""

import os
import pwd
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from capacity.embedded.errors import CannotStart

UNPRIVILEGED = ("postgres", "nobody")


@dataclass(frozen=True, kw_only=True)
class Owner:
    """A user of this machine."""

    name: str
    uid: int
    gid: int

    @property
    def is_me(self) -> bool:
        """Say whether this is the user who runs the portal."""
        return self.uid == os.geteuid()

    def identity(self) -> dict[str, Any]:
        """Return the words with which `subprocess` runs a program as this user."""
        if self.is_me:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def server_owner(var: Path) -> Owner:
    """Return the user who runs the services kept in `var`.

    An ordinary user runs them himself. For root it is the owner of `var` or, where root made it,
    an unprivileged user of the system. Raises CannotStart where there is none.
    """
    if os.geteuid() != 0:
        return _named(os.geteuid())
    inside = var / "embedded"
    uid = os.lstat(inside if inside.exists() else var).st_uid
    if uid != 0:
        return _named(uid)
    for name in UNPRIVILEGED:
        try:
            return _owner(pwd.getpwnam(name))
        except KeyError:
            continue
    raise CannotStart("PostgreSQL does not run as root, and there is no user nobody: set VAR_DIR.")


def my_name() -> str:
    """Return the name of the user who runs the portal."""
    return _named(os.geteuid()).name


def _named(uid: int) -> Owner:
    try:
        return _owner(pwd.getpwuid(uid))
    except KeyError:
        raise CannotStart(
            f"PostgreSQL needs a user with a name, and user id {uid} has none: set DATABASE_URL."
        ) from None


def _owner(entry: pwd.struct_passwd) -> Owner:
    return Owner(name=entry.pw_name, uid=entry.pw_uid, gid=entry.pw_gid)
