"""Parts of a document as plain values for JSON, and back."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import Field, fields
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise

from reports.quantities import Quantity

ON_PAGES = {"on_pages_only": True}  # a field that no file keeps: an address of a page says nothing on paper
LEFT_OUT_EMPTY = {"left_out_empty": True}  # a field later than the first documents: theirs keep their hash


def to_plain(value: Any) -> Any:
    """Return a part of a document, or a value in it, as what JSON knows; each part with its type."""
    match value:
        case str() | int() | None:
            return value
        case tuple() | list():
            return [to_plain(each) for each in value]
        case Quantity():
            return {"type": "Quantity", **value.to_json()}
        case dt.datetime():
            return {"type": "moment", "value": value.isoformat()}
        case dt.date():
            return {"type": "date", "value": value.isoformat()}
        case Decimal():
            return {"type": "decimal", "value": str(value)}
        case Promise():
            return str(value)
    kept = [each for each in fields(value) if _is_kept(value, each)]
    parts = {each.name: to_plain(getattr(value, each.name)) for each in kept}
    return dict(sorted(parts.items())) | {"type": type(value).__name__}


def _is_kept(value: Any, each: Field[Any]) -> bool:
    if "on_pages_only" in each.metadata:
        return False
    return "left_out_empty" not in each.metadata or bool(getattr(value, each.name))


READERS: dict[str, Any] = {
    "Quantity": Quantity.from_json,
    "moment": lambda plain: dt.datetime.fromisoformat(plain["value"]),
    "date": lambda plain: dt.date.fromisoformat(plain["value"]),
    "decimal": lambda plain: Decimal(plain["value"]),
}


def from_plain(plain: Any, parts: Mapping[str, type]) -> Any:
    """Return what ``to_plain`` was given; ``parts`` are the types it may be made of."""
    if isinstance(plain, list):
        return tuple([from_plain(each, parts) for each in plain])
    if not isinstance(plain, dict):
        return plain
    if (kind := plain["type"]) in READERS:
        return READERS[kind](plain)
    return parts[kind](**{name: from_plain(each, parts) for name, each in plain.items() if name != "type"})
