"""Keeping several processes together: all run, or none does."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from types import FrameType

PR_SET_PDEATHSIG = 1
PATIENCE = 15.0  # seconds a process has to finish what it does
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Supervisor:
    """Starts processes, notices when one ends, and ends them together.

    Each has a session of its own, so that Ctrl-C reaches only us and nothing of theirs stays
    behind; on Linux each also ends when we are killed.
    """

    def __init__(self, say: Callable[[str], None]) -> None:
        """Take the function that puts one line on the screen."""
        self._say = say
        self._asked = 0
        self._children: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, command: list[str], *, environment: dict[str, str]) -> None:
        """Start a process under a name that a person can read."""
        self._children[name] = subprocess.Popen(  # noqa: S603 - our own programs
            command,
            stdin=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,
            preexec_fn=_before_program(),
        )

    def listen(self) -> None:
        """From now on a request to stop is noted, not obeyed at once."""
        for number in SIGNALS:
            signal.signal(number, self._note)

    def wait_until(self, ready: Callable[[], bool], *, seconds: float) -> bool:
        """Wait until something is ready; False when we should stop or the time is over."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and not self._asked and self._ended() is None:
            if ready():
                return True
            time.sleep(0.1)
        return False

    def watch(self) -> int:
        """Wait for a request to stop (0) or for the end of a process (1), and stop them all."""
        while not self._asked and self._ended() is None:
            time.sleep(0.2)
        ended = self._ended()
        if ended is not None and not self._asked:
            self._say(f"The {ended} ended by itself; stopping the rest.")
        else:
            self._say("Stopping …")
        self._stop()
        return 0 if self._asked else 1

    def _ended(self) -> str | None:
        """Return the name of a process that has ended."""
        return next((name for name, it in self._children.items() if it.poll() is not None), None)

    def _stop(self) -> None:
        """End every process: first they are asked, after a while or a second Ctrl-C they are not.

        What a worker leaves undone is done again after the next start.
        """
        before = self._asked
        for child in self._children.values():
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + PATIENCE
        while any(child.poll() is None for child in self._children.values()):
            if time.monotonic() > deadline or self._asked > before:
                break
            time.sleep(0.05)
        for child in self._children.values():
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        self._asked += 1


def end_with_parent(number: signal.Signals) -> None:
    """Have the kernel send this process a signal when its parent ends; only Linux does so."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, number)


def _before_program() -> Callable[[], None]:
    """Return what a child does before its program starts, so that it does not outlive us."""
    parent = os.getpid()

    def prepare() -> None:
        end_with_parent(signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    return prepare
