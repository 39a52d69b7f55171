"""Filters of lists refuse what they do not know: a mistyped filter must not answer with everything."""

from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Any

import django_filters as filters  # type: ignore[import-untyped]
from django import forms
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from redis.exceptions import RedisError

from office.choices import Door, MailState, Verb
from office.models import AuditEntry, OutboxMail, ReadEntry
from office.records import Record

# How a list is cut into pages and written down: no filters, and no mistakes.
BESIDE_FILTERS = frozenset({"page", "page_size", "format"})
_SHOWN = 60  # characters of a value repeated in a message
_KEPT = 60  # seconds


class KeptOptions:
    """The options of a list's drop-downs, as they were written for one reader in the last minute.

    ``name`` is that of the reader, in their role: what one may know never reaches another.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    @cached_property
    def _found(self) -> dict[str, str]:
        try:
            return cache.get(self._name) or {}
        except RedisError:
            return {}  # a list without its cache is slower, and no worse

    def of(self, field: str) -> str | None:
        return self._found.get(field)

    def keep(self, field: str, options: str) -> None:
        self._found[field] = str(options)
        try:
            cache.set(self._name, self._found, _KEPT)
        except RedisError:
            return


def kept_for(reader: Any, about: str) -> KeptOptions | None:
    """Return what is kept of a list for the reader; None for who has no account."""
    if reader is None or reader.pk is None:
        return None
    seen = (about, reader.pk, reader.role, reader.organisation_id, reader.person_id, get_language())
    return KeptOptions("options:" + ":".join(map(str, seen)))


class QuickSelect(forms.Select):
    """A drop-down written without a template for each of its options: hundreds of them cost little.

    For plain lists of choices: without groups, and of one value.
    """

    kept: KeptOptions | None = None

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        keys = self.format_value(value)
        options = self._options(name, keys)
        for key in set(keys):
            begin = _begin(key)
            options = options.replace(begin, f"{begin[:-1]} selected>", 1)
        about = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        # The options were escaped where they were written.
        return format_html("<select{}>{}</select>", flatatt(about), mark_safe(options))  # noqa: S308

    def subwidgets(self, name: str, value: Any, attrs: Any = None) -> Iterator[dict[str, Any]]:
        """Yield what is chosen: of all the others nobody asks one by one."""
        keys = self.format_value(value)
        options = self._options(name, keys)
        for key in keys:
            _before, begin, rest = options.partition(_begin(key))
            if begin:
                label = mark_safe(rest.partition("</option>")[0])  # noqa: S308 - it was escaped when written
                yield {"name": name, "value": key, "label": label, "selected": True, "attrs": {}}

    def _options(self, name: str, keys: Sequence[str]) -> str:
        """Return the options, none selected; written anew where one of the keys is not among those kept."""
        kept = self.kept.of(name) if self.kept else None
        if kept is not None and all(_begin(key) in kept for key in keys):
            return kept
        written = format_html_join("\n", '<option value="{}">{}</option>', self._pairs())
        if self.kept:
            self.kept.keep(name, written)
        return str(written)

    def _pairs(self) -> Iterator[tuple[Any, Any]]:
        for key, label in self.choices:
            yield "" if key is None else key, label


def _begin(key: str) -> str:
    """Return how the option of that key begins."""
    return f'<option value="{escape(key)}">'


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
