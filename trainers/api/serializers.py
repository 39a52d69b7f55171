"""What programs read of cascade training."""

from typing import Any

from rest_framework import serializers

from trainers.models import CascadeTraining, Material


class CascadeTrainingSerializer(serializers.ModelSerializer[CascadeTraining]):
    """A cascade training as reported. A number that is null is not recorded, and not 0."""

    programme: Any = serializers.SlugRelatedField("code", read_only=True)
    topic: Any = serializers.SlugRelatedField("slug", read_only=True)
    organisation: Any = serializers.StringRelatedField()
    trainer: Any = serializers.StringRelatedField()
    is_made_up = serializers.BooleanField(source="trainer.is_made_up", read_only=True)

    class Meta:
        model = CascadeTraining
        fields = [
            "id",
            "programme",
            "topic",
            "trainer",
            "organisation",
            "starts_on",
            "ends_on",
            "place",
            "mode",
            "hours",
            "customs",
            "other_agency",
            "private",
            "women",
            "grade",
            "note",
            "is_made_up",
        ]


class MaterialSerializer(serializers.ModelSerializer[Material]):
    """A training material; ``adapted_from`` is the number of another one."""

    programme: Any = serializers.SlugRelatedField("code", read_only=True)
    topic: Any = serializers.SlugRelatedField("slug", read_only=True)
    has_file = serializers.BooleanField(read_only=True)

    class Meta:
        model = Material
        fields = [
            "id",
            "programme",
            "topic",
            "kind",
            "title",
            "language",
            "edition",
            "made_on",
            "adapted_from",
            "audience",
            "note",
            "has_file",
        ]
