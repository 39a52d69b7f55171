from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from trainers.choices import Standing
from trainers.models import Cohort, CohortAdministration, CohortParticipant, CohortStage


class CohortAdministrationSerializer(serializers.ModelSerializer[CohortAdministration]):
    """An administration of the group by its ISO code; ``since_on`` null: from the beginning."""

    iso2 = serializers.CharField(source="administration.country_id", read_only=True)

    class Meta:
        model = CohortAdministration
        fields = ["iso2", "since_on"]


class CohortStageSerializer(serializers.ModelSerializer[CohortStage]):
    """A stage in its order; ``first_day`` and ``last_day`` are its event's, else as planned."""

    first_day = serializers.DateField(read_only=True, allow_null=True)
    last_day = serializers.DateField(read_only=True, allow_null=True)

    class Meta:
        model = CohortStage
        fields = ["id", "position", "kind", "title", "first_day", "last_day", "event"]


class StepSerializer(serializers.Serializer[Any]):
    """Numbers of people at one stage.

    ``left_over``: expected of those who began with the first stage; ``joined``: expected who joined later;
    ``attended``: null is not recorded.
    """

    stage = serializers.IntegerField(source="stage.pk")
    left_over = serializers.IntegerField()
    joined = serializers.IntegerField()
    attended = serializers.IntegerField(allow_null=True)


class StandingSerializer(serializers.Serializer[Any]):
    """How a participant stands to one stage."""

    stage = serializers.IntegerField(source="stage.pk")
    standing = serializers.ChoiceField(choices=Standing.choices)


class CohortParticipantSerializer(serializers.ModelSerializer[CohortParticipant]):
    """Somebody of the cohort; ``first_stage`` null: from the first; ``is_made_up``: of a demonstration."""

    name = serializers.CharField(source="person.full_name", read_only=True)
    is_made_up = serializers.BooleanField(source="person.is_made_up", read_only=True)
    administration = serializers.CharField(source="administration.country_id", read_only=True)

    class Meta:
        model = CohortParticipant
        fields = [
            "id",
            "person",
            "name",
            "is_made_up",
            "administration",
            "joined_on",
            "first_stage",
            "left_on",
            "certified_on",
            "is_exception",
        ]


class ProgressLineSerializer(serializers.Serializer[Any]):
    """A participant, and how they stand to each stage."""

    participant = CohortParticipantSerializer()
    progress = StandingSerializer(source="cells", many=True)


class CohortSerializer(serializers.ModelSerializer[Cohort]):
    """A cohort; ``people`` are those who have not left, null where nobody is entered.

    ``has_made_up``: some of them are made up for a demonstration, and so are its numbers.
    """

    programme: Any = serializers.SlugRelatedField("code", read_only=True)
    topics: Any = serializers.SlugRelatedField("slug", many=True, read_only=True)
    people = serializers.IntegerField(read_only=True, allow_null=True)
    has_made_up = serializers.BooleanField(read_only=True)

    class Meta:
        model = Cohort
        fields = [
            "id",
            "title",
            "programme",
            "phase",
            "topics",
            "starts_on",
            "ends_on",
            "state",
            "people",
            "has_made_up",
            "source",
            "version",
        ]


class CohortDetailSerializer(CohortSerializer):
    """One cohort with its group, stages and numbers; participants as far as the caller may read names.

    ``not_shown`` is how many participants are not among them.
    """

    administrations = CohortAdministrationSerializer(many=True, read_only=True)
    stages = serializers.SerializerMethodField()
    numbers = serializers.SerializerMethodField()
    participants = serializers.SerializerMethodField()
    not_shown = serializers.SerializerMethodField()

    class Meta(CohortSerializer.Meta):
        fields = [
            *CohortSerializer.Meta.fields,
            "administrations",
            "stages",
            "numbers",
            "participants",
            "not_shown",
        ]

    @extend_schema_field(CohortStageSerializer(many=True))
    def get_stages(self, cohort: Cohort) -> Any:
        """Return the stages; of an event that is not open to the caller not even its number."""
        open_events = self.context["open_events"]
        shown: Any = CohortStageSerializer(self.context["counted"].stages, many=True).data
        return [each | {"event": each["event"] if each["event"] in open_events else None} for each in shown]

    @extend_schema_field(StepSerializer(many=True))
    def get_numbers(self, cohort: Cohort) -> Any:
        return StepSerializer(self.context["counted"].curve().steps, many=True).data

    @extend_schema_field(ProgressLineSerializer(many=True))
    def get_participants(self, cohort: Cohort) -> Any:
        return ProgressLineSerializer(self.context["shown"].lines, many=True).data

    def get_not_shown(self, cohort: Cohort) -> int:
        return len(self.context["counted"].lines) - len(self.context["shown"].lines)
