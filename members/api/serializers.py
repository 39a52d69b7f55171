from rest_framework import serializers

from members.models import Administration, RegionalRole


class RegionalRoleSerializer(serializers.ModelSerializer[RegionalRole]):
    """What an administration does for the region, from a day to a day (included)."""

    class Meta:
        model = RegionalRole
        fields = ["kind", "starts_on", "ends_on", "source"]


class AdministrationSerializer(serializers.ModelSerializer[Administration]):
    """A customs administration; ``member_name`` as the WCO writes it."""

    iso2 = serializers.CharField(source="country_id")
    regional_roles = RegionalRoleSerializer(many=True, read_only=True)

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
        ]
