"""Who can teach, and whom they taught."""

from trainers.models.cascade import CascadePerson, CascadeTraining, SignedList
from trainers.models.checking import CascadeCheck, CascadeSample
from trainers.models.materials import Material, MaterialFile

__all__ = [
    "CascadeCheck",
    "CascadePerson",
    "CascadeSample",
    "CascadeTraining",
    "Material",
    "MaterialFile",
    "SignedList",
]
