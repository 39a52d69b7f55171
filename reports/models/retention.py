"""Who was still in post some time after a training: a database view, one row per person trained at one event.

Its SQL stands in the migrations; it may not be written.
"""

from django.db import models

from members.models import Administration, Organisation, Person
from programmes.choices import Accuracy, EventKind, EventRole, EventState, Level, Mode
from programmes.models import Event


class After(models.TextChoices):
    """What is known of a day some months after an event ended."""

    IN_POST = "IN_POST", "In post"
    GONE = "GONE", "Moved or left"
    UNKNOWN = "UNKNOWN", "Not known"


class RetentionFact(models.Model):
    """One row per named participant of a held event who came from an administration.

    ``after_6``, ``after_12`` and ``after_24`` say whether they were still in post there so many months
    after the event ended; empty where that day is still to come.
    """

    key = models.CharField(max_length=24, primary_key=True)
    row_id = models.BigIntegerField()
    is_named = models.BooleanField()
    event = models.ForeignKey(Event, on_delete=models.DO_NOTHING, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.DO_NOTHING, related_name="+")
    administration = models.ForeignKey(Administration, on_delete=models.DO_NOTHING, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.DO_NOTHING, related_name="+")
    role = models.CharField(max_length=16, choices=EventRole)
    people = models.IntegerField()
    accuracy = models.CharField(max_length=10, choices=Accuracy)
    state = models.CharField(max_length=10, choices=EventState)
    kind = models.CharField(max_length=16, choices=EventKind)
    level = models.CharField(max_length=14, choices=Level)
    mode = models.CharField(max_length=12, choices=Mode)
    counts_from = models.DateField(null=True)
    counts_to = models.DateField(null=True)
    after_6 = models.CharField(max_length=7, choices=After, null=True)  # noqa: DJ001 - no answer yet
    after_12 = models.CharField(max_length=7, choices=After, null=True)  # noqa: DJ001
    after_24 = models.CharField(max_length=7, choices=After, null=True)  # noqa: DJ001

    class Meta:
        managed = False
        db_table = "reports_retentionfact"

    def __str__(self) -> str:
        return self.key
