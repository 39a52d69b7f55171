"""`make run`, as somebody does it: started, used, stopped, started again, killed, started again."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from capacity import embedded
from capacity.embedded.places import PROJECT
from tests import throwaway

OURS = ("DATABASE_URL", "REDIS_URL", "PORTAL_EMBEDDED", "SECRET_KEY", "DJANGO_SETTINGS_MODULE")
RUNS = "The portal runs at "


@pytest.fixture
def environment() -> Iterator[dict[str, str]]:
    """Give an environment with a port and a `var` of its own."""
    var = Path(tempfile.mkdtemp(prefix="start-", dir=os.environ["VAR_DIR"]))
    var.chmod(0o755)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    known = {name: word for name, word in os.environ.items() if name not in OURS}
    yield known | {"VAR_DIR": str(var), "PORT": str(port), "WEB_WORKERS": "1"}
    embedded.stop_if_unused(var)
    throwaway.discard(var)


def make_run(environment: dict[str, str]) -> subprocess.Popen[str]:
    """Start the portal as `make run` does."""
    return subprocess.Popen(
        [sys.executable, "-m", "capacity.start"],
        cwd=PROJECT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def until_it_runs(portal: subprocess.Popen[str]) -> list[str]:
    """Return what it said until it ran."""
    lines: list[str] = []
    assert portal.stdout is not None
    for line in portal.stdout:
        lines.append(line.rstrip())
        if line.startswith(RUNS):
            return lines
    pytest.fail("\n".join(lines))


def end(portal: subprocess.Popen[str], number: signal.Signals) -> int:
    """Send a signal and return the exit code."""
    portal.send_signal(number)
    portal.communicate(timeout=60)
    return portal.returncode


def status_of(environment: dict[str, str], path: str) -> int:
    """Return the status with which the portal answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{environment['PORT']}{path}") as answer:
            return int(answer.status)
    except urllib.error.HTTPError as problem:
        problem.close()
        return problem.code


@pytest.mark.journey
def test_the_portal_starts_stops_and_starts_again(environment: dict[str, str]) -> None:
    portal = make_run(environment)
    said = until_it_runs(portal)
    assert "Making demonstration accounts" in said
    assert status_of(environment, "/") == 200
    assert status_of(environment, "/account/sign-in/") == 200

    another = make_run(environment)
    complaint, _ = another.communicate(timeout=60)
    assert another.returncode == 1
    assert complaint == f"port {environment['PORT']} is in use; set PORT\n"

    assert end(portal, signal.SIGINT) == 0
    assert embedded.stop_if_unused(Path(environment["VAR_DIR"]))

    again = make_run(environment)
    assert "Collecting the static files" not in until_it_runs(again)
    again.kill()
    again.communicate(timeout=60)

    at_last = make_run(environment)
    until_it_runs(at_last)
    assert status_of(environment, "/") == 200
    assert end(at_last, signal.SIGTERM) == 0
