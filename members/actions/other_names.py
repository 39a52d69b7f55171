"""A person is found under every name an entry was written under that became one with theirs."""

from collections.abc import Iterator

from members.choices import Rejoining
from members.models import Merge, Person


def keep_other_names(pk: int) -> None:
    """Store with a person the names of the merges that stand, and what they are matched and searched by.

    The trail says nothing of it: it holds the merges.
    """
    person = Person.everyone.get(pk=pk)
    names = dict.fromkeys(_names(person))
    names.pop(person.full_name, None)
    person.other_names = list(names)
    person.fold_name()
    Person.everyone.filter(pk=pk).update(
        other_names=person.other_names, name_words=person.name_words, name_keys=person.name_keys
    )


def _names(person: Person) -> Iterator[str]:
    """Yield what the person, and each entry that leads to them, was called."""
    merges = Merge.objects.filter(kept=person.pk, split_at=None).select_related("lost").order_by("pk")
    for merge in merges.prefetch_related("lines__content_type", "lines__entry__personal_values"):
        yield merge.lost.full_name
        yield from merge.lost.other_names
        yield from _before(merge, person)


def _before(merge: Merge, person: Person) -> Iterator[str]:
    """Yield the name the merge replaced by that of the other entry, where it did."""
    for line in merge.lines.all():
        is_about = line.what == Rejoining.CHANGED and line.object_id == person.pk
        if not is_about or line.entry is None or line.content_type.model_class() is not Person:
            continue
        old = {each.field: each.old for each in line.entry.personal_values.all()}
        if old.keys() & {"family_name", "given_names"}:
            family_name = old.get("family_name", person.family_name)
            yield f"{old.get('given_names', person.given_names)} {family_name}".strip()
