"""When and where an event was, and how many took part, in a few honest words."""

import datetime as dt

import pytest

from members.models import Country
from programmes.models import Event
from programmes.templatetags.event_dates import event_dates
from programmes.templatetags.event_words import event_participants, event_place

D = dt.date


@pytest.mark.parametrize(
    ("first", "first_known", "last", "last_known", "words"),
    [
        (D(2023, 9, 4), "DAY", D(2023, 9, 8), "DAY", "4–8 September 2023"),
        (D(2023, 9, 4), "DAY", D(2023, 9, 4), "DAY", "4 September 2023"),
        (D(2023, 8, 28), "DAY", D(2023, 9, 2), "DAY", "28 August – 2 September 2023"),
        (D(2023, 12, 28), "DAY", D(2024, 1, 3), "DAY", "28 December 2023 – 3 January 2024"),
        (D(2020, 3, 1), "MONTH", D(2020, 3, 31), "MONTH", "March 2020"),
        (D(2020, 7, 1), "MONTH", D(2020, 8, 31), "MONTH", "July–August 2020"),
        (D(2019, 12, 1), "MONTH", D(2020, 1, 31), "MONTH", "December 2019 – January 2020"),
        (D(2020, 1, 1), "YEAR", D(2020, 12, 31), "YEAR", "2020"),
        (D(2019, 1, 1), "YEAR", D(2020, 12, 31), "YEAR", "2019 – 2020"),
        (D(2020, 3, 4), "DAY", D(2020, 4, 30), "MONTH", "4 March 2020 – April 2020"),
        (D(2020, 3, 1), "MONTH", None, "NONE", "from March 2020"),
        (None, "NONE", D(2020, 3, 31), "DAY", "until 31 March 2020"),
        (None, "NONE", None, "NONE", "date not recorded"),
    ],
)
def test_dates_are_as_exact_as_they_are_known(first, first_known, last, last_known, words):
    event = Event(starts_on=first, starts_precision=first_known, ends_on=last, ends_precision=last_known)

    assert event_dates(event) == words


@pytest.mark.parametrize(
    ("city", "country", "mode", "words"),
    [
        ("Suva", "Fiji", "IN_PERSON", "Suva, Fiji"),
        ("Singapore", "Singapore", "IN_PERSON", "Singapore"),
        ("Hong Kong", "Hong Kong, China", "IN_PERSON", "Hong Kong, China"),
        ("", "Fiji", "HYBRID", "Fiji"),
        ("Suva", "", "NOT_STATED", "Suva"),
        ("", "", "ONLINE", "online"),
        ("", "", "NOT_STATED", ""),
    ],
)
def test_place_is_city_and_country_or_online(city, country, mode, words):
    host = Country(iso2="XX", iso3="XXX", name=country) if country else None

    assert event_place(Event(city=city, host_country=host, mode=mode)) == words


@pytest.mark.parametrize(
    ("named", "unnamed", "about", "at_least", "words"),
    [
        (None, None, False, False, ""),
        (20, None, False, False, "20"),
        (None, 0, False, False, "0"),
        (None, 1200, False, False, "1,200"),
        (None, 40, True, False, "about 40"),
        (None, 90, False, True, "at least 90"),
        (20, 40, True, False, "20 by name, about 40 without"),
    ],
)
def test_named_and_unnamed_participants_stay_two_numbers(named, unnamed, about, at_least, words):
    event = Event()
    event.named, event.unnamed, event.is_about, event.is_at_least = named, unnamed, about, at_least

    assert event_participants(event) == words
