from reports.models.editions import Edition, EditionFile
from reports.models.facts import EventFact, ParticipationFact, TurnoutFact
from reports.models.factsheets import FactSheet
from reports.models.frozen import EditionFacts, FrozenEvent, FrozenSeat
from reports.models.published import PublishedFigure
from reports.models.retention import RetentionFact
from reports.models.schedules import Schedule
from reports.models.seals import Seal
from reports.models.sums import ChangedSpan, CountedSpan, EventSum, TurnoutSum

__all__ = [
    "ChangedSpan",
    "CountedSpan",
    "Edition",
    "EditionFacts",
    "EditionFile",
    "EventFact",
    "EventSum",
    "FactSheet",
    "FrozenEvent",
    "FrozenSeat",
    "ParticipationFact",
    "PublishedFigure",
    "RetentionFact",
    "Schedule",
    "Seal",
    "TurnoutFact",
    "TurnoutSum",
]
