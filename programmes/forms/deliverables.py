"""What the forms of equipment, systems and operations are offered alike."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from programmes.forms.kept import KeptForm
from programmes.models import Component, Event, Topic

MOST_EVENTS = 500  # offered to choose from, newest first


class DeliverableForm(KeptForm):
    """A form that may name a component of a programme, and events of the programmes the account works on."""

    events: tuple[str, ...] = ()

    def __init__(self, *args: Any, **about: Any) -> None:
        super().__init__(*args, **about)
        topic: Any = self.fields.get("topic")
        if topic is not None:
            components = Component.objects.visible_to(self.account).values("topic")
            topic.queryset = Topic.objects.filter(pk__in=components).order_by("name", "pk")
            topic.empty_label = _("Of no component in particular")
        own = Event.objects.editable_by(self.account).newest_first()[:MOST_EVENTS].values("pk")
        for name in self.events:
            field: Any = self.fields[name]
            field.queryset = Event.objects.filter(pk__in=own).newest_first()
            field.empty_label = _("Not an event of the portal")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        topic, programme = data.get("topic"), data.get("programme")
        if topic and programme and not Component.objects.filter(programme=programme, topic=topic).exists():
            self.add_error("topic", _("The programme has no such component."))
        return data
