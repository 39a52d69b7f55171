"""What the form of an event takes, and what it refuses beside the field."""

import datetime as dt

import pytest
from django.http import QueryDict

from members.models import Organisation
from programmes.choices import OrganisationRole, Precision
from programmes.forms.events import EventForm
from programmes.models import Event
from tests.factories.members import AdministrationFactory, OrganisationAliasFactory, OrganisationFactory
from tests.factories.programmes import (
    AssignmentFactory,
    EventFactory,
    EventOrganisationFactory,
    PhaseFactory,
    ProgrammeFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db


def sent(**about):
    """Return what a browser sends for a new event, with ``about`` filled in."""
    fields = {
        "title": "Passenger controls course",
        "kind": "TRAINING",
        "level": "NATIONAL",
        "mode": "IN_PERSON",
        "stated_accuracy": "EXACT",
    }
    data = QueryDict(mutable=True)
    for name, value in (fields | about).items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


@pytest.fixture
def fill(administrator):
    """Return a function that fills in the form of a new event."""

    def filled(account=administrator, instance=None, **about):
        return EventForm(sent(**about), instance=instance or Event(), account=account)

    return filled


def stored(event, account, **about):
    """Return what a browser sends back unchanged for a stored event, with ``about`` filled in."""
    form = EventForm(instance=event, account=account)
    fields = {}
    for name in form.fields:
        value = form[name].value()
        if name == "is_another" or value is None:
            continue
        fields[name] = [str(each) for each in value] if isinstance(value, list) else str(value)
    return EventForm(sent(**(fields | about)), instance=event, account=account)


@pytest.mark.parametrize(
    ("typed", "first", "last", "precision"),
    [
        ("2020-03-04", dt.date(2020, 3, 4), dt.date(2020, 3, 4), Precision.DAY),
        ("2020-02", dt.date(2020, 2, 1), dt.date(2020, 2, 29), Precision.MONTH),
        ("2020", dt.date(2020, 1, 1), dt.date(2020, 12, 31), Precision.YEAR),
        ("", None, None, Precision.NONE),
    ],
)
def test_a_date_is_taken_as_exactly_as_it_is_known(fill, typed, first, last, precision):
    form = fill(first_day=typed, last_day=typed)

    assert form.is_valid(), form.errors
    event = form.instance
    assert (event.starts_on, event.starts_precision) == (first, precision)
    assert (event.ends_on, event.ends_precision) == (last, precision)


def test_a_date_that_can_be_read_in_two_ways_is_refused_naming_both(fill):
    form = fill(first_day="03/04/2024")

    assert form.errors["first_day"] == [
        "'03/04/2024' can be 3 April 2024 or 4 March 2024 (write 2024-04-03 or 2024-03-04)."
    ]


@pytest.mark.parametrize("typed", ["2023-02-29", "soon", "1.5.23", "2023-13", "99999-01-01", "٢٠٢٣"])
def test_what_is_no_date_is_refused(fill, typed):
    assert "is not a date" in fill(first_day=typed).errors["first_day"][0]


def test_the_last_day_is_not_before_the_first(fill):
    form = fill(first_day="2023-09-08", last_day="2023-09-04")

    assert form.errors == {"last_day": ["The last day cannot be before the first day."]}


def test_a_month_may_begin_before_a_day_in_it(fill):
    assert fill(first_day="2023-09", last_day="2023-09-04").is_valid()


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("title", "", "required"),
        ("title", "   ", "required"),
        ("title", "x" * 301, "at most 300"),
        ("title", "Course\u202efdp", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("city", "Su\x07va", "U+0007"),
        ("note", "one\n\x1btwo", "U+001B"),
        ("kind", "PARTY", "PARTY"),
        ("contact_hours", "many", "number"),
        ("contact_hours", "NaN", "number"),
        ("stated_administrations", "-1", "greater than or equal to 0"),
        ("stated_administrations", "99999999999", "less than or equal to"),
        ("host_country", "Atlantis", "valid choice"),
        ("time_zone", "Fiji time", "There is no time zone “Fiji time”"),
        ("sponsors", ["Nobody knows"], "“Nobody knows” is no administration or organisation known here"),
        ("sponsors", ["Do\x00nor"], "U+0000"),
        ("programmes", ["999999"], "not one of the available choices"),
        ("phases", ["second"], "“second” is not a valid value"),
        ("topics", ["\x00"], "Null characters are not allowed"),
    ],
)
def test_what_a_field_does_not_take_is_told_beside_it(fill, field, typed, message):
    form = fill(**{field: typed})

    assert not form.is_valid()
    assert message in " ".join(form.errors[field])


def test_contact_hours_are_more_than_zero(fill):
    form = fill(contact_hours="0")

    assert form.non_field_errors() == ["Contact hours are more than zero, or left empty."]


def test_words_are_tidied_and_no_letter_is_changed(fill):
    form = fill(title="  Nguye\u0302\u0303n \u00a0 ʻAna\u200b ", note="one\r\n\r\ntwo")

    assert form.is_valid(), form.errors
    assert form.instance.title == "Nguyễn ʻAna"
    assert form.instance.note == "one\n\ntwo"


def test_a_time_zone_is_stored_as_iana_writes_it(fill):
    form = fill(time_zone="pacific/fiji")

    assert form.is_valid(), form.errors
    assert form.instance.time_zone == "Pacific/Fiji"


def test_organisations_are_named_as_people_call_them_each_once(fill):
    wco = OrganisationFactory(name="World Customs Organization")
    OrganisationAliasFactory(organisation=wco, name="WCO")
    fiji = AdministrationFactory(iso2="FJ", member_name="Fiji")

    form = fill(organisers=["wco", "", "World Customs Organization", "FJ"])

    assert form.is_valid(), form.errors
    assert form.links.organisers == [wco, Organisation.objects.get(pk=fiji.pk)]


def test_every_unknown_organisation_is_named_at_once(fill):
    assert len(fill(partners=["Nobody", "Nothing"]).errors["partners"]) == 2


# --- Whose programmes ----------------------------------------------------------------------------


def test_an_officer_enters_events_into_the_programmes_assigned_and_no_other(fill, assigned):
    mine, other = ProgrammeFactory(), ProgrammeFactory()
    officer = assigned(mine)

    assert fill(account=officer, programmes=[str(mine.pk)]).is_valid()
    assert "programmes" in fill(account=officer, programmes=[str(other.pk)]).errors
    assert fill(account=officer).errors["programmes"] == ["This field is required."]


def test_an_administrator_may_enter_an_event_of_no_programme(fill):
    assert fill().is_valid()


def test_a_phase_is_of_a_programme_of_the_event(fill):
    phase, other = PhaseFactory(), PhaseFactory()

    form = fill(programmes=[str(phase.programme_id)], phases=[str(other.pk)])

    assert form.errors == {"phases": [f"{other} is not of a programme of this event."]}


def test_programmes_of_others_stay_and_are_named(assigned):
    mine, theirs = PhaseFactory(), PhaseFactory(programme__short_name="<b>Theirs</b>")
    event = EventFactory(programmes=[mine.programme, theirs.programme], phases=[mine, theirs])
    officer = assigned(mine.programme)

    form = stored(event, officer, programmes=[], phases=[])

    assert form.is_valid(), form.errors
    assert form.links.programmes == [theirs.programme]
    assert form.links.phases == [theirs]
    assert "others work on it: &lt;b&gt;Theirs&lt;/b&gt;." in str(form.fields["programmes"].help_text)


# --- Other events --------------------------------------------------------------------------------


def test_a_parent_is_named_by_title_by_words_of_it_or_by_number(fill):
    umbrella = EventFactory(title="Working Group 1, both weeks")

    for typed in ("working group 1, BOTH weeks", "weeks group", f"#{umbrella.pk}", str(umbrella.pk)):
        form = fill(part_of=typed)
        assert form.is_valid(), (typed, form.errors)
        assert form.instance.parent == umbrella


def test_a_parent_that_can_be_several_events_is_asked_about_with_their_numbers(fill):
    one, other = EventFactory(title="Working Group 1"), EventFactory(title="Working Group 2")

    (message,) = fill(part_of="working").errors["part_of"]

    assert f"Working Group 1 #{one.pk}" in message
    assert f"Working Group 2 #{other.pk}" in message


def test_a_parent_of_another_programme_is_not_taken_but_the_one_there_was_stays(fill, assigned):
    mine = ProgrammeFactory()
    officer = assigned(mine)
    umbrella = EventFactory(title="Theirs", programmes=[ProgrammeFactory()])

    form = fill(account=officer, programmes=[str(mine.pk)], part_of="Theirs")
    assert "that you may change" in form.errors["part_of"][0]
    kept = stored(EventFactory(programmes=[mine], parent=umbrella), officer)
    assert kept.is_valid(), kept.errors
    assert kept.instance.parent == umbrella


@pytest.mark.parametrize(
    ("about", "is_flagged"),
    [
        ({"title": "PASSENGER controls course"}, True),
        ({"title": "Another title", "city": "suva", "host_country": "FJ"}, True),
        ({"title": "Another title", "city": "Suva"}, False),
        ({"title": "Another title", "city": "Nadi", "host_country": "FJ"}, False),
        ({"last_day": "2023-09-09", "city": "Suva", "host_country": "FJ"}, False),
        ({"city": "Suva", "host_country": "FJ", "is_another": "on"}, False),
    ],
)
def test_an_event_that_may_be_entered_already_is_asked_about(fill, about, is_flagged):
    fiji = AdministrationFactory(iso2="FJ")
    there = EventFactory(
        title="Passenger controls course", kind="TRAINING", city="Suva", host_country=fiji.country
    )

    form = fill(**({"first_day": "2023-09-04", "last_day": "2023-09-08"} | about))

    assert ("is_another" in form.errors) is is_flagged, form.errors
    if is_flagged:
        assert f"#{there.pk}" in form.errors["is_another"][0]
        assert "is_another" in [field.name for _legend, fields in form.groups for field in fields]


# --- Somebody was faster -------------------------------------------------------------------------


def an_event_with_everything():
    phase = PhaseFactory()
    event = EventFactory(
        title="First title",
        programmes=[phase.programme],
        phases=[phase],
        topics=[TopicFactory(name="Valuation")],
        host_country=AdministrationFactory(iso2="FJ").country,
        contact_hours="12.5",
        parent=EventFactory(),
        starts_on=dt.date(2023, 9, 1),
        starts_precision=Precision.MONTH,
        ends_on=dt.date(2023, 12, 31),
        ends_precision=Precision.YEAR,
    )
    EventOrganisationFactory(event=event, organisation__name="Donor")
    EventOrganisationFactory(event=event, role=OrganisationRole.ORGANISER)
    return Event.objects.get(pk=event.pk)


def test_an_event_sent_back_as_it_was_is_what_it_was(administrator):
    event = an_event_with_everything()
    before = {field.name: getattr(event, field.name) for field in Event._meta.concrete_fields}

    form = stored(event, administrator)

    assert form.is_valid(), form.errors
    assert form.changed_data == []
    assert {field.name: getattr(form.instance, field.name) for field in Event._meta.concrete_fields} == before


def test_a_change_meanwhile_is_told_with_what_is_stored_now_and_passes_the_next_time(administrator):
    event = an_event_with_everything()
    form = stored(event, administrator, title="Mine", topics=[])
    old = form.data["version"]
    Event.objects.filter(pk=event.pk).update(title="Theirs", version=2)
    faster = EventForm(form.data, instance=Event.objects.get(pk=event.pk), account=administrator)

    assert not faster.is_valid()
    assert "your text is kept below" in faster.non_field_errors()[0]
    assert ("Title", "Theirs") in faster.stored
    assert ("Topics", "Valuation") in faster.stored
    assert faster["title"].value() == "Mine"
    assert faster.data["version"] != old
    again = EventForm(faster.data, instance=Event.objects.get(pk=event.pk), account=administrator)
    assert again.is_valid(), again.errors


def test_a_link_changed_meanwhile_is_noticed_too(administrator):
    event = an_event_with_everything()
    form = stored(event, administrator)
    event.topics.add(TopicFactory(name="Origin"))

    late = EventForm(form.data, instance=Event.objects.get(pk=event.pk), account=administrator)

    assert not late.is_valid()
    topics = dict(late.stored)["Topics"]
    assert set(topics.split(", ")) == {"Valuation", "Origin"}


def test_an_officer_sees_only_what_they_may_choose(assigned):
    mine, other = PhaseFactory(), PhaseFactory()
    AssignmentFactory(programme=other.programme)

    form = EventForm(instance=Event(), account=assigned(mine.programme))

    assert list(form.fields["programmes"].queryset) == [mine.programme]
    assert list(form.fields["phases"].queryset) == [mine]
