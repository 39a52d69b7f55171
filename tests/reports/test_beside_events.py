"""From an event to the operation it prepared, the devices handed over at it and the materials it used."""

import pytest
from django.urls import reverse

from tests.factories.deliverables import HandoverFactory, OperationFactory
from tests.factories.programmes import EventFactory, FundingFactory, PhaseFactory
from tests.factories.teaching import MaterialFactory

pytestmark = pytest.mark.django_db


def text_of(answer):
    return " ".join(answer.content.decode().split())


@pytest.fixture
def phase():
    return PhaseFactory()


@pytest.fixture
def event(phase):
    return EventFactory(title="Planning in Manila", programmes=[phase.programme], phases=[phase])


@pytest.fixture
def works(client, assigned, phase):
    client.force_login(assigned(phase.programme))
    return client


def test_an_event_leads_to_its_operation_and_handover_and_they_lead_back(works, phase, event):
    operation = OperationFactory(phase=phase, planning=event)
    handover = HandoverFactory(consignment__phase=phase, training=event)
    OperationFactory(phase=phase, name="Operation of others")

    page = text_of(works.get(event.get_absolute_url()))

    assert operation.get_absolute_url() in page
    assert "Planning meeting of" in page
    assert handover.get_absolute_url() in page
    assert "Operation of others" not in page
    for record in (operation, handover):
        assert f'<a href="{event.get_absolute_url()}">' in text_of(works.get(record.get_absolute_url()))


def test_materials_are_said_to_be_used_and_shown_on_both_pages(works, phase, event):
    used = MaterialFactory(programme=phase.programme, title="Module one")
    MaterialFactory(programme=phase.programme, title="Module two")
    stranger = MaterialFactory(title="Module of another programme")
    address = reverse("trainers:event-materials", args=[event.pk])

    offered = text_of(works.get(address))
    works.post(address, {"materials": [used.pk]})
    refused = works.post(address, {"materials": [stranger.pk]})

    assert "Module two" in offered
    assert "Module of another programme" not in offered
    assert refused.status_code == 200
    assert list(event.materials.all()) == [used]
    assert "Module one" in text_of(works.get(event.get_absolute_url()))
    assert "Planning in Manila" in text_of(works.get(used.get_absolute_url()))

    works.post(address, {})
    assert not event.materials.exists()


def test_a_material_the_reader_may_not_know_is_not_told(client, donor, phase, event):
    FundingFactory(phase=phase, donor=donor.organisation)
    secret = MaterialFactory(programme=phase.programme, title="Module for trainers", audience="SECRETARIAT")
    secret.events.add(event)
    client.force_login(donor)

    page = text_of(client.get(event.get_absolute_url()))

    assert "Planning in Manila" in page
    assert "Module for trainers" not in page
