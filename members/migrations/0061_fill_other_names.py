"""Entries merged before give their names; keys and sounds are made anew, as some letters sound otherwise. Rows only."""

from collections import defaultdict

from django.db import migrations

from members.names.reading import read_name
from members.names.searching import words_of
from members.names.sounds import all_keys_of

BATCH = 2000


def fill(apps, schema_editor):
    Person = apps.get_model("members", "Person")
    people = Person._base_manager
    others = _names_of_merged(people)
    changed = []
    for person in people.order_by("pk").iterator(chunk_size=BATCH):
        own = f"{person.given_names} {person.family_name}".strip()
        found = [name for name in dict.fromkeys(others[person.pk]) if name != own]
        names = [own, *found]
        keys = sorted({key for name in names for key in all_keys_of(read_name(name).words)})
        words = sorted({word for name in names for word in words_of(name)})
        if (person.other_names, sorted(person.name_keys), person.name_words) != (found, keys, words):
            person.other_names, person.name_keys, person.name_words = found, keys, words
            changed.append(person)
        if len(changed) == BATCH:
            people.bulk_update(changed, ["other_names", "name_keys", "name_words"])
            changed = []
    people.bulk_update(changed, ["other_names", "name_keys", "name_words"])


def _names_of_merged(people):
    """Return for each person the names of the entries that lead there, through others, too."""
    merged = people.filter(merged_into__isnull=False).order_by("pk")
    into = {pk: kept for pk, kept in merged.values_list("pk", "merged_into")}
    others = defaultdict(list)
    for pk, family_name, given_names in merged.values_list("pk", "family_name", "given_names"):
        kept = into[pk]
        while kept is not None:
            others[kept].append(f"{given_names} {family_name}".strip())
            kept = into.get(kept)
    return others


class Migration(migrations.Migration):
    dependencies = [("members", "0060_other_names")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
