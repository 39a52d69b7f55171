"""What an action of this floor refuses, told beside the field it is about."""

from django.core.exceptions import ValidationError

from office.audit import ChangedMeanwhile
from trainers.actions.certifying import StagesMissing

REFUSALS = (ChangedMeanwhile, StagesMissing, ValidationError)
