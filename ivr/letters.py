"""Names spelled letter by letter: from what a recogniser wrote to the letters that were said."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ivr.lists import lookup
from ivr.sound import letters

# A recogniser writes letters as the words they sound like.
_NAMED_EN = {
    "ay": "a", "hey": "h", "bee": "b", "be": "b", "see": "c", "sea": "c", "cee": "c", "dee": "d", "eff": "f",
    "ef": "f", "gee": "g", "aitch": "h", "haitch": "h", "eye": "i", "jay": "j", "kay": "k", "okay": "k", "el": "l",
    "ell": "l", "al": "l", "em": "m", "en": "n", "and": "n", "end": "n", "oh": "o", "pee": "p", "pea": "p",
    "queue": "q", "cue": "q", "are": "r", "ar": "r", "ess": "s", "tea": "t", "tee": "t", "you": "u", "vee": "v",
    "ex": "x", "why": "y", "wye": "y", "zed": "z", "zee": "z", "0": "o",
}  # fmt: skip
_NAMED_ID = {
    "ah": "a", "be": "b", "ce": "c", "se": "c", "de": "d", "ef": "f", "ge": "g", "ha": "h", "je": "j", "jé": "j",
    "ka": "k", "el": "l", "em": "m", "en": "n", "pe": "p", "ki": "q", "qi": "q", "kiu": "q", "er": "r", "es": "s",
    "te": "t", "ve": "v", "fe": "v", "we": "w", "eks": "x", "ek": "x", "ye": "y", "zet": "z", "set": "z", "0": "o",
}  # fmt: skip
_RADIO = frozenset({
    "alpha", "alfa", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india", "indigo", "juliet",
    "juliett", "kilo", "lima", "mike", "november", "oscar", "papa", "quebec", "romeo", "sierra", "tango", "uniform",
    "victor", "whiskey", "whisky", "xray", "x-ray", "yankee", "zulu",
})  # fmt: skip
_DOUBLE = {"double": 2, "dobel": 2, "dabel": 2, "ganda": 2, "triple": 3, "tripel": 3}
_AS_IN = {"for", "as", "like", "untuk", "seperti", "kayak", "dari"}
_FAMILY_NAME_FOLLOWS = re.compile(
    r"\b(?:(?:and |then |dan )*(?:(?:my )?(?:last|family|second) ?name|surname|new word|next word|space|spasi"
    r"|nama (?:belakang|keluarga)|marga)|double u space)\b",
    re.IGNORECASE,
)
_NOISE = {
    "capital", "letter", "letters", "then", "uh", "um", "huruf", "besar", "in", "lalu", "terus", "it's",
}  # fmt: skip
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Spelling:
    """The letters heard, a to z in lower case.

    `ended` is True when the caller said that another name begins after them.
    `clean` is True when each letter was written on its own. `spoken` are given names
    said whole among the letters.
    """

    letters: str
    ended: bool
    clean: bool
    spoken: tuple[str, ...] = ()


def _tokens(said: str) -> list[str]:
    text = re.sub(r"\bdouble[ -](?:you|u)\b", "w", said, flags=re.IGNORECASE)
    text = re.sub(r"^\W*I am\b", "am", text)
    return re.findall(
        r"x-ray|[^\W\d_]+(?:'[^\W\d_]+)?|(?<![1-9])0(?![1-9])", text, flags=re.IGNORECASE
    )


def _is_radio(words: list[str]) -> bool:
    known = sum(word in _RADIO for word in words)
    return known >= 2 and known * 2 >= sum(len(word) > 2 for word in words)


def _as_in(words: list[str], here: int) -> int:
    """How many words from here say one letter by a word, as `k for kilo`; 0 if none do."""
    after = words[here + 1 : here + 4]
    letter = len(words[here]) <= 2 or words[here] in _NAMED_EN or words[here] in _NAMED_ID
    if letter and len(after) >= 2 and after[0] in _AS_IN:
        steps = 3 if after[0] == "as" and after[1] == "in" else 2
        if len(after) >= steps and len(after[steps - 1]) > 2:
            return steps + 1
    return 0


def _heard(words: list[str], named: dict[str, str]) -> Iterator[str]:
    """The letters of each word in turn, one or more at a time."""
    radio = _is_radio(words)
    times, here = 1, 0
    while here < len(words):
        word, steps = words[here], _as_in(words, here)
        here += steps or 1
        if word in _DOUBLE:
            times = _DOUBLE[word]
            continue
        if steps:
            found = words[here - 1][0]
        elif word in named:
            found = named[word]
        elif word in _RADIO or (radio and len(word) > 2):
            found = word[0]
        else:
            found = "" if word in _NOISE or len(word) > 6 else word
        yield found[:1] * (times - 1) + found
        times = 1


def _looks_spelled(raw: list[str], named: dict[str, str], language: str) -> bool:
    words = [word.lower() for word in raw]
    if _is_radio(words) or any(_as_in(words, here) for here in range(len(words))):
        return True
    refused = lookup("not-names", "id" if language == "id" else "en")
    evidence = against = 0
    for place, word in enumerate(raw):
        low = words[place]
        if (
            (len(word) == 1 and word not in ("I", "a"))
            or low in _DOUBLE
            or (language == "id" and low in named)
            or (len(word) > 1 and word.isupper())
        ):
            evidence += 1
        elif low not in named and low not in _NOISE and (low in refused or len(low) > 4):
            against += low not in ("a", "am", "i")
    return evidence >= 2 and evidence > against


def _is_whole_name(word: str) -> bool:
    return len(word) > 3 and word in lookup("given-names", "en", "id")


def _is_clean(words: list[str], groups: list[str]) -> bool:
    if _is_radio(words):
        return all(word in _RADIO for word in words)
    return all(len(set(group)) <= 1 for group in groups)


def hear(said: str, language: str) -> Spelling | None:
    """The letters in what a recogniser wrote, or None if nobody was spelling."""
    if len(said) > _LONGEST:
        return None
    named = _NAMED_ID if language == "id" else _NAMED_EN
    parts = _FAMILY_NAME_FOLLOWS.split(said, maxsplit=1)
    raw = _tokens(parts[0])
    if not _looks_spelled(raw, named, language):
        return None
    # Letters run together are written in capitals (`AR`), words that stand for one are not.
    words = [word if len(word) > 1 and word.isupper() else word.lower() for word in raw]
    spoken = [] if _is_radio(words) else [word for word in words if _is_whole_name(word)]
    groups = [letters(group) for group in _heard([w for w in words if w not in spoken], named)]
    found = "".join(groups)
    if len(found) < 2:
        return None
    return Spelling(found, len(parts) > 1, _is_clean(words, groups), tuple(spoken))
