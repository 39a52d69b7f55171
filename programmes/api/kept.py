"""Every kind of record over the API, to read, as its pages show it."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from members.choices import TokenScope
from office.audit import was_read
from office.choices import Door
from programmes.kinds.kind import Kind


class KeptSerializer(serializers.ModelSerializer[Any]):
    """A record: a programme by its code, other records by their names. What is null is not recorded."""

    def build_relational_field(self, field_name: str, relation_info: Any) -> Any:
        if field_name == "programme":
            return serializers.SlugRelatedField, {"slug_field": "code", "read_only": True}
        return serializers.StringRelatedField, {"many": True} if relation_info.to_many else {}

    def get_uniqueness_extra_kwargs(self, field_names: Any, declared_fields: Any, extra_kwargs: Any) -> Any:
        """Ask for nothing: what has to be unique together is asked for where something is entered."""
        return extra_kwargs, {}


class KeptViewSet(viewsets.ReadOnlyModelViewSet[Any]):
    """Records of one kind the caller may see, newest first."""

    scope = TokenScope.RECORDS
    kind: Kind

    def get_queryset(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.kind.rows().visible_to(self.request.user)
        return rows

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        answer = super().list(request, *args, **kwargs)
        self._log(f"list of {self.kind.word}", len(answer.data["results"]))
        return answer

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        answer = super().retrieve(request, *args, **kwargs)
        self._log(f"{self.kind.word} {kwargs['pk']}", 1)
        return answer

    def _log(self, what: str, people: int) -> None:
        if self.kind.names_people and people:
            was_read(what, people=people, reader=self.request.user, door=Door.API)


def viewset_of(kind: Kind) -> type[KeptViewSet]:
    """Return the view set of a kind."""
    name = kind.model.__name__
    meta = type("Meta", (), {"model": kind.model, "fields": ["id", *kind.fields]})
    serializer = type(f"{name}Serializer", (KeptSerializer,), {"Meta": meta, "__doc__": kind.model.__doc__})
    about = {
        "kind": kind,
        "queryset": kind.model._default_manager.none(),
        "serializer_class": serializer,
        "filterset_class": kind.filters,
        "__doc__": f"{kind.title}: those the caller may see, newest first.",
    }
    return type(f"{name}ViewSet", (KeptViewSet,), about)
