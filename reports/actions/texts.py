"""Where a name may stand in words: every text of every table, lists that were sent in, their sheets."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast

from office.models import AuditEntry, AuditPersonalValue, ReadEntry, Upload
from reports.models import Edition
from sheets.text import fold

ERASED = "[erased]"
OURS = ("office", "members", "programmes", "trainers", "reports")
LARGEST = 64_000_000  # bytes of one part of a workbook that are looked at


def replaced_everywhere(names: Iterable[str]) -> int:
    """Replace the names in every text of every table, in any case; return in how many rows they stood."""
    patterns = [name for name in names if name.strip()]
    if not patterns:
        return 0
    return sum(_replaced_in(model, fields, patterns) for model, fields in text_fields())


def text_fields() -> Iterator[tuple[type[models.Model], list[Any]]]:
    """Yield each of our tables with its fields of free text. The read log names pages and nobody.

    What an edition was frozen with stays, under its hash: it names nobody but whom a fact sheet quotes.
    """
    for model in apps.get_models():
        if model._meta.app_label not in OURS or not model._meta.managed or model is ReadEntry:
            continue
        fields = [field for field in model._meta.local_concrete_fields if _is_text(field)]
        fields = [field for field in fields if (model, field.name) != (Edition, "document")]
        if fields:
            yield model, fields


def _is_text(field: Any) -> bool:
    is_text = isinstance(field, models.CharField | models.TextField | models.JSONField)
    return is_text and not field.choices and not field.primary_key


def _replaced_in(model: type[models.Model], fields: list[Any], names: list[str]) -> int:
    rows = model._base_manager.all()
    conditions = []
    for place, field in enumerate(fields):
        column = field.name
        if isinstance(field, models.JSONField):
            column = f"text_{place}"
            rows = rows.annotate(**{column: Cast(field.name, models.TextField())})
        conditions += [Q(**{f"{column}__icontains": name}) for name in names]
    pattern = re.compile("|".join(re.escape(name) for name in names), re.IGNORECASE)
    found = list(rows.filter(reduce(or_, conditions)).values_list("pk", flat=True))
    if model is AuditPersonalValue:  # what stands there is not changed, only taken out
        return AuditPersonalValue.objects.filter(pk__in=found).delete()[0]
    for pk in found:
        _replace(model, pk, fields, pattern)
    return len(found)


def _replace(model: type[models.Model], pk: Any, fields: list[Any], pattern: re.Pattern[str]) -> None:
    row: Any = model._base_manager.get(pk=pk)
    changed = [field.name for field in fields if _set_without(row, field.name, pattern)]
    if model is AuditEntry:  # a save would go through its manager; the trail lets words alone be changed
        AuditEntry.objects.filter(pk=pk).update(**{name: getattr(row, name) for name in changed})
    elif changed:
        row.save(update_fields=[*changed, *getattr(row, "derived_fields", ())])


def _set_without(row: Any, name: str, pattern: re.Pattern[str]) -> bool:
    before = getattr(row, name)
    after = _without(before, pattern)
    setattr(row, name, after)
    return bool(before != after)


def _without(value: Any, pattern: re.Pattern[str]) -> Any:
    match value:
        case str():
            return pattern.sub(ERASED, value)
        case list():
            return [_without(each, pattern) for each in value]
        case dict():
            return {_without(key, pattern): _without(each, pattern) for key, each in value.items()}
    return value


def without_words(text: str, words: Iterable[str], names: Iterable[str]) -> str:
    """Return a text without the names, and without the words of a name where they stand alone."""
    whole = "|".join(re.escape(name) for name in names)
    alone = "|".join(rf"\b{re.escape(word)}\b" for word in words)
    pattern = re.compile("|".join(part for part in (whole, alone) if part), re.IGNORECASE)
    return pattern.sub(ERASED, text)


def holds_word(texts: Iterable[str], words: Iterable[str]) -> bool:
    """Test if one of the words stands in a text, in any case and with or without its accents."""
    folded = [fold(word) for word in words]
    return any(word and word in fold(text) for text in texts for word in folded)


def texts_in(upload: Upload) -> Iterator[str]:
    """Yield the texts of a list that was sent in: as it was pasted, or the parts of its workbook."""
    yield upload.name
    yield repr(upload.preview or "")
    yield repr(upload.answers)
    content = bytes(upload.content or b"")
    if not zipfile.is_zipfile(io.BytesIO(content)):
        yield content.decode("utf-8", errors="replace")
        yield content.decode("utf-16", errors="replace")
        yield content.decode("cp1252", errors="replace")
        return
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for part in parts.infolist():
            with parts.open(part) as opened:
                yield opened.read(LARGEST).decode("utf-8", errors="replace")
