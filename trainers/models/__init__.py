"""Who can teach, and whom they taught."""

from trainers.models.cascade import CascadePerson, CascadeTraining, SignedList
from trainers.models.checking import CascadeCheck, CascadeSample
from trainers.models.cohorts import Cohort, CohortAdministration
from trainers.models.ledger import LedgerLine
from trainers.models.materials import Material, MaterialFile
from trainers.models.participants import CohortParticipant
from trainers.models.progress import (
    Cell,
    Curve,
    Progress,
    ProgressLine,
    certified_as_told,
    progress_for,
    progress_of,
)
from trainers.models.roster import TeachingLanguage
from trainers.models.schemes import Scheme
from trainers.models.stages import CohortStage, StageAttendance

__all__ = [
    "CascadeCheck",
    "CascadePerson",
    "CascadeSample",
    "CascadeTraining",
    "Cell",
    "Cohort",
    "CohortAdministration",
    "CohortParticipant",
    "CohortStage",
    "Curve",
    "LedgerLine",
    "Material",
    "MaterialFile",
    "Progress",
    "ProgressLine",
    "Scheme",
    "SignedList",
    "StageAttendance",
    "TeachingLanguage",
    "certified_as_told",
    "progress_for",
    "progress_of",
]
