"""What an administration says for itself."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from members.models import Administration
from office import audit
from office.audit import Actor
from programmes.models import Membership, Need


@transaction.atomic
def state(*, need: Need, administration: Administration, today: dt.date, by: Actor) -> None:
    """Store what an administration needs, in its own words, on the day it says so.

    :raises ValidationError: when it has not joined the programme, or said the same that day.
    """
    joined = Membership.objects.filter(programme=need.programme_id, administration=administration)
    if not joined.exists():
        raise ValidationError({"programme": _("Your administration has not joined this programme.")})
    need.administration, need.said_on = administration, today
    need.source = _("Said by the focal point of %(administration)s") % {"administration": administration}
    audit.save(need, by=by)
