"""All processes run, or none does."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest

from capacity.embedded.places import PROJECT

# A supervisor of two sleepers; the second one leaves a process of its own behind.
CODE = """
import os, sys
from capacity.supervisor import Supervisor
def say(line): os.write(1, f"{line}\\n".encode())
supervisor = Supervisor(say)
supervisor.listen()
supervisor.start("first", ["sleep", "600"], environment=dict(os.environ))
supervisor.start("second", ["sh", "-c", "sleep 600 & echo child $!; wait"], environment=dict(os.environ))
for child in supervisor._children.values():
    say(f"child {child.pid}")
sys.exit(supervisor.watch())
"""


@pytest.fixture
def supervisor() -> Iterator[subprocess.Popen[str]]:
    """Give a running supervisor in a session of its own."""
    process = subprocess.Popen(
        [sys.executable, "-c", CODE],
        stdout=subprocess.PIPE,
        text=True,
        cwd=PROJECT,
        start_new_session=True,
    )
    yield process
    process.kill()
    process.wait()
    if process.stdout is not None:
        process.stdout.close()


def children(supervisor: subprocess.Popen[str]) -> list[int]:
    """Return the processes it started: the two sleepers, and the sleeper of the second."""
    assert supervisor.stdout is not None
    lines = [supervisor.stdout.readline() for _ in range(3)]
    return sorted(int(line.removeprefix("child ")) for line in lines)


def soon(truth: Callable[[], bool]) -> bool:
    """Say whether something becomes true within ten seconds."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and not truth():
        time.sleep(0.05)
    return truth()


def alive(pid: int) -> bool:
    """Say whether a process runs; one that has ended and waits to be noticed does not."""
    with contextlib.suppress(OSError):
        state = subprocess.run(
            ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False
        )
        return state.stdout.strip()[:1] not in {"", "Z"}
    return False


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_request_to_stop_ends_everything_quietly(
    supervisor: subprocess.Popen[str], number: signal.Signals
) -> None:
    started = children(supervisor)

    supervisor.send_signal(number)
    said, _ = supervisor.communicate(timeout=30)

    assert supervisor.returncode == 0
    assert said == "Stopping …\n"
    assert soon(lambda: not any(alive(pid) for pid in started))


def test_the_end_of_one_process_ends_the_others_and_is_an_error(
    supervisor: subprocess.Popen[str],
) -> None:
    started = children(supervisor)

    os.kill(started[0], signal.SIGKILL)
    said, _ = supervisor.communicate(timeout=30)

    assert supervisor.returncode == 1
    assert said == "The first ended by itself; stopping the rest.\n"
    assert soon(lambda: not any(alive(pid) for pid in started))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's end")
def test_processes_do_not_outlive_a_supervisor_that_was_killed(
    supervisor: subprocess.Popen[str],
) -> None:
    first, second, grandchild = children(supervisor)

    supervisor.kill()
    supervisor.wait()

    assert soon(lambda: not alive(first) and not alive(second))
    os.kill(grandchild, signal.SIGKILL)  # its own parent would have ended it
