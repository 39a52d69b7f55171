"""Filters of lists refuse what they do not know: a mistyped filter must not answer with everything."""

from collections.abc import Sequence
from operator import itemgetter
from typing import Any

import django_filters as filters  # type: ignore[import-untyped]
from django import forms
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from office.choices import Door, MailState, Verb
from office.models import AuditEntry, OutboxMail, ReadEntry
from office.options import KeptOptions, QuickSelect, kept_for
from office.records import Record

# How a list is cut into pages and written down: no filters, and no mistakes.
BESIDE_FILTERS = frozenset({"page", "page_size", "format"})
_SHOWN = 60  # characters of a value repeated in a message


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal()


class UnknownFilter(Exception):
    """A list was asked for by a filter, or a value of one, that there is not.

    ``problems`` are sentences, each naming the parameter.
    """

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join(self.problems))


class StrictForm(forms.Form):
    """The parameters of a list; one that is unknown, or there twice, is a problem."""

    def clean(self) -> dict[str, Any]:
        given: Any = self.data
        for name in given:
            if name not in self.fields and name not in BESIDE_FILTERS:
                self._refuse(_("There is no filter “%(name)s” here."), name, "unknown_filter")
            elif len(given.getlist(name)) > 1:
                self._refuse(_("“%(name)s” is there more than once."), name, "repeated_filter")
        page = given.get("page", "")
        if page and not _is_number(page):
            self._refuse(_("“page” is a number, not “%(name)s”."), page, "unknown_page")
        return super().clean() or {}

    def _refuse(self, message: Any, name: str, code: str) -> None:
        self.add_error(None, ValidationError(message, code=code, params={"name": name[:_SHOWN]}))


def is_set(params: Any) -> bool:
    """Test if anything is asked for but a page of the whole list."""
    return any(name not in BESIDE_FILTERS for name in params) or not _is_number(params.get("page") or "1")


class StrictFilterSet(filters.FilterSet):
    """A filter set that refuses what it does not know.

    The API asks ``is_valid`` first; a page that takes ``qs`` of a set that is not valid gets the refusal.
    """

    class Meta:
        form = StrictForm
        fields: list[str] = []

    @property
    def form(self) -> Any:
        is_new = not hasattr(self, "_form")
        form = super().form
        if is_new:
            kept = self._kept("")
            for field in form.fields.values():
                if isinstance(field.widget, QuickSelect):
                    field.widget.kept = kept
        return form

    @cached_property
    def is_set(self) -> bool:
        return is_set(self.data)

    @property
    def panel(self) -> SafeString:
        """Return the form in which filters are set. Of a whole list it is kept, as its options are."""
        kept = None if self.is_set else self._kept(":panel")
        written = kept.of("panel") if kept else None
        if written is None:
            written = render_to_string("_filter_panel.html", {"form": self.form})
            if kept:
                kept.keep("panel", written)
        return mark_safe(written)  # noqa: S308 - it was escaped when it was written

    def is_valid(self) -> bool:
        return not self.is_set or bool(super().is_valid())

    @property
    def qs(self) -> Any:
        """Return the rows that are asked for.

        :raises UnknownFilter: where a parameter or a value is not known.
        """
        if not self.is_set:
            return self.queryset.all()
        if not self.form.is_valid():
            raise UnknownFilter(self._problems())
        return super().qs

    def _kept(self, what: str) -> KeptOptions | None:
        return kept_for(getattr(self.request, "user", None), f"{type(self).__name__}{what}")

    def _problems(self) -> list[str]:
        found = []
        for name, errors in self.form.errors.items():
            given = "" if name == "__all__" else f"{name}={self.data.get(name, '')[:_SHOWN]}: "
            found += [f"{given}{error}" for error in errors]
        return found


class NoFilters(StrictFilterSet):
    """The filters of a list that has none."""


class MailFilter(StrictFilterSet):
    """What a reader may ask the outbox for."""

    q = filters.CharFilter(method="words", label=_("Words of subject or address"), max_length=300)
    state = filters.ChoiceFilter(
        choices=MailState.choices,
        label=_("State"),
        empty_label=_("All states"),
        error_messages={"invalid_choice": _("There is no such value here.")},
    )

    class Meta(StrictFilterSet.Meta):
        model = OutboxMail

    def words(self, mails: Any, name: str, text: str) -> Any:
        """Keep mails that hold every word in subject or address."""
        for word in text.split():
            mails = mails.filter(Q(subject__icontains=word) | Q(to__icontains=word))
        return mails


def _moment(name: str, lookup: str, label: Any) -> filters.DateFilter:
    return filters.DateFilter(
        field_name=name,
        lookup_expr=lookup,
        label=label,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day as 2024-03-31.")},
    )


def _word(choices: Any, label: Any, every: Any) -> filters.ChoiceFilter:
    refusal = {"invalid_choice": _("There is no such value here.")}
    return filters.ChoiceFilter(choices=choices, label=label, empty_label=every, error_messages=refusal)


def kinds() -> list[tuple[str, str]]:
    """Return what a line of the trail may be about: (word, name) of each kind of record."""
    every = [model for model in apps.get_models() if issubclass(model, Record)]
    named = [(model._meta.label_lower, str(model._meta.verbose_name).capitalize()) for model in every]
    return sorted(named, key=itemgetter(1))


class TrailFilter(StrictFilterSet):
    """What may be asked of the audit trail."""

    who = filters.CharFilter(
        field_name="actor__email", lookup_expr="istartswith", label=_("Who (e-mail)"), max_length=254
    )
    door = _word(Door.choices, _("Door"), _("All doors"))
    verb = _word(Verb.choices, _("What was done"), _("Everything"))
    kind = filters.ChoiceFilter(
        method="of_kind",
        choices=kinds,
        label=_("Kind of record"),
        empty_label=_("All kinds"),
        error_messages={"invalid_choice": _("There is no such value here.")},
    )
    number = filters.NumberFilter(
        field_name="object_id",
        label=_("Number of the record"),
        min_value=1,
        max_value=2**63 - 1,
        decimal_places=0,
    )
    since = _moment("at", "date__gte", _("Since"))
    until = _moment("at", "date__lte", _("Until"))

    class Meta(StrictFilterSet.Meta):
        model = AuditEntry

    def of_kind(self, entries: Any, name: str, kind: str) -> Any:
        return entries.filter(content_type=ContentType.objects.get_by_natural_key(*kind.split(".")))


class ReadFilter(StrictFilterSet):
    """What may be asked of the log of who read personal data."""

    who = filters.CharFilter(
        field_name="reader__email", lookup_expr="istartswith", label=_("Who (e-mail)"), max_length=254
    )
    what = filters.CharFilter(
        lookup_expr="startswith", label=_("What was read, its beginning"), max_length=300
    )
    door = _word(Door.choices, _("Door"), _("All doors"))
    since = _moment("at", "date__gte", _("Since"))
    until = _moment("at", "date__lte", _("Until"))

    class Meta(StrictFilterSet.Meta):
        model = ReadEntry
