"""Accounts and figures every test may ask for."""

import uuid

import pytest
from django.core.cache import caches
from django.db.backends.postgresql.operations import DatabaseOperations

from tests.factories.members import AccountFactory
from tests.factories.programmes import AssignmentFactory
from tests.reference import put_reference

ONLY_ADDED_TO = (
    "office_auditentry",
    "office_auditpersonalvalue",
    "office_readentry",
    "trainers_ledgerline",
)


@pytest.fixture(autouse=True, scope="session")
def _tests_begin_with_an_empty_trail():
    """Nobody may empty the trail: after a test that commits, its owner lays the rule aside for a moment."""
    flush = DatabaseOperations.execute_sql_flush

    def flush_with_the_trail(self, statements):
        off, on = (
            [f"ALTER TABLE {table} {word} TRIGGER USER" for table in ONLY_ADDED_TO]
            for word in ("DISABLE", "ENABLE")
        )
        flush(self, [*off, *statements, *on])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "execute_sql_flush", flush_with_the_trail)
        yield


@pytest.fixture(autouse=True)
def _its_own_cache(monkeypatch):
    """Let each test find nothing of another's: they run side by side on one Redis."""
    word = uuid.uuid4().hex
    monkeypatch.setattr(caches["default"], "key_prefix", word)
    monkeypatch.setitem(caches.settings["default"], "KEY_PREFIX", word)  # of threads that come later


@pytest.fixture
def attempts_counted_apart(settings):
    """Attempts to sign in are counted for this test alone; others use the same Redis meanwhile."""
    settings.CACHES = {"default": settings.CACHES["default"] | {"KEY_PREFIX": str(uuid.uuid4())}}


@pytest.fixture
def administrator(db):
    return AccountFactory(administrator=True)


@pytest.fixture
def officer(db):
    """An officer who works on no programme yet."""
    return AccountFactory(officer=True)


@pytest.fixture
def assigned(db):
    """Return a function that makes an officer of one programme."""

    def assign(programme):
        return AssignmentFactory(programme=programme).account

    return assign


@pytest.fixture
def focal_point(db):
    return AccountFactory(focal_point=True)


@pytest.fixture
def donor(db):
    return AccountFactory(donor=True)


@pytest.fixture
def auditor(db):
    return AccountFactory(auditor=True)


@pytest.fixture
def master_trainer(db):
    return AccountFactory(master_trainer=True)


@pytest.fixture
def reference(db):
    """The reference data that comes with the portal: countries, administrations, programmes …"""
    put_reference()
