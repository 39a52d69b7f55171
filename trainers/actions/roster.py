"""In which languages a person can teach."""

from collections.abc import Collection

from django.db import transaction

from members.models import Person
from office import audit
from office.audit import Actor, ChangedMeanwhile
from trainers.models import TeachingLanguage


@transaction.atomic
def set_languages(*, person: Person, languages: Collection[str], by: Actor) -> bool:
    """Make these the languages the person can teach in; return whether any was different.

    :raises office.audit.ChangedMeanwhile: when the person was merged into another meanwhile.
    """
    person = Person.everyone.select_for_update(of=("self",)).get(pk=person.pk)
    if person.merged_into_id is not None:
        raise ChangedMeanwhile
    stored = {row.language: row for row in person.teaching_languages.all()}
    gone = [row for language, row in stored.items() if language not in languages]
    for row in gone:
        audit.remove(row, by=by)
    new = sorted(set(languages) - set(stored))
    for language in new:
        audit.save(TeachingLanguage(person=person, language=language), by=by)
    return bool(gone or new)
