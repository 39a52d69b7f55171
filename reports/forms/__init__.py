"""What pages that tell ask for."""

from reports.forms.asking import EditionForm, ErasingForm, FactSheetForm, ReleaseForm, SendBackForm
from reports.forms.chapters import ChaptersForm

__all__ = [
    "ChaptersForm",
    "EditionForm",
    "ErasingForm",
    "FactSheetForm",
    "ReleaseForm",
    "SendBackForm",
]
