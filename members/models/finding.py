"""Which people of the register are read: by whom, and by which words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef

from members.access import allows
from members.choices import Permission, Role
from members.names.searching import asked_as, sounding_as
from office.searching import Matches

if TYPE_CHECKING:
    from members.models.people import Person  # noqa: F401 - named in quotes


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, account: Any) -> Self:
        """Keep whom the account may read by name.

        The secretariat sees the register; a focal point people ever posted with its administration; a
        master trainer only themselves; donors and the public nobody. An entry that was merged into
        another is nobody.
        """
        people = self.standing()
        if allows(account, Permission.VIEW_REGISTER):
            return people
        if not account.is_authenticated:
            return self.none()
        if account.role == Role.FOCAL_POINT and account.organisation_id:
            # EXISTS and not IN: of the few people of one event only their own postings are looked at.
            posted = apps.get_model("members", "Posting")._default_manager.filter(
                person=OuterRef("pk"), organisation=account.organisation_id
            )
            return people.filter(Exists(posted))
        if account.role == Role.MASTER_TRAINER and account.person_id:
            return people.filter(pk=account.person_id)
        return self.none()

    def editable_by(self, account: Any) -> Self:
        """Keep whom the account may change: the secretariat all, a focal point who never worked elsewhere.

        Whose name was erased is changed by nobody.
        """
        if allows(account, Permission.EDIT_REGISTER):
            return self.visible_to(account).filter(anonymised_at__isnull=True)
        if not (allows(account, Permission.KEEP_OFFICERS) and account.organisation_id):
            return self.none()
        postings = apps.get_model("members.Posting")._default_manager
        elsewhere = postings.exclude(organisation=account.organisation_id)
        own = self.visible_to(account).filter(anonymised_at__isnull=True)
        return own.exclude(postings__in=elsewhere)

    def standing(self) -> Self:
        """Keep people themselves: without entries that were merged into another."""
        return self.filter(merged_into__isnull=True)

    def called(self, text: str) -> Self:
        """Keep people every word of the text is a word of their names, or its beginning, in any script."""
        return self.filter(Matches(F("name_words"), asked_as(text)))

    def sounding(self, text: str) -> Self:
        """Keep people every word of the text sounds like one of their names."""
        return self.filter(Matches(F("name_words"), sounding_as(text)))

    def by_name(self) -> Self:
        return self.order_by("folded_name", "pk")


class StandingPeople(models.Manager["Person"]):
    def get_queryset(self) -> PersonQuerySet:
        return PersonQuerySet(self.model, using=self._db).standing()

    def all(self) -> PersonQuerySet:
        return self.get_queryset()

    def visible_to(self, account: Any) -> PersonQuerySet:
        return self.get_queryset().visible_to(account)

    def editable_by(self, account: Any) -> PersonQuerySet:
        return self.get_queryset().editable_by(account)
