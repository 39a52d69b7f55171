"""An officer leaves the spreadsheet: the handover to Viet Nam, GTAS and an operation entered on the pages."""

import datetime as dt

import pytest
from django.urls import reverse

from members.choices import Standing
from members.models import Administration, Organisation
from programmes.models import (
    Consignment,
    Deployment,
    Device,
    Handover,
    ItemType,
    Operation,
    Operator,
    Phase,
    Seizure,
    System,
)
from tests.factories.members import AccountFactory, PersonFactory, PostingFactory
from tests.factories.programmes import AssignmentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]


@pytest.fixture
def first():
    Deployment.objects.all().delete()
    return Phase.objects.select_related("programme").get(programme__code="APSP", number=1)


@pytest.fixture
def second():
    return Phase.objects.select_related("programme").get(programme__code="APSP", number=2)


@pytest.fixture
def viet_nam():
    return Administration.objects.get(country="VN")


@pytest.fixture
def enter(client, first):
    """Return a function that sends a form as an officer of APSP, and returns what was answered."""
    account = AccountFactory(officer=True)
    AssignmentFactory(account=account, programme=first.programme)
    client.force_login(account)

    def enter(word, pk=None, **typed):
        page = reverse(f"programmes:{word}-edit", args=[pk]) if pk else reverse(f"programmes:{word}-new")
        return client.post(page, {"version": 1} | typed)

    return enter


def errors_of(answer):
    assert answer.status_code == 200, "it was taken"
    return {name: " ".join(each) for name, each in answer.context["form"].errors.items()}


@pytest.fixture
def consignment(enter, first, viet_nam):
    return consigned(enter, first, viet_nam, "raman-spectrometer", 7)


def consigned(enter, phase, administration, item, quantity):
    answer = enter(
        "equipment",
        programme=phase.programme_id,
        phase=phase.pk,
        administration=administration.pk,
        item=ItemType.objects.get(slug=item).pk,
        quantity=quantity,
    )
    assert answer.status_code == 302
    return Consignment.objects.latest("pk")


def test_the_handover_of_14_june_2019_is_entered_test_handover_training_and_devices(
    client, enter, first, viet_nam
):
    for item, quantity in (("raman-spectrometer", 7), ("backscatter-x-ray", 1), ("xrf-analyser", 1)):
        row = consigned(enter, first, viet_nam, item, quantity)
        enter("acceptance-tests", consignment=row.pk, tested_on="2019-06-13", passed=quantity, failed=0)
        enter("handovers", consignment=row.pk, handed_over_on="2019-06-14", quantity=quantity)
    handover = Handover.objects.latest("pk")
    person = PersonFactory()
    PostingFactory(person=person, organisation=viet_nam, standing=Standing.LEFT, known_on=dt.date(2020, 1, 1))
    enter("operators", handover=handover.pk, person=person.pk, trained_on="2019-06-14")
    enter(
        "devices", handover=handover.pk, serial="X-1", state="IN_USE", place="Hai Phong", seen_on="2020-02-01"
    )

    page = client.get(handover.get_absolute_url()).content.decode()

    assert sum(each.quantity for each in Handover.objects.filter(handed_over_on="2019-06-14")) == 9 * 2
    assert "Hai Phong" in page
    assert Operator.objects.get().person == person
    assert Device.objects.get().serial == "X-1"
    without = client.get(reverse("programmes:handovers-list"), {"operators": "none", "item": "xrf-analyser"})
    assert [each.pk for each in without.context["page"].object_list][0] == handover.pk


def test_a_handover_before_its_acceptance_test_is_told_beside_its_day(enter, consignment):
    enter("acceptance-tests", consignment=consignment.pk, tested_on="2019-06-20", passed=7, failed=0)

    answer = enter("handovers", consignment=consignment.pk, handed_over_on="2019-06-14", quantity=7)

    assert "enter the test first" in errors_of(answer)["handed_over_on"]


def test_more_handed_over_than_consigned_is_told_beside_the_quantity(enter, consignment):
    enter("acceptance-tests", consignment=consignment.pk, tested_on="2019-06-13", passed=7, failed=0)

    answer = enter("handovers", consignment=consignment.pk, handed_over_on="2019-06-14", quantity=8)

    assert "More devices would be handed over than were consigned: 7." in errors_of(answer)["quantity"]


def test_a_day_outside_of_the_phase_is_asked_about_and_taken_with_a_reason(enter, consignment):
    enter("acceptance-tests", consignment=consignment.pk, tested_on="2019-06-13", passed=7, failed=0)
    late = {"consignment": consignment.pk, "handed_over_on": "2019-08-01", "quantity": 7}

    assert "outside of the phase" in errors_of(enter("handovers", **late))["note"]
    assert enter("handovers", **late, note="The ship was late.").status_code == 302


def test_an_amount_without_its_currency_is_refused_on_the_page(enter, consignment):
    where = {
        "programme": consignment.programme_id,
        "phase": consignment.phase_id,
        "administration": consignment.administration_id,
        "item": consignment.item_id,
        "quantity": 7,
    }

    answer = enter("equipment", **where, amount="1000.00")

    assert "An amount needs its currency." in " ".join(errors_of(answer).values())


def test_the_component_must_be_one_of_the_programme(enter, consignment):
    other = type(consignment.programme).objects.get(code="MTP")
    answer = enter("equipment", pk=consignment.pk, programme=other.pk, phase=consignment.phase_id)

    assert "programme" in errors_of(answer)


def test_gtas_is_entered_stage_by_stage_and_never_backwards(client, enter, second):
    lao = Administration.objects.get(country="LA")
    where = {
        "programme": second.programme_id,
        "phase": second.pk,
        "system": System.objects.get(slug="gtas").pk,
        "administration": lao.pk,
        "assessed_on": "2019-09-02",
    }

    answer = enter("systems", **where, installed_on="2019-09-01")
    assert "before the one before it" in errors_of(answer)["installed_on"]
    assert enter("systems", **where, installed_on="2020-01-15").status_code == 302
    found = client.get(reverse("programmes:systems-list"), {"stage": "INSTALLED"})
    assert [each.administration for each in found.context["page"].object_list] == [lao]


def test_an_operation_with_interpol_is_entered_with_those_who_take_part_and_what_was_seized(
    client, enter, second, viet_nam
):
    interpol = Organisation.objects.get(name="INTERPOL")
    typed = {
        "programme": second.programme_id,
        "phase": second.pk,
        "name": "First operation",
        "planned_on": "2019-10-16",
        "starts_on": "2019-11-04",
        "ends_on": "2019-11-15",
        "partners": ["INTERPOL"],
    }

    assert "administrations" in errors_of(enter("operations", **typed))
    assert not Operation.objects.exists()
    assert enter("operations", **typed, administrations=[viet_nam.pk]).status_code == 302
    operation = Operation.objects.get()
    assert (list(operation.administrations.all()), list(operation.partners.all())) == ([viet_nam], [interpol])

    about = {"operation": operation.pk, "commodity": "Ammonium nitrate", "quantity": "12.5"}
    assert "has its unit" in " ".join(errors_of(enter("seizures", **about)).values())
    other = Administration.objects.get(country="FJ")
    answer = enter("seizures", **about, measured_in="KILOGRAM", administration=other.pk)
    assert "administration" in errors_of(answer)
    enter("seizures", **about, measured_in="KILOGRAM", administration=viet_nam.pk)
    assert Seizure.objects.get().administration == viet_nam


def test_changing_an_operation_keeps_who_took_part(client, enter, second, viet_nam):
    typed = {"programme": second.programme_id, "phase": second.pk, "name": "First operation"}
    enter("operations", **typed, administrations=[viet_nam.pk], partners=["INTERPOL"])
    operation = Operation.objects.get()
    page = client.get(reverse("programmes:operations-edit", args=[operation.pk]))

    form = page.context["form"]
    assert list(form["administrations"].value()) == [viet_nam.pk]
    assert form["partners"].value() == ["INTERPOL"]
