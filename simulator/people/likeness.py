"""Does a name sound like mine? What a caller goes by when asked whether it was heard right."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher

_ENOUGH = 0.85
_LONG = 5  # in shorter names one other sound makes another name

# order matters: longer spellings first
_SPELLINGS = (
    (r"^(sean|shaun|shawn)$", "shon"),
    (r"^(lewis|louis)$", "luis"),
    (r"^muh", "moh"),
    (r"^kn", "n"),
    (r"^wr", "r"),
    (r"^g(?=[ei])", "j"),
    (r"ay(?=.e$)", "a"),
    (r"(e|i)ah?$", "ia"),
    (r"eigh|ei|igh|ea|ee|ey|ie|ai|ay", "i"),
    (r"ph|v", "f"),
    (r"sch|sh|sy", "s"),
    (r"gh", ""),
    (r"ck|q|kh", "k"),
    (r"c(?=[eiy])|z", "s"),
    (r"ch|tj|dj", "j"),
    (r"c", "k"),
    (r"x", "ks"),
    (r"oe|ou|oo", "u"),
    (r"y", "i"),
    (r"(?<=.)h", ""),
    (r"(.)\1", r"\1"),
    (r"(?<=..)e$", ""),
    (r"(?<=...)[aeiou](?=[^aeiou]$)", "e"),
)


def sound(word: str) -> str:
    """A rough spelling by sound, the same for spellings that are said alike."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    key = "".join(letter for letter in plain if letter.isalpha() and letter.isascii())
    for spelling, said in _SPELLINGS:
        key = re.sub(spelling, said, key)
    return key


def alike(one: str, other: str) -> bool:
    """Two words that are said the same, or nearly."""
    first, second = sound(one), sound(other)
    if not first or not second:
        return False
    return first == second or (
        min(len(first), len(second)) >= _LONG
        and first[0] == second[0]
        and SequenceMatcher(None, first, second).ratio() >= _ENOUGH
    )


def mentions(text: str, names: Iterable[str]) -> bool:
    """Whether any word of `text` sounds like one of `names`."""
    words = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text)  # noqa: RUF001 - apostrophes
    return any(alike(word, name) for name in names for word in words)
