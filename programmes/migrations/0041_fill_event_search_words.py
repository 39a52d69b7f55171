"""Events entered before there was a search get their words. Rows only."""

from django.db import migrations

from members.names.searching import words_of


def fill(apps, schema_editor):
    Event = apps.get_model("programmes", "Event")
    changed = []
    for event in Event.objects.filter(search_words=[]).select_related("host_country").iterator(chunk_size=2000):
        country = event.host_country.name if event.host_country else ""
        event.search_words = words_of(f"{event.title} {event.city} {country}")
        changed.append(event)
        if len(changed) == 2000:
            Event.objects.bulk_update(changed, ["search_words"])
            changed = []
    Event.objects.bulk_update(changed, ["search_words"])


class Migration(migrations.Migration):
    dependencies = [("programmes", "0040_event_search_words")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
