"""Who joined a programme and when, as each source says it; what the members pay."""

import datetime as dt
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from members.models import Administration
from office import audit
from office.audit import Actor
from programmes.models import Contribution, ContributionPayment, Membership, MembershipClaim, Programme


@transaction.atomic
def join(*, membership: Membership, claim: MembershipClaim, by: Actor) -> None:
    """Store a new membership with what the first source says of when it began: that is what is shown.

    :raises ValidationError: when it is entered already, or its phase is of another programme.
    """
    _check_phase(membership)
    audit.save(membership, by=by)
    claim.membership, claim.is_shown = membership, True
    audit.save(claim, by=by)


@transaction.atomic
def save_membership(*, membership: Membership, by: Actor) -> bool:
    """Store a membership again; return whether anything was different.

    :raises ValidationError: when it would end before it began, or its phase is of another programme.
    """
    _check_phase(membership)
    shown = membership.shown_claim
    if membership.left_on is not None and shown is not None and membership.left_on < shown.joined_on:
        raise ValidationError({"left_on": _("It cannot have left before it joined.")})
    return audit.save(membership, by=by)


@transaction.atomic
def save_claim(*, claim: MembershipClaim, by: Actor) -> None:
    """Store what a source says. Shown, it takes the place of the one that was; one is always shown.

    :raises ValidationError: when nothing would be shown, the source is entered already, or the member had
        left before the day.
    """
    membership = Membership.objects.select_for_update(of=("self",)).get(pk=claim.membership_id)
    others = list(membership.claims.exclude(pk=claim.pk))
    if not others:
        claim.is_shown = True
    elif not claim.is_shown and not any(each.is_shown for each in others):
        raise ValidationError(
            {"is_shown": _("One of the dates is shown: have another one shown, and this one no longer is.")}
        )
    if claim.is_shown and membership.left_on is not None and membership.left_on < claim.joined_on:
        raise ValidationError({"joined": _("It cannot have left before it joined.")})
    if claim.is_shown:
        for other in others:
            if other.is_shown:
                other.is_shown = False
                audit.save(other, by=by)
    audit.save(claim, by=by)


@transaction.atomic
def remove_claim(*, claim: MembershipClaim, by: Actor) -> None:
    """Remove what a source says of joining.

    :raises ValidationError: while it is the one that is shown, and there are others.
    """
    membership = Membership.objects.select_for_update(of=("self",)).get(pk=claim.membership_id)
    if claim.is_shown and membership.claims.exclude(pk=claim.pk).exists():
        raise ValidationError(_("This is the date that is shown. Have another one shown first."))
    audit.remove(claim, by=by)


@transaction.atomic
def remove_membership(*, membership: Membership, by: Actor) -> None:
    """Remove a membership that was entered by mistake, and what was said of it.

    :raises ValidationError: while contributions are recorded: then it left, and says when.
    """
    if membership.contributions.exists():
        raise ValidationError(
            _("It has contributions. If it is no member any more, change it and say when it left.")
        )
    for claim in membership.claims.all():
        audit.remove(claim, by=by)
    audit.remove(membership, by=by)


@transaction.atomic
def save_payment(*, payment: ContributionPayment, today: dt.date, by: Actor) -> None:
    """Store a part of a contribution that was paid.

    :raises ValidationError: when it is of a day to come, or more would be paid than is due and the
        contribution has no note that says why.
    """
    contribution = Contribution.objects.select_for_update(of=("self",)).get(pk=payment.contribution_id)
    if payment.paid_on > today:
        raise ValidationError({"paid_on": _("This day is still to come.")})
    before = contribution.payments.exclude(pk=payment.pk).aggregate(total=Sum("amount"))["total"]
    if (before or Decimal(0)) + payment.amount > contribution.amount and not contribution.note:
        raise ValidationError(
            {
                "amount": _(
                    "That is more than is due. If it is right, say why in the note of the contribution."
                )
            }
        )
    audit.save(payment, by=by)


@transaction.atomic
def remove_contribution(*, contribution: Contribution, by: Actor) -> None:
    """Remove a contribution that was entered by mistake.

    :raises ValidationError: while payments of it are recorded.
    """
    if contribution.payments.exists():
        raise ValidationError(_("Payments of it are recorded. Remove them first."))
    audit.remove(contribution, by=by)


def was_member_in(membership: Membership, year: int) -> bool:
    """Test if the administration was a member in some part of the year, by the date that is shown."""
    shown = membership.shown_claim
    has_begun = shown is None or shown.joined_on.year <= year
    return has_begun and (membership.left_on is None or year <= membership.left_on.year)


def was_member_on(programme: Programme, administration: Administration, day: dt.date) -> bool:
    """Test if the administration was a member on the day, by the dates that are shown.

    Of a programme whose members nobody has entered, everybody is.
    """
    rows = list(Membership.objects.filter(programme=programme).prefetch_related("claims"))
    own = [each for each in rows if each.administration_id == administration.pk]
    return not rows or any(_holds(each, day) for each in own)


def _holds(membership: Membership, day: dt.date) -> bool:
    shown = membership.shown_claim
    has_begun = shown is None or shown.joined_on <= day
    return has_begun and (membership.left_on is None or day <= membership.left_on)


def _check_phase(membership: Membership) -> None:
    phase = membership.phase
    if phase is not None and phase.programme_id != membership.programme_id:
        raise ValidationError({"phase": _("This phase is of another programme.")})
