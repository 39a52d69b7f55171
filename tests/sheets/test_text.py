import unicodedata

import pytest

from sheets.text import clean, control_characters, fold, has_control_characters, name_of

EVERY_CHARACTER = [chr(code) for code in range(0x20000)]  # both planes that hold alphabets


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  Seru\u00a0\u2003 Tui \n", "Seru Tui"),
        ("Se\u0301raphin", "Séraphin"),
        ("\ufeffNadi\u200b ", "Nadi"),
        ("two\r\nlines\tand a tab", "two lines and a tab"),
        ("Nuku\u02bbalofa", "Nuku\u02bbalofa"),
        ("", ""),
    ],
)
def test_clean_tidies_space_and_changes_no_letter(typed: str, stored: str) -> None:
    assert clean(typed) == stored


def test_clean_keeps_the_joiners_that_persian_and_sinhala_spell_with() -> None:
    assert clean("می\u200cخواهم") == "می\u200cخواهم"
    assert clean("ශ්\u200dරී") == "ශ්\u200dරී"


def test_clean_keeps_the_script_of_every_member() -> None:
    for name in ("王小明", "ສົມໄຊ", "Нямдорж", "관세청", "សុខា", "ཀརྨ", "山田が"):
        assert clean(name) == unicodedata.normalize("NFC", name)


def test_clean_leaves_what_is_clean() -> None:
    for character in EVERY_CHARACTER:
        once = clean(f" {character} e{character}\u0301{character}")

        assert clean(once) == once, hex(ord(character))


def test_control_characters_are_named_once_and_in_order() -> None:
    assert control_characters("a\u202eb\x07c\u202e") == ["\u202e", "\x07"]
    assert has_control_characters("invoice\u202efdp.exe")


@pytest.mark.parametrize(
    "character", ["\x00", "\x0b", "\x7f", "\x85", "\u2066", "\u2069", "\ud800", "\uffff"]
)
def test_control_characters_are_found(character: str) -> None:
    assert control_characters(f"a{character}b") == [character]


@pytest.mark.parametrize("text", ["a\tb\r\nc", "\u200fعربي\u200e", "می\u200cخواهم", "\u00a0", ""])
def test_tabs_line_breaks_and_direction_marks_are_no_control_characters(text: str) -> None:
    assert control_characters(text) == []
    assert not has_control_characters(text)


def test_a_character_nobody_can_see_has_a_name() -> None:
    assert name_of("\u202e") == "U+202E RIGHT-TO-LEFT OVERRIDE"
    assert name_of("\x07") == "U+0007 control character"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SÉRU", "seru"),
        ("Nukuʻalofa", "Nuku'alofa"),
        ("Nuku’alofa", "Nukualofa"),
        ("O´Brien", "obrien"),
        ("Mary-Jane  O.", "mary jane o"),
        ("family_name", "Family name"),
        ("Łukasz Ðorđe Øst Æsa", "lukasz dorde ost aesa"),
        ("Straße", "STRASSE"),
        ("İzmir ısı", "izmir isi"),
        ("Ｔｏｋｙｏ", "tokyo"),
        ("co\u00adoperate", "cooperate"),
        ("Ёлкин", "елкин"),
        ("أحمد", "احمد"),
        ("مُحَمَّد", "محمد"),
        ("Nguyễn Thị", "nguyen thi"),
        ("a\x00b\tc", "a b c"),
    ],
)
def test_fold_gives_two_spellings_one_key(one: str, other: str) -> None:
    assert fold(one) == fold(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("が", "か"),  # voiced or not: other words
        ("कि", "की"),  # vowel signs
        ("ສົມ", "ສມ"),
        ("សុខ", "សខ"),
        ("王", "玉"),
        ("Tui 1", "Tui 2"),
    ],
)
def test_fold_keeps_apart_what_readers_of_the_script_keep_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_fold_keeps_letters_of_other_scripts() -> None:
    for name in ("王小明", "관세청", "ສົມໄຊ", "སྐར"):
        assert fold(name) == unicodedata.normalize("NFC", name)


def test_fold_of_a_key_is_the_key() -> None:
    for character in EVERY_CHARACTER:
        key = fold(f"a{character}b")

        assert fold(key) == key, hex(ord(character))


def test_fold_of_nothing_but_punctuation_is_empty() -> None:
    assert fold(" -- ’ … ") == ""
