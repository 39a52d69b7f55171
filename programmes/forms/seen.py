"""What somebody saw of an event before they changed it, so that no change of another is undone."""

import hashlib
from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from members.forms.refusing import renew
from programmes.models import Event

__all__ = ["digest", "renew", "stored_beside", "token_of"]


def token_of(event: Event) -> str:
    """Return a short sign for what is stored of an event and all its links; "" for a new one."""
    if event.pk is None:
        return ""
    links = [
        sorted(event.programmes.values_list("pk", flat=True)),
        sorted(event.phases.values_list("pk", flat=True)),
        sorted(event.topics.values_list("pk", flat=True)),
        sorted(event.strands.values_list("pk", flat=True)),
        sorted(event.organisations.values_list("role", "organisation_id")),
    ]
    return f"{event.version}.{digest(links)}"


def digest(value: Any) -> str:
    """Return a short sign that differs where the value does."""
    return hashlib.sha256(repr(value).encode()).hexdigest()[:16]


def stored_beside(form: forms.BaseForm, names: list[str]) -> Iterator[tuple[str, str]]:
    """Yield label and stored value, in words, of the fields where something else was typed."""
    for name in names:
        if name in form.changed_data:
            bound = form[name]
            value = bound.field.prepare_value(form.get_initial_for_field(bound.field, name))
            yield str(bound.label), _in_words(bound.field, value) or _("not recorded")


def _in_words(field: Any, value: Any) -> str:
    values = value if isinstance(value, list | tuple) else [value]
    labels = {str(key): str(label) for key, label in getattr(field, "choices", ())}
    return ", ".join(labels.get(str(each), str(each)) for each in values if each not in (None, ""))
