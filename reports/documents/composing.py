"""The document of an edition, put together of what was counted and frozen and of what officers wrote."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from django.utils.translation import gettext as _

from reports.blocks import PARTS, Document, Notes, Section
from reports.documents.abbreviating import ABBREVIATIONS, only_used
from reports.documents.narrative import block_of, meant_numbers, wrongs_of
from reports.documents.references import References
from reports.models import Edition, EditionFacts
from reports.plain import from_plain
from reports.sections.differences import changes_in_brief, changes_since, difference_of

OPENING = ""  # the code of the text before the first section
CHANGES = "changes"  # the code of what changed since the edition before, where that is not public
OPENING_PLACE = 1  # sections before what changed: the key figures, or the opening


@dataclass(frozen=True, slots=True)
class Chapter:
    """What an officer chose for one section: whether it is shown, and the text before its figures.

    ``section`` is its code. The order of the chapters is that of the document.
    """

    section: str
    text: str = ""
    is_shown: bool = True

    def to_json(self) -> dict[str, Any]:
        return {"section": self.section, "text": self.text, "is_shown": self.is_shown}

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        return cls(plain["section"], plain["text"], plain["is_shown"])


def chapters_of(edition: Edition, facts: EditionFacts) -> list[Chapter]:
    """Return the opening and a chapter for each counted section: as chosen, new ones at the end."""
    chosen = [Chapter.from_json(each) for each in edition.chapters]
    counted = [code for code, _plain in facts.sections]
    kept = [each for each in chosen if each.section in counted]
    known = {each.section for each in kept}
    opening = next((each for each in chosen if each.section == OPENING), Chapter(OPENING))
    changes = next((each for each in chosen if each.section == CHANGES), Chapter(CHANGES))
    first = [opening, changes] if may_be_brief(facts) else [opening]
    return [*first, *kept, *(Chapter(code) for code in counted if code not in known)]


def may_be_brief(facts: EditionFacts) -> bool:
    """Test if the edition may say of the one before no more than that figures changed: it is not public."""
    return facts.before is not None and not facts.before.is_public


def is_brief(chapters: Sequence[Chapter]) -> bool:
    """Test if it is chosen that nothing is told of the figures of the edition before."""
    return any(each.section == CHANGES and not each.is_shown for each in chapters)


def compose(
    cover: Document,
    facts: EditionFacts,
    chapters: Sequence[Chapter],
    objections: Sequence[tuple[str, str]] = (),
) -> Document:
    """Return the document of an edition: its sections as counted and chosen, with what was written.

    What changed since the edition before cannot be left out, nor an objection. Where that one is not public,
    it may be said in brief, so that everybody may read this one. Of the abbreviations those are told that the
    document uses.

    :param objections: the name of each administration that objects, and what it says.
    """
    references, counted = References(facts), dict(counted_in(facts))
    chosen = {
        each.section: _with_text(counted[each.section], each, references)
        for each in chapters
        if each.section in counted and each.is_shown
    }
    sections = [*chosen.values()]
    opening = next((block_of(each.text, references) for each in chapters if each.section == OPENING), None)
    if opening is not None:
        sections.insert(0, Section(_("Summary"), (opening,)))
    if facts.before is not None:
        whole = replace(cover, sections=tuple(counted.values()))
        now = (only_used(whole, counted.get(ABBREVIATIONS)), facts)
        difference = difference_of(frozen_in(facts.before), now)
        brief = may_be_brief(facts) and is_brief(chapters)
        told = changes_in_brief(difference) if brief else changes_since(facts.before, difference)
        sections.insert(OPENING_PLACE, told)
    if objections:
        words = _("%(administration)s objects: %(text)s")
        items = [
            words % {"administration": name, "text": " ".join(text.split())} for name, text in objections
        ]
        sections.append(Section(_("Objections of administrations"), (Notes("", tuple(items)),)))
    return only_used(replace(cover, sections=tuple(sections)), chosen.get(ABBREVIATIONS))


def _with_text(section: Section, chapter: Chapter, references: References) -> Section:
    text = block_of(chapter.text, references)
    return section if text is None else replace(section, blocks=(text, *section.blocks))


def wrongs_in(chapters: Sequence[Chapter], facts: EditionFacts) -> dict[str, list[str]]:
    """Return in words, by section, what keeps its text from being released."""
    references = References(facts)
    found = {each.section: wrongs_of(each.text, references) for each in chapters if each.is_shown}
    return {section: wrongs for section, wrongs in found.items() if wrongs}


def meant_in(chapters: Sequence[Chapter]) -> list[str]:
    """Return the sentences with numbers that were typed and are meant: whoever releases them reads them."""
    return [sentence for each in chapters if each.is_shown for sentence in meant_numbers(each.text)]


def counted_in(facts: EditionFacts) -> list[tuple[str, Section]]:
    """Return the sections of a fact set as they were counted, each with its code."""
    return [(code, from_plain(plain, PARTS)) for code, plain in facts.sections]


def frozen_in(edition: Edition) -> tuple[Document, EditionFacts | None]:
    """Return the document of a frozen edition and the facts it kept; one frozen long ago kept none."""
    return Document.from_json(edition.document or {}), EditionFacts.objects.filter(edition=edition).first()
