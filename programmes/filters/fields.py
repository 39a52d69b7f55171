"""What many lists are asked for alike: a programme, a phase, a topic, an administration, a word."""

from typing import Any

import django_filters as filters  # type: ignore[import-untyped]
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from members.models import Administration
from office.options import QuickSelect
from programmes.models import Phase, Programme, Topic
from sheets.text import fold

REFUSAL = {"invalid_choice": _("There is no such value here.")}


def one_of(rows: Any, key: str, label: Any, every: Any, **about: Any) -> filters.ModelChoiceFilter:
    """Return a filter by one of the rows, written by its ``key``; ``every`` stands where none is chosen."""
    return filters.ModelChoiceFilter(
        queryset=rows,
        to_field_name=None if key == "pk" else key,  # the API describes itself by fields of the model
        label=label,
        empty_label=every,
        error_messages=REFUSAL,
        widget=QuickSelect,
        **about,
    )


def word_of(choices: Any, label: Any, every: Any, **about: Any) -> filters.ChoiceFilter:
    """Return a filter by one of the words."""
    return filters.ChoiceFilter(
        choices=choices, label=label, empty_label=every, error_messages=REFUSAL, **about
    )


def programme(**about: Any) -> filters.ModelChoiceFilter:
    return one_of(programmes_seen, "code", _("Programme"), _("All programmes"), **about)


def phase(**about: Any) -> filters.ModelChoiceFilter:
    """Return a filter by a phase, written as its number in the portal."""
    return one_of(phases_seen, "pk", _("Phase"), _("All phases"), **about)


class NameFilter(filters.CharFilter):
    """By words of a person's name, in any spelling of its letters; ``field_name`` leads to the person."""

    def __init__(self, label: Any, **about: Any) -> None:
        super().__init__(label=label, max_length=120, **about)

    def filter(self, rows: Any, value: str) -> Any:
        for word in fold(value).split():
            rows = rows.filter(**{f"{self.field_name}__folded_name__contains": word})
        return rows


def topic(**about: Any) -> filters.ModelChoiceFilter:
    return one_of(every_topic, "slug", _("Topic"), _("All topics"), **about)


def administration(label: Any = "", **about: Any) -> filters.ModelChoiceFilter:
    """Return a filter by an administration, written as its ISO code."""
    every = _("All administrations")
    return one_of(every_administration, "country", label or _("Administration"), every, **about)


def programmes_seen(request: Any) -> QuerySet[Programme]:
    if request is None:  # the API describes itself
        return Programme.objects.none()
    return Programme.objects.visible_to(request.user).in_order()


def phases_seen(request: Any) -> QuerySet[Phase]:
    if request is None:
        return Phase.objects.none()
    return Phase.objects.visible_to(request.user).select_related("programme").in_order()


def every_topic(request: Any) -> QuerySet[Topic]:
    return Topic.objects.order_by("name", "pk")


def every_administration(request: Any) -> QuerySet[Administration]:
    return Administration.objects.only("country", "member_name").by_name()
