"""How many of those trained were still in post: 6, 12 and 24 months after."""

from decimal import Decimal

from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from reports.indicators.parts import counted
from reports.measuring.definition import Indicator, Joining, Part, Sums
from reports.models import RetentionFact
from reports.models.retention import After
from reports.quantities import Quantity

DEFINITION = _(
    "Of the named participants who came from an administration to an event that was held and ended in the"
    " period, and of whom it is known: the share still in post there {months} months after the event ended."
    " Known means: a posting there holds that day, or they were said to be in post on it or later, or came"
    " for the administration again after it; or the posting had ended by then. One officer trained at two"
    " events is two. Of whom nothing is known counts neither as staying nor as leaving, and their number is"
    " given; events less than {months} months ago are left out. Of few people it is told only to"
    " those who may see them."
)

PERSONS = "string_agg(int4send(person_id::integer), '')"  # a set of their ids


def _still_in_post(months: int) -> Indicator:
    after = f"after_{months}"
    known = Q(**{f"{after}__in": [After.IN_POST, After.GONE]})
    names = {part: f"{part}_{after}" for part in ("in_post", "known", "unknown", "persons_known")}

    def read(sums: Sums) -> Quantity:
        known, rest = (counted(sums, names[part]) for part in ("known", "unknown"))
        if not known:
            return Quantity(None, None, unit_kind="percent", not_recorded=rest)
        share = round(Decimal(100) * counted(sums, names["in_post"]) / known, 1)
        return Quantity(share, share, unit_kind="percent", not_recorded=rest)

    def persons(sums: Sums) -> int:
        return counted(sums, names["persons_known"])

    return Indicator(
        code=f"still_in_post_{months}",
        name=format_lazy(_("Still in post after {months} months"), months=months),
        unit=_("percent"),
        definition=format_lazy(DEFINITION, months=months),
        facts=RetentionFact,
        rows=Q(**{f"{after}__isnull": False}),
        parts=(
            Part(names["in_post"], RetentionFact, "COUNT(*)", Q(**{after: After.IN_POST})),
            Part(names["known"], RetentionFact, "COUNT(*)", known),
            Part(names["unknown"], RetentionFact, "COUNT(*)", Q(**{after: After.UNKNOWN})),
            Part(names["persons_known"], RetentionFact, PERSONS, known, joining=Joining.DISTINCT),
        ),
        read=read,
        unit_kind="percent",
        persons_behind=persons,
    )


STILL_IN_POST_6 = _still_in_post(6)
STILL_IN_POST_12 = _still_in_post(12)
STILL_IN_POST_24 = _still_in_post(24)
RETENTION = (STILL_IN_POST_6, STILL_IN_POST_12, STILL_IN_POST_24)
ANSWERS = {STILL_IN_POST_6: "after_6", STILL_IN_POST_12: "after_12", STILL_IN_POST_24: "after_24"}
