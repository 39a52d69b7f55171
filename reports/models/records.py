"""Fact sets of what is delivered beside events: database views, one row per record or stage of a record.

Their SQL stands in the migrations; they may not be written.
"""

from typing import Any, ClassVar

from django.db import models
from django.db.models import QuerySet

from members.models import Administration, Person
from programmes.models import (
    AcceptanceTest,
    Commitment,
    Consignment,
    Deployment,
    Handover,
    ItemType,
    Need,
    Offer,
    Operation,
    Phase,
    Programme,
    Topic,
)
from trainers.models import Cohort


class RecordFact(models.Model):
    """What every fact set of records has: where a row belongs, and the days it counts in.

    ``of`` are the records, of which who may count and read them is asked; ``row_id`` is the number of one.
    ``counts_from`` to ``counts_to`` is the span it counts in, mostly one day; empty when undated. Where a
    record may have several administrations, ``administrations`` is the SELECT of each ``value`` of the row
    named ``{row}``, in the set named ``{alias}``, and ``administration`` is empty; so with ``topics`` and
    ``languages``. ``topic`` is the component, where there is one. ``holds_on_a_day``: a row says what held
    on each day of its span, without end where ``counts_to`` is empty; it counts where it held on the last day
    of a period, or today. ``related`` are what a record is told with.
    """

    of: ClassVar[Any]
    administrations: ClassVar[str] = ""
    topics: ClassVar[str] = ""
    languages: ClassVar[str] = ""
    holds_on_a_day: ClassVar[bool] = False
    related: ClassVar[tuple[str, ...]] = ()

    id = models.BigIntegerField(primary_key=True)
    row_id = models.BigIntegerField()
    programme = models.ForeignKey(Programme, on_delete=models.DO_NOTHING, related_name="+")
    phase = models.ForeignKey(Phase, on_delete=models.DO_NOTHING, null=True, related_name="+")
    administration = models.ForeignKey(
        Administration, on_delete=models.DO_NOTHING, null=True, related_name="+"
    )
    topic = models.ForeignKey(Topic, on_delete=models.DO_NOTHING, null=True, related_name="+")
    counts_from = models.DateField(null=True)
    counts_to = models.DateField(null=True)

    class Meta:
        abstract = True
        managed = False  # of each that stands on this, too

    def __str__(self) -> str:
        return f"{self._meta.object_name} {self.pk}"

    @classmethod
    def several(cls, code: str) -> str:
        """Return the SELECT of the values of a dimension where a row may have several; "" for any other."""
        found = {"administration": cls.administrations, "topic": cls.topics, "language": cls.languages}
        return found.get(code, "")

    @classmethod
    def of_cohort(cls, rows: QuerySet[Any], cohort: Cohort) -> QuerySet[Any]:
        """Keep the rows of a cohort: none, where they say nothing of one."""
        return rows.filter(cohort=cohort.pk) if cls.has("cohort_id") else rows.none()

    @classmethod
    def has(cls, column: str) -> bool:
        """Test if the rows have a column, as the database names it."""
        return any(field.attname == column for field in cls._meta.concrete_fields)


class DevicesFact(RecordFact):
    """What the rows of devices have. ``quantity``: devices, or what the item is counted in."""

    item = models.ForeignKey(ItemType, on_delete=models.DO_NOTHING, related_name="+")
    quantity = models.IntegerField()

    class Meta(RecordFact.Meta):
        abstract = True


class ConsignmentFact(DevicesFact):
    """One row per consignment."""

    of = Consignment


class AcceptanceFact(DevicesFact):
    """One row per acceptance test. ``quantity``: devices that passed it."""

    of = AcceptanceTest


class HandoverFact(DevicesFact):
    """One row per handover."""

    of = Handover


class OperatorFact(RecordFact):
    """One row per handover and officer taught on its devices: by name, or as a participant of its training.

    It counts on the day the officer was trained, or the training ended.
    """

    of = Handover
    item = models.ForeignKey(ItemType, on_delete=models.DO_NOTHING, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.DO_NOTHING, related_name="+")


class SystemStageFact(RecordFact):
    """One row per system at an administration and stage of which a day is recorded."""

    of = Deployment
    stage = models.CharField(max_length=12)


class OperationFact(RecordFact):
    """One row per operation; it counts on the last day of its operational phase."""

    of = Operation
    administrations = (
        "SELECT administration_id AS value FROM programmes_operation_administrations"
        " WHERE operation_id = {row}"
    )


class NeedFact(RecordFact):
    """One row per need, on the day it was said."""

    of = Need


class OfferFact(RecordFact):
    """One row per offer of a partner; it counts on the first day it can be had."""

    of = Offer


class CommitmentFact(RecordFact):
    """One row per commitment, on the day it was made; ``state`` is how far it is."""

    of = Commitment
    state = models.CharField(max_length=9)
