"""Filters of lists refuse what they do not know: a mistyped filter must not answer with everything."""

from collections.abc import Iterator, Sequence
from typing import Any

import django_filters as filters  # type: ignore[import-untyped]
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from office.choices import MailState
from office.models import OutboxMail

# How a list is cut into pages and written down: no filters, and no mistakes.
BESIDE_FILTERS = frozenset({"page", "page_size", "format"})
_SELECTED = mark_safe(" selected")
_SHOWN = 60  # characters of a value repeated in a message


class QuickSelect(forms.Select):
    """A drop-down written without a template for each of its options: hundreds of them cost little.

    For plain lists of choices: without groups, and of one value.
    """

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = set(self.format_value(value))
        options = format_html_join(
            "\n",
            '<option value="{}"{}>{}</option>',
            ((key, _SELECTED if str(key) in chosen else "", label) for key, label in self._pairs()),
        )
        about = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        return format_html("<select{}>{}</select>", flatatt(about), options)

    def _pairs(self) -> Iterator[tuple[Any, Any]]:
        for key, label in self.choices:
            yield "" if key is None else key, label


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
        if page and not (page.isascii() and page.isdecimal()):
            self._refuse(_("“page” is a number, not “%(name)s”."), page, "unknown_page")
        return super().clean() or {}

    def _refuse(self, message: Any, name: str, code: str) -> None:
        self.add_error(None, ValidationError(message, code=code, params={"name": name[:_SHOWN]}))


class StrictFilterSet(filters.FilterSet):
    """A filter set that refuses what it does not know.

    The API asks ``is_valid`` first; a page that takes ``qs`` of a set that is not valid gets the refusal.
    """

    class Meta:
        form = StrictForm
        fields: list[str] = []

    @property
    def qs(self) -> Any:
        """Return the rows that are asked for.

        :raises UnknownFilter: where a parameter or a value is not known.
        """
        if self.is_bound and not self.form.is_valid():
            raise UnknownFilter(self._problems())
        return super().qs

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
