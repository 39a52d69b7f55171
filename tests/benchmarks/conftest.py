"""The bench runs once, whichever worker is first; the others wait and read what it left."""

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest

from capacity.embedded.places import PROJECT


@pytest.fixture(scope="session")
def run_once():
    """Return a function that runs one of our programs, unless its page is there; it returns the page."""

    def run(page, module, *args):
        folder = Path(os.environ["VAR_DIR"]) / "bench"
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (folder / page).exists():
                command = [sys.executable, "-m", module, *args]
                environment = os.environ | {"DJANGO_SETTINGS_MODULE": "capacity.settings"}
                done = subprocess.run(
                    command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False
                )
                assert done.returncode == 0, done.stderr[-3000:]
        return folder / page

    return run
