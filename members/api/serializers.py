from typing import Any

from rest_framework import serializers

from members.models import Administration, FormerName, Person, Posting, RegionalRole, Succession


class RegionalRoleSerializer(serializers.ModelSerializer[RegionalRole]):
    """What an administration does for the region, from a day to a day (included)."""

    class Meta:
        model = RegionalRole
        fields = ["kind", "starts_on", "ends_on", "source"]


class FormerNameSerializer(serializers.ModelSerializer[FormerName]):
    """A name an administration had, until a day (included); ``kind`` says which of its names."""

    class Meta:
        model = FormerName
        fields = ["kind", "name", "starts_on", "ends_on", "source"]


class SuccessionSerializer(serializers.ModelSerializer[Succession]):
    """Which administration another one became, and its first day; both by country."""

    predecessor = serializers.CharField(source="predecessor.country_id")
    successor = serializers.CharField(source="successor.country_id")

    class Meta:
        model = Succession
        fields = ["predecessor", "successor", "kind", "since_on", "source"]


class AdministrationSerializer(serializers.ModelSerializer[Administration]):
    """A customs administration; ``member_name`` as the WCO writes it today.

    ``succession`` is what it became, null where it still is; ``preceded`` are those that became it.
    """

    iso2 = serializers.CharField(source="country_id")
    regional_roles = RegionalRoleSerializer(many=True, read_only=True)
    former_names = FormerNameSerializer(many=True, read_only=True)
    succession = SuccessionSerializer(read_only=True, default=None)
    preceded = SuccessionSerializer(many=True, read_only=True)

    class Meta:
        model = Administration
        fields = [
            "iso2",
            "member_name",
            "name",
            "wco_region",
            "sub_region",
            "is_member",
            "regional_roles",
            "former_names",
            "succession",
            "preceded",
        ]


class PostingSerializer(serializers.ModelSerializer[Posting]):
    """Where somebody worked, as what, from a day to a day (included).

    ``standing`` is what was known on ``known_on``; null is not recorded.
    """

    organisation: Any = serializers.StringRelatedField()
    administration = serializers.CharField(
        source="organisation.administration.country_id", default=None, read_only=True
    )

    class Meta:
        model = Posting
        fields = [
            "id",
            "organisation",
            "administration",
            "position",
            "starts_on",
            "ends_on",
            "standing",
            "known_on",
        ]


class PersonSerializer(serializers.ModelSerializer[Person]):
    """An officer, once, with every posting, the latest first.

    ``other_names`` are those of entries that were merged into this one; ``is_made_up``: of a demonstration.
    """

    postings = PostingSerializer(many=True, read_only=True)
    other_names = serializers.ListField(child=serializers.CharField(), read_only=True)

    class Meta:
        model = Person
        fields = [
            "id",
            "family_name",
            "given_names",
            "other_names",
            "sex",
            "email",
            "is_made_up",
            "postings",
            "version",
        ]
