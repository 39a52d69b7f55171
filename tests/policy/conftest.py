"""One world for every question about who may see and do what: made once, never changed."""

import pytest
from django.db import transaction
from django.test import Client

from tests.policy.asking import Asked
from tests.policy.world import World


@pytest.fixture(scope="module")
def asked(django_db_setup, django_db_blocker):
    """The world, and a browser of each reader."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = World()
        clients = {}
        for letter, account in world.readers.items():
            clients[letter] = Client(raise_request_exception=True)
            if account.is_authenticated:
                clients[letter].force_login(account)
        yield Asked(world, clients)
        transaction.set_rollback(True)
