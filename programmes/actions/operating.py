"""Operations with those who take part in them."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from members.models import Administration, Organisation
from office import audit
from office.audit import Actor
from programmes.models import Operation


@transaction.atomic
def save_operation(
    *,
    operation: Operation,
    administrations: Sequence[Administration],
    partners: Sequence[Organisation],
    by: Actor,
) -> bool:
    """Store an operation and who takes part; return whether anything was different.

    :raises ValidationError: without administrations; or when one that reported a seizure would not take part.
    """
    if not administrations:
        raise ValidationError(
            {"administrations": _("An operation has administrations that take part in it.")}
        )
    if operation.pk:
        seized = operation.seizures.filter(administration__isnull=False)
        left = seized.exclude(administration__in=[each.pk for each in administrations])
        if left.exists():
            raise ValidationError(
                {"administrations": _("An administration with seizures in the operation takes part in it.")}
            )
    changed = audit.save(operation, by=by)
    joined = audit.link(operation, "administrations", administrations, by=by)
    shared = audit.link(operation, "partners", partners, by=by)
    return changed or joined or shared
