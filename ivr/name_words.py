"""Which words can stand in a name, and which make one."""

import re
from collections.abc import Sequence

from ivr.capitals import PARTICLES
from ivr.carriers import Claim
from ivr.lists import lookup
from ivr.sound import letters

BALINESE = frozenset({
    "gusti", "made", "wayan", "nyoman", "ketut", "putu", "gede", "gde", "kadek", "komang", "nengah", "dewa",
    "ngurah", "luh",
})  # fmt: skip
_ARTICLES = frozenset({"i", "ni"})
_MOST_WORDS = {"en": 5, "id": 8}
_MOST_UNKNOWN = 3
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_ORDINARY_ENDING = re.compile(
    r"(?:ing|ed|[ts]ion|ness|ment|ful|less|[ai]ble|ous|ive|ally|tly|ity|ism|n't|'(?:re|ve|ll|d)|nya)$"
)
_VOWEL = re.compile(r"[aeiouy]|[^\x00-\x7f]", re.IGNORECASE)
_UNSAYABLE = re.compile(r"(.)\1\1|[bcdfghjklmnpqrstvwxz]{5}", re.IGNORECASE)


def is_refused(word: str) -> bool:
    """Whether a word cannot be said aloud as a name: no vowel, or a heap of consonants."""
    return not _VOWEL.search(word) or bool(_UNSAYABLE.search(word))


def ends_a_name(word: str, rules: str) -> bool:
    """Whether a word is one that no name holds, such as `please` or `tagihan`."""
    return word.lower() in lookup("not-names", rules)


def is_given(word: str) -> bool:
    """Whether a word is a given name in common use, in either language."""
    known = lookup("given-names", "en", "id")
    return word.lower() in known or letters(word) in known


def _is_surname(word: str) -> bool:
    return word.lower() in lookup("surnames", "en")


def may_be_surname(word: str, rules: str) -> bool:
    """Whether a word may stand after a given name, as a name does and an object does not."""
    low = word.lower()
    if not _WORD.fullmatch(word) or is_refused(word) or len(word) < 3 or word.isupper():
        return False
    if _is_surname(word):
        return True
    return not (
        ends_a_name(low, rules) or low in lookup("everyday", rules) or _ORDINARY_ENDING.search(word)
    )


def name_words(words: Sequence[str], rules: str) -> list[str]:
    """The leading words that can stand in a name; O and Connor are joined."""
    kept: list[str] = []
    for place, said in enumerate(words):
        word = re.sub(r"'s$", "", said.rstrip("."))
        following = words[place + 1] if place + 1 < len(words) else None
        if not _continues(kept, word, following, rules):
            break
        if kept and kept[-1].lower() == "o" and len(kept) > 1:
            word = f"{kept.pop()}'{word}"
        kept.append(word)
    return kept


def _continues(kept: list[str], word: str, following: str | None, rules: str) -> bool:
    low = word.lower()
    if not _WORD.fullmatch(word):
        return False
    if len(word) == 1:
        return _is_initial(kept, low, following, rules)
    if kept and low in PARTICLES and following:
        return True
    if not ends_a_name(low, rules) or (kept and word.istitle() and _is_balinese(kept[-1], low)):
        return True
    goes_on = following is not None and ends_a_name(following, rules)
    return not goes_on and (_is_surname(low) if kept else is_given(low))


def _is_balinese(word: str, following: str) -> bool:
    """Whether two words follow each other in Balinese names, where Made is no verb."""
    return (word.lower() in _ARTICLES or word.lower() in BALINESE) and following.lower() in BALINESE


def _is_initial(kept: list[str], low: str, following: str | None, rules: str) -> bool:
    if following is None or len(following) < 2 or (kept and low in "ai"):
        return False
    if kept:
        return len(kept[-1]) > 1 and not ends_a_name(following, rules)
    if low == "i":
        return _is_balinese(low, following)
    return rules == "id" and not ends_a_name(following, rules)


def begins_a_name(words: Sequence[str], claim: Claim, rules: str) -> bool:
    """Whether these leading words of a claim are a name."""
    if not words or len(words) > _MOST_WORDS[rules] or _is_babble(words):
        return False
    whole = len(words) == len(claim.words)
    if len(words) > 1 and words[0].lower() in _ARTICLES and _is_balinese(words[0], words[1]):
        return whole or claim.trusted
    first = next(word for word in words if len(word) > 1)
    if is_refused(first):
        return False
    if is_given(first):
        return whole or claim.trusted or not _is_ordinary(first, rules)
    if claim.trusted:
        return _is_surname(first) or first.lower() not in lookup("everyday", rules)
    return whole and claim.alone and _is_unheard_of(words, rules)


def _is_babble(words: Sequence[str]) -> bool:
    said = {word.lower() for word in words}
    repeated = len(words) > 2 and len(said) == 1
    return repeated or said <= PARTICLES or all(len(word) == 1 for word in said)


def _is_ordinary(word: str, rules: str) -> bool:
    return ends_a_name(word, rules) or word.lower() in lookup("everyday", rules)


def _is_unheard_of(words: Sequence[str], rules: str) -> bool:
    """Whether words of which no list knows the first as a given name may still be a name."""
    first, *others = (word for word in words if len(word) > 1)
    if _is_ordinary(first, rules) or _ORDINARY_ENDING.search(first):
        return False
    fit = (word.lower() in PARTICLES or may_be_surname(word, rules) for word in others)
    return len(words) <= _MOST_UNKNOWN and all(fit)
