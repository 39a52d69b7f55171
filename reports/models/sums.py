"""Sums that are stored by spans of days, so that a figure over years need not be counted from its rows.

A span is named by its code: "2024-05" a month, "2024-rest" what is known to the year 2024 only, "2024" the
year, "undated" what has no date. They say what the facts say, or they are not used: a change of the facts
notes the spans it touches in its own transaction, and those are counted from the facts until they are
stored anew.
"""

from django.db import models
from django.db.models.functions import Now


class CountedSpan(models.Model):
    """A span of days whose sums are stored. ``checksum``: of all its sums, in a fixed order."""

    code = models.CharField(max_length=9, unique=True)
    counted_at = models.DateTimeField()
    checksum = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.code


class ChangedSpan(models.Model):
    """A note, written by the database, that facts of a span changed after it was counted."""

    code = models.CharField(max_length=9)
    changed_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return self.code


class StoredSum(models.Model):
    """The sums of one group in one span.

    ``grain`` names the dimensions it is of, as "administration>topic"; ``key_1`` and ``key_2`` hold their
    values as text, empty where a row has none. The other columns are named after the parts of indicators
    they hold; distinct persons and administrations stand as roaring bitmaps of their ids, with their number.
    """

    id = models.BigAutoField(primary_key=True)
    span = models.ForeignKey(CountedSpan, on_delete=models.CASCADE, related_name="+", db_index=False)
    grain = models.CharField(max_length=40)
    key_1 = models.CharField(max_length=20, null=True)  # noqa: DJ001 - no value is not an empty word
    key_2 = models.CharField(max_length=20, null=True)  # noqa: DJ001 - no value is not an empty word

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.span_id} {self.grain} {self.key_1} {self.key_2}"


class EventSum(StoredSum):
    """Sums of event facts."""

    events = models.BigIntegerField(null=True)
    hours = models.DecimalField(max_digits=14, decimal_places=1, null=True)
    events_without_hours = models.BigIntegerField(null=True)
    events_without_people = models.BigIntegerField(null=True)
    stated_most = models.BigIntegerField(null=True)
    stated_without_names = models.BigIntegerField(null=True)
    stated_about = models.BigIntegerField(null=True)
    stated_at_least = models.BigIntegerField(null=True)

    class Meta(StoredSum.Meta):
        abstract = False
        indexes = [models.Index(fields=["grain", "key_1", "span"], name="event_sums_by_grain")]


class TurnoutSum(StoredSum):
    """Sums of turnout facts."""

    seats = models.BigIntegerField(null=True)
    seats_about = models.BigIntegerField(null=True)
    seats_at_least = models.BigIntegerField(null=True)
    rows_without_people = models.BigIntegerField(null=True)
    seats_at_one_event = models.BigIntegerField(null=True)
    seats_from_one = models.BigIntegerField(null=True)
    seats_without_names = models.BigIntegerField(null=True)
    stated_sex = models.BigIntegerField(null=True)
    women = models.BigIntegerField(null=True)
    named_seats = models.BigIntegerField(null=True)
    completed = models.BigIntegerField(null=True)
    persons = models.BinaryField(null=True)
    persons_number = models.BigIntegerField(null=True)
    administrations = models.BinaryField(null=True)
    administrations_number = models.BigIntegerField(null=True)

    class Meta(StoredSum.Meta):
        abstract = False
        indexes = [models.Index(fields=["grain", "key_1", "span"], name="turnout_sums_by_grain")]
