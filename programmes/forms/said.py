"""Forms of what was needed, offered and promised in a programme."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.models import Administration
from programmes.forms.dates import IsoDay
from programmes.forms.kept import KeptForm
from programmes.forms.organisations import OrganisationName
from programmes.forms.texts import Line, Paragraph
from programmes.models import Commitment, CommitmentReview, Event, Need, Offer, Topic

MOST_EVENTS = 500  # offered to choose from, newest first
_SOURCE = _("Address or document this is known from.")


def sub_regions() -> list[str]:
    """Return the sub-regions of the region, by name."""
    rows = Administration.objects.of_the_region().exclude(sub_region="").order_by("sub_region")
    return list(rows.values_list("sub_region", flat=True).distinct())


class SaidForm(KeptForm):
    """A record of one programme, and of a meeting only where the meeting is of that programme."""

    def __init__(self, *args: Any, **about: Any) -> None:
        super().__init__(*args, **about)
        own = Event.objects.editable_by(self.account).newest_first()[:MOST_EVENTS].values("pk")
        self._offer("event", Event.objects.filter(pk__in=own).newest_first())
        self._offer("topic", Topic.objects.order_by("name", "pk"))
        self._offer("administration", Administration.objects.of_the_region().by_name())
        if "sub_region" in self.fields:
            names = [("", _("None")), *((name, name) for name in sub_regions())]
            label = self.fields["sub_region"].label
            self.fields["sub_region"] = forms.ChoiceField(choices=names, required=False, label=label)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        programme, event = data.get("programme"), data.get("event")
        if programme and event and not event.programmes.filter(pk=programme.pk).exists():
            self.add_error("event", _("This event is not of the programme."))
        return data


class NeedForm(SaidForm):
    """What one administration, or a sub-region, needs."""

    class Meta:
        model = Need
        fields = [
            "programme",
            "administration",
            "sub_region",
            "topic",
            "priority",
            "text",
            "event",
            "said_on",
            "source",
        ]
        field_classes = {"said_on": IsoDay, "text": Paragraph, "source": Line}
        help_texts = {
            "administration": _("Whose need it is. Left empty where a sub-region as a whole said it."),
            "source": _SOURCE,
        }


class OfferForm(SaidForm):
    """What a partner offers: about one topic, always."""

    partner_name = OrganisationName(label=_("Partner"), help_text=_("Who offers it."))

    class Meta:
        model = Offer
        fields = [
            "programme",
            "topic",
            "administration",
            "sub_region",
            "available_from",
            "available_to",
            "text",
            "event",
            "source",
        ]
        field_classes = {
            "available_from": IsoDay,
            "available_to": IsoDay,
            "text": Paragraph,
            "source": Line,
        }
        help_texts = {
            "administration": _("Left empty, with no sub-region either: for the whole region."),
            "source": _SOURCE,
        }


class CommitmentForm(SaidForm):
    """What somebody promised: an organisation, or several in words."""

    owner_name = OrganisationName(
        label=_("Owner"),
        required=False,
        help_text=_("The administration, partner or office that promised. Its focal point is reminded."),
    )

    class Meta:
        model = Commitment
        fields = [
            "programme",
            "event",
            "text",
            "owner_words",
            "follow_up",
            "made_on",
            "due_on",
            "state",
            "outcome",
            "source",
        ]
        field_classes = {
            "text": Paragraph,
            "owner_words": Line,
            "made_on": IsoDay,
            "due_on": IsoDay,
            "outcome": Paragraph,
            "source": Line,
        }
        help_texts = {
            "owner_words": _("Where many promised together, as the source says it."),
            "due_on": _("Left empty where no date was agreed: then nobody is reminded."),
            "source": _SOURCE,
        }


class ReviewForm(KeptForm):
    """What a later meeting found."""

    class Meta:
        model = CommitmentReview
        fields = ["commitment", "event", "reviewed_on", "state", "outcome"]
        field_classes = {"reviewed_on": IsoDay, "outcome": Paragraph}
        help_texts = {"event": _("The meeting at which it was looked at; empty: at none.")}

    def __init__(self, *args: Any, **about: Any) -> None:
        super().__init__(*args, **about)
        self._offer("commitment", Commitment.objects.editable_by(self.account).newest_first())
        own = Event.objects.editable_by(self.account).newest_first()[:MOST_EVENTS].values("pk")
        self._offer("event", Event.objects.filter(pk__in=own).newest_first())
