"""The portal's own web server, asked by real HTTP with the sessions of real accounts."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.core.management import call_command
from django.http import HttpRequest
from django.test import Client

from benchmarks.timing import Times, joined, repeated
from benchmarks.world.reference import address_of
from capacity import start, statics
from members.models import Account

HOST = "127.0.0.1"
SESSION = settings.SESSION_COOKIE_NAME
PATIENCE = 180  # seconds for one answer


class NoAnswer(Exception):
    """The server answered with something else than the page, or not in time."""


def collect_static_files() -> None:
    """Have the files the pages name in their place, as `make run` does."""
    if statics.changed():
        call_command("collectstatic", interactive=False, verbosity=0)
        statics.note()


def sign_in(role: str) -> str:
    """Return the session of the account with that role, as password and code leave it; none without role."""
    if not role:
        return ""
    client, account = Client(), Account.objects.get(email=address_of(role))
    client.force_login(account)
    request = HttpRequest()
    request.session = client.session
    record_authentication(request, account, method="mfa")  # as if it had given its code
    request.session.save()
    return client.cookies[SESSION].value


@contextlib.contextmanager
def running(*, workers: int) -> Iterator[int]:
    """Run the web server as `make run` does, with so many workers; yield its port."""
    port = _free_port()
    os.environ["WEB_WORKERS"] = str(workers)
    command = start.programs(HOST, port)["web server"]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True) as process:  # noqa: S603
        try:
            deadline = time.monotonic() + PATIENCE
            while not start.answers(HOST, port):
                if process.poll() is not None or time.monotonic() > deadline:
                    raise NoAnswer("The web server did not start.")
                time.sleep(0.05)
            yield port
        finally:
            os.killpg(process.pid, signal.SIGKILL)  # nothing of its work is kept, and it is asked again soon
            process.wait()


class Reader:
    """One reader with one connection that stays open."""

    def __init__(self, port: int, session: str) -> None:
        self._connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
        self._headers = {"Host": "localhost", "Accept-Encoding": "gzip"}
        if session:
            self._headers["Cookie"] = f"{SESSION}={session}"

    def read(self, address: str) -> int:
        """Ask for a page and take in all of it; return its bytes on the wire.

        :raises NoAnswer: when it is not answered, or with anything but 200.
        """
        try:
            self._connection.request("GET", address, headers=self._headers)
            answer = self._connection.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException) as problem:
            self._connection.close()
            raise NoAnswer(f"{address}: {problem!r}") from problem
        if answer.status != 200:
            raise NoAnswer(f"{address}: status {answer.status}")
        return len(body)

    def close(self) -> None:
        self._connection.close()


def read_by_one(port: int, session: str, address: str, *, most: int, least: int = 3) -> Times:
    """Return the times of one reader who asks again and again."""
    with contextlib.closing(Reader(port, session)) as reader:
        return repeated(lambda: reader.read(address), most=most, least=min(least, most))


def read_by_many(port: int, session: str, address: str, *, readers: int, most: int) -> Times:
    """Return the times of readers who ask at once, each again and again."""
    with ThreadPoolExecutor(readers) as pool:
        asked = [pool.submit(read_by_one, port, session, address, most=most) for _ in range(readers)]
        return joined([each.result() for each in asked])


def warm_up(port: int, session: str, address: str) -> None:
    """Ask often enough that every worker has answered."""
    with ThreadPoolExecutor(4) as pool:
        for _ in range(2):
            list(pool.map(lambda _: _once(port, session, address), range(4)))


def _once(port: int, session: str, address: str) -> int:
    with contextlib.closing(Reader(port, session)) as reader:
        return reader.read(address)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port
