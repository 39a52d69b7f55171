"""Which kind of list a record has: each floor brings its own, and the settings name them all."""

from functools import cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from programmes.intake.lists.subject import Subject


def subject_of(record: Any) -> Subject:
    """Return the list of a record."""
    return _kinds()[type(record)](record)


@cache
def _kinds() -> dict[type[Any], type[Subject]]:
    kinds: list[type[Subject]] = [import_string(each) for each in settings.LISTS_OF_PEOPLE]
    return {each.of: each for each in kinds}
