"""The words of a text that say what it is about."""

import re
from collections.abc import Mapping
from functools import lru_cache

from ivr import lexicon_en, lexicon_id
from ivr.stems import english_stem, indonesian_stem

LONGEST = 2000
"""Characters of a text that are looked at."""
SHORTEST = 4
"""Letters of a word that says something."""
_WORD = re.compile(r"[^\W\d_]+")
_SAYS_NOTHING: Mapping[str, frozenset[str]] = {
    code: frozenset(f"{lexicon.FILLERS} {lexicon.STOP}".replace("_", " ").split())
    for code, lexicon in (("en", lexicon_en), ("id", lexicon_id))
}


def terms(text: str, language: str) -> dict[str, str]:
    """The words of `text`, each by its stem; without numbers and those that everybody says."""
    words = dict.fromkeys(_WORD.findall(text[:LONGEST].casefold()))
    return {stem: word for word in words if (stem := stem_of(word, language))}


@lru_cache(65536)
def stem_of(word: str, language: str) -> str:
    """The stem of a plain word, empty for one that says nothing."""
    if len(word) < SHORTEST or word in _SAYS_NOTHING.get(language, ()):
        return ""
    return indonesian_stem(word, frozenset()) if language == "id" else english_stem(word)
