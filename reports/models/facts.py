"""The flat sets a figure can rest on: one row per thing of their unit.

``EventFact`` and ``TurnoutFact`` are tables that the database itself keeps in the transaction of the
records they stand for (triggers in the migration ``fact_upkeep``); ``ParticipationFact`` is a view. All carry
what a figure may be asked by; none may be written.
"""

from django.db import models
from django.db.models import F

from members.models import Administration, Organisation, Person
from programmes.choices import Accuracy, EventKind, EventRole, EventState, Level, Mode
from programmes.models import Event


class EventFact(models.Model):
    """One row per event.

    ``counts_from`` to ``counts_to`` is the span the event ended in: one day, or the whole month or year
    where no more is known; empty when undated. ``is_umbrella``: it has parts, which are the events.
    ``unnamed_administrations``: stated number less those named. ``hours`` is empty on a parent whose
    parts have hours of their own.
    """

    event = models.OneToOneField(
        Event, on_delete=models.DO_NOTHING, primary_key=True, related_name="fact", db_constraint=False
    )
    state = models.CharField(max_length=10, choices=EventState)
    kind = models.CharField(max_length=16, choices=EventKind)
    level = models.CharField(max_length=14, choices=Level)
    mode = models.CharField(max_length=12, choices=Mode)
    counts_from = models.DateField(null=True)
    counts_to = models.DateField(null=True)
    is_umbrella = models.BooleanField()
    has_participants = models.BooleanField()
    hours = models.DecimalField(max_digits=6, decimal_places=1, null=True)
    stated_administrations = models.IntegerField(null=True)
    stated_accuracy = models.CharField(max_length=10, choices=Accuracy)
    unnamed_administrations = models.IntegerField(null=True)

    class Meta:
        db_table = "reports_eventfact"
        indexes = [models.Index(fields=["counts_to", "counts_from"], name="event_facts_by_date")]

    def __str__(self) -> str:
        return f"Event {self.event_id}"


class TurnoutFact(models.Model):
    """The participants of one held event from one administration, summed.

    ``administration`` is empty for numbers that are not split and for other bodies. ``seats``: people, named
    or not, empty where no number is recorded; ``event_seats`` the same of the whole event. ``persons``: ids
    of those named, four bytes each in network order. All else counts people or, where it says so, rows.
    """

    id = models.BigAutoField(primary_key=True)
    event = models.ForeignKey(
        Event, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    administration = models.ForeignKey(
        Administration,
        on_delete=models.DO_NOTHING,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    kind = models.CharField(max_length=16, choices=EventKind)
    level = models.CharField(max_length=14, choices=Level)
    mode = models.CharField(max_length=12, choices=Mode)
    counts_from = models.DateField(null=True)
    counts_to = models.DateField(null=True)
    event_seats = models.IntegerField(null=True)
    seats = models.IntegerField(null=True)
    seats_without_names = models.IntegerField(null=True)
    rows_about = models.IntegerField()
    rows_at_least = models.IntegerField()
    rows_without_people = models.IntegerField()
    named = models.IntegerField()
    completed = models.IntegerField()
    stated = models.IntegerField(null=True)
    women = models.IntegerField(null=True)
    persons = models.BinaryField(null=True)

    class Meta:
        db_table = "reports_turnoutfact"
        constraints = [
            models.UniqueConstraint(
                fields=["event", "administration"],
                nulls_distinct=False,
                name="turnout_once_per_administration",
            )
        ]
        indexes = [
            models.Index(F("counts_to"), F("counts_from"), name="turnout_by_date"),
            models.Index(F("administration"), F("counts_to"), name="turnout_by_administration"),
        ]

    def __str__(self) -> str:
        return f"Event {self.event_id}, administration {self.administration_id}"


class ParticipationFact(models.Model):
    """One row per named participation or unnamed head-count: what the turnout is summed from.

    ``people`` is 1 for a named person, the number for a head-count, empty when not recorded; ``stated``
    how many of them have their sex stated, ``women`` how many of those are women.
    """

    key = models.CharField(max_length=24, primary_key=True)
    row_id = models.BigIntegerField()
    is_named = models.BooleanField()
    event = models.ForeignKey(Event, on_delete=models.DO_NOTHING, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.DO_NOTHING, null=True, related_name="+")
    administration = models.ForeignKey(
        Administration, on_delete=models.DO_NOTHING, null=True, related_name="+"
    )
    person = models.ForeignKey(Person, on_delete=models.DO_NOTHING, null=True, related_name="+")
    role = models.CharField(max_length=16, choices=EventRole)
    took_part = models.BooleanField()
    completed = models.BooleanField(null=True)
    people = models.IntegerField(null=True)
    stated = models.IntegerField(null=True)
    women = models.IntegerField(null=True)
    accuracy = models.CharField(max_length=10, choices=Accuracy)
    state = models.CharField(max_length=10, choices=EventState)
    kind = models.CharField(max_length=16, choices=EventKind)
    level = models.CharField(max_length=14, choices=Level)
    mode = models.CharField(max_length=12, choices=Mode)
    counts_from = models.DateField(null=True)
    counts_to = models.DateField(null=True)

    class Meta:
        managed = False
        db_table = "reports_participationfact"

    def __str__(self) -> str:
        return self.key
