"""Choosing several of a list by boxes, in columns; a long list is folded away."""

from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

LONG = 10  # a list of more is folded away


class Boxes(forms.CheckboxSelectMultiple):
    """Boxes in columns; of a long list the summary names what is chosen."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        context = self.get_context(name, value, attrs)
        options = [option for _, group, _ in context["widget"]["optgroups"] for option in group]
        context = {
            "id": context["widget"]["attrs"].get("id", ""),
            "options": options,
            "chosen": [option["label"] for option in options if option["selected"]],
            "is_long": len(options) > LONG,
        }
        return mark_safe(render_to_string("programmes/_boxes.html", context))  # noqa: S308
