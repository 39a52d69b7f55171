"""`make run`: from nothing to a running portal, and back to nothing with Ctrl-C.

Run as `python -m capacity.start`. Every step is one line on screen; what the commands said in full
is in `var/log/start.log`.
"""

import errno
import http.client
import io
import os
import signal
import socket
import sys
from pathlib import Path
from types import FrameType
from typing import Any, TextIO

import django
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connections

from capacity import embedded, env, statics
from capacity.supervisor import Supervisor

EVENTS = Path("programmes/data/published-events.csv")
QUIET_ROOT = "ignore:You're running the worker with superuser privileges"


def main() -> int:
    """Prepare and run the portal; return the exit code of the process."""
    signal.signal(signal.SIGTERM, _leave)
    host, port = env.text("HOST", "") or "127.0.0.1", _number("PORT", 8000)
    refuse_taken_port(host, port)
    say("Starting database and queue")
    embedded.ensure_running()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "capacity.settings")
    django.setup()
    logins = prepare()
    connections.close_all()
    supervisor = Supervisor(say)
    supervisor.listen()
    say("Starting web server, worker and beat")
    for name, command in programs(host, port).items():
        supervisor.start(name, command, environment=_environment())
    if supervisor.wait_until(lambda: answers(host, port), seconds=90):
        say(welcome(host, port, logins))
    return supervisor.watch()


def prepare() -> str:
    """Bring the database up to date; return what the demonstration accounts' command said."""
    path = settings.VAR_DIR / "log" / "start.log"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as log:
        step(log, "Looking for mistakes in the set-up", "check")
        step(log, "Bringing the database up to date", "migrate", interactive=False)
        said = step(log, "Loading the reference data", "load_reference", write=True)
        say(f"  {said[-1]}" if said else "")
        events = str(settings.BASE_DIR / EVENTS)
        said = step(log, "Importing the published events", "import_events", events, write=True)
        say(f"  {said[-1]}" if said else "")
        said = step(log, "Loading the published cohorts", "load_cohorts", write=True)
        say(f"  {said[-1]}" if said else "")
        logins = []
        if settings.EMBEDDED:
            logins = step(log, "Making demonstration accounts", "make_demo_accounts")
            step(log, "Making up trainers for the demonstration", "make_demo_trainers")
            step(log, "Making the people of a demonstration cohort", "make_demo_cohort")
            step(log, "Making up needs and offers for the demonstration", "make_demo_needs")
            step(log, "Making up a results framework for the demonstration", "make_demo_results")
        if statics.changed():
            step(log, "Collecting the static files", "collectstatic", interactive=False)
            statics.note()
    return "\n".join(logins)


def step(log: TextIO, line: str, *command: str, **options: Any) -> list[str]:
    """Say what is done, do it, and return the lines it printed; one that fails ends the start."""
    say(line)
    out = io.StringIO()
    try:
        call_command(*command, stdout=out, stderr=out, **options)
    except CommandError as problem:
        raise SystemExit(f"{command[0]} failed: {problem} (log: {log.name})") from None
    finally:
        log.write(f"--- {' '.join(command)}\n{out.getvalue()}")
    return out.getvalue().rstrip().splitlines()


def programs(host: str, port: int) -> dict[str, list[str]]:
    """Return the commands of the processes that make up the portal, by name."""
    beat = settings.VAR_DIR / "beat"
    beat.mkdir(parents=True, exist_ok=True)
    celery = [sys.executable, "-m", "celery", "--quiet", "--app", "capacity"]
    return {
        "web server": [
            *(sys.executable, "-m", "granian", "--interface", "wsgi"),
            *("--host", host, "--port", str(port)),
            *("--workers", str(_number("WEB_WORKERS", 2)), "--blocking-threads", "4"),
            *("--respawn-failed-workers", "--workers-kill-timeout", "5"),
            *("--log-level", "warning", "capacity.web:application"),
        ],
        "worker": [
            *(*celery, "worker", "--loglevel", "WARNING"),
            *("--concurrency", str(_number("WORKER_CONCURRENCY", 2))),
            *("--hostname", f"portal-{port}@%h", "--without-gossip", "--without-mingle"),
        ],
        "beat": [
            *(*celery, "beat", "--loglevel", "WARNING"),
            *("--schedule", str(beat / f"schedule-{port}"), "--pidfile="),
        ],
    }


def refuse_taken_port(host: str, port: int) -> None:
    """End with one line where the port cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as problem:
        if problem.errno == errno.EADDRINUSE:
            raise SystemExit(f"port {port} is in use; set PORT") from None
        raise SystemExit(f"port {port} of {host} cannot be used: {problem.strerror}") from None


def answers(host: str, port: int) -> bool:
    """Say whether the web server answers, whatever it says."""
    connection = http.client.HTTPConnection(_reachable(host), port, timeout=10)
    try:
        connection.request("GET", "/", headers={"Host": "localhost"})
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True


def welcome(host: str, port: int, logins: str) -> str:
    """Return the last words before the portal is used."""
    name = _reachable(host)
    address = f"http://[{name}]:{port}/" if ":" in name else f"http://{name}:{port}/"
    return f"\nThe portal runs at {address} (Ctrl-C stops it)\n{logins}\n"


def say(line: str) -> None:
    """Put a line on the screen."""
    if line:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


def _reachable(host: str) -> str:
    """Return the address at which a server bound to `host` is found from here."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - not bound here


def _number(name: str, default: int) -> int:
    """Return a variable as a whole number above zero; anything else ends the start."""
    word = env.text(name, "") or str(default)
    if not word.isascii() or not word.isdigit() or int(word) < 1:
        raise SystemExit(f"{name} must be a whole number above zero, not {word!r}")
    return int(word)


def _environment() -> dict[str, str]:
    """Return the environment of the processes: ours, with the addresses of the services."""
    known = os.environ.get("PYTHONWARNINGS")
    return {**os.environ, "PYTHONWARNINGS": f"{known},{QUIET_ROOT}" if known else QUIET_ROOT}


def _leave(_number: int, _frame: FrameType | None) -> None:
    """Obey a request to stop that comes before the portal runs."""
    raise SystemExit(143)


if __name__ == "__main__":
    sys.exit(main())
