"""Entering who works in the office of a programme."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from members.models import Administration
from programmes.forms.dates import IsoDay
from programmes.forms.kept import KeptForm
from programmes.forms.texts import Line
from programmes.models import OfficePost


class OfficePostForm(KeptForm):
    """One post, held by somebody for a time."""

    class Meta:
        model = OfficePost
        fields = [
            "programme",
            "kind",
            "title",
            "administration",
            "name",
            "starts_on",
            "ends_on",
            "seen_on",
            "source",
            "note",
        ]
        field_classes = {
            "title": Line,
            "name": Line,
            "starts_on": IsoDay,
            "ends_on": IsoDay,
            "seen_on": IsoDay,
            "source": Line,
            "note": Line,
        }
        help_texts = {
            "administration": _("Whose officer it is; none where the office pays them itself."),
            "name": _("As it was published, or as they agreed to. No donor and no report is told it."),
            "ends_on": _("Left empty while it is still so."),
            "seen_on": _("Where only that somebody was in the post on a day is known."),
        }

    def __init__(self, *args: Any, **about: Any) -> None:
        super().__init__(*args, **about)
        self._offer("administration", Administration.objects.of_the_region().by_name())
