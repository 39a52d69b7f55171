"""Lists of any length: counted as far as somebody looks."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertHTMLEqual

from office.filters import QuickSelect
from programmes.http import LongList
from programmes.models import Event
from tests.factories.members import CountryFactory
from tests.factories.programmes import EventFactory

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
