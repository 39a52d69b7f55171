"""Who can teach, and whom they taught."""

from trainers.models.cascade import CascadePerson, CascadeTraining, SignedList
from trainers.models.checking import CascadeCheck, CascadeSample
from trainers.models.ledger import LedgerLine
from trainers.models.materials import Material, MaterialFile
from trainers.models.roster import TeachingLanguage
from trainers.models.schemes import Scheme

__all__ = [
    "CascadeCheck",
    "CascadePerson",
    "CascadeSample",
    "CascadeTraining",
    "LedgerLine",
    "Material",
    "MaterialFile",
    "Scheme",
    "SignedList",
    "TeachingLanguage",
]
