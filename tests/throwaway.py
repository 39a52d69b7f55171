"""A database and a broker for one test run, thrown away after it.

Each run has a `var` of its own under `var/tests/`, so that two runs at once never meet, and no
test ever touches the database of a running portal. What a killed run left is swept by the next.
"""

import atexit
import contextlib
import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from capacity import embedded
from capacity.embedded.places import PROJECT

RUNS = PROJECT / "var" / "tests"


def start() -> None:
    """Start services for this run; its parallel workers inherit them by the environment."""
    if Path(os.environ.get("VAR_DIR", "")).parent == RUNS:
        return
    with _alone():
        for left in RUNS.iterdir():
            with contextlib.suppress(embedded.CannotStart):  # another user's run
                if left.is_dir() and embedded.stop_if_unused(left):
                    discard(left)
        var = Path(tempfile.mkdtemp(prefix="run-", dir=RUNS))
        var.chmod(0o755)  # as root the database runs as another user, who must pass here
        os.environ["VAR_DIR"] = str(var)
        os.environ["PORTAL_TEST_SPEED"] = "true"
        atexit.register(_discard_own, var, os.getpid())  # runs after the services have stopped
        embedded.ensure_running()


def discard(var: Path) -> None:
    """Delete the `var` of a run that has ended, and what it keeps elsewhere."""
    with contextlib.suppress(OSError, ValueError):
        memory = json.loads((var / "embedded.json").read_text())
        for name in ("home", "sockets"):
            shutil.rmtree(memory[name], ignore_errors=True)
    shutil.rmtree(var, ignore_errors=True)


def _discard_own(var: Path, pid: int) -> None:
    if os.getpid() == pid:
        discard(var)


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Keep other runs from starting or sweeping meanwhile."""
    RUNS.mkdir(parents=True, exist_ok=True)
    with (RUNS / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
