"""The trail is only ever added to, and it is the database that says so."""

# ruff: noqa: S608 - statements of our own tables, meant to be refused

import pytest
from django.db import ProgrammingError, connection, transaction

from office import bulk
from office.audit import Actor
from office.choices import Door, Verb
from office.erasing import erasing
from office.models import AuditEntry, AuditPersonalValue, ReadEntry
from programmes.models import Topic
from tests.factories.office import AuditEntryFactory, AuditPersonalValueFactory, ReadEntryFactory
from tests.factories.programmes import TopicFactory

pytestmark = pytest.mark.django_db

TABLES = ["office_auditentry", "office_auditpersonalvalue", "office_readentry"]
COLUMNS = {"office_auditentry": "reason", "office_auditpersonalvalue": "old", "office_readentry": "what"}


@pytest.fixture(autouse=True)
def trail():
    """One row of each table, so that a statement has something it could change."""
    ReadEntryFactory()
    entry = AuditPersonalValueFactory(old="Tuilagi", new="Faleolo").entry
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else emptying is refused for another reason
    return entry


def refused(statement):
    told = pytest.raises(ProgrammingError, match="only ever added to")
    with told, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("table", TABLES)
def test_no_statement_changes_removes_or_empties_it(table):
    refused(f"UPDATE {table} SET {COLUMNS[table]} = 'nothing happened'")
    refused(f"DELETE FROM {table}")
    refused(f"DELETE FROM {table} WHERE false")
    refused(f"TRUNCATE {table} CASCADE")


def test_no_queryset_does_either():
    for rows in (AuditEntry.objects.all(), ReadEntry.objects.all(), AuditPersonalValue.objects.all()):
        with pytest.raises(ProgrammingError, match="refused"), transaction.atomic():
            rows._raw_delete(rows.db)
    with pytest.raises(ProgrammingError, match="refused"), transaction.atomic():
        AuditEntry.objects.update(actor=None)


def test_while_erasing_only_personal_values_and_words_can_go(trail):
    with erasing():
        AuditPersonalValue.objects.all().delete()
        AuditEntry.objects.filter(pk=trail.pk).update(reason="[erased]")
        for statement in (
            "DELETE FROM office_auditentry",
            "UPDATE office_auditentry SET actor_id = NULL, verb = 'RELEASED'",
            "UPDATE office_auditentry SET at = now() - interval '1 year'",
            "UPDATE office_readentry SET people = 0",
            "DELETE FROM office_readentry",
        ):
            refused(statement)

    assert AuditEntry.objects.get(pk=trail.pk).reason == "[erased]"
    assert not AuditPersonalValue.objects.exists()


def test_after_erasing_everything_is_refused_again(trail):
    with erasing():
        pass

    refused("DELETE FROM office_auditpersonalvalue")
    refused("UPDATE office_auditentry SET reason = ''")


def test_a_statement_about_many_rows_leaves_a_line_that_stands_too():
    topics = TopicFactory.create_batch(2)
    bulk.remove_many(Topic, [each.pk for each in topics], by=Actor(None, Door.JOB, "a list was undone"))

    entry = AuditEntry.objects.get(verb=Verb.REMOVED_MANY)
    assert (entry.door, entry.reason) == (Door.JOB, "a list was undone")
    refused(f"DELETE FROM office_auditentry WHERE id = {entry.pk}")


def test_an_entry_can_be_added(trail):
    AuditEntryFactory()

    assert AuditEntry.objects.count() == 2
