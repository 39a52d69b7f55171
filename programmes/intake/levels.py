"""The level of an event, read from the words of its title and nothing else."""

import re

from programmes.choices import Level

# Names that hold a word of level and say nothing of the event's own.
_NAMES = re.compile(
    r"\bRegional (?:Training Cent(?:re|er)s?|Office for Capacity Building|Customs Laborator(?:y|ies)"
    r"|Dog Training Cent(?:re|er)s?|Intelligence Liaison Offices?|Strategic Plan"
    r"|Customs Administrations?)\b"
    r"|\b(?:Programme |Program )?Global Shield\b"
    r"|\bGlobal (?:Affairs Canada|Travel(?:l?er)? Assessment System)\b"
    r"|\bNational (?:Single Windows?|Committees?|Contact Points?)\b"
    r"|\b(?:ROCB|RILO) A/P\b|\bAsia/Pacific Security Project\b",
    re.IGNORECASE,
)
_LEVEL = re.compile(r"(?<![\w-])(sub[- ]?regional|national|global|regional)\b", re.IGNORECASE)
_REGION = re.compile(r"\bA/P\b|\bAsia[/ -]Pacific\b", re.IGNORECASE)
_DASHES = re.compile("[\u2010-\u2015]")

_LEVELS = {
    "subregional": Level.SUB_REGIONAL,
    "national": Level.NATIONAL,
    "global": Level.GLOBAL,
    "regional": Level.REGIONAL,
}


def level_of(title: str) -> Level:
    """Return the level the title names: the first such word, or the region where no word is.

    "International" and the names of centres and programmes say nothing.
    """
    words = _NAMES.sub(" ", _DASHES.sub("-", title))
    if found := _LEVEL.search(words):
        return _LEVELS[re.sub("[- ]", "", found[1].lower())]
    return Level.REGIONAL if _REGION.search(words) else Level.NOT_STATED
