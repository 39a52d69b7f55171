"""Asking an address as each reader, so that nothing that is asked changes the world."""

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import reverse

from office.models import AuditEntry
from tests.policy.world import World

READERS = "NAOUFDT"
WORDS = {200: "y", 201: "y", 202: "y", 400: "0", 401: "1", 403: "3", 404: "4", 405: "5"}


@contextmanager
def undone() -> Iterator[None]:
    """Take back whatever happens inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@dataclass
class Asked:
    """The world and the browsers of its readers; an answer is a letter, see ``tests/policy/table.py``."""

    world: World
    clients: dict[str, Client]

    def letter(self, response: Any) -> str:
        if response.status_code in {301, 302}:
            return "l" if response.url.startswith(reverse("login")) else "y"
        return WORDS[response.status_code]

    def read(self, reader: str, address: str, asked: dict[str, str] | None = None) -> tuple[str, str]:
        """Return the letter of an answer, and everything that was sent."""
        with undone():
            response: Any = self.clients[reader].get(address, asked or {})
            content = b"".join(response.streaming_content) if response.streaming else response.content
        return self.letter(response), content.decode("utf-8", errors="replace")

    def write(
        self, reader: str, address: str, sent: Any, method: str = "post", **about: Any
    ) -> tuple[str, int]:
        """Return the letter of an answer, and how many lines it left in the trail."""
        client = self.clients[reader]
        cookies = copy.deepcopy(client.cookies)
        with undone():
            before = AuditEntry.objects.count()
            response = getattr(client, method)(address, sent, **about)
            written = AuditEntry.objects.count() - before
        client.cookies = cookies
        return self.letter(response), written
