"""What figures are about, who asks for them, and for whom they are made."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Self

from django.contrib.auth.models import AnonymousUser
from django.db.models import BooleanField, Exists, Model, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.translation import gettext as _

from members.access import allows
from members.choices import Permission, Role
from members.models import Account, Administration, Organisation
from programmes.choices import EventState
from programmes.models import Event, Funding, Headcount, Participation, Phase, Programme, Topic
from programmes.models.reach import reach_of
from reports.choices import Audience
from reports.models import EventFact, ParticipationFact, RecordFact, TurnoutFact
from reports.periods import Period
from trainers.models import Cohort, CohortStage

FactSet = type[Model]  # with counts_from and counts_to, and event or what a RecordFact has


@dataclass(frozen=True, slots=True)
class Scope:
    """The rows figures are about. Every figure starts from ``facts``; only numbers leave it.

    ``reader`` asks; ``audience`` decides what may be counted: what the reader may count, what ``donor``
    pays for, or for the public everything. Several topics mean any of them; of a
    cohort, the events its stages were held as. ``kept`` holds what was counted
    for it already, so that the sections of one page count once. ``for_others``: what is made of it will be
    read by others than the reader, as an edition is.
    """

    reader: Any
    audience: Audience = Audience.READER
    donor: Organisation | None = None
    period: Period | None = None
    programme: Programme | None = None
    phase: Phase | None = None
    cohort: Cohort | None = None
    administration: Administration | None = None
    topics: tuple[Topic, ...] = ()
    mode: str = ""
    level: str = ""
    kind: str = ""
    event: Event | None = None
    for_others: bool = False
    kept: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def public(cls, **about: Any) -> Self:
        """Return a scope whose numbers anybody may see. For fixed tables only, never free filters."""
        return cls(reader=AnonymousUser(), audience=Audience.PUBLIC, **about)

    @classmethod
    def of_the_office(cls, **about: Any) -> Self:
        """Return a scope that counts what the secretariat counts, for others to read.

        As a report an officer builds: equipment and systems are in it, and what tells of few people is not.
        """
        return cls(reader=Account(pk=0, role=Role.ADMINISTRATOR), for_others=True, **about)

    def narrowed(self, **about: Any) -> Self:
        """Return the same scope about less."""
        return replace(self, **about, kept={})

    def events(self) -> QuerySet[Event]:
        """Return the events the figures are about, whatever their state, in or out of the period."""
        events = self._countable()
        if self.event is not None:
            events = events.filter(pk=self.event.pk)
        if self.programme is not None:
            events = events.filter(pk__in=self._linked("programmes", "programme", [self.programme]))
        if self.phase is not None:
            events = events.filter(pk__in=self._linked("phases", "phase", [self.phase]))
        if self.cohort is not None:
            events = events.filter(pk__in=self._held_as(self.cohort))
        if self.topics:
            events = events.filter(pk__in=self._linked("topics", "topic", self.topics))
        for name in ("mode", "level", "kind"):
            if getattr(self, name):
                events = events.filter(**{name: getattr(self, name)})
        return events

    def facts(self, facts: FactSet) -> QuerySet[Any]:
        """Return the rows that may enter a figure."""
        if issubclass(facts, RecordFact):
            return self._records(facts)
        rows: QuerySet[Any] = facts._default_manager.all()
        events = self.events()
        if events.query.has_filters() or events.query.is_empty():
            rows = rows.filter(event__in=events.values("pk"))
        if self.event is not None:
            rows = rows.filter(event=self.event)  # said of the row itself, so that its index is used
        if self.period is not None:
            # The last day lies in it whenever the first does: said so that one index finds the rows.
            first, last = self.period.start, self.period.end
            rows = rows.filter(counts_from__gte=first, counts_to__range=(first, last))
        if self.administration is not None:
            rows = rows.filter(self._attended_by(facts, self.administration))
        return rows

    @property
    def withholds(self) -> bool:
        """Test if an attribute of few persons must be kept back: not from who may see those persons."""
        if self.for_others or self.audience != Audience.READER:
            return True
        if allows(self.reader, Permission.VIEW_REGISTER):
            return False
        own = getattr(self.reader, "organisation_id", None)
        return self.administration is None or self.administration.pk != own

    def left_out(self) -> QuerySet[EventFact]:
        """Return held events of the scope that no period can place: undated, or across its edge."""
        if self.period is None:
            return EventFact.objects.none()
        start, end = self.period.start, self.period.end
        undated = Q(counts_to__isnull=True)
        across = Q(counts_from__lt=start, counts_to__gte=start) | Q(counts_from__lte=end, counts_to__gt=end)
        everything = self.narrowed(period=None).facts(EventFact)
        return everything.filter(undated | across, state=EventState.HELD, is_umbrella=False)

    def readable(self, rows: QuerySet[ParticipationFact]) -> QuerySet[ParticipationFact]:
        """Keep the counted rows whose record the reader may also read."""
        named = Participation.objects.visible_to(self.reader).values("pk")
        unnamed = Headcount.objects.visible_to(self.reader).values("pk")
        return rows.filter(Q(is_named=True, row_id__in=named) | Q(is_named=False, row_id__in=unnamed))

    def readable_events(self, rows: QuerySet[EventFact]) -> QuerySet[EventFact]:
        """Keep the counted events the reader may also open."""
        return rows.filter(event__in=Event.objects.visible_to(self.reader).values("pk"))

    def __str__(self) -> str:
        parts: Iterable[Any] = (
            self.phase or self.programme or ("" if self.event else _("All programmes")),
            self.cohort,
            self.administration,
            ", ".join(str(topic) for topic in self.topics),
            self.donor,
            self.period,
            self.event.title if self.event else "",
        )
        return " · ".join(str(part) for part in parts if part)

    def undated(self, facts: type[RecordFact]) -> QuerySet[Any]:
        """Return the records of the scope that no period can place."""
        rows = self.ever(facts)
        return rows.none() if facts.holds_on_a_day else rows.filter(counts_to__isnull=True)

    def _records(self, facts: type[RecordFact]) -> QuerySet[Any]:
        """Return the rows of records that may enter a figure."""
        return self._in_time(facts, self.ever(facts))

    def ever(self, facts: type[RecordFact]) -> QuerySet[Any]:
        """Return the same on whatever days, in or out of the period."""
        rows = self._countable_records(facts)
        for name in ("programme", "phase"):
            asked = getattr(self, name)
            if asked is not None:
                rows = rows.filter(**{name: asked.pk})
        if self.cohort is not None:
            rows = facts.of_cohort(rows, self.cohort)
        if self.topics:
            rows = rows.filter(self._among(facts, "topic", self.topics))
        if self.administration is not None:
            rows = rows.filter(self._among(facts, "administration", [self.administration]))
        return rows

    def _in_time(self, facts: type[RecordFact], rows: QuerySet[Any]) -> QuerySet[Any]:
        """Keep what counts in the period, or held on its last day; of days to come nothing is known."""
        if facts.holds_on_a_day:
            day = timezone.localdate() if self.period is None else min(self.period.end, timezone.localdate())
            began = Q(counts_from__isnull=True) | Q(counts_from__lte=day)
            return rows.filter(began, Q(counts_to__isnull=True) | Q(counts_to__gte=day))
        if self.period is None:
            return rows
        first, last = self.period.start, self.period.end
        return rows.filter(counts_from__gte=first, counts_to__range=(first, last))

    def _countable_records(self, facts: type[RecordFact]) -> QuerySet[Any]:
        """Keep what the reader may count. The public is told none; of what only events have there is none."""
        rows: QuerySet[Any] = facts._default_manager.all()
        if self.audience == Audience.PUBLIC or self.mode or self.level or self.kind or self.event:
            return rows.none()
        if not reach_of(self.reader).counts_region:
            rows = rows.filter(row_id__in=facts.of.objects.countable_for(self.reader).values("pk"))
        if self.audience == Audience.DONOR:
            rows = rows.filter(phase__in=Funding.objects.filter(donor=self.donor).values("phase"))
        return rows

    def _countable(self) -> QuerySet[Event]:
        if self.audience == Audience.PUBLIC:
            return Event.objects.all()
        events = Event.objects.countable_for(self.reader)
        if self.audience == Audience.DONOR:
            if self.donor is None:
                raise ValueError("A scope made for a donor names the donor.")
            events = events.countable_for_donor(self.donor)
        return events

    @staticmethod
    def _linked(relation: str, column: str, others: Iterable[Model]) -> QuerySet[Any]:
        through = getattr(Event, relation).through.objects
        return through.filter(**{f"{column}__in": [each.pk for each in others]}).values("event_id")

    @staticmethod
    def _held_as(cohort: Cohort) -> QuerySet[Any]:
        return CohortStage.objects.filter(cohort=cohort, event__isnull=False).values("event_id")

    @staticmethod
    def _among(facts: type[RecordFact], code: str, records: Iterable[Model]) -> Q:
        """Return the condition that a row has one of these as its value, or as one of its values."""
        keys = [each.pk for each in records]
        if not (select := facts.several(code)):
            return Q(**{f"{code}__in": keys})
        table = facts._meta.db_table
        values = select.format(row=f"{table}.row_id", alias=table)
        of_row = f"EXISTS (SELECT FROM ({values}) AS linked WHERE value = ANY(%s))"
        return Q(RawSQL(of_row, [keys], output_field=BooleanField()))  # noqa: S611 - as above

    @staticmethod
    def _attended_by(facts: FactSet, administration: Administration) -> Q:
        if facts is not EventFact:
            return Q(administration=administration)
        attended = TurnoutFact.objects.filter(event=OuterRef("event"), administration=administration)
        return Q(Exists(attended))
