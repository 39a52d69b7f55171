"""Every word on the screen can be translated, and speaks of the portal alone."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STATIC_PAGES = {"500.html"}  # must not depend on anything, translations included
TRANSLATED = re.compile(r"{%\s*blocktranslate.*?endblocktranslate\s*%}", re.S)
DJANGO = re.compile(r"{%\s*comment.*?endcomment\s*%}|{#.*?#}|{%.*?%}|{{.*?}}", re.S)
MARKUP = re.compile(r"<!--.*?-->|<!doctype.*?>|<(script|style|svg)\b.*?</\1>|<[^>]*>", re.S | re.I)
SHOWN_ATTRIBUTES = re.compile(r'\b(?:aria-label|title|placeholder|alt|data-label)="([^"]*)"')


def _untranslated(text: str) -> list[str]:
    bare = DJANGO.sub(" ", TRANSLATED.sub(" ", text))
    shown = [*MARKUP.sub("\n", bare).splitlines(), *SHOWN_ATTRIBUTES.findall(bare)]
    return [each.strip() for each in shown if re.search(r"[A-Za-z]{3}", each)]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_every_word_of_a_template_can_be_translated(path):
    if path.name not in STATIC_PAGES:
        assert _untranslated(path.read_text(encoding="utf-8")) == []


def test_the_sweep_finds_a_word_that_cannot():
    assert _untranslated('<p title="Hello">{% translate "fine" %} left bare</p>') == ["left bare", "Hello"]
