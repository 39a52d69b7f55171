"""What the figures of an edition were counted from, as it stood then.

A row of a fact set is kept once for every state it was ever frozen in, and an edition holds the ids of its
rows as a bitmap: two editions share what did not change between them, and what did is the difference of two
sets. The columns are those of the facts (reports/models/facts.py), so that the rules of the indicators apply
to them as they stand. Written by ``reports/actions/freezing.py`` alone, and never changed.
"""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from pyroaring import BitMap

from programmes.choices import Accuracy, EventKind, EventRole, EventState, Level, Mode
from reports.models.editions import Edition


class FrozenRow(models.Model):
    """One state of one row. ``mark`` is the hash of all its values; ``version`` that of its record."""

    id = models.AutoField(primary_key=True)  # four bytes: what a bitmap of ids holds
    mark = models.BigIntegerField()
    version = models.IntegerField()
    state = models.CharField(max_length=10, choices=EventState)
    kind = models.CharField(max_length=16, choices=EventKind)
    level = models.CharField(max_length=14, choices=Level)
    mode = models.CharField(max_length=12, choices=Mode)
    counts_from = models.DateField(null=True)
    counts_to = models.DateField(null=True)

    class Meta:
        abstract = True


def _ids() -> Any:
    return ArrayField(models.BigIntegerField(), default=list)


class FrozenEvent(FrozenRow):
    """One state of an event fact, with the title and what else figures of the event are split by."""

    event = models.BigIntegerField(db_column="event_id")  # a number: the event may be removed later
    title = models.TextField()
    is_umbrella = models.BooleanField()
    has_participants = models.BooleanField()
    hours = models.DecimalField(max_digits=6, decimal_places=1, null=True)
    stated_administrations = models.IntegerField(null=True)
    stated_accuracy = models.CharField(max_length=10, choices=Accuracy)
    unnamed_administrations = models.IntegerField(null=True)
    programmes, phases, topics, sponsors = _ids(), _ids(), _ids(), _ids()

    class Meta(FrozenRow.Meta):
        abstract = False
        constraints = [models.UniqueConstraint(fields=["event", "mark"], name="frozen_event_once_per_state")]

    def __str__(self) -> str:
        return f"Event {self.event}, version {self.version}"


class FrozenSeat(FrozenRow):
    """One state of a participation fact: a person, by number and never by name, or a head-count."""

    key = models.CharField(max_length=24)
    row_id = models.BigIntegerField()
    is_named = models.BooleanField()
    event = models.BigIntegerField(db_column="event_id")
    organisation = models.BigIntegerField(null=True, db_column="organisation_id")
    administration = models.BigIntegerField(null=True, db_column="administration_id")
    person = models.BigIntegerField(null=True, db_column="person_id")
    role = models.CharField(max_length=16, choices=EventRole)
    took_part = models.BooleanField()
    completed = models.BooleanField(null=True)
    people = models.IntegerField(null=True)
    stated = models.IntegerField(null=True)
    women = models.IntegerField(null=True)
    accuracy = models.CharField(max_length=10, choices=Accuracy)

    class Meta(FrozenRow.Meta):
        abstract = False
        constraints = [models.UniqueConstraint(fields=["key", "mark"], name="frozen_seat_once_per_state")]
        indexes = [models.Index(fields=["event"], name="frozen_seats_by_event")]

    def __str__(self) -> str:
        return f"{self.key}, version {self.version}"


class FrozenRecord(models.Model):
    """One state of a row of what is delivered beside events: a handover, a fellowship, a stage of a system.

    ``facts`` names its set (reports/models/records.py), ``fact`` its row there and ``record`` what it is of,
    by number. ``counts`` is what it adds to each figure that counts it; ``said`` holds the other columns.
    """

    id = models.AutoField(primary_key=True)
    mark = models.BigIntegerField()
    version = models.IntegerField()
    facts = models.CharField(max_length=40)
    fact = models.BigIntegerField()
    record = models.BigIntegerField()
    programme = models.BigIntegerField()
    phase = models.BigIntegerField(null=True)
    item = models.BigIntegerField(null=True)
    administrations, topics = _ids(), _ids()
    counts_from = models.DateField(null=True)
    counts_to = models.DateField(null=True)
    counts = models.JSONField()
    said = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["facts", "fact", "mark"], name="frozen_record_once_per_state")
        ]

    def __str__(self) -> str:
        return f"{self.facts} {self.fact}, version {self.version}"


class EditionFacts(models.Model):
    """The fact set of one edition: which rows were read, what came of them, and by which rules.

    ``events``, ``seats`` and ``records`` are bitmaps of ids of frozen rows; there are no ``records`` of an
    edition that was frozen before they were kept. ``figures`` lists what was measured, in total and by each
    split; ``rules`` names each indicator with its definition and the fingerprint of its rule.
    ``sections`` are the sections as they were counted, each as [code, plain section]: the document is made
    of them and of what officers wrote. ``before`` is the released edition it was compared with.
    """

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="facts")
    events = models.BinaryField()
    seats = models.BinaryField()
    records = models.BinaryField(null=True)
    figures = models.JSONField()
    rules = models.JSONField()
    sections = models.JSONField()
    before = models.ForeignKey(Edition, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name_plural = "facts of editions"

    def __str__(self) -> str:
        return f"Facts of {self.edition}"

    @property
    def event_ids(self) -> BitMap:
        return BitMap.deserialize(bytes(self.events))

    @property
    def seat_ids(self) -> BitMap:
        return BitMap.deserialize(bytes(self.seats))

    @property
    def record_ids(self) -> BitMap | None:
        """The rows of records; None where none were kept."""
        return None if self.records is None else BitMap.deserialize(bytes(self.records))
