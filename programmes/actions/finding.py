"""Events are found by words made of their title and place; a place may get another name."""

from django.db import connection, transaction

from members.models import Country
from members.names.searching import words_of
from programmes.models import Event

_BATCH = 2_000  # events of one statement
_WITHOUT = """SELECT event.id FROM programmes_event AS event
    JOIN unnest(%s::text[], %s::text[]) AS country (code, words) ON country.code = event.host_country_id
    WHERE NOT event.search_words @> string_to_array(country.words, ' ') ORDER BY event.id
"""


@transaction.atomic
def fold_events_anew() -> int:
    """Let events be found under the name their host country has now; return how many were not.

    Only what is made of other fields changes: no version, no line in the trail.
    """
    names = list(Country.objects.order_by("pk").values_list("pk", "name"))
    with connection.cursor() as cursor:
        words = [" ".join(words_of(name)) for _code, name in names]
        cursor.execute(_WITHOUT, [[code for code, _name in names], words])
        ids = [pk for (pk,) in cursor.fetchall()]
    for begin in range(0, len(ids), _BATCH):
        some = Event.objects.select_related("host_country").filter(pk__in=ids[begin : begin + _BATCH])
        events = list(some.select_for_update(of=("self",)).order_by("pk"))
        for event in events:
            event.derive()
        Event.objects.bulk_update(events, ["search_words"])
    return len(ids)
