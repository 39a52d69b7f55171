"""Events are found by their title and place, also where the place got another name."""

from io import StringIO

import pytest
from django.core.management import call_command

from members.models import Country
from office.audit import Actor
from office.bulk import change_many
from office.choices import Door
from programmes.actions.finding import fold_events_anew
from programmes.models import Event
from tests.factories.members import CountryFactory
from tests.factories.programmes import EventFactory
from tests.reference import put_reference

pytestmark = pytest.mark.django_db
BY = Actor(None, Door.COMMAND)


def found(text):
    return list(Event.objects.called(text))


@pytest.fixture
def event():
    return EventFactory(
        title="Post-clearance audit", city="Izmir", host_country=CountryFactory(name="Turkey")
    )


def test_an_event_is_found_under_the_new_name_of_its_country_alone(event):
    other = EventFactory(title="Post-clearance audit in Turkey", host_country=CountryFactory(name="Georgia"))
    Country.objects.filter(pk=event.host_country_id).update(name="Türkiye")
    assert found("turkiye") == []

    assert fold_events_anew() == 1

    assert found("Türkiye") == [event]
    assert found("turkey") == [other]
    assert fold_events_anew() == 0


def test_bringing_the_reference_data_does_so(event):
    put_reference()
    Country.objects.filter(pk=event.host_country_id).update(name="Türkiye")

    call_command("load_reference", write=True, stdout=StringIO())

    assert found("turkiye izmir") == [event]


def test_an_event_changed_among_many_is_found_by_its_new_place(event):
    event.city = "Ankara"

    change_many(Event, [event], by=BY)

    assert found("ankara") == [event]
    assert found("izmir") == []
