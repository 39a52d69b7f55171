"""Servers as processes: started apart from our terminal, found again, never mistaken for others."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from capacity.embedded import folders
from capacity.embedded.places import Place

LOG_LENGTH = 5_000_000  # bytes; a longer log is put aside at the next start

# Held so that a server we started is not reported as forgotten while it still serves others.
_started: list[subprocess.Popen[bytes]] = []


def launch(place: Place, name: str, command: list[str]) -> subprocess.Popen[bytes]:
    """Start a server as its owner in a session of its own, its words going to its log."""
    log = place.log(name)
    with contextlib.suppress(FileNotFoundError):
        if log.stat().st_size > LOG_LENGTH:
            log.replace(log.with_suffix(".log.1"))
    handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600)
    folders.give(handle, like=place.var)
    try:
        server = subprocess.Popen(  # noqa: S603 - our own binary, our own options
            command,
            stdin=subprocess.DEVNULL,
            stdout=handle,
            stderr=handle,
            cwd=place.home,
            env=quiet_environment(place),
            start_new_session=True,
            umask=0o077,
            **place.owner.identity(),
        )
    finally:
        os.close(handle)
    _started.append(server)
    return server


def quiet_environment(place: Place) -> dict[str, str]:
    """Return an environment in which no PG… variable of the user can lead a server astray."""
    return {"PATH": os.defpath, "HOME": str(place.home), "LC_ALL": "C", "TZ": "UTC"}


def living(pid_file: Path, folder: Path) -> int | None:
    """Return the process a pid file names, if it lives and works in that folder.

    The number alone proves nothing: after a crash it may belong to somebody else's program.
    """
    try:
        pid = int(pid_file.read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return None
    at = _working_folder(pid)
    return pid if at is not None and at == os.path.realpath(folder) else None


def wait_gone(pid_file: Path, folder: Path, *, seconds: float) -> bool:
    """Wait until the process a pid file names has ended; say whether it has."""
    deadline = time.monotonic() + seconds
    while living(pid_file, folder) is not None:
        _reap()
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    _reap()
    return True


def end(pid_file: Path, folder: Path, *, how: signal.Signals) -> None:
    """Ask a server to stop, and make it stop where it does not within thirty seconds."""
    for number, seconds in ((how, 30), (signal.SIGKILL, 5)):
        pid = living(pid_file, folder)
        if pid is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)
        if wait_gone(pid_file, folder, seconds=seconds):
            return


def last_words(log: Path, since: int) -> str:
    """Return the most telling line a server wrote to its log after that many bytes."""
    try:
        with log.open("rb") as file:
            file.seek(since)
            lines = file.read().decode(errors="replace").splitlines()
    except OSError:
        return ""
    telling = [line for line in lines if "FATAL" in line or "error" in line.lower()]
    return (telling or lines or [""])[-1].strip()


def log_length(log: Path) -> int:
    """Return the length of a log in bytes, 0 where there is none."""
    return log.stat().st_size if log.exists() else 0


def forget_lock(path: Path) -> None:
    """Make a lock file of a dead server name a process that cannot exist.

    PostgreSQL believes its lock file when the number in it is alive again as another program. The
    rest of the file stays: by it PostgreSQL sees whether memory of the dead server is still in use.
    """
    try:
        lines = path.read_text().splitlines()
    except OSError:
        return
    impossible = str(2**31 - 2)
    folders.write_in_place(path, "\n".join([impossible, *lines[1:]]) + "\n")


def _working_folder(pid: int) -> str | None:
    """Return the folder a process works in; None where there is no such living process."""
    try:
        return os.readlink(f"/proc/{pid}/cwd")
    except OSError:
        if sys.platform == "linux":
            return None
    answer = subprocess.run(  # noqa: S603 - a fixed command and a number
        ["/usr/sbin/lsof", "-a", "-d", "cwd", "-p", str(pid), "-Fn"],
        capture_output=True,
        text=True,
        check=False,
    )
    names = [line[1:] for line in answer.stdout.splitlines() if line.startswith("n")]
    return names[0] if names else None


def _reap() -> None:
    """Take note of the ends of servers that this process started."""
    for server in _started:
        server.poll()
