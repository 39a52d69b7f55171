"""The flat sets a figure can rest on: database views, one row per thing of their unit.

Their SQL stands in the migrations. Both carry what a figure may be asked by; neither may be written.
"""

from django.db import models

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

    event = models.OneToOneField(Event, on_delete=models.DO_NOTHING, primary_key=True, related_name="fact")
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
        managed = False
        db_table = "reports_eventfact"

    def __str__(self) -> str:
        return f"Event {self.event_id}"


class ParticipationFact(models.Model):
    """One row per named participation or unnamed head-count.

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
