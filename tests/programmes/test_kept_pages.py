"""Records of the common shape: entered, changed, removed and found by the same pages, whatever they are."""

import re
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from office.models import AuditEntry
from programmes.kinds.registry import KINDS
from programmes.models import Expenditure
from tests.factories.kept import MADE, ExpenditureFactory
from tests.factories.members import AccountFactory, AdministrationFactory
from tests.factories.programmes import AssignmentFactory, EventFactory, PhaseFactory

pytestmark = pytest.mark.django_db
LIST, NEW = reverse("programmes:expenditures-list"), reverse("programmes:expenditures-new")


@pytest.fixture
def phase():
    return PhaseFactory(starts_on="2023-01-01", ends_on="2023-12-31")


@pytest.fixture
def officer(client, phase):
    account = AccountFactory(officer=True)
    AssignmentFactory(account=account, programme=phase.programme)
    client.force_login(account)
    return account


def typed(phase, **changed):
    return {
        "version": "1",
        "programme": phase.programme_id,
        "phase": phase.pk,
        "category": "TRAVEL",
        "amount": "1250.50",
        "currency": "usd",
        "spent_on": "2023-09-15",
        "event": "",
        "donor_name": "",
        "source": "Ledger",
        "note": "",
    } | changed


def errors_of(answer):
    return {name: " ".join(each) for name, each in answer.context["form"].errors.items()}


def test_an_amount_is_entered_shown_and_found_again(client, officer, phase):
    answer = client.post(NEW, typed(phase), follow=True)

    entered = Expenditure.objects.get()
    assert entered.currency == "USD"
    assert "1,250.50" in answer.content.decode()
    assert f"/expenditures/{entered.pk}/" in client.get(LIST, {"category": "TRAVEL"}).content.decode()
    assert f"/expenditures/{entered.pk}/" not in client.get(LIST, {"category": "EQUIPMENT"}).content.decode()


def test_what_is_wrong_is_told_at_its_field_and_nothing_is_stored(client, officer, phase):
    other = PhaseFactory()
    event = EventFactory()
    AssignmentFactory(account=officer, programme=other.programme)
    wrong = {"phase": other.pk, "amount": "-4", "currency": "dollars", "spent_on": "2023-02-30"}

    answer = client.post(NEW, typed(phase) | wrong | {"event": event.pk})

    assert set(errors_of(answer)) == {"phase", "amount", "currency", "spent_on", "event"}
    assert not Expenditure.objects.exists()


def test_an_amount_without_its_currency_is_refused(client, officer, phase):
    assert "currency" in errors_of(client.post(NEW, typed(phase, currency="")))
    assert not Expenditure.objects.exists()


def test_a_day_outside_of_the_phase_is_asked_about_and_taken_with_an_answer(client, officer, phase):
    late = typed(phase, spent_on="2024-02-01")

    assert "outside of the phase" in errors_of(client.post(NEW, late))["note"]
    assert not Expenditure.objects.exists()

    client.post(NEW, late | {"note": "Paid when the bill came."})

    assert Expenditure.objects.get().note == "Paid when the bill came."


def test_the_change_of_one_does_not_undo_that_of_another(client, officer, phase):
    record = ExpenditureFactory(programme=phase.programme, phase=phase, version=2, source="Changed meanwhile")
    address = reverse("programmes:expenditures-edit", args=[record.pk])

    answer = client.post(address, typed(phase, version="1", source="Mine"))

    assert "Somebody else changed this" in errors_of(answer)["__all__"]
    record.refresh_from_db()
    assert record.source == "Changed meanwhile"


def test_a_removal_has_a_reason_that_stays_in_the_trail(client, officer, phase):
    record = ExpenditureFactory(programme=phase.programme)
    address = reverse("programmes:expenditures-remove", args=[record.pk])

    assert "reason" in errors_of(client.post(address, {"reason": ""}))
    client.post(address, {"reason": "Entered twice"})

    assert not Expenditure.objects.exists()
    assert AuditEntry.objects.filter(reason="Entered twice").exists()


def test_a_form_is_filled_in_from_the_address_and_garbage_in_it_is_passed_over(client, officer, phase):
    page = client.get(NEW, {"phase": phase.pk, "event": "; DROP", "nothing": "x"})

    assert page.status_code == 200
    assert page.context["form"]["phase"].value() == str(phase.pk)


def test_an_address_in_a_record_is_a_link_and_markup_in_it_is_text(client, officer, phase):
    about = {"programme": phase.programme, "phase": phase}
    published = ExpenditureFactory(source="https://example.org/report?a=1&b=2", **about)
    hostile = ExpenditureFactory(
        source='https://example.org/"onclick=alert(1)<b>', note="javascript:alert(1)", **about
    )

    shown = [
        client.get(reverse("programmes:expenditures-page", args=[each.pk])).content.decode()
        for each in (published, hostile)
    ]

    assert '<a href="https://example.org/report?a=1&amp;b=2"' in shown[0]
    assert "<b>" not in shown[1].split("<main", 1)[1]
    assert '"onclick' not in shown[1]
    assert 'href="javascript' not in shown[1]


def test_whose_it_is_is_asked_before_what_is_said_of_it(client, officer, phase):
    asked = [field.name for field in client.get(NEW).context["form"].visible_fields()]

    assert asked[:4] == ["programme", "phase", "donor_name", "category"]


def test_a_choice_that_is_not_made_is_said_in_words(client, officer, phase):
    page = client.get(NEW).content.decode()

    assert "---" not in page
    assert "Choose one" in page


def some(word, number):
    """Make as many records of a kind, each about a programme, phase and administration of its own."""
    for _each in range(number):
        phase = PhaseFactory(starts_on="2023-01-01", ends_on="2023-12-31")
        about = SimpleNamespace(
            programme=phase.programme, phase=phase, administration=AdministrationFactory(), word="Own"
        )
        MADE[word](about)


@pytest.mark.parametrize("word", KINDS)
def test_what_a_line_is_called_leads_to_its_record(client, word):
    client.force_login(AccountFactory(administrator=True))
    some(word, 1)

    page = client.get(reverse(f"programmes:{word}-list"))
    first = re.findall(r'<th scope="row"><a href="([^"]+)">(?!<)', page.content.decode())

    assert first == [line[0] for line in page.context["lines"]]


@pytest.mark.parametrize("word", KINDS)
def test_a_list_asks_as_many_queries_of_three_records_as_of_one(client, word):
    client.force_login(AccountFactory(administrator=True))
    numbers = []
    for more in (1, 2):
        some(word, more)
        client.get(reverse(f"programmes:{word}-list"))  # what is kept of drop-downs is made before
        with CaptureQueriesContext(connection) as asked:
            page = client.get(reverse(f"programmes:{word}-list"))
        assert len(page.context["lines"]) >= more
        numbers.append(len(asked))

    assert numbers[0] == numbers[1]
