"""Lists of any length: counted as far as somebody looks."""

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertHTMLEqual

from members.choices import Role
from office.options import QuickSelect
from programmes.filters.lists import EventFilter
from programmes.http import LongList
from programmes.models import Event
from tests.factories.members import CountryFactory
from tests.factories.programmes import EventFactory, MembershipFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def seven(monkeypatch):
    """Seven events, newest first, of which only four are counted until somebody goes further."""
    monkeypatch.setattr(LongList, "MOST_COUNTED", 4)
    EventFactory.create_batch(7)
    return list(Event.objects.newest_first())


def listed(page):
    paginator = LongList(Event.objects.newest_first(), 2)
    return paginator, paginator.get_page(page)


def test_a_short_list_is_counted_to_the_end(monkeypatch):
    monkeypatch.setattr(LongList, "MOST_COUNTED", 4)
    EventFactory.create_batch(3)

    paginator, page = listed("2")

    assert (paginator.known, paginator.is_more, paginator.num_pages) == (3, False, 2)
    assert list(page) == list(Event.objects.newest_first())[2:]


def test_a_long_list_says_that_there_are_more_and_does_not_count_them(seven):
    with CaptureQueriesContext(connection) as asked:
        paginator, page = listed("1")
        shown = list(page)

    assert shown == seven[:2]
    assert (paginator.known, paginator.is_more, page.has_next()) == (4, True, True)
    assert not any("COUNT" in each["sql"] for each in asked)


def test_the_last_counted_page_leads_on(seven):
    _, page = listed("2")

    assert list(page) == seven[2:4]
    assert page.has_next()


def test_who_goes_past_what_was_counted_is_told_the_whole_number(seven):
    paginator, page = listed("3")

    assert list(page) == seven[4:6]
    assert (paginator.known, paginator.is_more, paginator.num_pages) == (7, False, 4)


@pytest.mark.parametrize("beyond", ["5", "99", "99999999999"])
def test_a_page_past_the_end_is_the_last(seven, beyond):
    _, page = listed(beyond)

    assert list(page) == seven[6:]


@pytest.mark.parametrize("word", ["", None, "x", "9" * 5000])
def test_what_is_no_page_is_the_first(seven, word):
    _, page = listed(word)

    assert list(page) == seven[:2]


def test_the_list_of_events_says_more_than(seven, client, administrator, monkeypatch):
    monkeypatch.setattr("programmes.views.events.PER_PAGE", 2)
    client.force_login(administrator)

    text = client.get(reverse("programmes:event-list")).content.decode()

    assert "more than 4 events" in text
    assert "1 to 2 of more than 4" in " ".join(text.split())


def test_a_quick_drop_down_says_what_a_slow_one_says(client, administrator):
    CountryFactory(iso2="TO", name="Tonga & <Islands>")
    client.force_login(administrator)

    page = client.get(reverse("programmes:event-list"), {"country": "TO"})
    field = page.context["filter"].form["country"]

    assert isinstance(field.field.widget, QuickSelect)
    assert "Tonga &amp; &lt;Islands&gt;" in str(field)
    slow = super(QuickSelect, field.field.widget).render("country", "TO", {"id": "id_country"})
    assertHTMLEqual(str(field), slow)


def options_of(client, reader, **asked):
    client.force_login(reader)
    return str(client.get(reverse("programmes:event-list"), asked).context["filter"].form["programme"])


def test_what_a_drop_down_offers_one_reader_is_not_kept_for_another(client, administrator, focal_point):
    joined = MembershipFactory(administration=focal_point.organisation.administration).programme
    other = ProgrammeFactory()

    assert f'value="{other.code}"' in options_of(client, administrator)
    shown = options_of(client, focal_point)

    assert f'value="{joined.code}"' in shown
    assert other.code not in shown


def test_what_a_drop_down_offered_in_one_role_is_not_kept_for_the_next(client, administrator):
    programme = ProgrammeFactory()
    assert programme.code in options_of(client, administrator)

    administrator.role = Role.MASTER_TRAINER
    administrator.save()

    assert programme.code not in options_of(client, administrator)


def test_a_drop_down_is_written_once_a_minute(client, administrator):
    CountryFactory(name="Tonga")
    options_of(client, administrator)

    with CaptureQueriesContext(connection) as asked:
        page = client.get(reverse("programmes:event-list")).content.decode()

    assert "Tonga" in page
    assert not any('FROM "members_country"' in each["sql"] for each in asked)


def test_what_is_newer_than_the_kept_drop_down_can_be_chosen(client, administrator):
    options_of(client, administrator)
    new = ProgrammeFactory(short_name="New & green")

    page = client.get(reverse("programmes:event-list"), {"programme": new.code}).content.decode()

    assert f'<option value="{new.code}" selected>New &amp; green</option>' in page
    assert "Programme: <b> New &amp; green </b>" in " ".join(page.split())


def test_a_chosen_value_is_no_markup():
    field = EventFilter(QueryDict("country=%22><script>"), queryset=Event.objects.all()).form["country"]

    assert "<script" not in str(field)
    assert "selected" not in str(field)
