"""Which sections a report has, in which order, and what is written before the figures of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from programmes.forms.refusing import VersionedForm
from programmes.forms.texts import Paragraph
from reports.documents import CHANGES, OPENING, Chapter

LONGEST = 300_000  # letters of one text: some hundred pages


@dataclass(frozen=True, slots=True)
class Rows:
    """The fields of one chapter: the opening has a text alone, what changed a choice alone."""

    title: str
    wrongs: list[str]
    text: BoundField | None = None
    place: BoundField | None = None
    is_shown: BoundField | None = None


class ChaptersForm(VersionedForm):
    """The chapters of a draft; ``cleaned_data["chapters"]`` are what is chosen, in order."""

    def __init__(
        self,
        data: Any = None,
        *,
        chapters: Sequence[Chapter],
        titles: Mapping[str, str],
        version: int,
    ) -> None:
        super().__init__(data, initial={"version": version})
        self._codes = [each.section for each in chapters]
        self._titles = titles
        self._skipped = self._codes.index(CHANGES) if CHANGES in self._codes else 0
        self.wrongs: Mapping[str, list[str]] = {}
        for place, chapter in enumerate(chapters):
            self._add(place, chapter)

    def _add(self, place: int, chapter: Chapter) -> None:
        if chapter.section == CHANGES:
            self.fields[f"shown_{place}"] = forms.BooleanField(
                label=_("Tell what each figure was"),
                help_text=_(
                    "The edition before is not public. To let everybody read this one, do not: it then says"
                    " how many figures changed, and no more."
                ),
                required=False,
                initial=chapter.is_shown,
            )
            return
        if chapter.section != OPENING:
            self.fields[f"place_{place}"] = forms.IntegerField(
                label=_("Place"), min_value=1, max_value=999, initial=place - self._skipped, required=False
            )
            self.fields[f"shown_{place}"] = forms.BooleanField(
                label=_("In the report"), required=False, initial=chapter.is_shown
            )
        self.fields[f"text_{place}"] = Paragraph(
            label=_("Text before its figures") if chapter.section != OPENING else _("Text"),
            required=False,
            max_length=LONGEST,
            initial=chapter.text,
            widget=forms.Textarea(attrs={"rows": 8 if chapter.text else 2}),
        )

    def rows(self) -> list[Rows]:
        """Return the fields chapter by chapter, with what is wrong with each text."""
        return [
            Rows(
                self._titles[code],
                list(self.wrongs.get(code, [])),
                *(self._field(name, place) for name in ("text", "place", "shown")),
            )
            for place, code in enumerate(self._codes)
        ]

    def _field(self, name: str, place: int) -> BoundField | None:
        return self[f"{name}_{place}"] if f"{name}_{place}" in self.fields else None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors:
            data["chapters"] = self._chosen(data)
        return data

    def _chosen(self, data: Mapping[str, Any]) -> list[Chapter]:
        """Return the chapters by their places; those of one place stay in the order they stand in."""
        chosen = [
            (
                data.get(f"place_{place}") or (0 if code in (OPENING, CHANGES) else place),
                place,
                Chapter(code, data.get(f"text_{place}", "").strip(), data.get(f"shown_{place}", True)),
            )
            for place, code in enumerate(self._codes)
        ]
        return [chapter for _place, _before, chapter in sorted(chosen, key=lambda each: each[:2])]
