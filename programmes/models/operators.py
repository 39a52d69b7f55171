"""Who was trained on devices that were handed over, and whether somebody of them is still in post."""

from typing import Any, Self

from django.db import models
from django.db.models import Count, Exists, IntegerField, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.choices import GONE, Standing
from members.models import Person, Posting
from members.records import Fate, OnMerge
from office.records import Record
from programmes.choices import TOOK_PART, EventRole
from programmes.models.equipment import Handover, OfHandoverQuerySet
from programmes.models.people import Participation


def _same_handover(first: Any, second: Any) -> bool:
    return bool(first.handover_id == second.handover_id)


class OperatorQuerySet(OfHandoverQuerySet):
    days_at = ("trained_on",)
    names_people = True

    def newest_first(self) -> Self:
        return self.order_by("person__folded_name", "pk")


class Operator(Record):
    """An officer who was taught to work with the devices of a handover."""

    on_merge = {"person": OnMerge(Fate.FOLD, same=_same_handover)}
    personal_fields = frozenset({"note"})

    handover = models.ForeignKey(
        Handover, on_delete=models.PROTECT, related_name="operators", verbose_name=_("handover")
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="operates", verbose_name=_("officer")
    )
    trained_on = models.DateField(_("trained on"))
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = OperatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("operator")
        verbose_name_plural = _("operators")
        constraints = [
            models.UniqueConstraint(
                fields=["handover", "person"],
                name="operator_once_per_handover",
                violation_error_message=_("This officer is entered already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.handover}"

    def get_absolute_url(self) -> str:
        return reverse("programmes:operators-page", args=[self.pk])


def operators_of(handover: OuterRef, training: OuterRef, administration: OuterRef) -> Any:
    """Return the persons taught on devices: by name, or as named participants of the training."""
    by_name = Exists(Operator.objects.filter(handover=handover, person=OuterRef("pk")))
    took_part = Participation.objects.filter(
        event=training,
        person=OuterRef("pk"),
        organisation=administration,
        role=EventRole.PARTICIPANT,
        state__in=TOOK_PART,
    )
    return Person.objects.filter(by_name | Exists(took_part))


def with_operators(handovers: Any) -> Any:
    """Annotate ``trained`` and, of them, ``in_post`` and ``gone``: persons, as postings tell.

    Of whom neither is known is the rest of those trained: nobody is taken to be in post because nothing else
    was heard. A posting at the administration that ended, or whose holder moved or left, is gone.
    """
    outer = OuterRef(OuterRef("pk"))
    training = OuterRef(OuterRef("training"))
    at = OuterRef(OuterRef("consignment__administration"))
    here = Posting.objects.filter(
        person=OuterRef("pk"), organisation=OuterRef(OuterRef("consignment__administration"))
    )
    stays = Exists(here.filter(standing=Standing.IN_POST))
    went = Exists(here.filter(Q(standing__in=GONE) | Q(ends_on__isnull=False)))
    people = operators_of(outer, training, at)
    return handovers.annotate(
        trained=_number(people),
        in_post=_number(people.filter(stays)),
        gone=_number(people.filter(went).exclude(stays)),
    )


def _number(people: Any) -> Subquery:
    counted = people.order_by().annotate(one=models.Value(1)).values("one").annotate(n=Count("pk"))
    return Subquery(counted.values("n"), output_field=IntegerField())
