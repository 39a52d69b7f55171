"""What a reader may ask the roster of trainers and the ledger for."""

import datetime as dt
from typing import Any

import django_filters as filters  # type: ignore[import-untyped]
from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field

from members.choices import Standing
from members.models import Administration, Person, Posting
from members.models.finding import PersonQuerySet
from office.filters import StrictFilterSet
from programmes.filters import fields
from trainers.choices import Language, Step
from trainers.models import LedgerLine, Scheme
from trainers.models.roster import serving_on, with_events_taught


def _schemes(request: Any) -> QuerySet[Scheme]:
    return Scheme.objects.by_name()


class AccreditedFilter(StrictFilterSet):
    """Who was accredited on a day, today where none is named; by topic, scheme, language, administration.

    Every condition on an accreditation is about one and the same.
    """

    q = filters.CharFilter(method="called", label=_("Words of the name"), max_length=200)
    on = filters.DateFilter(
        method="as_of",
        label=_("Accredited on"),
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day as 2024-03-31.")},
    )
    topic = fields.topic()
    scheme = fields.one_of(_schemes, "code", _("Scheme"), _("All schemes"))
    administration = fields.administration(_("Administration"), method="serving_with")
    language = filters.ChoiceFilter(
        field_name="person__teaching_languages__language",
        choices=Language.choices,
        label=_("Teaches in"),
        empty_label=_("Any language"),
        error_messages=fields.REFUSAL,
    )
    standing = filters.ChoiceFilter(
        choices=Standing.choices,
        method="as_posted",
        label=_("Still in post"),
        empty_label=_("Whatever is known"),
        error_messages=fields.REFUSAL,
    )

    class Meta(StrictFilterSet.Meta):
        model = LedgerLine

    @cached_property
    def day(self) -> dt.date:
        """The day that is asked about."""
        asked = self.form.cleaned_data.get("on") if self.is_set and self.form.is_valid() else None
        return asked or timezone.localdate()

    @property
    def qs(self) -> Any:
        return super().qs.accredited_on(self.day)

    def as_of(self, lines: Any, name: str, day: dt.date) -> Any:
        return lines  # the whole list is as of that day

    def called(self, lines: Any, name: str, text: str) -> Any:
        return lines.filter(person__in=Person.objects.all().called(text).values("pk"))

    @extend_schema_field(str)  # its ISO code, so that the API can describe itself
    def serving_with(self, lines: Any, name: str, administration: Administration) -> Any:
        """Keep accreditations of who served with the administration on that day."""
        return lines.filter(_posted(organisation=administration.pk, day=self.day))

    def as_posted(self, lines: Any, name: str, standing: str) -> Any:
        return lines.filter(_posted(standing=standing, day=self.day))


class RosterFilter(AccreditedFilter):
    """The same, of a list of people that may begin with those who taught most or least often."""

    MOST, LEAST = "most", "least"

    order = filters.ChoiceFilter(
        choices=[(MOST, _("Taught most often")), (LEAST, _("Taught least often"))],
        method="people_in_order",
        label=_("In the order of"),
        empty_label=_("Name"),
        error_messages=fields.REFUSAL,
    )

    def people_in_order(self, lines: Any, name: str, order: str) -> Any:
        return lines  # the order is that of the people

    def in_order(self, people: PersonQuerySet) -> PersonQuerySet:
        """Order the people as is asked: by name, or by how often they taught."""
        asked = self.form.cleaned_data.get("order") if self.is_set and self.form.is_valid() else ""
        if not asked:
            return people.by_name()
        number = "-events_taught" if asked == self.MOST else "events_taught"
        return with_events_taught(people).order_by(number, "folded_name", "pk")


def _posted(*, day: dt.date, **about: Any) -> Exists:
    postings = Posting.objects.filter(person=OuterRef("person"), **about)
    return Exists(postings if about.get("standing") else postings.filter(serving_on(day)))


class LedgerFilter(StrictFilterSet):
    """Lines of the ledger, corrected ones too: by person, scheme, topic and step."""

    person = filters.NumberFilter(
        field_name="person",
        label=_("Number of the person"),
        min_value=1,
        max_value=2**63 - 1,
        decimal_places=0,
    )
    scheme = fields.one_of(_schemes, "code", _("Scheme"), _("All schemes"))
    topic = fields.topic()
    step = filters.ChoiceFilter(
        choices=Step.choices, label=_("Step"), empty_label=_("All steps"), error_messages=fields.REFUSAL
    )

    class Meta(StrictFilterSet.Meta):
        model = LedgerLine
