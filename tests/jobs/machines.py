"""Real machines for tests: a Redis, workers that are killed, and hosts on a network of their own."""

import contextlib
import os
import shutil
import signal
import socket
import socketserver
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from celery import Celery
from django.db import connection
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from capacity.embedded import binaries, places
from capacity.embedded.places import PROJECT
from capacity.services import broker_url
from capacity.supervisor import end_with_parent

PATIENCE = 150  # seconds for what takes a few on a quiet machine
NEVER = 10**6  # seconds: no message is given to a second worker by itself


def soon(truth: Callable[[], Any], *, seconds: float = PATIENCE, every: float = 0.02) -> Any:
    """Return what is true at last; fails the test where it does not come true in time."""
    deadline = time.monotonic() + seconds
    while not (found := truth()):
        assert time.monotonic() < deadline, "What should have happened did not."
        time.sleep(every)
    return found


def database_url(host: str, port: str = "", **options: str) -> str:
    """Return the address of the test's database as another program is given it."""
    found = connection.settings_dict
    words = {"host": host, "port": port} | options if host.startswith("/") else options
    where = "" if host.startswith("/") else f"{host}:{port}"
    return f"postgresql://{found['USER']}@{where}/{found['NAME']}?{urlencode(words, quote_via=quote)}"


def own_database_url(**options: str) -> str:
    found = connection.settings_dict
    return database_url(found["HOST"], str(found["PORT"]), **options)


class Queue:
    """A Redis of the test's own, that can be killed, and lose what it knew."""

    def __init__(self, folder: Path, *, addresses: tuple[str, ...] = ("127.0.0.1",)) -> None:
        self._folder, self._addresses = folder, addresses
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._server: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        program = binaries.redis_server(places.settle(places.var_dir()))
        bound = dict.fromkeys(["127.0.0.1", *self._addresses])
        self._server = subprocess.Popen(
            [
                *(str(program), "--port", str(self.port), "--bind", *bound, "--protected-mode", "no"),
                *("--dir", str(self._folder), "--save", "", "--appendonly", "yes"),
            ],
            stdout=subprocess.DEVNULL,
            preexec_fn=_end_with_us,
        )
        soon(self._answers)

    def kill(self) -> None:
        if self._server is not None:
            self._server.kill()
            self._server.wait()

    def forget(self) -> None:
        """Lose all messages, as a Redis does whose file is gone."""
        shutil.rmtree(self._folder / "appendonlydir", ignore_errors=True)

    def send(self, name: str, **kwargs: Any) -> str:
        """Send a message as the portal does; return its number."""
        with self._app() as app:
            return str(app.send_task(name, kwargs=kwargs).id)

    def waiting(self) -> int:
        """Return how many messages no worker has taken."""
        with self._redis() as server:
            return int(server.llen("celery"))

    def unconfirmed(self) -> int:
        """Return how many messages a worker has taken and not confirmed."""
        with self._redis() as server:
            return int(server.hlen("unacked"))

    def give_again(self) -> None:
        """Do at once what Redis does with a message nobody confirmed for an hour."""
        with self._app(visibility_timeout=0) as app, app.connection_for_write() as line:
            channel: Any = line.default_channel
            channel.qos.restore_visible()

    @contextlib.contextmanager
    def _app(self, **options: Any) -> Iterator[Celery]:
        with Celery("test", broker=broker_url(self.url), set_as_current=False) as app:
            app.conf.broker_transport_options = {"visibility_timeout": NEVER} | options
            yield app

    @contextlib.contextmanager
    def _redis(self) -> Iterator[Redis]:
        server = Redis.from_url(self.url, retry=Retry(NoBackoff(), 0))
        try:
            yield server
        finally:
            server.close()

    def _answers(self) -> bool:
        with contextlib.suppress(RedisError, OSError), self._redis() as server:
            return bool(server.ping())
        return False


class Worker:
    """A Celery worker as `make run` starts it; each task has a process of its own."""

    def __init__(self, name: str, folder: Path, *, inside: tuple[str, ...] = (), **environment: str) -> None:
        self.name, self._inside = name, inside
        self._own = {"VAR_DIR": str(folder), "TMPDIR": str(folder)} | environment
        self._log = folder / "worker.log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> "Worker":
        command = [
            *(*self._inside, sys.executable, "-m", "celery", "--quiet", "--app", "capacity", "worker"),
            *("--loglevel", "INFO", "--concurrency", "1", "--max-tasks-per-child", "1"),
            *("--hostname", f"{self.name}@%h", "--without-gossip", "--without-mingle"),
        ]
        environment = os.environ | {"DJANGO_SETTINGS_MODULE": "capacity.settings", "PORTAL_EMBEDDED": "true"}
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                command,
                cwd=PROJECT,
                env=environment | self._own,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=_end_with_us,
            )
        return self

    def wait_ready(self) -> "Worker":
        soon(lambda: " ready." in self.said())
        return self

    def said(self) -> str:
        return self._log.read_text() if self._log.exists() else ""

    def did(self, message: str) -> bool:
        """Test if the worker finished the task of a message."""
        return any(f"[{message}] succeeded" in line for line in self.said().splitlines())

    def kill_child(self) -> None:
        """Kill the process that does the task, as the kernel does where memory runs out."""
        assert self._process is not None
        listed = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self._process.pid)], capture_output=True, text=True, check=True
        )
        for pid in listed.stdout.split():
            os.kill(int(pid), signal.SIGKILL)

    def stop_listening(self) -> None:
        """Have the worker take no more messages, as on a host that hangs."""
        assert self._process is not None
        os.kill(self._process.pid, signal.SIGSTOP)

    def go_on(self) -> None:
        assert self._process is not None
        os.kill(self._process.pid, signal.SIGCONT)

    def kill(self) -> None:
        """End the worker and all its processes without a last word."""
        if self._process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process = None


class Relay:
    """Carries a port of the network to the socket PostgreSQL listens on."""

    def __init__(self, address: str, path: str) -> None:
        class Line(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                with socket.socket(socket.AF_UNIX) as there, contextlib.suppress(OSError):
                    there.connect(path)
                    threading.Thread(target=_carry, args=(there, self.request), daemon=True).start()
                    _carry(self.request, there)

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads, block_on_close = True, False

        self._server = Server((address, 0), Line)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def _end_with_us() -> None:
    """Leave nothing behind where the test run itself is killed."""
    end_with_parent(signal.SIGKILL)


def _carry(one: socket.socket, other: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := one.recv(65536):
            other.sendall(data)
    with contextlib.suppress(OSError):
        other.shutdown(socket.SHUT_RDWR)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def folder_of_its_own() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="jobs-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
