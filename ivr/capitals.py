"""Names written as people write them."""

import re
from collections.abc import Sequence

PARTICLES = frozenset({
    "van", "der", "den", "de", "la", "le", "von", "zu", "di", "da", "du", "del", "dos", "das", "bin", "binti", "ibn",
    "y",
})  # fmt: skip
_MC = re.compile(r"^(Mc)([a-z]{2,})$")


def _part(part: str) -> str:
    inner = part[1:]
    if inner != inner.lower() and inner != inner.upper():
        return part
    title = part[:1].upper() + inner.lower()
    return _MC.sub(lambda hit: hit[1] + hit[2].capitalize(), title)


def word(said: str) -> str:
    """One word of a name: `o'brien` is O'Brien, `JEAN-LUC` is Jean-Luc, `McKay` stays."""
    if len(said) == 2 and said.isupper():
        return said
    pieces = re.split(r"(['-])", said)
    apostrophe_joins = len(pieces) > 1 and len(pieces[0]) <= 2
    return "".join(
        _part(piece)
        if place == 0 or pieces[place - 1] == "-" or apostrophe_joins
        else piece.lower()
        for place, piece in enumerate(pieces)
    )


def name(words: Sequence[str]) -> str:
    """A whole name: particles small unless they begin it, initials with their dot."""
    written = [
        said.lower() if place and said.lower() in PARTICLES else word(said)
        for place, said in enumerate(words)
    ]
    # The article of a Balinese name is a word, not an initial.
    return " ".join(
        f"{each}."
        if len(each) == 1 and each.isalpha() and not (place == 0 and each == "I")
        else each
        for place, each in enumerate(written)
    )
