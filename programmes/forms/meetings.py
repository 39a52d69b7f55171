"""The form of what was said at a meeting."""

from django.utils.translation import gettext_lazy as _

from programmes.forms.dates import IsoDay
from programmes.forms.organisations import OrganisationName
from programmes.forms.said import SaidForm
from programmes.forms.texts import Line, Paragraph
from programmes.models import Statement


class StatementForm(SaidForm):
    """One presentation, priority, challenge or comment."""

    organisation_name = OrganisationName(
        label=_("Who said it"), required=False, help_text=_("An administration or a partner; no person.")
    )

    class Meta:
        model = Statement
        fields = [
            "programme",
            "event",
            "said_on",
            "kind",
            "owner_words",
            "sub_region",
            "topic",
            "text",
            "source",
        ]
        field_classes = {"said_on": IsoDay, "owner_words": Line, "text": Paragraph, "source": Line}
        help_texts = {
            "owner_words": _("Where many said it together, as the source says it."),
            "sub_region": _("Whose breakout session it was."),
            "source": _("Address or document this is known from."),
        }
