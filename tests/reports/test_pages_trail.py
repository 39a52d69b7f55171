"""History of a record, the whole trail, who read what, and who can see it."""

import csv
import io
import re

import pytest
from django.urls import reverse

from members.models import Person
from office import audit, bulk
from office.audit import Actor
from office.choices import Door
from office.erasing import erasing
from office.models import AuditEntry, AuditPersonalValue, ReadEntry
from programmes.models import Participation
from reports.sections.kinds import KINDS
from tests.factories.deliverables import HandoverFactory, OperatorFactory
from tests.factories.members import AccountFactory, AdministrationFactory, PersonFactory, PostingFactory
from tests.factories.office import AuditEntryFactory, ReadEntryFactory
from tests.factories.programmes import (
    AssignmentFactory,
    EventFactory,
    HeadcountFactory,
    InvitationFactory,
    ParticipationFactory,
    PhaseFactory,
    ProgrammeFactory,
)

pytestmark = pytest.mark.django_db


def text_of(response):
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode("utf-8-sig")


def history(client, word, record):
    return client.get(reverse("reports:record-history", args=[word, record.pk]))


@pytest.fixture
def programme():
    return ProgrammeFactory()


@pytest.fixture
def event(programme):
    return EventFactory(programmes=[programme])


@pytest.fixture
def by(administrator):
    return Actor(administrator, Door.PAGE, reason="as the host wrote")


def test_the_history_of_an_event_tells_of_it_and_of_what_belongs_to_it(
    client, event, by, assigned, programme
):
    event.city = "Suva"
    audit.save(event, by=by)
    count = HeadcountFactory(event=event)
    count.people = 12
    audit.save(count, by=by)
    other = EventFactory()
    other.city = "Apia"
    audit.save(other, by=by)
    client.force_login(assigned(programme))

    page = text_of(history(client, "event", event))

    assert "city: from nothing to Suva" in page
    assert "people: from 10 to 12" in page
    assert "as the host wrote" in page
    assert "Apia" not in page


def test_it_tells_of_rows_that_are_no_more(client, event, by, auditor):
    rows = [
        Participation(event=event, person=PersonFactory(), organisation=AdministrationFactory())
        for _ in range(2)
    ]
    first, second = audit.add_many(Participation, rows, by=by)
    first_pk = first.pk
    audit.remove(first, by=by)
    bulk.remove_many(Participation, [second.pk], by=by)
    client.force_login(auditor)

    page = text_of(history(client, "event", event))

    assert f"Participation {first_pk}" in page


def test_the_history_of_a_person_shows_values_and_is_logged(client, by, officer):
    person = PersonFactory(family_name="Tuilagi")
    person.family_name = "Faleolo"
    audit.save(person, by=by)
    client.force_login(officer)

    page = text_of(history(client, "person", person))

    assert "family name: from Tuilagi to Faleolo" in page
    assert ReadEntry.objects.get().what == f"person {person.pk}: history"


def test_what_was_erased_is_told_to_be(client, by, officer):
    person = PersonFactory(family_name="Tuilagi")
    person.family_name = "Faleolo"
    audit.save(person, by=by)
    with erasing():
        AuditPersonalValue.objects.all().delete()
    client.force_login(officer)

    page = text_of(history(client, "person", person))

    assert "family name: erased" in page
    assert "Tuilagi" not in page


def test_an_events_history_names_nobody(client, event, by, auditor):
    row = ParticipationFactory(event=event, person=PersonFactory(family_name="Tuilagi"), position="Chief")
    row.position = "Director of Wharves"
    audit.save(row, by=by)
    client.force_login(auditor)

    page = text_of(history(client, "event", event))

    assert f"Participation {row.pk}" in page
    assert "Tuilagi" not in page
    assert "Wharves" not in page


def test_who_sees_a_record_and_may_not_change_it_does_not_read_its_history(client, focal_point):
    event = EventFactory()
    HeadcountFactory(event=event, organisation=focal_point.organisation)
    posting = PostingFactory(organisation=focal_point.organisation)
    PostingFactory(person=posting.person)  # who worked elsewhere, too, is corrected by the secretariat
    client.force_login(focal_point)

    assert history(client, "event", event).status_code == 403
    assert history(client, "person", posting.person).status_code == 403
    assert history(client, "person", PersonFactory()).status_code == 404
    assert client.get(reverse("reports:record-history", args=["password", 1])).status_code == 404


@pytest.mark.parametrize("name", ["trail", "trail-file", "read-log", "read-file"])
@pytest.mark.parametrize("role", ["officer", "focal_point", "donor", "master_trainer"])
def test_the_whole_trail_is_for_administrators_and_auditors(client, name, role):
    client.force_login(AccountFactory(**{role: True}))

    assert client.get(reverse(f"reports:{name}")).status_code == 403


def test_the_trail_is_found_by_who_what_and_when(client, auditor, officer):
    AuditEntryFactory(label="Ours", actor=officer, verb="REMOVED", reason="entered twice")
    AuditEntryFactory(label="Theirs")
    client.force_login(auditor)
    address = reverse("reports:trail")

    for asked in (
        {"who": officer.email},
        {"verb": "REMOVED"},
        {"kind": "members.organisation", "verb": "REMOVED"},
    ):
        page = text_of(client.get(address, asked))
        assert "Ours" in page
        assert "Theirs" not in page
    assert "Ours" not in text_of(client.get(address, {"until": "2020-01-01"}))
    assert client.get(address, {"since": "2020-13-01"}).status_code == 400
    assert client.get(address, {"kind": "auth.user"}).status_code == 400


@pytest.mark.parametrize("name", ["trail", "read-log"])
@pytest.mark.parametrize("rows", [1, 3])
def test_trail_query_count_does_not_grow(client, auditor, django_assert_max_num_queries, name, rows):
    AuditEntryFactory.create_batch(rows)
    ReadEntryFactory.create_batch(rows)
    client.force_login(auditor)

    with django_assert_max_num_queries(10 if name == "trail" else 7):
        client.get(reverse(f"reports:{name}"))


def test_the_trail_as_a_file_is_streamed_without_a_personal_value_and_runs_no_formula(client, auditor, by):
    person = PersonFactory(family_name="Tuilagi")
    person.family_name = "Faleolo"
    audit.save(person, by=by)
    AuditEntryFactory(label="x", reason='=HYPERLINK("https://example.org")')
    client.force_login(auditor)

    answer = client.get(reverse("reports:trail-file"))
    text = text_of(answer)
    rows = list(csv.DictReader(io.StringIO(text)))

    assert answer.streaming
    assert len(rows) == 2
    assert not rows[0]["reason"].startswith("=")
    assert "family name" in rows[1]["changes"]
    assert "Faleolo" not in text
    assert ReadEntry.objects.get().what == "audit-trail (file)"


def test_who_read_a_person_is_found(client, auditor, officer):
    person = PersonFactory()
    client.force_login(officer)
    client.get(person.get_absolute_url())
    client.force_login(auditor)

    page = text_of(client.get(reverse("reports:read-log"), {"what": f"person {person.pk}"}))
    rows = list(csv.DictReader(io.StringIO(text_of(client.get(reverse("reports:read-file"))))))

    assert officer.name in page
    assert [row["what was read"] for row in rows] == ["who-read-personal-data (file)", f"person {person.pk}"]


def test_every_change_is_a_line_of_the_history(client, auditor, event, by):
    client.force_login(auditor)
    for city in ("Suva", "Apia", "Nadi"):
        event.city = city
        audit.save(event, by=by)

    assert history(client, "event", event).context["page"].paginator.count == 3


# --- Who can see this? ----------------------------------------------------------------------------


def groups(client, address):
    return {each.label: each for each in client.get(address).context["groups"]}


def readers(word, record):
    return reverse("reports:record-readers", args=[word, record.pk])


def test_who_can_see_an_event_is_answered_group_by_group(client, auditor):
    programme = ProgrammeFactory()
    phase = PhaseFactory(programme=programme)
    event = EventFactory(programmes=[programme], phases=[phase])
    AssignmentFactory(programme=programme)
    AccountFactory(officer=True)
    pays, other = AccountFactory.create_batch(2, donor=True)
    phase.funding.create(donor=pays.organisation)
    client.force_login(auditor)

    found = groups(client, readers("event", event))

    officers = found["Programme officer"]
    assert (officers.accounts, officers.see, officers.change) == (2, 2, 1)
    assert found[f"Donor representative: {pays.organisation}"].see == 1
    assert found[f"Donor representative: {other.organisation}"].see == 0
    assert found["Auditor"].change == 0
    assert found["Without login"].see == 0


def test_who_is_invited_beside_them_is_not_given_away_to_a_focal_point(client):
    ours, theirs = AccountFactory.create_batch(2, focal_point=True)
    invitation = InvitationFactory(administration=ours.organisation.administration)
    InvitationFactory(call=invitation.call, administration=theirs.organisation.administration)
    client.force_login(ours)

    found = groups(client, readers("event", invitation.call.event))

    assert f"Focal point of a member administration: {ours.organisation.called}" in found
    assert theirs.organisation.called not in " ".join(found)


def test_who_can_see_a_person_names_no_donor_as_seeing(client, officer, donor):
    posting = PostingFactory()
    own = AccountFactory(focal_point=True, organisation=posting.organisation)
    client.force_login(officer)

    found = groups(client, readers("person", posting.person))

    assert found[f"Focal point of a member administration: {own.organisation.called}"].see == 1
    assert found[f"Donor representative: {donor.organisation}"].see == 0


def test_who_gets_a_figure_and_who_is_told_that_it_is_kept_back(client, focal_point, officer):
    event = EventFactory()
    for _ in range(3):
        ParticipationFactory(event=event, person=PersonFactory(sex="WOMAN"))
    client.force_login(focal_point)

    answer = client.get(reverse("reports:figure-readers"), {"indicator": "share_of_women"})
    found = {each.label: each for each in answer.context["groups"]}

    assert found["Programme officer"].see == 1
    own = found[f"Focal point of a member administration: {focal_point.organisation.called}"]
    assert (own.see, own.words) == (0, "told that it is kept back")
    assert not re.search(r">[^<]*\b100\b", text_of(answer))  # words alone: attributes hold ids


def test_of_what_one_cannot_see_one_learns_nobody_who_can(client, donor):
    client.force_login(donor)

    assert client.get(readers("person", PersonFactory())).status_code == 404
    assert client.get(readers("event", EventFactory())).status_code == 404


def test_every_kind_says_its_rule():
    assert Person in {kind.model for kind in KINDS.values()}
    assert AuditEntry not in {kind.model for kind in KINDS.values()}


def test_the_history_of_an_event_tells_of_rows_added_in_bulk(client, event, by, auditor):
    people = PersonFactory.create_batch(2)
    office = AdministrationFactory()
    audit.add_many(
        Participation,
        [Participation(event=event, person=each, organisation=office) for each in people],
        by=by,
    )
    client.force_login(auditor)

    assert "2 × participation" in text_of(history(client, "event", event))


def test_the_history_of_equipment_tells_of_what_stands_below_it(client, auditor, by):
    handover = HandoverFactory()
    consignment = handover.consignment
    consignment.maker, handover.quantity = "Another maker", 2
    operator = OperatorFactory(handover=handover)
    operator.note = "moved to the airport"
    other = HandoverFactory()
    other.received_by = "Somewhere else"
    for record in (consignment, handover, operator, other):
        audit.save(record, by=by)
    client.force_login(auditor)

    page = text_of(history(client, "equipment", consignment))

    assert "Another maker" in page
    assert str(handover) in page
    assert f"Operator {operator.pk}" in page
    assert "Somewhere else" not in page
    assert "moved to the airport" not in page  # what is said of a person has a page of its own


def test_who_can_see_equipment_is_answered_by_the_rule_for_records_of_a_programme(client, auditor):
    funded = HandoverFactory().consignment
    pays = AccountFactory(donor=True)
    funded.phase.funding.create(donor=pays.organisation)
    client.force_login(auditor)

    found = groups(client, readers("equipment", funded))

    assert found[f"Donor representative: {pays.organisation}"].see == 1
    assert found["Without login"].see == 0
