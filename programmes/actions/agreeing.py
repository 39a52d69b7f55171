"""What was agreed, entered once and never changed: amended by another agreement."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from members.models import Organisation
from office import audit
from office.audit import Actor
from programmes.models import Agreement


@transaction.atomic
def enter_agreement(*, agreement: Agreement, parties: Sequence[Organisation] = (), by: Actor) -> Agreement:
    """Enter an agreement that is not stored yet; ``parties`` are who signed beside its organisation.

    :raises ValidationError: when its phase is of another programme, its days or its number are impossible;
        when several signed what names a smallest group: that is agreed with one organisation alone.
    """
    others = [each for each in parties if each.pk != agreement.organisation_id]
    if others and agreement.smallest is not None:
        raise ValidationError(
            {"smallest": _("Several signed it: agree the smallest group told with one organisation alone.")}
        )
    if agreement.phase is not None and agreement.phase.programme_id != agreement.programme_id:
        raise ValidationError({"phase": _("This phase is of another programme.")})
    agreement.full_clean(exclude=["amends"])
    audit.save(agreement, by=by)
    audit.link(agreement, "parties", others, by=by)
    return agreement


@transaction.atomic
def amend_agreement(
    *, earlier: Agreement, agreement: Agreement, parties: Sequence[Organisation] = (), by: Actor
) -> Agreement:
    """Enter an agreement that takes the place of an earlier one from its first day on.

    :raises ValidationError: when the earlier one was amended already or is with somebody else; and as above.
    """
    locked = Agreement.objects.select_for_update(of=("self",)).get(pk=earlier.pk)
    if Agreement.objects.filter(amends=locked).exists():
        raise ValidationError(_("It was amended already: amend the later one."))
    if agreement.organisation_id != locked.organisation_id:
        raise ValidationError({"organisation": _("The earlier agreement is with somebody else.")})
    agreement.amends = locked
    return enter_agreement(agreement=agreement, parties=parties, by=by)
