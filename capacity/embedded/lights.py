"""The last one out turns off the lights.

Two files in `var/`. Whoever starts or stops services holds `embedded.lock` alone, so that nobody
starts while another stops. Whoever uses them holds `embedded.users` together with the others; the
kernel releases both, even after a `kill -9`. A process that leaves asks for `embedded.users`
alone: if it gets it, it was the last one.
"""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from capacity.embedded import folders
from capacity.embedded.errors import CannotStart


class Lights:
    """One process's hold on the services of one `var`."""

    def __init__(self, var: Path) -> None:
        """Make `var` where it is missing. Raises CannotStart where that cannot be."""
        parent = var.parent
        try:
            parent.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise CannotStart(f"{parent} cannot be made: {problem.strerror}.") from None
        folders.make_open(var, parent)
        self._var = var
        self._users: int | None = None

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Wait until nobody else starts or stops services, and keep others from it meanwhile."""
        handle = self._open("embedded.lock")
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def enter(self) -> None:
        """Be counted as a user; only while alone, so that the last one cannot be leaving."""
        if self._users is None:
            self._users = self._open("embedded.users")
        fcntl.flock(self._users, fcntl.LOCK_SH)

    def am_last(self) -> bool:
        """Say whether nobody else uses the services; only while alone."""
        if self._users is None:
            self._users = self._open("embedded.users")
        try:
            fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def leave(self) -> None:
        """Be counted no longer."""
        if self._users is not None:
            os.close(self._users)
            self._users = None

    def _open(self, name: str) -> int:
        """Return a handle that programs started by us do not inherit."""
        path = self._var / name
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        except OSError as problem:
            raise CannotStart(f"{path} cannot be opened: {problem.strerror}.") from None
        folders.give(handle, like=self._var)
        return handle
