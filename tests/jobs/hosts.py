"""Hosts of a network: each a namespace of its own, reached over a cable that can be pulled."""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass

import pytest


@dataclass(frozen=True)
class Host:
    """``address`` is where it finds this machine; ``inside`` is what a command begins with to run there."""

    name: str
    address: str

    @property
    def inside(self) -> tuple[str, ...]:
        return ("ip", "netns", "exec", self.name)

    def pull_cable(self) -> None:
        _ip("link", "set", f"{self.name}h", "down")

    def plug_in(self) -> None:
        _ip("link", "set", f"{self.name}h", "up")


@contextlib.contextmanager
def two_hosts() -> Iterator[tuple[Host, Host]]:
    """Make two hosts; skips the test, and says why, where the machine cannot."""
    if not shutil.which("ip"):
        pytest.skip("There is no `ip` here: install iproute2.")
    number = os.getpid() % 250
    hosts = [
        Host(f"p{os.getpid()}{letter}", f"10.213.{number}.{first}") for letter, first in (("a", 1), ("b", 5))
    ]
    with contextlib.ExitStack() as stack:
        for host in hosts:
            try:
                _ip("netns", "add", host.name)
                stack.callback(_ip, "netns", "delete", host.name)
                _connect(host)
            except subprocess.CalledProcessError as error:
                pytest.skip(f"This machine makes no networks: {error.stderr.strip()}")
        yield hosts[0], hosts[1]


def _connect(host: Host) -> None:
    """Lay a cable between this machine and the host; it goes when the namespace goes."""
    here, there = f"{host.name}h", f"{host.name}g"
    beginning, _, last = host.address.rpartition(".")
    _ip("link", "add", here, "type", "veth", "peer", "name", there, "netns", host.name)
    _ip("address", "add", f"{host.address}/30", "dev", here)
    _ip("link", "set", here, "up")
    _ip("-n", host.name, "address", "add", f"{beginning}.{int(last) + 1}/30", "dev", there)
    _ip("-n", host.name, "link", "set", there, "up")
    _ip("-n", host.name, "link", "set", "lo", "up")


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], capture_output=True, text=True, check=True)
