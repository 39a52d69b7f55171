from typing import Any

from django.core.exceptions import ValidationError as BrokenRule
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied
from rest_framework.reverse import reverse

from members.models import Administration, Organisation
from programmes.models import Phase, Programme
from reports.actions.editions import Request, donors_of
from reports.documents.kinds import ACTIVITY_REPORT, REGISTRY, DocumentKind
from reports.models import Edition
from reports.periods import Period
from trainers.models import Cohort


class EditionSerializer(serializers.ModelSerializer[Edition]):
    """One edition of a document and the addresses of its files."""

    programme: Any = serializers.SlugRelatedField("code", read_only=True)
    phase: Any = serializers.SlugRelatedField("number", read_only=True)
    cohort: Any = serializers.PrimaryKeyRelatedField(read_only=True)
    administration: Any = serializers.SlugRelatedField("iso2", read_only=True)
    donor: Any = serializers.StringRelatedField()
    progress = serializers.SerializerMethodField()
    files = serializers.SerializerMethodField()

    class Meta:
        model = Edition
        fields = [
            "key",
            "reference",
            "kind",
            "programme",
            "phase",
            "cohort",
            "administration",
            "donor",
            "starts_on",
            "ends_on",
            "language",
            "state",
            "progress",
            "is_public",
            "frozen_at",
            "released_at",
            "sha256",
            "files",
        ]

    @extend_schema_field(
        {"type": "object", "properties": {"state": {"type": "string"}, "percent": {"type": "integer"},
                                          "reason": {"type": "string"}}}
    )  # fmt: skip
    def get_progress(self, edition: Edition) -> dict[str, Any] | None:
        jobs = sorted(edition.jobs.all(), key=lambda job: job.pk)
        if not jobs:
            return None
        return {"state": jobs[-1].state, "percent": jobs[-1].percent, "reason": jobs[-1].reason}

    @extend_schema_field({"type": "object", "additionalProperties": {"type": "string", "format": "uri"}})
    def get_files(self, edition: Edition) -> dict[str, str]:
        request = self.context.get("request")
        return {
            file.format: reverse("api:edition-file", args=[edition.key, file.format], request=request)
            for file in edition.files.all()
        }


class EditionRequestSerializer(serializers.Serializer[Any]):
    """What a report shall be about; ``validated_data["request"]`` is a Request."""

    kind = serializers.ChoiceField(list(REGISTRY), default=ACTIVITY_REPORT.code)
    programme: Any = serializers.SlugRelatedField(
        "code", queryset=Programme.objects.none(), required=False, allow_null=True
    )
    phase = serializers.IntegerField(required=False, allow_null=True, min_value=1)
    starts_on = serializers.DateField(required=False, allow_null=True)
    ends_on = serializers.DateField(required=False, allow_null=True)
    cohort: Any = serializers.PrimaryKeyRelatedField(
        queryset=Cohort.objects.none(), required=False, allow_null=True
    )
    administration: Any = serializers.SlugRelatedField(
        "country_id", queryset=Administration.objects.none(), required=False, allow_null=True
    )
    donor: Any = serializers.SlugRelatedField(
        "name", queryset=Organisation.objects.none(), required=False, allow_null=True
    )

    def get_fields(self) -> dict[str, Any]:
        fields: dict[str, Any] = super().get_fields()
        account = self.context["request"].user
        fields["programme"].queryset = Programme.objects.visible_to(account)
        fields["cohort"].queryset = Cohort.objects.visible_to(account)
        fields["administration"].queryset = Administration.objects.visible_to(account)
        fields["donor"].queryset = donors_of(self._kind(), account)
        return fields

    def _kind(self) -> DocumentKind:
        """Return the kind that is asked for; where it is none, the activity report: that is told apart."""
        asked = self.initial_data.get("kind") if isinstance(getattr(self, "initial_data", None), dict) else ""
        return REGISTRY.get(str(asked), ACTIVITY_REPORT)

    def to_internal_value(self, data: Any) -> Any:
        unknown = set(data) - set(self.fields) if isinstance(data, dict) else set()
        if unknown:
            raise serializers.ValidationError({name: ["There is no such field."] for name in sorted(unknown)})
        return super().to_internal_value(data)

    def validate_programme(self, programme: Programme | None) -> Programme | None:
        """Refuse a programme one sees and does not work on: that is no matter of spelling."""
        account = self.context["request"].user
        if programme is None:
            return None
        if not Programme.objects.editable_by(account).filter(pk=programme.pk).exists():
            raise PermissionDenied(f"You do not work on {programme}.")
        return programme

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        first, last = attrs.get("starts_on"), attrs.get("ends_on")
        if (first is None) != (last is None):
            raise serializers.ValidationError({"ends_on": ["Give both days, or neither."]})
        try:
            period = Period(first, last) if first and last else None
        except ValueError as error:
            raise serializers.ValidationError({"ends_on": [str(error)]}) from error
        try:
            attrs["request"] = Request(
                kind=REGISTRY[attrs["kind"]],
                programme=attrs.get("programme"),
                phase=self._phase(attrs),
                cohort=attrs.get("cohort"),
                administration=attrs.get("administration"),
                period=period,
                donor=attrs.get("donor"),
            )
        except BrokenRule as error:
            raise serializers.ValidationError(error.message_dict) from error
        return attrs

    def _phase(self, attrs: dict[str, Any]) -> Phase | None:
        if attrs.get("phase") is None:
            return None
        if attrs.get("programme") is None:
            raise serializers.ValidationError({"programme": ["Say of which programme."]})
        try:
            return Phase.objects.get(programme=attrs["programme"], number=attrs["phase"])
        except Phase.DoesNotExist:
            raise serializers.ValidationError(
                {"phase": [f"{attrs['programme'].code} has no phase {attrs['phase']}."]}
            ) from None
