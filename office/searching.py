"""Finding rows by words kept beside a text in an array, and by one of many values."""

from collections.abc import Collection
from typing import Any

from django.db.models import BooleanField, F, Func, Value


class Words(Func):
    """The words of an array, as PostgreSQL searches them; an index over it answers quickly.

    No parser of the database takes part.
    """

    function = "array_to_tsvector"


class Matches(Func):
    """Whether an array of words answers a question such as ``'mere':* & 'vuni':*``; none answers ""."""

    template = "%(expressions)s"
    arg_joiner = " @@ "
    output_field = BooleanField()

    def __init__(self, words: F, question: str) -> None:
        super().__init__(Words(words), Question(Value(question)))


class AnyOf(Func):
    """Whether a value is one of many, handed over as one list: IN looks at each of them in Python."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()

    def __init__(self, value: Any, many: Collection[Any]) -> None:
        super().__init__(value, Value(list(many)))


class Question(Func):
    """A question that is taken as it stands."""

    template = "(%(expressions)s)::tsquery"
