from trainers.models.cohorts import Cohort, CohortAdministration
from trainers.models.participants import CohortParticipant
from trainers.models.progress import Cell, Curve, Progress, ProgressLine, progress_for, progress_of
from trainers.models.stages import CohortStage, StageAttendance

__all__ = [
    "Cell",
    "Cohort",
    "CohortAdministration",
    "CohortParticipant",
    "CohortStage",
    "Curve",
    "ProgressLine",
    "Progress",
    "StageAttendance",
    "progress_for",
    "progress_of",
]
