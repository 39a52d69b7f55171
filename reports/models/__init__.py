from reports.models.abbreviations import Abbreviation
from reports.models.editions import Edition, EditionFile
from reports.models.facts import EventFact, ParticipationFact, TurnoutFact
from reports.models.factsheets import FactSheet
from reports.models.frozen import EditionFacts, FrozenEvent, FrozenRecord, FrozenSeat
from reports.models.missions import MissionFact, RecommendationFact
from reports.models.objections import Objection
from reports.models.published import PublishedFigure
from reports.models.records import (
    AcceptanceFact,
    CommitmentFact,
    ConsignmentFact,
    HandoverFact,
    NeedFact,
    OfferFact,
    OperationFact,
    OperatorFact,
    RecordFact,
    SystemStageFact,
)
from reports.models.retention import RetentionFact
from reports.models.schedules import Schedule
from reports.models.seals import Seal
from reports.models.sums import ChangedSpan, CountedSpan, EventSum, TurnoutSum
from reports.models.support import FellowshipFact, SupportFact, SupportPersonFact
from reports.models.surveyed import EvaluationFact, QuestionnaireFact
from reports.models.teaching import CascadeFact, CohortMemberFact, PoolFact

__all__ = [
    "Abbreviation",
    "AcceptanceFact",
    "CascadeFact",
    "ChangedSpan",
    "CohortMemberFact",
    "CommitmentFact",
    "ConsignmentFact",
    "CountedSpan",
    "Edition",
    "EditionFacts",
    "EditionFile",
    "EvaluationFact",
    "EventFact",
    "EventSum",
    "FactSheet",
    "FrozenEvent",
    "FrozenRecord",
    "FrozenSeat",
    "FellowshipFact",
    "HandoverFact",
    "MissionFact",
    "NeedFact",
    "Objection",
    "OfferFact",
    "OperationFact",
    "OperatorFact",
    "ParticipationFact",
    "PoolFact",
    "PublishedFigure",
    "QuestionnaireFact",
    "RecommendationFact",
    "RecordFact",
    "RetentionFact",
    "Schedule",
    "Seal",
    "SupportFact",
    "SupportPersonFact",
    "SystemStageFact",
    "TurnoutFact",
    "TurnoutSum",
]
