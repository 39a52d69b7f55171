"""What pages that tell ask for."""

from reports.forms.asking import (
    EditionForm,
    ErasingForm,
    FactSheetForm,
    ObjectionForm,
    ReleaseForm,
    SendBackForm,
)
from reports.forms.chapters import ChaptersForm
from reports.forms.schedules import ScheduleForm

__all__ = [
    "ChaptersForm",
    "EditionForm",
    "ErasingForm",
    "FactSheetForm",
    "ObjectionForm",
    "ReleaseForm",
    "ScheduleForm",
    "SendBackForm",
]
