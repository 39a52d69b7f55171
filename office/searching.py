"""Finding rows by words kept beside a text in an array: no parser of the database takes part."""

from django.db.models import BooleanField, F, Func, Value


class Words(Func):
    """The words of an array, as PostgreSQL searches them; an index over it answers quickly."""

    function = "array_to_tsvector"


class Matches(Func):
    """Whether an array of words answers a question such as ``'mere':* & 'vuni':*``; none answers ""."""

    template = "%(expressions)s"
    arg_joiner = " @@ "
    output_field = BooleanField()

    def __init__(self, words: F, question: str) -> None:
        super().__init__(Words(words), Question(Value(question)))


class Question(Func):
    """A question that is taken as it stands."""

    template = "(%(expressions)s)::tsquery"
