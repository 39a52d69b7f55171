"""A name is erased wherever it stands; every figure stays, and everything else of the portal too."""

import datetime as dt
import io

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.urls import reverse

from members.actions.merging import merge_people
from members.actions.signing import set_password
from members.choices import Sex
from members.models import Account, Person
from office import audit
from office.audit import Actor
from office.choices import Door, Verb
from office.models import AuditEntry, AuditPersonalValue, ReadEntry, Upload
from programmes.models import Event, Participation
from reports.actions.anonymising import CannotAnonymise, anonymise_person
from reports.indicators.registry import REGISTRY
from reports.measuring.dimensions import ADMINISTRATION, MODE, PROGRAMME, TOPIC, YEAR
from reports.measuring.measure import measure
from reports.scope import Scope
from sheets.writing import Column, Sheet, write_xlsx
from tests.factories.cohorts import CohortParticipantFactory
from tests.factories.members import AccountFactory, NotSameFactory, PersonFactory, PostingFactory
from tests.factories.office import OutboxMailFactory, UploadFactory
from tests.factories.programmes import (
    AttendanceFactory,
    EventFactory,
    InvitationFactory,
    ParticipationFactory,
    ProgrammeFactory,
    SessionFactory,
    TopicFactory,
)
from tests.factories.teaching import CascadePersonFactory, SignedListFactory
from trainers.models import SignedList

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 5, 4, 12, tzinfo=dt.UTC)
SECRETS = ("Tuilagi", "Tuiilagi", "ana.t@example.org", "FJ-4711", "Wharves", "ill in May")
OF_HER_LOGIN = (
    "ana.t@work.example",
    "ana.private@example.net",
    "192.0.2.17",
    "Her browser",
    "otpauth-of-hers",
)
OTHER_NAMES = ("Vakatawa", "Anaseini")


@pytest.fixture
def by(administrator):
    return Actor(administrator, Door.PAGE, "asked for by letter of 2 May")


@pytest.fixture
def event():
    return EventFactory(programmes=[ProgrammeFactory()], topics=[TopicFactory()], mode="ONLINE")


@pytest.fixture
def ana(event, by):
    """Ana Tuilagi: entered twice and merged, on a list, in mails, texts, the trail and lists sent in."""
    person = PersonFactory(family_name="Tuilagi", given_names="Ana", sex=Sex.WOMAN, email="ana.t@example.org")
    row = ParticipationFactory(
        event=event,
        person=person,
        position="Director of Wharves",
        state="COMPLETED",
        post_score="81.50",
        state_reason="was ill in May",
    )
    posting = person.postings.get()
    posting.staff_number, posting.position = "FJ-4711", "Head of Wharves"
    audit.save(posting, by=by)
    row.position = "Head of Wharves"
    audit.save(row, by=by)
    AttendanceFactory(session=SessionFactory(event=event), participation=row)
    other = PersonFactory(family_name="Tuiilagi", given_names="Ana")
    ParticipationFactory(event=EventFactory(), person=other, organisation=row.organisation, posting=False)
    merge_people(kept=person, lost=other, by=by)
    person.refresh_from_db()
    NotSameFactory(person=person, other=None, described="tuilagi ana fj")
    removed = PostingFactory(person=person, position="Clerk of Wharves")
    removed.position = "Wharves again"
    audit.save(removed, by=by)
    audit.remove(removed, by=by)
    _mentioned(event, by)
    return person


def _mentioned(event, by):
    OutboxMailFactory(to="ana.t@example.org", body="Dear Ms Tuilagi, you are selected.")
    OutboxMailFactory(to="focal@example.org", body="You named ANA TUILAGI.")
    UploadFactory(subject=event, is_pasted=True, content=b"Family name\tTuilagi\n", name="Tuilagi.txt")
    columns = [Column("name", "Name")]
    workbook = io.BytesIO()
    write_xlsx([Sheet("People", columns, [{"name": "Tuilagi, Ana"}])], workbook)
    UploadFactory(subject=event, content=workbook.getvalue(), preview={"rows": ["Tuilagi, Ana"]})
    event.note = "Opened by Ana Tuilagi."
    event.title = "Workshop in honour of Ana Tuilagi"
    audit.save(event, by=Actor(by.account, Door.PAGE, "Tuilagi, Ana wrote to us"))


def everything_stored():
    """Return every row of every table as text, files as what they hold."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - a table of the catalogue
            for row in cursor.fetchall():
                yield (
                    table,
                    " ".join(
                        bytes(value).decode("latin-1") if isinstance(value, memoryview) else str(value)
                        for value in row
                    ),
                )


def found(words):
    return [
        (table, word)
        for table, row in everything_stored()
        for word in words
        if word.casefold() in row.casefold()
    ]


def figures(reader):
    indicators = list(REGISTRY.values())
    splits = [ADMINISTRATION, MODE, PROGRAMME, TOPIC, YEAR]
    measured = measure(Scope(reader), indicators, by=splits)
    groups = {split.code: measured.by(split, missing="none") for split in splits}
    return {each.code: measured[each] for each in indicators}, groups


def test_the_name_is_nowhere_afterwards(ana, by):
    assert {word for _table, word in found(SECRETS)} == set(SECRETS)  # it could be found

    anonymise_person(person=ana, now=NOW, by=by)

    assert found(SECRETS) == []


@pytest.fixture
def known_as_another(ana, by):
    """Ana has two more entries under the name she married with; one was merged into the other before."""
    first, second = (PersonFactory(family_name="Vakatawa", given_names=given) for given in ("Anaseini", "A."))
    merge_people(kept=first, lost=second, by=by)
    merge_people(kept=ana, lost=Person.objects.get(pk=first.pk), by=by)
    ana.refresh_from_db()
    event = EventFactory(note="Chaired by Anaseini Vakatawa", title="Thanks to Vakatawa, Anaseini")
    UploadFactory(subject=event, is_pasted=True, content=b"Family name\tVakatawa\n")
    return ana


@pytest.fixture
def her_login(client, ana, by):
    """An account she signed in with, under an address of its own and with an app, and that has ended."""
    account = AccountFactory(master_trainer=True, person=ana, name="Ana Tuilagi", email="ana.t@work.example")
    set_password(account=account, password="a-long-and-quiet-lagoon", by=by)
    signed_in = {"REMOTE_ADDR": "192.0.2.17", "HTTP_USER_AGENT": "Her browser"}
    sent = {"username": account.email, "password": "a-long-and-quiet-lagoon"}
    client.post(reverse("login"), sent, **signed_in)
    client.get(reverse("members:session-list"), **signed_in)
    UserSession.objects.create(user=account, session_key="hers", ip="192.0.2.17", user_agent="Her browser")
    EmailAddress.objects.create(user=account, email="ana.private@example.net")
    Authenticator.objects.create(user=account, type="totp", data={"secret": "otpauth-of-hers"})
    OutboxMailFactory(to="ana.t@work.example", body="You signed in at a new place.")
    account = Account.objects.get(pk=account.pk)
    account.is_active = False
    audit.save(account, by=by)
    return account


def in_sessions():
    """Return what is written in the sessions, which the database holds packed."""
    return str([each.get_decoded() for each in Session.objects.all()])


def test_nor_is_a_name_of_an_entry_that_became_one_with_it(known_as_another, by):
    assert known_as_another.other_names
    assert {word for _table, word in found(OTHER_NAMES)} == set(OTHER_NAMES)

    anonymise_person(person=known_as_another, now=NOW, by=by)

    assert found(OTHER_NAMES) == []
    assert not Person.everyone.exclude(other_names=[]).exists()


def test_nor_is_anything_of_how_they_signed_in(her_login, known_as_another, by):
    assert {word for _table, word in found(OF_HER_LOGIN)} == set(OF_HER_LOGIN)
    assert "ana.t@work.example" in in_sessions()

    anonymise_person(person=known_as_another, now=NOW, by=by)

    assert found((*SECRETS, *OF_HER_LOGIN, *OTHER_NAMES)) == []
    assert "ana.t@work.example" not in in_sessions()
    assert not Account.objects.get(pk=her_login.pk).has_usable_password()


def test_others_stay_signed_in(her_login, ana, by, client, officer):
    client.force_login(officer)
    Authenticator.objects.create(user=officer, type="totp", data={"secret": "of another"})

    anonymise_person(person=ana, now=NOW, by=by)

    assert client.get(reverse("members:account-own")).status_code == 200
    assert Authenticator.objects.get().user == officer


def test_a_name_that_was_corrected_is_found_where_it_was_written_before(ana, by):
    ana.family_name = "Tuilagi-Vave"
    audit.save(ana, by=by)

    anonymise_person(person=ana, now=NOW, by=by)

    assert found(SECRETS) == []


def test_every_figure_is_the_same(ana, by, auditor):
    before = figures(auditor)

    anonymise_person(person=ana, now=NOW, by=by)

    assert figures(auditor) == before


def test_what_figures_rest_on_stays_and_nothing_is_found_by_the_name(ana, by, client, officer):
    anonymise_person(person=ana, now=NOW, by=by)

    person = Person.objects.get(pk=ana.pk)
    row = Participation.objects.get(person=person, state="COMPLETED")
    assert (person.family_name, person.sex) == (f"Person {ana.pk}", Sex.WOMAN)
    assert (row.post_score, row.position, row.attendances.get().was_present) == (81.5, "", True)
    assert not Person.objects.all().called("Tuilagi").exists()
    assert not Event.objects.called("Tuilagi").exists()
    client.force_login(officer)
    assert client.get(person.get_absolute_url()).status_code == 200
    assert client.get(reverse("members:person-edit", args=[person.pk])).status_code == 403


def test_the_trail_stands_and_says_that_and_why(ana, by):
    lines = AuditEntry.objects.count()

    anonymise_person(person=ana, now=NOW, by=by)

    assert AuditEntry.objects.count() > lines
    entry = AuditEntry.objects.filter(verb=Verb.ANONYMISED, object_id=ana.pk).get()
    assert (entry.actor, entry.reason) == (by.account, "asked for by letter of 2 May")


def test_others_keep_their_names_their_values_and_their_lists(ana, event, by):
    other = PersonFactory(family_name="Faleolo", given_names="Ana", email="a.f@example.org")
    other.given_names = "Anna"
    audit.save(other, by=by)
    upload = UploadFactory(subject=event, content=b"Family name\tFaleolo\n", is_pasted=True)
    mail = OutboxMailFactory(to="a.f@example.org", body="Dear Ms Faleolo")

    anonymise_person(person=ana, now=NOW, by=by)

    other.refresh_from_db()
    assert other.full_name == "Anna Faleolo"
    assert AuditPersonalValue.objects.filter(old="Ana", new="Anna").exists()
    assert bytes(Upload.objects.get(pk=upload.pk).content) == b"Family name\tFaleolo\n"
    mail.refresh_from_db()
    assert mail.body == "Dear Ms Faleolo"


def test_it_is_refused_where_somebody_signs_in_as_them_where_the_reason_names_them_and_twice(ana, by):
    account = AccountFactory(master_trainer=True, person=ana)
    with pytest.raises(CannotAnonymise, match="signs in"):
        anonymise_person(person=ana, now=NOW, by=by)
    account.is_active = False
    account.save()
    named = Actor(by.account, Door.PAGE, "Ana Tuilagi asked for it")
    with pytest.raises(CannotAnonymise, match="without the name"):
        anonymise_person(person=ana, now=NOW, by=named)

    anonymise_person(person=ana, now=NOW, by=by)

    account.refresh_from_db()
    assert account.email == f"former{account.pk}@erased.invalid"
    with pytest.raises(CannotAnonymise, match="erased already"):
        anonymise_person(person=Person.objects.get(pk=ana.pk), now=NOW, by=by)


# --- Pages --------------------------------------------------------------------------------------------


def to(name, person):
    return reverse(f"reports:{name}", args=[person.pk])


def test_an_administrator_erases_a_name_with_a_reason_and_not_without(client, ana, administrator):
    client.force_login(administrator)

    assert client.post(to("person-anonymise", ana), {"reason": "asked by letter"}).status_code == 200
    assert Person.objects.get(pk=ana.pk).family_name == "Tuilagi"
    client.post(to("person-anonymise", ana), {"reason": "asked by letter", "is_sure": "on"})

    assert Person.objects.get(pk=ana.pk).anonymised_at is not None


def test_a_person_is_given_everything_that_is_held_about_them(client, ana, administrator):
    client.force_login(administrator)
    client.get(ana.get_absolute_url())

    page = client.get(to("person-data", ana)).content.decode()
    file = client.get(to("person-data-file", ana)).json()

    for word in (
        "Tuilagi",
        "Tuiilagi",
        "Head of Wharves",
        "FJ-4711",
        "81.50",
        "was ill in May",
        "you are selected",
    ):
        assert word in page
        assert word in str(file)
    assert "Who read this person" in page
    logged = list(ReadEntry.objects.order_by("pk").values_list("what", flat=True))
    assert logged[-2:] == [f"person {ana.pk}: all their data", f"person {ana.pk}: all their data (file)"]


def test_a_scan_of_a_list_they_signed_goes_and_the_training_counts_on(ana, by):
    training = CascadePersonFactory(person=ana).training
    SignedListFactory(training=training)
    of_others = SignedListFactory()

    anonymise_person(person=ana, now=NOW, by=by)

    training.refresh_from_db()
    assert list(SignedList.objects.all()) == [of_others]
    assert (training.grade, training.people, training.named.count()) == ("C", 15, 1)


def test_whose_place_one_took_is_not_told_by_name(client, ana, administrator):
    gone = CohortParticipantFactory(
        person__family_name="Predecessor", left_on=dt.date(2022, 3, 1), left_reason="Moved"
    )
    CohortParticipantFactory(cohort=gone.cohort, person=ana, replaces=gone)
    client.force_login(administrator)

    page = client.get(reverse("reports:person-data", args=[ana.pk])).content.decode()

    assert f"number {gone.pk}" in page
    assert "Predecessor" not in page


def test_nobody_elses_data_is_in_it(client, ana, administrator):
    other = ParticipationFactory(
        event=Participation.objects.filter(person=ana).first().event,
        person=PersonFactory(family_name="Faleolo"),
    )
    InvitationFactory(administration=other.organisation.administration)
    client.force_login(administrator)

    assert "Faleolo" not in str(client.get(to("person-data-file", ana)).json())


@pytest.mark.parametrize("name", ["person-data", "person-data-file", "person-anonymise"])
@pytest.mark.parametrize("role", ["officer", "auditor", "focal_point", "donor", "master_trainer"])
def test_both_are_for_administrators_alone(client, name, role):
    client.force_login(AccountFactory(**{role: True}))

    assert client.get(to(name, PersonFactory())).status_code == 403
