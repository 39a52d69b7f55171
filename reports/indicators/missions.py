"""Missions of technical assistance, where they went, and what came of what they recommended."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programmes.choices import CommitmentState
from programmes.choices.missions import Answer
from reports.indicators.deliverables import count_of
from reports.indicators.parts import counted
from reports.measuring.definition import Indicator, Joining, Part, Sums
from reports.models import MissionFact, RecommendationFact
from reports.quantities import Quantity

MISSIONS_HELD = count_of(
    "missions_held",
    facts=MissionFact,
    name=_("Missions"),
    unit=_("missions"),
    definition=_(
        "Missions of experts to one administration, by their last day. A mission that is entered as an event,"
        " too, is one of the events held as well: the two figures are never added."
    ),
)


def _read_visited(sums: Sums) -> Quantity:
    return Quantity.exactly(counted(sums, "administrations_visited"))


ADMINISTRATIONS_VISITED = Indicator(
    "administrations_visited",
    _("Administrations visited by missions"),
    _("administrations"),
    _("Different administrations that missions went to. Never added up from its parts."),
    MissionFact,
    Q(),
    (
        Part(
            "administrations_visited",
            MissionFact,
            "string_agg(int4send(administration_id::integer), '')",
            joining=Joining.DISTINCT,
        ),
    ),
    _read_visited,
)
RECOMMENDATIONS_MADE = count_of(
    "recommendations_made",
    facts=RecommendationFact,
    name=_("Recommendations"),
    unit=_("recommendations"),
    definition=_("What missions recommended, on the last day of the mission."),
)
RECOMMENDATIONS_ACCEPTED = count_of(
    "recommendations_accepted",
    facts=RecommendationFact,
    name=_("Recommendations accepted"),
    unit=_("recommendations"),
    definition=_("Of the recommendations of the period, those accepted, wholly or in part, until today."),
    where=Q(answer__in=[Answer.ACCEPTED, Answer.PARTLY]),
)
RECOMMENDATIONS_DONE = count_of(
    "recommendations_done",
    facts=RecommendationFact,
    name=_("Recommendations done"),
    unit=_("recommendations"),
    definition=_("Of the recommendations of the period, those that are said to be done today."),
    where=Q(state=CommitmentState.DONE),
)

MISSIONS = (
    MISSIONS_HELD,
    ADMINISTRATIONS_VISITED,
    RECOMMENDATIONS_MADE,
    RECOMMENDATIONS_ACCEPTED,
    RECOMMENDATIONS_DONE,
)
