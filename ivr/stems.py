"""Light stemming: enough that the forms of a word meet, no dictionary, no claim to be right."""

from collections.abc import Set

_ENGLISH_ENDINGS = {
    "ations": "", "ation": "", "ings": "", "ing": "", "ied": "y", "ies": "y", "ed": "", "es": "",
    "ly": "", "s": "",
}  # fmt: skip
_CLITICS = ("kah", "lah", "pun", "nya", "ku", "mu")
_SUFFIXES = ("kan", "an", "in", "i")
# The nasal of meN- and peN- swallows the root's first letter, so each prefix names what to restore.
_PREFIXES = {
    "memper": ("",), "diper": ("",), "menge": ("",), "meng": ("k", ""), "meny": ("s",),
    "mem": ("p", ""), "men": ("t", ""), "me": ("",), "peng": ("k", ""), "peny": ("s",),
    "pem": ("p", ""), "pen": ("t", ""), "per": ("",), "di": ("",), "ter": ("",), "ber": ("",),
    "ke": ("",), "se": ("",), "ng": ("k", ""), "ny": ("s",),
}  # fmt: skip


def english_stem(word: str) -> str:
    if len(word) <= 4:
        return word
    for ending, instead in _ENGLISH_ENDINGS.items():
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= 3:
            word = (stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] else stem) + instead
            break
    return word.removesuffix("e") if len(word) > 3 else word


def indonesian_stem(word: str, roots: Set[str]) -> str:
    """Strip affixes until one of `roots` is left; where none is met, return the barest form."""
    if word in roots:
        return word
    word = _without_ending(word, _CLITICS)
    bare = _without_ending(word, _SUFFIXES)
    candidates = [word, bare]
    prefix = next((p for p in _PREFIXES if word.startswith(p) and len(word) >= len(p) + 3), None)
    if prefix:
        rests = [form.removeprefix(prefix) for form in (word, bare)]
        candidates += [
            first + rest for rest in rests for first in _PREFIXES[prefix] if len(rest) > 2
        ]
    return next((form for form in candidates if form in roots), candidates[-1])


def _without_ending(word: str, endings: tuple[str, ...]) -> str:
    for ending in endings:
        if word.endswith(ending) and len(word) >= len(ending) + 4:
            return word.removesuffix(ending)
    return word
