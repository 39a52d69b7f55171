"""Drawing trainings by chance for checking, and what the answers say of all of them."""

import datetime as dt
import math
import random
from dataclasses import dataclass
from statistics import NormalDist

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from office import audit
from office.audit import Actor
from programmes.models import Programme
from trainers.choices import CheckOutcome, Grade
from trainers.models import CascadeCheck, CascadeSample, CascadeTraining

MOST_DRAWN = 200


@transaction.atomic
def draw_sample(
    *, programme: Programme, size: int, today: dt.date, by: Actor, chance: random.Random | None = None
) -> CascadeSample:
    """Draw so many trainings with evidence B or C, each with the same chance.

    :raises ValidationError: when there are not so many.
    """
    given = CascadeTraining.objects.filter(programme=programme).with_evidence()
    on_word = given.exclude(evidence=Grade.NAMED)
    ids = list(on_word.order_by("pk").values_list("pk", flat=True))
    if not 0 < size <= min(len(ids), MOST_DRAWN):
        raise ValidationError(
            {
                "size": _("There are %(count)d trainings with evidence B or C: draw between 1 and %(most)d.")
                % {"count": len(ids), "most": min(len(ids), MOST_DRAWN)}
            }
        )
    sample = CascadeSample(programme=programme, drawn_on=today, population=len(ids))
    audit.save(sample, by=by)
    drawn = (chance or random.SystemRandom()).sample(ids, size)
    rows = [CascadeCheck(sample=sample, training_id=training) for training in sorted(drawn)]
    audit.add_many(CascadeCheck, rows, by=by)
    return sample


def answer_check(*, check: CascadeCheck, by: Actor) -> bool:
    """Store what a check told; return whether anything was different."""
    return audit.save(check, by=by)


@dataclass(frozen=True, slots=True)
class Confirmed:
    """How much of a sample was confirmed, and what that says of everything it was drawn from.

    ``low`` and ``high``: Wilson's interval for the share, 95 %, unit 1. Edwin B. Wilson, "Probable
    inference, the law of succession, and statistical inference", JASA 22 (1927). None without an answer.
    """

    drawn: int
    answered: int
    confirmed: int

    @property
    def share(self) -> float | None:
        return self.confirmed / self.answered if self.answered else None

    @property
    def interval(self) -> tuple[float, float] | None:
        if not self.answered:
            return None
        z, n = NormalDist().inv_cdf(0.975), self.answered
        share = self.confirmed / n
        middle = (share + z * z / (2 * n)) / (1 + z * z / n)
        half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return max(0.0, middle - half), min(1.0, middle + half)

    @property
    def percents(self) -> tuple[int, int, int] | None:
        """The share and the ends of its interval, in whole per cent; the interval is rounded outwards."""
        if self.share is None or self.interval is None:
            return None
        low, high = self.interval
        return round(self.share * 100), math.floor(low * 100), math.ceil(high * 100)


def confirmed_of(sample: CascadeSample) -> Confirmed:
    """Return what the answers of a sample say so far."""
    found = sample.checks.aggregate(
        drawn=Count("pk"),
        answered=Count("pk", filter=~Q(outcome=CheckOutcome.WAITING)),
        confirmed=Count("pk", filter=Q(outcome=CheckOutcome.CONFIRMED)),
    )
    return Confirmed(**found)
