"""People entered before names had keys get theirs. Rows only."""

from django.db import migrations

from members.names.searching import words_of
from members.names.sounds import all_keys_of
from members.names.reading import read_name


def fill(apps, schema_editor):
    Person = apps.get_model("members", "Person")
    changed = []
    for person in Person.objects.filter(name_keys=[]).iterator(chunk_size=2000):
        person.name_keys = all_keys_of(read_name(person.family_name, person.given_names).words)
        person.name_words = words_of(f"{person.family_name} {person.given_names}")
        changed.append(person)
        if len(changed) == 2000:
            Person.objects.bulk_update(changed, ["name_keys", "name_words"])
            changed = []
    Person.objects.bulk_update(changed, ["name_keys", "name_words"])


class Migration(migrations.Migration):
    dependencies = [("members", "0003_name_keys")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
