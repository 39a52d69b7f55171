"""What may be asked of the members of programmes and of their contributions: one set for page and API."""

from typing import Any

import django_filters as filters  # type: ignore[import-untyped]
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from members.models import Administration
from office.filters import StrictFilterSet
from office.options import QuickSelect
from programmes.models import Contribution, Membership, Programme
from programmes.models.contributions import FIRST_YEAR, LAST_YEAR

REFUSAL = {"invalid_choice": _("There is no such value here.")}


def _programmes(request: Any) -> QuerySet[Programme]:
    if request is None:  # the API describes itself
        return Programme.objects.none()
    return Programme.objects.visible_to(request.user).in_order()


def _administrations(request: Any) -> QuerySet[Administration]:
    return Administration.objects.only("country", "member_name").by_name()


def _one_of(rows: Any, key: str, label: Any, every: Any, **about: Any) -> filters.ModelChoiceFilter:
    about |= {"error_messages": REFUSAL, "widget": QuickSelect}
    return filters.ModelChoiceFilter(
        queryset=rows, to_field_name=key, label=label, empty_label=every, **about
    )


def _word_of(choices: Any, label: Any, every: Any) -> filters.ChoiceFilter:
    return filters.ChoiceFilter(
        choices=choices, method="stands", label=label, empty_label=every, error_messages=REFUSAL
    )


class MembershipFilter(StrictFilterSet):
    """What a reader may ask the list of members for."""

    programme = _one_of(_programmes, "code", _("Programme"), _("All programmes"))
    administration = _one_of(_administrations, "country", _("Administration"), _("All administrations"))
    state = _word_of(
        [("member", _("Members")), ("left", _("Those that left")), ("disputed", _("Sources disagree"))],
        _("State"),
        _("All"),
    )

    class Meta(StrictFilterSet.Meta):
        model = Membership

    def stands(self, memberships: Any, name: str, state: str) -> Any:
        """Keep members still, those that left, or those of whose joining sources disagree."""
        if state == "disputed":
            return memberships.disputed()
        return memberships.filter(left_on__isnull=state == "member")


class ContributionFilter(StrictFilterSet):
    """What a reader may ask the list of contributions for."""

    programme = _one_of(
        _programmes, "code", _("Programme"), _("All programmes"), field_name="membership__programme"
    )
    administration = _one_of(
        _administrations,
        "country",
        _("Administration"),
        _("All administrations"),
        field_name="membership__administration",
    )
    year = filters.NumberFilter(label=_("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR, decimal_places=0)
    currency = filters.CharFilter(label=_("Currency"), max_length=3)
    state = _word_of(
        [("outstanding", _("Something still to be paid")), ("settled", _("Paid in full"))],
        _("State"),
        _("All contributions"),
    )

    class Meta(StrictFilterSet.Meta):
        model = Contribution

    def stands(self, contributions: Any, name: str, state: str) -> Any:
        """Keep contributions that are paid in full, or those that are not."""
        return contributions.settled() if state == "settled" else contributions.outstanding()
