"""The ledger is only ever added to, and it is the database that says so; merges and erasing still work."""

# ruff: noqa: S608 - statements of our own table, meant to be refused

import datetime as dt

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils import timezone

from members.actions.merging import merge_people
from members.actions.splitting import split_people
from members.models import Person
from office.audit import Actor
from office.choices import Door
from reports.actions.anonymising import anonymise_person
from tests.factories.ledger import LedgerLineFactory, TeachingLanguageFactory
from tests.factories.members import AccountFactory, PersonFactory, PostingFactory
from trainers.models import LedgerLine, TeachingLanguage

pytestmark = pytest.mark.django_db

TABLE = "trainers_ledgerline"


@pytest.fixture
def by(administrator):
    return Actor(administrator, Door.PAGE, "They are one.")


@pytest.fixture
def line():
    made = LedgerLineFactory(
        person=PersonFactory(family_name="Tuilagi", given_names="Sina"), name="Sina Tuilagi"
    )
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else emptying is refused for another reason
    return made


def refused(statement):
    told = pytest.raises(ProgrammingError, match="only ever added to")
    with told, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "change",
    [
        "step = 'REFRESHED', code = NULL",
        "taken_on = '2020-01-01'",
        "valid_to = '2030-01-01'",
        "evidence = 'a letter'",
        "reason = 'because'",
        "name = 'Somebody Else'",
        "topic_id = NULL",
        "created_at = now()",
        "version = 7",
    ],
)
def test_no_statement_changes_a_line(line, change):
    refused(f"UPDATE {TABLE} SET {change}")


def test_no_statement_removes_a_line_or_empties_the_ledger(line):
    refused(f"DELETE FROM {TABLE}")
    refused(f"DELETE FROM {TABLE} WHERE false")
    refused(f"TRUNCATE {TABLE} CASCADE")
    with pytest.raises(ProgrammingError, match="refused"), transaction.atomic():
        LedgerLine.objects.all().delete()


def test_a_line_is_not_given_to_somebody_else(line):
    other = PersonFactory()

    refused(f"UPDATE {TABLE} SET person_id = {other.pk}")


@pytest.mark.parametrize("step", ["SUSPENDED", "LAPSED", "WITHDRAWN"])
def test_the_database_refuses_a_line_that_needs_a_reason_and_has_none(step):
    with pytest.raises(IntegrityError, match="needs a reason"), transaction.atomic():
        LedgerLineFactory(step=step, reason=" ")

    assert LedgerLineFactory(step=step, reason="Left the service.").pk


def test_validity_that_ends_before_it_starts_is_refused():
    with pytest.raises(IntegrityError, match="ledger_validity_ends_after_start"), transaction.atomic():
        LedgerLineFactory(taken_on=dt.date(2023, 3, 1), valid_to=dt.date(2023, 2, 28))


def test_when_two_entries_turn_out_to_be_one_person_the_lines_go_along_and_back(line, by):
    lost, kept = line.person, PersonFactory()
    other = LedgerLineFactory(person=kept)

    merge = merge_people(kept=kept, lost=lost, by=by)

    assert {each.person_id for each in LedgerLine.objects.all()} == {kept.pk}
    assert LedgerLine.objects.accredited_on(dt.date(2024, 3, 1)).filter(person=kept).count() == 2

    split_people(merge=merge, now=timezone.now(), by=by)

    assert LedgerLine.objects.get(pk=line.pk).person_id == lost.pk
    assert LedgerLine.objects.get(pk=other.pk).person_id == kept.pk
    refused(f"UPDATE {TABLE} SET person_id = {kept.pk} WHERE id = {line.pk}")


def test_merged_people_speak_each_language_once(line, by):
    kept = PersonFactory()
    for person in (kept, line.person):
        TeachingLanguageFactory(person=person, language="fj")
    TeachingLanguageFactory(person=line.person, language="fr")

    merge_people(kept=kept, lost=line.person, by=by)

    assert sorted(TeachingLanguage.objects.values_list("person", "language")) == [
        (kept.pk, "fj"),
        (kept.pk, "fr"),
    ]


def test_a_name_that_is_erased_leaves_the_step_and_no_word(by):
    person = PersonFactory(family_name="Tuilagi", given_names="Sina")
    PostingFactory(person=person)
    first = LedgerLineFactory(person=person, name="Sina Tuilagi", evidence="Report on Sina Tuilagi")
    last = LedgerLineFactory(
        person=person,
        scheme=first.scheme,
        topic=first.topic,
        step="SUSPENDED",
        taken_on=dt.date(2024, 1, 1),
        reason="Sina Tuilagi left.",
    )
    assessed = LedgerLineFactory(step="FIELD_MISSION", assessor="Sina Tuilagi, Samoa")

    anonymise_person(person=person, now=timezone.now(), by=by)

    rows = {each.pk: each for each in LedgerLine.objects.all()}
    assert (rows[first.pk].name, rows[first.pk].evidence, rows[last.pk].reason) == ("", "", "")
    assert rows[assessed.pk].assessor == "[erased], Samoa"
    assert (rows[first.pk].step, rows[last.pk].step, rows[first.pk].code) == (
        "ACCREDITED",
        "SUSPENDED",
        first.code,
    )
    assert LedgerLine.objects.certified(first.code) is None
    refused(f"UPDATE {TABLE} SET reason = 'again'")


def test_a_person_with_lines_is_not_removed(line):
    with pytest.raises(Exception, match="protected"), transaction.atomic():
        Person.objects.get(pk=line.person_id).delete()


def test_an_ended_account_does_not_count_lines(line):
    assert not LedgerLine.objects.visible_to(AccountFactory(officer=True, is_active=False)).exists()
