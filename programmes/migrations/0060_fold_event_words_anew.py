"""Some letters sound otherwise than they did: the words of events are made anew. Rows only."""

from django.db import migrations

from members.names.searching import words_of

BATCH = 2000


def fill(apps, schema_editor):
    Event = apps.get_model("programmes", "Event")
    changed = []
    for event in Event.objects.select_related("host_country").order_by("pk").iterator(chunk_size=BATCH):
        country = event.host_country.name if event.host_country else ""
        words = words_of(f"{event.title} {event.city} {country}")
        if event.search_words != words:
            event.search_words = words
            changed.append(event)
        if len(changed) == BATCH:
            Event.objects.bulk_update(changed, ["search_words"])
            changed = []
    Event.objects.bulk_update(changed, ["search_words"])


class Migration(migrations.Migration):
    dependencies = [("programmes", "0041_fill_event_search_words")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
