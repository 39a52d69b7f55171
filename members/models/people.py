"""Officers: people who take part. They are not accounts; most never log in."""

import datetime as dt
from typing import Any, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.access import allows
from members.choices import GONE, Permission, Sex, Standing
from members.models.finding import PersonQuerySet, StandingPeople
from members.models.organisations import Organisation
from members.names.numbers import staff_key
from members.names.reading import read_name
from members.names.searching import words_of
from members.names.sounds import all_keys_of
from members.records import STAYS, Fate, OnMerge
from office.records import Record
from office.searching import Words
from sheets.text import fold


class Person(Record):
    """An officer, once, whatever posts they hold over the years.

    ``is_made_up`` marks people of a demonstration: shown as such wherever they appear. An entry that was
    merged into another leads there: it is not among ``objects``, and so in no list, search or figure.
    ``folded_name``, ``name_keys`` (to match by) and ``name_words`` (to search by) are made from the names,
    the latter two from ``other_names`` as well: whole names this person was entered under in entries that
    were merged into this one. Who writes past ``save`` calls ``fold_name`` first. Whose name was erased
    (``anonymised_at``) counts on.
    """

    on_merge = {"merged_into": STAYS}
    personal_fields = frozenset(
        {
            "family_name",
            "given_names",
            "folded_name",
            "other_names",
            "name_keys",
            "name_words",
            "sex",
            "email",
        }
    )
    derived_fields = frozenset({"other_names", "name_keys", "name_words"})
    kept_when_anonymous = frozenset({"sex"})

    family_name = models.CharField(_("family name"), max_length=120)
    given_names = models.CharField(_("given names"), max_length=120, blank=True)
    folded_name = models.CharField(max_length=250, editable=False, default="", db_index=True)
    other_names = ArrayField(models.TextField(), editable=False, default=list, blank=True)
    name_keys = ArrayField(models.IntegerField(), editable=False, default=list, blank=True)
    name_words = ArrayField(models.TextField(), editable=False, default=list, blank=True)
    sex = models.CharField(_("sex"), max_length=10, choices=Sex, default=Sex.NOT_STATED)
    email = models.EmailField(_("e-mail"), blank=True)
    anonymised_at = models.DateTimeField(_("name erased at"), null=True, blank=True, editable=False)
    is_made_up = models.BooleanField(_("made up"), default=False, editable=False)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("is the same as"), null=True, blank=True, editable=False,
        related_name="merged",
    )  # fmt: skip

    everyone = PersonQuerySet.as_manager()  # the first is what records are written and related through
    objects = StandingPeople()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        indexes = [
            GinIndex(fields=["name_keys"], name="people_by_name_keys"),
            GinIndex(Words("name_words"), name="people_by_name_words"),
            models.Index(Lower("email"), name="people_by_email", condition=~Q(email="")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")),
                name="person_not_merged_into_itself",
                violation_error_message=_("These are one entry already."),
            )
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_absolute_url(self) -> str:
        return reverse("reports:person-page", args=[self.pk])

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fold_name()
        super().save(*args, **kwargs)

    def derive(self) -> None:
        self.fold_name()

    def fold_name(self) -> None:
        """Make from the names what they are searched and matched by; nobody is found by an erased one."""
        if self.anonymised_at is not None:
            self.folded_name, self.other_names, self.name_words, self.name_keys = "", [], [], []
            return
        self.folded_name = fold(f"{self.family_name} {self.given_names}")
        names = [self.full_name, *self.other_names]
        self.name_words = sorted({word for name in names for word in words_of(name)})
        self.name_keys = sorted({key for name in names for key in all_keys_of(read_name(name).words)})

    @property
    def full_name(self) -> str:
        return f"{self.given_names} {self.family_name}".strip()

    @property
    def survivor(self) -> "Person":
        """The person this entry leads to: itself, or where a chain of merges ends."""
        person = self
        while person.merged_into is not None:
            person = person.merged_into
        return person


class PostingQuerySet(models.QuerySet["Posting"]):
    def visible_to(self, account: Any) -> Self:
        """Keep postings of people the account may read."""
        return self.filter(person__in=Person.objects.visible_to(account))

    def editable_by(self, account: Any) -> Self:
        """Keep those of which the account may say who is still in post: a focal point, its own."""
        postings = self.visible_to(account)
        if allows(account, Permission.EDIT_REGISTER):
            return postings
        if allows(account, Permission.REPORT_MOVES) and account.organisation_id:
            return postings.filter(organisation=account.organisation_id)
        return self.none()

    def in_order(self) -> Self:
        """Order the latest first; those without a first day come last."""
        return self.order_by(F("starts_on").desc(nulls_last=True), "-pk")


def _range(function: str, first: str, last: str) -> Func:
    """Return a range with both ends in it; of one id, where there is no btree_gist for a plain number."""
    return Func(F(first), F(last), Value("[]"), function=function)


def _says_no_more(first: Any, second: Any) -> bool:
    """Test if one of two postings adds nothing to the other but what it leaves out.

    That is a position or a staff number; with two different numbers they are two.
    """
    if first.organisation_id != second.organisation_id:
        return False
    for ours, theirs in ((first.position, second.position), (first.staff_key, second.staff_key)):
        if ours and theirs and ours != theirs:
            return False
    return first.says_no_day or second.says_no_day


class Posting(Record):
    """Where a person worked, as what, from a day to a day (included). A move keeps the past true.

    ``staff_number`` is the organisation's own: another employer gives another. ``staff_key`` is made of it.
    ``standing`` is what was known on ``known_on``, according to ``source``: somebody of whom nothing is
    known is neither still in post nor gone. A posting without days overlaps none: it says nothing of when.
    """

    on_merge = {
        "person": OnMerge(
            Fate.FOLD, same=_says_no_more, further={"standing": ("UNKNOWN", "IN_POST", "MOVED", "LEFT")}
        )
    }
    personal_fields = frozenset({"position", "staff_number", "staff_key", "source"})
    derived_fields = frozenset({"staff_key"})

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="postings")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="postings")
    position = models.CharField(_("position"), max_length=200, blank=True)
    staff_number = models.CharField(_("staff number"), max_length=40, blank=True)
    staff_key = models.CharField(max_length=40, editable=False, default="", blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    standing = models.CharField(_("still in post"), max_length=8, choices=Standing, default=Standing.UNKNOWN)
    known_on = models.DateField(_("known on"), null=True, blank=True)
    source = models.CharField(_("according to"), max_length=300, blank=True)

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
            ),
            models.CheckConstraint(
                condition=Q(standing=Standing.UNKNOWN) | Q(known_on__isnull=False),
                name="posting_standing_has_a_day",
                violation_error_message=_("Say on which day this was known."),
            ),
            models.CheckConstraint(
                condition=~Q(standing=Standing.IN_POST) | Q(ends_on__isnull=True),
                name="posting_in_post_has_no_end",
                violation_error_message=_("Who is still in post has no last day there."),
            ),
            ExclusionConstraint(
                name="posting_one_at_a_time",
                expressions=[
                    (_range("int8range", "person", "person"), RangeOperators.OVERLAPS),
                    (_range("daterange", "starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
                condition=Q(starts_on__isnull=False),
                violation_error_message=_(
                    "Another posting of this person lies on the same days. End it first, or correct its days."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.organisation}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fold_number()
        super().save(*args, **kwargs)

    def derive(self) -> None:
        self.fold_number()

    def fold_number(self) -> None:
        """Make from the staff number what it is matched by; who writes past ``save`` calls it first."""
        self.staff_key = staff_key(self.staff_number)[:40]

    @property
    def says_no_day(self) -> bool:
        """Test if nothing is said of when, nor of what became of it."""
        return self.starts_on is None and self.ends_on is None and self.standing == Standing.UNKNOWN

    def is_over(self, today: dt.date) -> bool:
        return self.standing in GONE or (self.ends_on is not None and self.ends_on < today)
