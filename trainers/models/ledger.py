"""The ledger of accreditations: only ever added to, and everything else is read out of it."""

import datetime as dt
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.models import Person
from members.records import MOVES
from office.records import Record
from programmes.models import Event, Topic
from programmes.models.reach import reach_of
from trainers.choices import IN_FORCE, NEEDS_REASON, Step
from trainers.models.schemes import Scheme

ABOUT_ONE_THING = ("person_id", "scheme_id", "topic_id")


class LedgerQuerySet(models.QuerySet["LedgerLine"]):
    names_people: ClassVar[bool] = True

    def visible_to(self, account: Any) -> Self:
        """Keep lines about people the account may read by name; of a master trainer their own."""
        return self.filter(person__in=Person.objects.visible_to(account).values("pk"))

    def editable_by(self, account: Any) -> Self:
        """Keep lines the account may correct by a further one: of schemes it enters."""
        return self.visible_to(account).filter(scheme__in=Scheme.objects.editable_by(account).values("pk"))

    def countable_for(self, account: Any) -> Self:
        """Keep lines that may enter a figure: a donor's are of schemes of programmes it pays for."""
        reach = reach_of(account)
        if reach.sees_all or reach.counts_region:
            return self
        return self.filter(Q(scheme__programme__in=reach.funded) | Q(person=reach.person or 0))

    def standing(self) -> Self:
        """Keep what is true as far as is known now: neither corrected by a further line nor struck out."""
        corrected = LedgerLine.objects.filter(corrects=OuterRef("pk"))
        return self.filter(~Exists(corrected)).exclude(step=Step.STRUCK)

    def last_on(self, day: dt.date) -> Self:
        """Keep of each person, scheme and topic the line that says how it stood on that day."""
        until = LedgerLine.objects.standing().filter(taken_on__lte=day)
        latest = until.order_by(*ABOUT_ONE_THING, "-taken_on", "-place", "-pk").distinct(*ABOUT_ONE_THING)
        return self.filter(pk__in=latest.values("pk"))

    def accredited_on(self, day: dt.date) -> Self:
        """Keep the lines by which somebody was accredited on that day, valid to its end."""
        valid = Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        return self.last_on(day).filter(valid, step__in=IN_FORCE)

    def is_accredited(self, person: Person, topic: Topic, day: dt.date) -> bool:
        """Test if somebody was accredited on that day for the topic, or by a scheme that has no topics."""
        about = Q(topic=topic) | Q(topic__isnull=True)
        return self.accredited_on(day).filter(about, person=person).exists()

    def certified(self, code: str) -> "LedgerLine | None":
        """Return the accreditation a code was given for; a name that was erased is certified no more."""
        typed = code.upper().replace("-", "")
        return self.told().filter(code=typed).exclude(name="").first()

    def told(self) -> Self:
        """Fetch what a line is told with."""
        return self.select_related("person", "scheme", "topic")

    def by_name(self) -> Self:
        return self.order_by("person__folded_name", "person", "scheme__name", "topic__name", "pk")

    def in_order(self) -> Self:
        return self.order_by("taken_on", "place", "pk")

    def latest_first(self) -> Self:
        return self.order_by("-taken_on", "-place", "-pk")


class LedgerLine(Record):
    """One step of one person in one scheme, on one topic where the scheme has topics. It stays as it is.

    A mistake is corrected by a further line, which says which one it ``corrects`` and why; one that should
    not be there at all is struck out by such a line. The database refuses every change but three: when two
    entries turn out to be one person, ``person`` goes along; while a name is erased the words lose it; and
    with either the bookkeeping of the record. ``valid_to`` is the last day, empty without end. An
    accreditation has the ``code`` of its certificate, and the name as it was certified. Of lines of one day
    ``place`` says which comes first: a correction stands where the line stood that it corrects.
    """

    on_merge = {"person": MOVES}
    personal_fields = frozenset({"name", "assessor", "evidence", "reason"})
    not_editable = _("“%(record)s” may be read, and corrected only by those who work on its programme.")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="ledger_lines")
    scheme = models.ForeignKey(
        Scheme, on_delete=models.PROTECT, related_name="lines", verbose_name=_("scheme")
    )
    topic = models.ForeignKey(
        Topic, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("topic")
    )
    step = models.CharField(_("step"), max_length=14, choices=Step)
    taken_on = models.DateField(_("on"))
    valid_to = models.DateField(_("valid until"), null=True, blank=True)
    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("at event")
    )
    assessor = models.CharField(_("assessor"), max_length=200, blank=True)
    evidence = models.TextField(_("evidence"), blank=True, max_length=1000)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by", editable=False
    )
    place = models.PositiveIntegerField(_("place"), default=1, editable=False)
    name = models.CharField(_("name as certified"), max_length=250, blank=True)
    code = models.CharField(
        _("code of the certificate"), max_length=16, null=True, blank=True, unique=True, editable=False
    )

    objects = LedgerQuerySet.as_manager()

    class Meta:
        verbose_name = _("accreditation line")
        verbose_name_plural = _("accreditation lines")
        indexes = [models.Index(fields=["person", "scheme", "topic", "-taken_on"], name="ledger_by_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("taken_on")),
                name="ledger_validity_ends_after_start",
                violation_error_message=_("The validity cannot end before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(step__in=sorted(IN_FORCE)),
                name="ledger_only_what_is_in_force_is_valid",
                violation_error_message=_("Only who is accredited or refreshed is so until a day."),
            ),
            models.CheckConstraint(
                condition=Q(step=Step.ACCREDITED, code__isnull=False)
                | (~Q(step=Step.ACCREDITED) & Q(code__isnull=True)),
                name="ledger_code_of_an_accreditation",
                violation_error_message=_("An accreditation has a certificate, and nothing else has one."),
            ),
            models.CheckConstraint(
                condition=~Q(step=Step.STRUCK) | Q(corrects__isnull=False),
                name="ledger_strikes_out_a_line",
                violation_error_message=_("What is struck out is another line."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()}, {self.taken_on:%Y-%m-%d}: {self.accredited_as}"

    def get_absolute_url(self) -> str:
        return reverse("trainers:person-ledger", args=[self.person_id])

    @property
    def accredited_as(self) -> str:
        """Scheme and topic in one phrase."""
        return f"{self.scheme}, {self.topic}" if self.topic else str(self.scheme)

    @property
    def correction(self) -> "LedgerLine | None":
        """The further line that corrects it, fetched with ``corrected_by``."""
        return getattr(self, "corrected_by", None)

    @property
    def shown_code(self) -> str:
        """The code in groups of four, as one reads it out."""
        code = self.code or ""
        return "-".join(code[place : place + 4] for place in range(0, len(code), 4))

    @property
    def needs_reason(self) -> bool:
        return self.step in NEEDS_REASON or self.corrects_id is not None

    def status_on(self, day: dt.date) -> Step:
        """Return how it stood on a day of which this is the last line: past its last day it has lapsed."""
        if self.step in IN_FORCE and self.valid_to is not None and self.valid_to < day:
            return Step.LAPSED
        return Step(self.step)

    def latest_on(self, day: dt.date) -> "LedgerLine | None":
        """Return the line that says how the person stood on that day in this scheme and topic."""
        same = {"person": self.person_id, "scheme": self.scheme_id, "topic": self.topic_id}
        return LedgerLine.objects.last_on(day).filter(**same).first()
