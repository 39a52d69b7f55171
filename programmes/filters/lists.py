"""Filters of lists: one set for page and API. What is not known is refused, not passed over."""

import datetime as dt
from typing import Any

import django_filters as filters  # type: ignore[import-untyped]
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field

from members.models import Administration, Country, Organisation
from office.filters import StrictFilterSet
from office.options import QuickSelect
from programmes.choices import (
    TOOK_PART,
    EventKind,
    EventState,
    Level,
    Mode,
    Precision,
)
from programmes.filters import fields
from programmes.models import (
    Agreement,
    Call,
    Event,
    Headcount,
    Participation,
)

_NO_SUCH_DAY = _("No event was ever held then.")
_DAYS = (dt.date(1900, 1, 1), dt.date(2200, 12, 31))


def _choice(**about: Any) -> dict[str, Any]:
    refusal = {"invalid_choice": _("There is no such value here.")}
    return {"error_messages": refusal, "widget": QuickSelect} | about


def _countries(request: Any) -> QuerySet[Country]:
    return Country.objects.order_by("name", "pk")


def _day(label: Any) -> filters.DateFilter:
    return filters.DateFilter(
        method="ended",
        label=label,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day as 2024-03-31.")},
        validators=[
            MinValueValidator(_DAYS[0], message=_NO_SUCH_DAY),
            MaxValueValidator(_DAYS[1], message=_NO_SUCH_DAY),
        ],
    )


def _ended_from(day: dt.date) -> Q:
    """Return the condition that no day the event can have ended on is before ``day``."""
    month = day if day.day == 1 else (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
    year = day if (day.month, day.day) == (1, 1) else dt.date(day.year + 1, 1, 1)
    return (
        Q(ends_precision=Precision.DAY, ends_on__gte=day)
        | Q(ends_precision=Precision.MONTH, ends_on__gte=month)
        | Q(ends_precision=Precision.YEAR, ends_on__gte=year)
        | Q(ends_on__isnull=True, starts_on__gte=day)
    )


def _ended_until(day: dt.date) -> Q:
    """Return the condition that no day the event can have ended on is after ``day``."""
    after = day + dt.timedelta(days=1)
    began = (
        Q(starts_precision=Precision.DAY, starts_on__lt=after)
        | Q(starts_precision=Precision.MONTH, starts_on__lt=after.replace(day=1))
        | Q(starts_precision=Precision.YEAR, starts_on__lt=after.replace(month=1, day=1))
    )
    return Q(ends_on__lte=day) | (Q(ends_on__isnull=True) & began)


class EventFilter(StrictFilterSet):
    """What a reader may ask the list of events for; the choices are those the reader may know."""

    q = filters.CharFilter(method="title_words", label=_("Words of the title"), max_length=200)
    programme = filters.ModelChoiceFilter(
        field_name="programmes",
        to_field_name="code",
        queryset=fields.programmes_seen,
        label=_("Programme"),
        empty_label=_("All programmes"),
        **_choice(),
    )
    phase = filters.ModelChoiceFilter(
        field_name="phases",
        queryset=fields.phases_seen,
        label=_("Phase"),
        empty_label=_("All phases"),
        **_choice(),
    )
    topic = filters.ModelChoiceFilter(
        field_name="topics",
        to_field_name="slug",
        queryset=fields.every_topic,
        label=_("Topic"),
        empty_label=_("All topics"),
        **_choice(),
    )
    state = filters.ChoiceFilter(
        choices=EventState.choices, label=_("State"), empty_label=_("All states"), **_choice()
    )
    kind = filters.ChoiceFilter(
        choices=EventKind.choices, label=_("Kind"), empty_label=_("All kinds"), **_choice()
    )
    level = filters.ChoiceFilter(
        choices=Level.choices, label=_("Level"), empty_label=_("All levels"), **_choice()
    )
    mode = filters.ChoiceFilter(
        choices=Mode.choices, label=_("Mode"), empty_label=_("All modes"), **_choice()
    )
    administration = filters.ModelChoiceFilter(
        to_field_name="country",
        queryset=fields.every_administration,
        method="attended_by",
        label=_("Attended by"),
        empty_label=_("All administrations"),
        **_choice(),
    )
    country = filters.ModelChoiceFilter(
        field_name="host_country",
        queryset=_countries,
        label=_("Host country"),
        empty_label=_("All countries"),
        **_choice(),
    )
    ended_from = _day(_("Ended on or after"))
    ended_until = _day(_("Ended on or before"))

    class Meta(StrictFilterSet.Meta):
        model = Event

    def title_words(self, events: QuerySet[Event], name: str, text: str) -> QuerySet[Event]:
        """Keep events whose title holds every word, in any order."""
        for word in text.split():
            events = events.filter(title__icontains=word)
        return events

    @extend_schema_field(str)  # its ISO code, so that the API can describe itself
    def attended_by(
        self, events: QuerySet[Event], name: str, administration: Administration | None
    ) -> QuerySet[Event]:
        """Keep events somebody of the administration took part in, by name or counted."""
        if administration is None:
            return events
        rows = {"event": OuterRef("pk"), "organisation": administration.pk}
        named = Participation.objects.filter(**rows, state__in=TOOK_PART)
        return events.filter(Exists(Headcount.objects.filter(**rows)) | Exists(named))

    def ended(self, events: QuerySet[Event], name: str, day: dt.date | None) -> QuerySet[Event]:
        """Keep events that ended from, or until, the day: as figures do, the whole month or year of
        an end that is not known to the day must lie inside."""
        if day is None:
            return events
        return events.filter(_ended_from(day) if name == "ended_from" else _ended_until(day))


class CallFilter(StrictFilterSet):
    """What a reader may ask the list of calls for."""

    OPEN, OVER, DRAFT = "open", "over", "draft"

    q = filters.CharFilter(method="title_words", label=_("Words of the event's title"), max_length=200)
    programme = filters.ModelChoiceFilter(
        field_name="event__programmes",
        to_field_name="code",
        queryset=fields.programmes_seen,
        label=_("Programme"),
        empty_label=_("All programmes"),
        **_choice(),
    )
    state = filters.ChoiceFilter(
        choices=[
            (OPEN, _("Open until its deadline")),
            (OVER, _("Deadline over")),
            (DRAFT, _("Not sent yet")),
        ],
        method="stands",
        label=_("State"),
        empty_label=_("All calls"),
        **_choice(),
    )

    class Meta(StrictFilterSet.Meta):
        model = Call

    def title_words(self, calls: QuerySet[Call], name: str, text: str) -> QuerySet[Call]:
        """Keep calls to events whose title holds every word, in any order."""
        for word in text.split():
            calls = calls.filter(event__title__icontains=word)
        return calls

    def stands(self, calls: QuerySet[Call], name: str, state: str) -> QuerySet[Call]:
        """Keep calls that are open somewhere still, over everywhere, or not sent."""
        if state == self.DRAFT:
            return calls.filter(sent_at__isnull=True)
        sent = calls.filter(sent_at__isnull=False)
        somewhere = timezone.now().astimezone(dt.timezone(dt.timedelta(hours=-12))).date()
        if state == self.OPEN:
            return sent.filter(deadline_on__gte=somewhere)
        return sent.filter(deadline_on__lt=somewhere)


def _partners(request: Any) -> QuerySet[Organisation]:
    """Return with whom the agreements are that the reader may see."""
    if request is None:
        return Organisation.objects.none()
    seen = Agreement.objects.visible_to(request.user)
    signed = Q(pk__in=seen.values("organisation")) | Q(pk__in=seen.values("parties"))
    return Organisation.objects.filter(signed).by_name()


class AgreementFilter(StrictFilterSet):
    """What a reader may ask the list of agreements for."""

    IN_FORCE, OVER = "in_force", "over"

    organisation = filters.ModelChoiceFilter(
        queryset=_partners,
        method="signed_by",
        label=_("Signed by"),
        empty_label=_("All organisations"),
        **_choice(),
    )
    programme = fields.programme()
    state = filters.ChoiceFilter(
        choices=[(IN_FORCE, _("In force")), (OVER, _("Not in force"))],
        method="stands",
        label=_("State"),
        empty_label=_("All agreements"),
        **_choice(),
    )

    class Meta(StrictFilterSet.Meta):
        model = Agreement

    def signed_by(self, agreements: Any, name: str, organisation: Organisation) -> QuerySet[Agreement]:
        """Keep agreements the organisation signed, alone or with others."""
        further = Agreement.parties.through.objects.filter(organisation=organisation).values("agreement")
        return agreements.filter(Q(organisation=organisation) | Q(pk__in=further))

    def stands(self, agreements: QuerySet[Agreement], name: str, state: str) -> QuerySet[Agreement]:
        """Keep agreements that hold today, or those that do not."""
        today = Agreement.objects.in_force(timezone.localdate()).values("pk")
        if state == self.IN_FORCE:
            return agreements.filter(pk__in=today)
        return agreements.exclude(pk__in=today)
