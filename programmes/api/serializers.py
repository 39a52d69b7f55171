from typing import Any

from django.utils.functional import cached_property
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from members.access import allows
from members.choices import Permission
from programmes.choices import OrganisationRole
from programmes.models import Agreement, Call, Event, Funding, Headcount, Phase, Programme, Session


class FundingSerializer(serializers.ModelSerializer[Funding]):
    """Money of one donor; ``amount`` is null where none was published."""

    donor: Any = serializers.StringRelatedField()

    class Meta:
        model = Funding
        fields = ["donor", "amount", "accuracy", "currency", "source"]


class AgreementSerializer(serializers.ModelSerializer[Agreement]):
    """What was agreed with an organisation about a programme or a phase; the last day is included.

    ``smallest``: the smallest number of people an attribute of whom is told to its representatives; null
    where nothing was agreed about it. ``counting``: how those who took part are counted
    for it. ``parties``: who else signed. ``precision``: of its days.
    """

    organisation: Any = serializers.StringRelatedField()
    parties: Any = serializers.StringRelatedField(many=True)
    programme: Any = serializers.SlugRelatedField("code", read_only=True)
    is_in_force = serializers.BooleanField(read_only=True)

    class Meta:
        model = Agreement
        fields = [
            "id",
            "kind",
            "title",
            "organisation",
            "parties",
            "programme",
            "phase",
            "signed_on",
            "valid_from",
            "valid_to",
            "precision",
            "smallest",
            "counting",
            "note",
            "source",
            "amends",
            "is_in_force",
        ]


class PhaseSerializer(serializers.ModelSerializer[Phase]):
    """A phase of a programme; the last day is included. Phases may overlap."""

    programme: Any = serializers.SlugRelatedField("code", read_only=True)
    funding = FundingSerializer(many=True, read_only=True)

    class Meta:
        model = Phase
        fields = ["id", "programme", "number", "name", "starts_on", "ends_on", "funding", "source"]


class ProgrammeSerializer(serializers.ModelSerializer[Programme]):
    """A programme; ``year_starts_in`` is the month its reporting year begins with."""

    lead: Any = serializers.StringRelatedField()

    class Meta:
        model = Programme
        fields = ["code", "name", "short_name", "summary", "lead", "year_starts_in", "source"]


class HeadcountSerializer(serializers.ModelSerializer[Headcount]):
    """People without names; ``people`` null: attended, number not recorded.

    ``women`` only to who may see the people: of a few they would say something about somebody.
    """

    organisation: Any = serializers.StringRelatedField()

    class Meta:
        model = Headcount
        fields = ["organisation", "role", "sector", "people", "accuracy", "women"]

    def to_representation(self, instance: Headcount) -> dict[str, Any]:
        shown = super().to_representation(instance)
        if not allows(self.context["request"].user, Permission.VIEW_REGISTER):
            del shown["women"]
        return shown


class SessionSerializer(serializers.ModelSerializer[Session]):
    """A day of an event, or a part of one, by the clock of its place.

    ``length`` in hours; null is not recorded.
    """

    length: Any = serializers.DecimalField(max_digits=4, decimal_places=2, read_only=True, allow_null=True)

    class Meta:
        model = Session
        fields = ["id", "title", "held_on", "begins", "ends", "length"]


class CallSerializer(serializers.ModelSerializer[Call]):
    """A call for nominations: no nominees, and no number of them.

    The day of the deadline is included; seats null: not limited.
    """

    class Meta:
        model = Call
        fields = ["deadline_on", "seats", "seats_each", "eligibility", "sent_at"]


class EventSerializer(serializers.ModelSerializer[Event]):
    """One event. A date is as exact as its ``…_precision`` says; no names of people.

    ``named_participants`` and ``unnamed_participants`` are two facts; null is not recorded.
    """

    programmes: Any = serializers.SlugRelatedField("code", many=True, read_only=True)
    phases = serializers.SerializerMethodField()
    topics: Any = serializers.SlugRelatedField("slug", many=True, read_only=True)
    strands: Any = serializers.SlugRelatedField("slug", many=True, read_only=True)
    host_country: Any = serializers.PrimaryKeyRelatedField(read_only=True)
    organisers = serializers.SerializerMethodField()
    sponsors = serializers.SerializerMethodField()
    named_participants = serializers.IntegerField(source="named", read_only=True, allow_null=True)
    unnamed_participants = serializers.IntegerField(source="unnamed", read_only=True, allow_null=True)

    class Meta:
        model = Event
        fields = [
            "id",
            "title",
            "kind",
            "level",
            "mode",
            "state",
            "starts_on",
            "starts_precision",
            "ends_on",
            "ends_precision",
            "city",
            "host_country",
            "contact_hours",
            "parent",
            "programmes",
            "phases",
            "topics",
            "strands",
            "organisers",
            "sponsors",
            "named_participants",
            "unnamed_participants",
            "stated_administrations",
            "stated_accuracy",
            "source",
            "version",
        ]

    @extend_schema_field(PhaseSerializer(many=True))
    def get_phases(self, event: Event) -> list[Any]:
        # The same few phases stand in event after event: each is written once for an answer.
        found = []
        for phase in event.phases.all():
            if phase.pk not in self._phases:
                self._phases[phase.pk] = self._of_phases.to_representation(phase)
            found.append(self._phases[phase.pk])
        return found

    @cached_property
    def _phases(self) -> dict[int, Any]:
        return {}

    @cached_property
    def _of_phases(self) -> PhaseSerializer:
        return PhaseSerializer(context=self.context)

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_organisers(self, event: Event) -> list[str]:
        return _named(event, OrganisationRole.ORGANISER)

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_sponsors(self, event: Event) -> list[str]:
        return _named(event, OrganisationRole.SPONSOR)


class EventDetailSerializer(EventSerializer):
    """One event with its head-counts, official figures by administration; its sessions; and its call.

    ``call`` is null where there is none, or the caller was not sent it.
    """

    headcounts = HeadcountSerializer(many=True, read_only=True)
    sessions = SessionSerializer(many=True, read_only=True)
    call = serializers.SerializerMethodField()

    class Meta(EventSerializer.Meta):
        fields = [*EventSerializer.Meta.fields, "headcounts", "sessions", "call"]

    @extend_schema_field(CallSerializer(allow_null=True))
    def get_call(self, event: Event) -> Any:
        call = Call.objects.visible_to(self.context["request"].user).filter(event=event).first()
        return None if call is None else CallSerializer(call).data


def _named(event: Event, role: Any) -> list[str]:
    return [str(row.organisation) for row in event.organisations.all() if row.role == role]
