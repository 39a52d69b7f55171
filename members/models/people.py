"""Officers: people who take part. They are not accounts; most never log in."""

from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from members.access import allows
from members.choices import Permission, Role, Sex
from members.models.organisations import Organisation
from members.names.numbers import staff_key
from members.names.reading import read_name
from members.names.searching import asked_as, sounding_as, words_of
from members.names.sounds import all_keys_of
from office.records import Record
from office.searching import Matches, Words
from sheets.text import fold


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, account: Any) -> Self:
        """Keep whom the account may read by name.

        The secretariat sees the register; a focal point people ever posted with its administration; a
        master trainer only themselves; donors and the public nobody.
        """
        if allows(account, Permission.VIEW_REGISTER):
            return self
        if not account.is_authenticated:
            return self.none()
        if account.role == Role.FOCAL_POINT and account.organisation_id:
            return self.filter(
                Q(pk__in=Posting.objects.filter(organisation=account.organisation_id).values("person"))
            )
        if account.role == Role.MASTER_TRAINER and account.person_id:
            return self.filter(pk=account.person_id)
        return self.none()

    def editable_by(self, account: Any) -> Self:
        """Keep whom the account may change: those it sees, where it may edit events."""
        if allows(account, Permission.EDIT_EVENTS):
            return self.visible_to(account)
        return self.none()

    def called(self, text: str) -> Self:
        """Keep people every word of the text is a word of their names, or its beginning, in any script."""
        return self.filter(Matches(F("name_words"), asked_as(text)))

    def sounding(self, text: str) -> Self:
        """Keep people every word of the text sounds like one of their names."""
        return self.filter(Matches(F("name_words"), sounding_as(text)))

    def by_name(self) -> Self:
        return self.order_by("folded_name", "pk")


class Person(Record):
    """An officer, once, whatever posts they hold over the years.

    ``is_made_up`` marks people of a demonstration: shown as such wherever they appear. ``folded_name``,
    ``name_keys`` (to match by) and ``name_words`` (to search by) are made from the names; who writes past
    ``save`` calls ``fold_name`` first.
    """

    personal_fields = frozenset(
        {"family_name", "given_names", "folded_name", "name_keys", "name_words", "sex", "email"}
    )
    derived_fields = frozenset({"name_keys", "name_words"})

    family_name = models.CharField(_("family name"), max_length=120)
    given_names = models.CharField(_("given names"), max_length=120, blank=True)
    folded_name = models.CharField(max_length=250, editable=False, default="", db_index=True)
    name_keys = ArrayField(models.IntegerField(), editable=False, default=list, blank=True)
    name_words = ArrayField(models.TextField(), editable=False, default=list, blank=True)
    sex = models.CharField(_("sex"), max_length=10, choices=Sex, default=Sex.NOT_STATED)
    email = models.EmailField(_("e-mail"), blank=True)
    is_made_up = models.BooleanField(_("made up"), default=False, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        indexes = [
            GinIndex(fields=["name_keys"], name="people_by_name_keys"),
            GinIndex(Words("name_words"), name="people_by_name_words"),
            models.Index(Lower("email"), name="people_by_email", condition=~Q(email="")),
        ]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fold_name()
        super().save(*args, **kwargs)

    def fold_name(self) -> None:
        """Make from the names what they are searched and matched by."""
        self.folded_name = fold(f"{self.family_name} {self.given_names}")
        self.name_words = words_of(f"{self.family_name} {self.given_names}")
        self.name_keys = all_keys_of(read_name(self.family_name, self.given_names).words)

    @property
    def full_name(self) -> str:
        return f"{self.given_names} {self.family_name}".strip()


class PostingQuerySet(models.QuerySet["Posting"]):
    def visible_to(self, account: Any) -> Self:
        """Keep postings of people the account may read."""
        return self.filter(person__in=Person.objects.visible_to(account))


class Posting(Record):
    """Where a person worked, as what, from a day to a day (included). A move keeps the past true.

    ``staff_number`` is the organisation's own: another employer gives another. ``staff_key`` is made of it.
    """

    personal_fields = frozenset({"position", "staff_number", "staff_key"})
    derived_fields = frozenset({"staff_key"})

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="postings")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="postings")
    position = models.CharField(_("position"), max_length=200, blank=True)
    staff_number = models.CharField(_("staff number"), max_length=40, blank=True)
    staff_key = models.CharField(max_length=40, editable=False, default="", blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = _("posting")
        verbose_name_plural = _("postings")
        indexes = [
            models.Index(
                fields=["organisation", "staff_key"],
                condition=~Q(staff_key=""),
                name="postings_by_staff_number",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="posting_ends_after_start",
                violation_error_message=_("The posting cannot end before it starts."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.organisation}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fold_number()
        super().save(*args, **kwargs)

    def fold_number(self) -> None:
        """Make from the staff number what it is matched by; who writes past ``save`` calls it first."""
        self.staff_key = staff_key(self.staff_number)[:40]
