"""An event in one form: its own facts and all its links."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from members.access import allows
from members.choices import Permission
from members.models import Account, Country, Organisation
from office.options import QuickSelect
from programmes.actions.entering import EventLinks
from programmes.choices import EventKind, OrganisationRole
from programmes.forms.choosing import Boxes
from programmes.forms.dates import KnownDay, as_written
from programmes.forms.organisations import OrganisationNames, let_know
from programmes.forms.other_events import find_parent, suggested_parents, twin_of, written
from programmes.forms.seen import renew, stored_beside, token_of
from programmes.forms.texts import Line, Paragraph
from programmes.forms.zones import TimeZone, suggested_zones
from programmes.intake import cells
from programmes.intake.organisations import KnownOrganisations, shown_name
from programmes.models import Event, Phase, Programme, Strand, Topic

_AS_KNOWN = _("Write 2024-03-31. Only the month is known: 2024-03; only the year: 2024. Empty: not recorded.")
_ONE_A_LINE = _("A name, an ISO code or another spelling; one on each line.")
_GROUPS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (_("What it is"), ("is_another", "title", "kind", "level", "mode")),
    (_("What it belongs to"), ("programmes", "phases", "strands", "topics", "part_of")),
    (_("When and where"), ("first_day", "last_day", "city", "host_country", "time_zone")),
    (_("How it is held"), ("language", "contact_hours")),
    (_("Who makes it possible"), ("organisers", "sponsors", "partners")),
    (_("Administrations"), ("stated_administrations", "stated_accuracy")),
    (_("Where this is known from"), ("source", "note")),
)


class EventForm(forms.ModelForm):
    """Everything said of an event. Valid, ``instance`` is the event and ``links`` its links, unsaved."""

    is_another = forms.BooleanField(label=_("It is another event: save it all the same"), required=False)
    first_day = KnownDay(reads=cells.first_day, label=_("First day"), required=False, help_text=_AS_KNOWN)
    last_day = KnownDay(
        reads=cells.last_day,
        label=_("Last day"),
        required=False,
        help_text=_("Written in the same way; for an event of one day, the same day again."),
    )
    time_zone = TimeZone(
        label=_("Time zone"), required=False, help_text=_("As Pacific/Fiji. Empty: that of the host.")
    )
    part_of = Line(
        label=_("Part of"),
        required=False,
        max_length=330,
        help_text=_("Title or number of the event that holds it together with others, if there is one."),
        widget=forms.TextInput(attrs={"list": "known-parents", "autocomplete": "off"}),
    )
    organisers = OrganisationNames(label=_("Organisers"), required=False, help_text=_ONE_A_LINE)
    sponsors = OrganisationNames(label=_("Sponsors"), required=False)
    partners = OrganisationNames(label=_("Partners"), required=False)
    version = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Event
        fields = [
            "title",
            "kind",
            "level",
            "mode",
            "programmes",
            "phases",
            "strands",
            "topics",
            "city",
            "host_country",
            "time_zone",
            "language",
            "contact_hours",
            "stated_administrations",
            "stated_accuracy",
            "source",
            "note",
        ]
        field_classes = {"title": Line, "city": Line, "language": Line, "source": Line, "note": Paragraph}
        widgets = {
            "programmes": Boxes,
            "phases": Boxes,
            "strands": Boxes,
            "topics": Boxes,
            "host_country": QuickSelect,
            "note": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "strands": _("Of the programmes that are made of several."),
            "contact_hours": _("Hours of teaching or meeting in all."),
            "stated_administrations": _("Only where a source gives their number and not their names."),
            "source": _("Address or document this is known from."),
        }

    links: EventLinks
    twin: Event | None = None
    stored: list[tuple[str, str]]

    def __init__(
        self,
        data: Any = None,
        *,
        instance: Event,
        account: Account,
        initial: dict[str, Any] | None = None,
    ) -> None:
        event = instance
        self.account = account
        self.token = token_of(event)
        self.parent = event.parent
        self.stored = []
        mine = Programme.objects.editable_by(account)
        stored = _what_is_stored(event, self.token) | (initial or {})
        super().__init__(data, instance=event, initial=stored)
        self.kept_programmes, self.kept_phases, self.kept_strands = _kept(event, mine)
        self._offer(mine)
        self.known = KnownOrganisations()
        let_know(list(self.fields.values()), self.known)

    def _offer(self, mine: Any) -> None:
        """Offer the choices of this account, and say which of the stored ones are not its to change."""
        phases = Phase.objects.filter(programme__in=mine)
        choices = {
            "programmes": mine.in_order(),
            "phases": phases.select_related("programme").in_order(),
            "strands": Strand.objects.filter(programme__in=mine).in_order(),
            "topics": Topic.objects.order_by("name", "pk"),
            "host_country": Country.objects.order_by("name", "pk"),
        }
        for name, rows in choices.items():
            field: Any = self.fields[name]
            field.queryset = rows
        country: Any = self.fields["host_country"]
        country.empty_label = _("Not recorded")
        kind: Any = self.fields["kind"]
        kind.choices = [("", _("Choose one")), *EventKind.choices]
        self.fields["programmes"].required = not (
            self.kept_programmes or allows(self.account, Permission.EDIT_ALL_EVENTS)
        )
        every = (
            ("programmes", self.kept_programmes),
            ("phases", self.kept_phases),
            ("strands", self.kept_strands),
        )
        for name, kept in every:
            if kept:
                # Help is put into the page as it is.
                names = escape(", ".join(str(each) for each in kept))
                self.fields[name].help_text = _("Stays as well, because others work on it: %(names)s.") % {
                    "names": names
                }

    @property
    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        hidden = set() if self.twin else {"is_another"}
        if not self.has_strands:
            hidden.add("strands")
        return [(legend, [self[name] for name in names if name not in hidden]) for legend, names in _GROUPS]

    @property
    def has_strands(self) -> bool:
        """Test if a programme of the account is made of strands: else nobody is asked for one."""
        field: Any = self.fields["strands"]
        return bool(field.queryset)

    @property
    def suggested_organisations(self) -> list[str]:
        return self.known.names()

    @property
    def suggested_parents(self) -> list[str]:
        return suggested_parents(self.account)

    @property
    def suggested_zones(self) -> list[str]:
        return suggested_zones()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self._set_days(data)
        self._set_parent(data)
        self._set_links(data)
        if self.token and data.get("version") != self.token:
            self.tell_of_change()
        if self.instance.pk is None and not data.get("is_another") and not self.errors:
            self._look_for_twin(data)
        return data

    def tell_of_change(self) -> None:
        """Say that somebody else was faster, show what is stored now, and let the next attempt pass."""
        names = [name for _legend, group in _GROUPS for name in group]
        self.stored = list(stored_beside(self, names))
        moment = date_format(localtime(self.instance.updated_at), "j F Y, H:i e")
        self.add_error(
            None,
            ValidationError(
                _(
                    "Somebody else changed this event at %(moment)s; your text is kept below: "
                    "compare and save again."
                ),
                params={"moment": moment},
            ),
        )
        renew(self, self.token)

    def _set_days(self, data: dict[str, Any]) -> None:
        if "first_day" not in data or "last_day" not in data:
            return
        first, last = data["first_day"], data["last_day"]
        if first.on and last.on and last.on < first.on:
            self.add_error("last_day", _("The last day cannot be before the first day."))
            return
        self.instance.starts_on, self.instance.starts_precision = first.on, first.precision
        self.instance.ends_on, self.instance.ends_precision = last.on, last.precision

    def _set_parent(self, data: dict[str, Any]) -> None:
        try:
            self.instance.parent = find_parent(
                data.get("part_of", ""), account=self.account, kept=self.parent
            )
        except ValidationError as error:
            self.add_error("part_of", error)

    def _set_links(self, data: dict[str, Any]) -> None:
        try:
            self.links = EventLinks(
                programmes=[*data.get("programmes", ()), *self.kept_programmes],
                phases=[*data.get("phases", ()), *self.kept_phases],
                topics=list(data.get("topics", ())),
                strands=[*data.get("strands", ()), *self.kept_strands],
                organisers=data.get("organisers", ()),
                sponsors=data.get("sponsors", ()),
                partners=data.get("partners", ()),
            )
        except ValidationError as error:
            self.add_error(None, error)

    def _look_for_twin(self, data: dict[str, Any]) -> None:
        likely = Event(
            **{name: data[name] for name in ("title", "kind", "city", "host_country")},
            starts_on=self.instance.starts_on,
            starts_precision=self.instance.starts_precision,
            ends_on=self.instance.ends_on,
            ends_precision=self.instance.ends_precision,
        )
        self.twin = twin_of(likely, account=self.account)
        if self.twin is not None:
            self.add_error(
                "is_another",
                ValidationError(
                    _("“%(event)s” has the same days, and the same title or place. Is it the same event?"),
                    params={"event": written(self.twin)},
                ),
            )


def _kept(event: Event, mine: Any) -> tuple[list[Programme], list[Phase], list[Strand]]:
    """Return the programmes, phases and strands of the event that are not the account's to take away."""
    if event.pk is None:
        return [], [], []
    programmes = event.programmes.exclude(pk__in=mine.values("pk")).in_order()
    phases = event.phases.exclude(programme__in=mine.values("pk")).select_related("programme").in_order()
    strands = event.strands.exclude(programme__in=mine.values("pk")).in_order()
    return list(programmes), list(phases), list(strands)


def _what_is_stored(event: Event, token: str) -> dict[str, Any]:
    return {
        "first_day": as_written(event.starts_on, event.starts_precision),
        "last_day": as_written(event.ends_on, event.ends_precision),
        "part_of": written(event.parent),
        "version": token,
        "organisers": _named(event, OrganisationRole.ORGANISER),
        "sponsors": _named(event, OrganisationRole.SPONSOR),
        "partners": _named(event, OrganisationRole.PARTNER),
    }


def _named(event: Event, role: OrganisationRole) -> Sequence[str]:
    if event.pk is None:
        return []
    rows = Organisation.objects.filter(event_roles__event=event, event_roles__role=role)
    return [shown_name(each) for each in rows.select_related("administration").by_name()]
