"""The API of the ledger: who was accredited on a day, every line, and the schemes."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from rest_framework import mixins, serializers, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from members.choices import TokenScope
from members.models import Person
from office.audit import was_read
from office.choices import Door
from office.filters import NoFilters
from trainers.filters.roster import AccreditedFilter, LedgerFilter
from trainers.models import LedgerLine, Scheme, TeachingLanguage


class SchemeSerializer(serializers.ModelSerializer[Scheme]):
    """By whose rules somebody is accredited; ``validity_months`` null: no end is published."""

    owner: Any = serializers.StringRelatedField()
    steps = serializers.ListField(source="path", child=serializers.CharField())

    class Meta:
        model = Scheme
        fields = [
            "code",
            "name",
            "abbreviation",
            "owner",
            "steps",
            "needs_topic",
            "validity_months",
            "source",
        ]


class TrainerSerializer(serializers.ModelSerializer[Person]):
    """Who is accredited; ``languages`` are those they teach in, ``is_made_up``: of a demonstration."""

    languages = serializers.SerializerMethodField()

    class Meta:
        model = Person
        fields = ["id", "family_name", "given_names", "is_made_up", "languages"]

    def get_languages(self, person: Person) -> list[str]:
        return [each.language for each in person.teaching_languages.all()]


class AccreditationSerializer(serializers.ModelSerializer[LedgerLine]):
    """An accreditation in force on the day asked about; ``valid_to`` is its last day, null without end."""

    person = TrainerSerializer(read_only=True)
    scheme = serializers.CharField(source="scheme.code")
    topic = serializers.CharField(source="topic.slug", default=None)

    class Meta:
        model = LedgerLine
        fields = ["id", "person", "scheme", "topic", "step", "taken_on", "valid_to"]


class LedgerLineSerializer(serializers.ModelSerializer[LedgerLine]):
    """A line of the ledger as it was entered; ``corrects`` is the line in whose place it stands."""

    person: Any = serializers.PrimaryKeyRelatedField(read_only=True)
    scheme = serializers.CharField(source="scheme.code")
    topic = serializers.CharField(source="topic.slug", default=None)
    event: Any = serializers.PrimaryKeyRelatedField(read_only=True)
    corrects: Any = serializers.PrimaryKeyRelatedField(read_only=True)

    class Meta:
        model = LedgerLine
        fields = [
            "id",
            "person",
            "scheme",
            "topic",
            "step",
            "taken_on",
            "valid_to",
            "event",
            "assessor",
            "evidence",
            "reason",
            "corrects",
            "created_at",
        ]


class SchemeViewSet(viewsets.ReadOnlyModelViewSet[Scheme]):
    """Schemes of accreditation, by name."""

    serializer_class = SchemeSerializer
    queryset = Scheme.objects.none()
    lookup_field = "code"
    scope = TokenScope.RECORDS
    filterset_class = NoFilters

    def get_queryset(self) -> QuerySet[Scheme]:
        rows = Scheme.objects.visible_to(self.request.user)
        return rows.select_related("owner").by_name()


class AccreditationViewSet(mixins.ListModelMixin, viewsets.GenericViewSet[LedgerLine]):
    """Who was accredited on a day (``on``; today), for what, as far as the caller may read names; logged."""

    serializer_class = AccreditationSerializer
    queryset = LedgerLine.objects.none()
    scope = TokenScope.RECORDS
    filterset_class = AccreditedFilter

    def get_queryset(self) -> QuerySet[LedgerLine]:
        spoken = TeachingLanguage.objects.in_order()
        lines = LedgerLine.objects.visible_to(self.request.user).told().by_name()
        return lines.prefetch_related(Prefetch("person__teaching_languages", spoken))

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        answer = super().list(request, *args, **kwargs)
        people = {row["person"]["id"] for row in answer.data["results"]}
        was_read("the roster of trainers", people=len(people), reader=request.user, door=Door.API)
        return answer


class LedgerLineViewSet(viewsets.ReadOnlyModelViewSet[LedgerLine]):
    """Lines of the ledger the caller may read, the latest first, corrected ones too; reads are logged."""

    serializer_class = LedgerLineSerializer
    queryset = LedgerLine.objects.none()
    scope = TokenScope.RECORDS
    filterset_class = LedgerFilter
    lookup_value_regex = "[0-9]{1,18}"

    def get_queryset(self) -> QuerySet[LedgerLine]:
        return LedgerLine.objects.visible_to(self.request.user).told().latest_first()

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        answer = super().list(request, *args, **kwargs)
        people = {row["person"] for row in answer.data["results"]}
        was_read("the ledger of accreditations", people=len(people), reader=request.user, door=Door.API)
        return answer

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        answer = super().retrieve(request, *args, **kwargs)
        was_read(f"person {answer.data['person']}", people=1, reader=request.user, door=Door.API)
        return answer
