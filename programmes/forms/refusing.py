"""What an action refuses, told beside the field it is about."""

from django.core.exceptions import ValidationError

from members.actions.register import SeveralMatch
from members.forms.refusing import VersionedForm, in_words, refuse
from office.audit import ChangedMeanwhile
from programmes.actions.attending import AlreadyOnTheList, ImpossibleCount
from programmes.actions.guarding import PeriodClosed
from programmes.actions.nominating import NotOpen

REFUSALS = (
    AlreadyOnTheList,
    ChangedMeanwhile,
    ImpossibleCount,
    NotOpen,
    PeriodClosed,
    SeveralMatch,
    ValidationError,
)

__all__ = ["REFUSALS", "VersionedForm", "in_words", "refuse"]
