"""Former names of administrations, and which other one they became."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from members.choices import FormerNameKind
from members.models import Administration, FormerName, Succession
from office import audit
from office.audit import Actor
from sheets.text import fold


@transaction.atomic
def save_former_name(*, record: FormerName, by: Actor) -> bool:
    """Store a name an administration had; return whether anything was different.

    :raises ValidationError: when it is called so today, or had another name on some of the days.
    """
    administration = record.administration
    is_members = record.kind == FormerNameKind.MEMBER
    today = administration.member_name if is_members else administration.name
    if fold(record.name) == fold(today):
        raise ValidationError({"name": _("It is called so today: a former name is another one.")})
    return audit.save(record, by=by)


@transaction.atomic
def save_succession(*, record: Succession, by: Actor) -> bool:
    """Store what became of an administration; return whether anything was different.

    :raises ValidationError: when it would become itself, at once or by way of others, or out of order.
    """
    # All are locked: two that were entered at the same time could close a circle between them.
    list(Administration.objects.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    known = {each.predecessor_id: each for each in Succession.objects.exclude(pk=record.pk)}
    at, seen = record.successor_id, {record.predecessor_id}
    while at not in seen and at in known:
        seen.add(at)
        at = known[at].successor_id
    if at == record.predecessor_id != record.successor_id:
        raise ValidationError(
            {"successor": _("It became %(administration)s itself: that would be a circle.") % {
                "administration": record.predecessor
            }}
        )  # fmt: skip
    later = known.get(record.successor_id)
    if later is not None and later.since_on < record.since_on:
        raise ValidationError(
            {"since_on": _("The successor had become another administration before this day.")}
        )
    if Succession.objects.filter(successor=record.predecessor, since_on__gt=record.since_on).exists():
        raise ValidationError({"since_on": _("On this day another administration was still to become it.")})
    return audit.save(record, by=by)
