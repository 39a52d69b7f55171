"""The form by which a focal point says what its administration needs."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from programmes.forms.kept import KeptForm
from programmes.forms.texts import Paragraph
from programmes.models import Need, Programme, Topic
from programmes.models.reach import reach_of


class OwnNeedForm(KeptForm):
    """A need of the own administration, in a programme it joined."""

    class Meta:
        model = Need
        fields = ["programme", "topic", "priority", "text"]
        field_classes = {"text": Paragraph}
        help_texts = {
            "text": _("What exactly, for whom, and until when. The secretariat and donors read it.")
        }

    def __init__(self, *args: Any, **about: Any) -> None:
        super().__init__(*args, **about)
        joined = reach_of(self.account).joined
        self._offer("programme", Programme.objects.filter(pk__in=joined).in_order())
        self._offer("topic", Topic.objects.order_by("name", "pk"))

    def _get_validation_exclusions(self) -> set[str]:
        """Leave whose need it is and when it was said to the action, which knows."""
        return super()._get_validation_exclusions() | {  # type: ignore[misc]
            "administration",
            "sub_region",
            "said_on",
            "source",
        }
