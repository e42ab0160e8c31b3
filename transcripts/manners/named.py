"""Whether a name was said. Recognisers write a name they do not know as a word that sounds like it."""

from functools import lru_cache

from ivr import sound
from ivr.carriers import rules_for
from ivr.honorifics import TITLES
from ivr.lists import lookup

_LANGUAGES = ("en", "id")
_SHORTEST = 3
"""Letters; a shorter name is like too many words."""
_FAR = 0.5
"""How far from a name's sound a word may be anywhere: one vowel for another, or a like consonant."""
_FAR_WHERE_EXPECTED = 0.85
"""The same where a name is expected, as understanding callers' names has it."""
_FAR_FOR_A_WORD = 0.25
"""The same for a word that means something: "buddy" may be Budi, "bagus" (good) is not Agus."""
_FAR_PER_PHONE = 0.2
"""Short names are alike sooner, so that they must be nearer."""


def parts(name: str) -> list[str]:
    """The words of a name that somebody may be called by, without titles."""
    words = [word.strip(".,").lower() for word in name.split()]
    titles = {title for language in _LANGUAGES for title in TITLES[language]}
    return [word for word in words if len(sound.letters(word)) > 1 and word not in titles]


@lru_cache(maxsize=4096)  # people say the same words again and again
def is_said(heard: str, part: str, language: str, *, expected: bool) -> bool:
    """Whether a word that was heard is this part of a name.

    `expected`: it stands where a name is expected. Elsewhere a word that means something else
    ("will", "mark", "bulan") is no name, nor is a short one.
    """
    rules = rules_for(language)
    heard = heard.lower()
    if not expected and (len(part) < _SHORTEST or _means_something(heard, rules)):
        return False
    if sound.same(heard, part, rules):
        return True
    if heard in lookup("not-names", *_LANGUAGES):
        return False
    far = _FAR_WHERE_EXPECTED if expected else _FAR
    if _means_something(heard, rules):
        far = _FAR_FOR_A_WORD
    return _apart(heard, part, rules) <= min(far, _FAR_PER_PHONE * len(sound.phones(part, rules)))


def is_given_name(heard: str) -> bool:
    """Whether a word is a given name in common use, and nothing else."""
    word = heard.lower()
    return word in lookup("given-names", *_LANGUAGES) and not _means_something(word, *_LANGUAGES)


def _means_something(heard: str, *rules: str) -> bool:
    return heard in lookup("everyday", *rules) or heard in lookup("not-names", *rules)


def _apart(heard: str, part: str, rules: str) -> float:
    spoken = sound.phones(heard, rules)
    return min(sound.distance(spoken, sound.phones(part, each)) for each in _LANGUAGES)
