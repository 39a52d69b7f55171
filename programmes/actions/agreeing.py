"""What was agreed with those who pay, entered once and never changed: amended by another agreement."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from office import audit
from office.audit import Actor
from programmes.models import Agreement


@transaction.atomic
def enter_agreement(*, agreement: Agreement, by: Actor) -> Agreement:
    """Enter an agreement that is not stored yet.

    :raises ValidationError: when its phase is of another programme, its days or its number are impossible.
    """
    if agreement.phase is not None and agreement.phase.programme_id != agreement.programme_id:
        raise ValidationError({"phase": _("This phase is of another programme.")})
    agreement.full_clean(exclude=["amends"])
    audit.save(agreement, by=by)
    return agreement


@transaction.atomic
def amend_agreement(*, earlier: Agreement, agreement: Agreement, by: Actor) -> Agreement:
    """Enter an agreement that takes the place of an earlier one from its first day on.

    :raises ValidationError: when the earlier one was amended already or is with somebody else; and as above.
    """
    locked = Agreement.objects.select_for_update(of=("self",)).get(pk=earlier.pk)
    if Agreement.objects.filter(amends=locked).exists():
        raise ValidationError(_("It was amended already: amend the later one."))
    if agreement.organisation_id != locked.organisation_id:
        raise ValidationError({"organisation": _("The earlier agreement is with somebody else.")})
    agreement.amends = locked
    return enter_agreement(agreement=agreement, by=by)
