"""How needs, offers and commitments are shown and entered."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import django_filters as filters  # type: ignore[import-untyped]
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.choices import Role
from members.models import Organisation
from office.filters import StrictFilterSet
from programmes.actions import committing
from programmes.choices import CommitmentState, FollowUp, Priority
from programmes.filters import fields
from programmes.forms.said import CommitmentForm, NeedForm, OfferForm, ReviewForm
from programmes.kinds.kind import Fact, Kind, Lead, ListColumn, Part
from programmes.models import Commitment, CommitmentReview, Need, Offer

SOON = dt.timedelta(days=90)


def _marked(row: Any, text: Any) -> Any:
    """Return the text; of a record of a demonstration it says that it is made up."""
    return gettext("%(text)s (made up)") % {"text": text} if row.is_made_up else text


def _partners(request: Any) -> QuerySet[Organisation]:
    """Return who made the offers that the reader may see."""
    if request is None:  # the API describes itself
        return Organisation.objects.none()
    seen = Offer.objects.visible_to(request.user).values("partner")
    return Organisation.objects.filter(pk__in=seen).by_name()


def _owners(request: Any) -> QuerySet[Organisation]:
    if request is None:
        return Organisation.objects.none()
    seen = Commitment.objects.visible_to(request.user).values("owner")
    return Organisation.objects.filter(pk__in=seen).by_name()


class NeedFilter(StrictFilterSet):
    """By programme, topic, whose need it is, and priority."""

    programme = fields.programme()
    topic = fields.topic()
    administration = fields.administration()
    sub_region = filters.CharFilter(label=_("Sub-region"), max_length=60)
    priority = fields.word_of(Priority.choices, _("Priority"), _("All priorities"))

    class Meta(StrictFilterSet.Meta):
        model = Need


class OfferFilter(StrictFilterSet):
    """By programme, topic and partner."""

    programme = fields.programme()
    topic = fields.topic()
    partner = fields.one_of(_partners, "pk", _("Partner"), _("All partners"))

    class Meta(StrictFilterSet.Meta):
        model = Offer


class CommitmentFilter(StrictFilterSet):
    """By programme, owner, state, way of following up, and when it is due."""

    OVERDUE, DUE = "overdue", "due"

    programme = fields.programme()
    owner = fields.one_of(_owners, "pk", _("Owner"), _("All owners"))
    state = fields.word_of(CommitmentState.choices, _("State"), _("All states"))
    follow_up = fields.word_of(FollowUp.choices, _("Followed up"), _("Either way"))
    when = fields.word_of(
        [(OVERDUE, _("Overdue")), (DUE, _("Due within 90 days"))], _("Due"), _("At any time"), method="due"
    )

    class Meta(StrictFilterSet.Meta):
        model = Commitment

    def due(self, rows: Any, name: str, when: str) -> Any:
        """Keep open commitments whose day is over, or comes within 90 days."""
        today, is_open = timezone.localdate(), rows.still_open()
        if when == self.OVERDUE:
            return is_open.filter(due_on__lt=today)
        return is_open.filter(due_on__range=(today, today + SOON))


class ReviewFilter(StrictFilterSet):
    """By what was found."""

    state = fields.word_of(CommitmentState.choices, _("State"), _("All states"))

    class Meta(StrictFilterSet.Meta):
        model = CommitmentReview


def _need_facts(row: Need) -> Iterator[Fact]:
    yield _("Programme"), row.programme
    yield _("Whose need"), _marked(row, row.whose)
    yield _("Topic"), row.topic
    yield _("Priority"), row.get_priority_display()
    yield _("In their words"), row.text
    yield _("Said at"), row.event
    yield _("Said on"), row.said_on
    yield _("Source"), row.source


def _offer_facts(row: Offer) -> Iterator[Fact]:
    yield _("Programme"), row.programme
    yield _("Partner"), _marked(row, row.partner)
    yield _("Topic"), row.topic
    yield _("Where"), row.where
    yield _("Available from"), row.available_from
    yield _("Available until"), row.available_to
    yield _("What is offered"), row.text
    yield _("Said at"), row.event
    yield _("Source"), row.source


def _state(row: Commitment) -> str:
    state = row.get_state_display()
    is_late = row.is_overdue(timezone.localdate())
    return gettext("%(state)s, overdue") % {"state": state} if is_late else state


def _commitment_facts(row: Commitment) -> Iterator[Fact]:
    yield _("Programme"), row.programme
    yield _("What was promised"), _marked(row, row.text)
    yield _("By whom"), row.who
    yield _("Followed up"), row.get_follow_up_display()
    yield _("Made at"), row.event
    yield _("Made on"), row.made_on
    yield _("Due on"), row.due_on or gettext("no date agreed")
    yield _("State"), _state(row)
    yield _("What came of it"), row.outcome
    yield _("Source"), row.source


def _review_facts(row: CommitmentReview) -> Iterator[Fact]:
    yield _("Reviewed on"), row.reviewed_on
    yield _("Reviewed at"), row.event
    yield _("State"), row.get_state_display()
    yield _("What came of it"), row.outcome


def _own_need(account: Any) -> str:
    """Return where a focal point says what its administration needs."""
    return reverse("programmes:own-need-new") if account.role == Role.FOCAL_POINT else ""


def _need_leads(row: Need, account: Any, may_edit: bool) -> Iterator[Lead]:  # noqa: FBT001 - a Kind's call
    if Need.objects.said_by(account).filter(pk=row.pk).exists():
        yield _("Change it"), reverse("programmes:own-need-edit", args=[row.pk])
        yield _("Withdraw it"), reverse("programmes:own-need-withdraw", args=[row.pk])


NEEDS = Kind(
    word="needs",
    model=Need,
    form=NeedForm,
    filters=NeedFilter,
    title=_("Needs"),
    lead=_("What administrations and sub-regions said they need help with."),
    new_label=_("Enter a need"),
    columns=(
        ListColumn(_("Whose need"), lambda row: _marked(row, row.whose)),
        ListColumn(_("Topic"), lambda row: row.topic),
        ListColumn(_("Priority"), lambda row: row.get_priority_display()),
        ListColumn(_("Programme"), lambda row: row.programme),
        ListColumn(_("Said on"), lambda row: row.said_on),
    ),
    facts=_need_facts,
    fields=(
        "programme",
        "administration",
        "sub_region",
        "topic",
        "priority",
        "text",
        "said_on",
        "source",
        "is_made_up",
    ),
    related=("programme", "administration", "topic", "event"),
    new_for=_own_need,
    leads=_need_leads,
)
OFFERS = Kind(
    word="offers",
    model=Offer,
    form=OfferForm,
    filters=OfferFilter,
    title=_("Offers"),
    lead=_("What partners said they can do: about which topic, where and when."),
    new_label=_("Enter an offer"),
    columns=(
        ListColumn(_("Partner"), lambda row: _marked(row, row.partner)),
        ListColumn(_("Topic"), lambda row: row.topic),
        ListColumn(_("Where"), lambda row: row.where),
        ListColumn(_("Available from"), lambda row: row.available_from),
        ListColumn(_("Available until"), lambda row: row.available_to),
        ListColumn(_("Programme"), lambda row: row.programme),
    ),
    facts=_offer_facts,
    fields=(
        "programme",
        "partner",
        "topic",
        "administration",
        "sub_region",
        "available_from",
        "available_to",
        "text",
        "source",
        "is_made_up",
    ),
    related=("programme", "partner", "administration", "topic", "event"),
)
REVIEWS = Kind(
    word="commitment-reviews",
    model=CommitmentReview,
    form=ReviewForm,
    filters=ReviewFilter,
    title=_("Looked at since"),
    lead=_("What later meetings found had come of what was promised."),
    new_label=_("Enter a review"),
    columns=(
        ListColumn(_("Reviewed on"), lambda row: row.reviewed_on),
        ListColumn(_("Reviewed at"), lambda row: row.event),
        ListColumn(_("State"), lambda row: row.get_state_display()),
        ListColumn(_("What came of it"), lambda row: row.outcome),
    ),
    facts=_review_facts,
    fields=("commitment", "reviewed_on", "state", "outcome"),
    related=("commitment__owner", "event"),
    parent="commitment",
    save=committing.review,
)
COMMITMENTS = Kind(
    word="commitments",
    model=Commitment,
    form=CommitmentForm,
    filters=CommitmentFilter,
    title=_("Commitments"),
    lead=_("What was promised, by whom, by when, and what came of it."),
    new_label=_("Enter a commitment"),
    columns=(
        ListColumn(_("What was promised"), lambda row: _marked(row, row.text)),
        ListColumn(_("By whom"), lambda row: row.who),
        ListColumn(_("Made on"), lambda row: row.made_on),
        ListColumn(_("Due on"), lambda row: row.due_on or gettext("no date agreed")),
        ListColumn(_("State"), _state),
    ),
    facts=_commitment_facts,
    fields=(
        "programme",
        "owner",
        "owner_words",
        "text",
        "follow_up",
        "made_on",
        "due_on",
        "state",
        "outcome",
        "source",
        "is_made_up",
    ),
    related=("programme", "owner", "event"),
    parts=(Part(REVIEWS, "commitment"),),
)
