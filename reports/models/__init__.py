from reports.models.editions import Edition, EditionFile
from reports.models.facts import EventFact, ParticipationFact
from reports.models.published import PublishedFigure
from reports.models.retention import RetentionFact

__all__ = ["Edition", "EditionFile", "EventFact", "ParticipationFact", "PublishedFigure", "RetentionFact"]
