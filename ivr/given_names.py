"""Given names in common use, and the one that letters or a sound come nearest to."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from math import log

from ivr import sound
from ivr.lists import words

# Letters that are confused on a telephone line, because their names sound alike.
_CONFUSED = ("bcdegptvz", "ajkh", "mn", "fsx", "iy", "qu", "ae", "ei", "ar", "ao", "lo", "nl")
_PAIRS = frozenset((one, other) for group in _CONFUSED for one in group for other in group)
_SURNAME_AT_LEAST = 3
_SURNAME_LETTER = 0.4
_RARITY = 0.05
# What a mistake costs, in letters: one heard for another that sounds alike, one too many, one repeated.
_CONFUSION = 0.5
_EXTRA = 0.9
_REPEATED = 0.4
_MOST_EXTRA = 5
_MOST_ABSENT = 0.4  # of a name's letters
_MOST_LETTERS = 24


@cache
def ordered(language: str) -> tuple[str, ...]:
    """All given names known, those of the language first, the commonest of each first."""
    first, then = ("id", "en") if language == "id" else ("en", "id")
    return tuple(dict.fromkeys(words("given-names", first) + words("given-names", then)))


@cache
def _sounds(language: str) -> tuple[tuple[str, str], ...]:
    names = words("given-names", language)
    return tuple((name, sound.phones(name, language)) for name in names)


def nearest_by_sound(word: str, language: str, within: float) -> str | None:
    """The given name that sounds nearest to a word, the commoner of equals; None if all are farther."""
    spoken = sound.phones(word, language)
    # A last t or d is easily added: `and` for Ann, `best` for Bess.
    unstopped = re.sub(r"(?<=[nsl])[td]$", "", spoken)
    ranked = (
        (min(sound.distance(each, other) for each in {spoken, unstopped}), place, name)
        for place, (name, other) in enumerate(_sounds(language))
        if abs(len(other) - len(spoken)) <= 2
    )
    apart, _, name = min(ranked, default=(within + 1, 0, ""))
    return name if apart <= within else None


@dataclass(frozen=True, slots=True, order=True)
class Fit:
    """How well heard letters fit a name: `cost` ranks names, `wrong` counts letters misheard."""

    cost: float
    name: str
    wrong: float

    @property
    def share_wrong(self) -> float:
        return self.wrong / len(self.name)


def fit(heard: str, name: str, ended: bool) -> Fit:
    """Letters heard against a name, after which a surname may follow unless `ended`."""
    row = _costs(heard[: len(name) + _MOST_EXTRA], name)
    surname = [len(heard) - end for end in range(len(row))]
    whole = Fit(row[-1] + surname[-1], name, row[-1] + surname[-1])
    if ended:
        return whole
    followed = [
        Fit(wrong + _SURNAME_LETTER * left, name, wrong)
        for wrong, left in zip(row, surname, strict=True)
        if left >= _SURNAME_AT_LEAST
    ]
    return min(whole, *followed) if followed else whole


def _costs(heard: str, name: str) -> list[float]:
    """What is wrong with each beginning of the letters heard, taken for the whole name."""
    row = [_EXTRA * place for place in range(len(heard) + 1)]
    before = ""
    for mine in name:
        missing = _REPEATED if mine == before else 1.0
        above, row = row, [row[0] + 1.0]
        for theirs, corner, over in zip(heard, above[:-1], above[1:], strict=True):
            if mine == theirs:
                row.append(min(corner, row[-1] + _REPEATED))
            else:
                swap = _CONFUSION if (mine, theirs) in _PAIRS else 1.0
                row.append(min(corner + swap, over + missing, row[-1] + _EXTRA))
        before = mine
    return row


def fits(heard: str, names: Iterable[str], ended: bool) -> list[Fit]:
    """The fit of every name that shares most of its letters; rarer names (later ones) a little dearer."""
    heard = heard[:_MOST_LETTERS]
    said = set(heard)
    return [
        Fit(found.cost + _RARITY * log(place), name, found.wrong)
        for place, name in enumerate(names, start=1)
        if len(set(name) - said) <= _MOST_ABSENT * len(name) and len(name) <= 2 * len(heard)
        for found in [fit(heard, name, ended)]
    ]


def exact_prefix(heard: str, names: Collection[str]) -> str | None:
    """The longest given name of four letters or more that letters begin with, a surname after it."""
    for length in range(len(heard) - _SURNAME_AT_LEAST, 3, -1):
        if heard[:length] in names:
            return heard[:length]
    return None
