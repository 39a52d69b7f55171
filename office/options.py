"""Drop-downs of lists that are written quickly, and kept for a minute."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.core.cache import cache
from django.forms.utils import flatatt
from django.utils.functional import cached_property
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from redis.exceptions import RedisError

_KEPT = 60  # seconds


class KeptOptions:
    """The options of a list's drop-downs, as they were written for one reader in the last minute.

    ``name`` is that of the reader, in their role: what one may know never reaches another.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    @cached_property
    def _found(self) -> dict[str, str]:
        try:
            return cache.get(self._name) or {}
        except RedisError:
            return {}  # a list without its cache is slower, and no worse

    def of(self, field: str) -> str | None:
        return self._found.get(field)

    def keep(self, field: str, options: str) -> None:
        self._found[field] = str(options)
        try:
            cache.set(self._name, self._found, _KEPT)
        except RedisError:
            return


def kept_for(reader: Any, about: str) -> KeptOptions | None:
    """Return what is kept of a list for the reader; None for who has no account."""
    if reader is None or reader.pk is None:
        return None
    seen = (about, reader.pk, reader.role, reader.organisation_id, reader.person_id, get_language())
    return KeptOptions("options:" + ":".join(map(str, seen)))


class QuickSelect(forms.Select):
    """A drop-down written without a template for each of its options: hundreds of them cost little.

    For plain lists of choices: without groups, and of one value.
    """

    kept: KeptOptions | None = None

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        keys = self.format_value(value)
        options = self._options(name, keys)
        for key in set(keys):
            begin = _begin(key)
            options = options.replace(begin, f"{begin[:-1]} selected>", 1)
        about = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        # The options were escaped where they were written.
        return format_html("<select{}>{}</select>", flatatt(about), mark_safe(options))  # noqa: S308

    def subwidgets(self, name: str, value: Any, attrs: Any = None) -> Iterator[dict[str, Any]]:
        """Yield what is chosen: of all the others nobody asks one by one."""
        keys = self.format_value(value)
        options = self._options(name, keys)
        for key in keys:
            _before, begin, rest = options.partition(_begin(key))
            if begin:
                label = mark_safe(rest.partition("</option>")[0])  # noqa: S308 - it was escaped when written
                yield {"name": name, "value": key, "label": label, "selected": True, "attrs": {}}

    def _options(self, name: str, keys: Sequence[str]) -> str:
        """Return the options, none selected; written anew where one of the keys is not among those kept."""
        kept = self.kept.of(name) if self.kept else None
        if kept is not None and all(_begin(key) in kept for key in keys):
            return kept
        written = format_html_join("\n", '<option value="{}">{}</option>', self._pairs())
        if self.kept:
            self.kept.keep(name, written)
        return str(written)

    def _pairs(self) -> Iterator[tuple[Any, Any]]:
        for key, label in self.choices:
            yield "" if key is None else key, label


def _begin(key: str) -> str:
    """Return how the option of that key begins."""
    return f'<option value="{escape(key)}">'
