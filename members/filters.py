"""What a reader may ask the lists of people and of accounts for."""

from typing import Any

import django_filters as filters  # type: ignore[import-untyped]
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field

from members.choices import GONE, AccountState, OrganisationKind, Role, Standing
from members.models import Account, Administration, Organisation, Person, Posting
from office.filters import StrictFilterSet
from sheets.text import fold


def _administrations(request: Any) -> QuerySet[Administration]:
    return Administration.objects.by_name()


class PersonFilter(StrictFilterSet):
    """By words of a name, in any order, also as they were entered a second time; by posting."""

    q = filters.CharFilter(method="name_words", label=_("Words of the name"), max_length=200)
    administration = filters.ModelChoiceFilter(
        to_field_name="country",
        queryset=_administrations,
        method="posted_with",
        label=_("Posted with"),
        empty_label=_("All administrations"),
        error_messages={"invalid_choice": _("There is no such value here.")},
    )
    standing = filters.ChoiceFilter(
        choices=Standing.choices,
        method="now",
        label=_("Still in post"),
        empty_label=_("All"),
        error_messages={"invalid_choice": _("There is no such value here.")},
    )

    class Meta(StrictFilterSet.Meta):
        model = Person

    def name_words(self, people: QuerySet[Person], name: str, text: str) -> QuerySet[Person]:
        """Keep people every word is, or begins, a word of their name or of one they were entered under."""
        found: QuerySet[Person] = people.called(text) if fold(text) else people  # type: ignore[attr-defined]
        return found

    @extend_schema_field(str)  # its ISO code, so that the API can describe itself
    def posted_with(
        self, people: QuerySet[Person], name: str, administration: Administration | None
    ) -> QuerySet[Person]:
        if administration is None:
            return people
        return people.filter(
            Exists(Posting.objects.filter(person=OuterRef("pk"), organisation=administration.pk))
        )

    def now(self, people: QuerySet[Person], name: str, standing: str) -> QuerySet[Person]:
        """Keep people with a posting that stands so; unknown are those of whom nothing else is known."""
        postings = Posting.objects.filter(person=OuterRef("pk"))
        if standing == Standing.UNKNOWN:
            known = postings.filter(standing__in=[Standing.IN_POST, *GONE])
            return people.filter(~Exists(known))
        rows = postings.filter(standing=standing)
        if standing in GONE:  # who came back, or works elsewhere, is in post
            return people.filter(Exists(rows), ~Exists(postings.filter(standing=Standing.IN_POST)))
        return people.filter(Exists(rows))


class AccountFilter(StrictFilterSet):
    """By name or e-mail, role, and whether they may sign in."""

    q = filters.CharFilter(method="called", label=_("Name or e-mail"), max_length=200)
    role = filters.ChoiceFilter(
        choices=Role.choices,
        label=_("Role"),
        empty_label=_("All roles"),
        error_messages={"invalid_choice": _("There is no such value here.")},
    )
    state = filters.ChoiceFilter(
        choices=AccountState.choices,
        method="standing",
        label=_("State"),
        empty_label=_("All"),
        error_messages={"invalid_choice": _("There is no such value here.")},
    )

    class Meta(StrictFilterSet.Meta):
        model = Account

    def called(self, accounts: Any, name: str, text: str) -> Any:
        for word in text.split():
            accounts = accounts.filter(Q(name__icontains=word) | Q(email__icontains=word))
        return accounts

    def standing(self, accounts: Any, name: str, state: str) -> Any:
        """Keep accounts of the state their own page tells."""
        current = accounts.current(timezone.now())
        if state == AccountState.ENDED:
            return accounts.exclude(pk__in=current.values("pk"))
        never = Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
        if state == AccountState.INVITED:
            return current.filter(never)
        return current.exclude(never).filter(ends_at__isnull=state != AccountState.FOR_A_TIME)


class OrganisationFilter(StrictFilterSet):
    """By words of the name, by kind, and whether IATI knows it."""

    q = filters.CharFilter(
        field_name="name", lookup_expr="icontains", label=_("Words of the name"), max_length=200
    )
    kind = filters.ChoiceFilter(
        choices=OrganisationKind.choices,
        label=_("Kind"),
        empty_label=_("All kinds"),
        error_messages={"invalid_choice": _("There is no such value here.")},
    )
    iati = filters.ChoiceFilter(
        choices=[("known", _("with an identifier")), ("unknown", _("without one"))],
        method="known_to_iati",
        label=_("IATI identifier"),
        empty_label=_("All"),
        error_messages={"invalid_choice": _("There is no such value here.")},
    )

    class Meta(StrictFilterSet.Meta):
        model = Organisation

    def known_to_iati(self, rows: QuerySet[Organisation], name: str, word: str) -> QuerySet[Organisation]:
        return rows.exclude(iati_identifier="") if word == "known" else rows.filter(iati_identifier="")
