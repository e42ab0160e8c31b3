"""Which of the digits heard are private: by what they are, what they were called, where they recur."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from transcripts.redaction.number_cues import Topic
from transcripts.redaction.number_runs import Chunk, Link, groups
from transcripts.redaction.private_numbers import (
    LONGEST_CARD,
    SHORTEST_CARD,
    is_card,
    is_identity,
    is_mobile,
    is_phone,
)
from transcripts.words import Kind

NAMED: dict[Topic, tuple[Kind, int, int, Link]] = {
    # kind, fewest and most digits, the weakest link. The fewest allow for words not heard; the
    # most for corrections and repeats.
    "card": ("card", 5, LONGEST_CARD, Link.FAR),
    "ending": ("card", 5, LONGEST_CARD, Link.FAR),
    "a card": ("card", 12, LONGEST_CARD, Link.FAR),
    "cvv": ("card", 3, 8, Link.SILENT),
    "phone": ("phone", 7, LONGEST_CARD, Link.FAR),
    "identity": ("identity", 6, LONGEST_CARD, Link.FAR),
    "secret": ("code", 3, 12, Link.LOOSE),
    "code": ("code", 4, 12, Link.SILENT),
}
WHOLE: frozenset[Topic] = frozenset({"cvv", "secret", "code"})
"""Short ones: only a whole row of digits is one, not some that begin a longer row."""
NAMELESS = 9
"""Digits in a row; hardly anything but a telephone (one digit misheard), an account or a card has
so many, and what else has is named: an order, a parcel."""
LONGEST_ORDER = 12
LONGEST_PLAIN = 8  # a date in figures
LAST_DIGITS = 4
"""The last four digits of a card may stay when they are introduced as such: with them people
tell their cards apart, and payment rules (PCI DSS) let them be shown."""


@dataclass(frozen=True, slots=True)
class Window:
    """Chunks in a row: the first, the place after the last, how many digits they have."""

    first: int
    end: int
    digits: int
    kind: Kind


def windows(found: Sequence[Chunk]) -> Iterator[Window]:
    """What is private among one channel's chunks."""
    bounds = {bound for group in groups(found, Link.SILENT) for bound in group}
    for first in range(len(found)):
        for end, link, digits in _from(found, first):
            whole = first in bounds and end in bounds
            kinds = [
                kind
                for name in found[first].names or (None,)
                if (kind := judge(digits, name, link, whole=whole))
            ]
            if kinds:
                yield Window(first, end, len(digits), kinds[0])
    for first, end in groups(found, Link.SILENT):
        digits = _digits(found[first:end])
        if len(digits) > LONGEST_CARD and "parcel" not in found[first].names:
            yield Window(first, end, len(digits), _longest(digits))


def judge(digits: str, name: Topic | None, link: Link, *, whole: bool = True) -> Kind | None:
    """What these digits are if they are private.

    `name`: what they were called; `link`: the weakest among their chunks; `whole`: whether they
    are all that was said in a row.
    """
    several = len(digits.lstrip("+"))
    if name in NAMED:
        kind, fewest, most, weakest = NAMED[name]
        fits = fewest <= several <= most and link <= weakest
        if fits and (whole or name not in WHOLE):
            return "identity" if name == "card" and is_identity(digits) else kind
    if name == "ending" and several <= LAST_DIGITS:
        return None
    if name == "parcel" or (name == "plain" and several <= LONGEST_PLAIN):
        return None
    if name == "order" and several <= LONGEST_ORDER:
        called = is_mobile(digits) or digits.startswith("+")
        return "phone" if called and is_phone(digits) else None
    return _nameless(digits, several, link)


def _nameless(digits: str, several: int, link: Link) -> Kind | None:
    if is_card(digits):
        return "card"
    if is_identity(digits):
        return "identity"
    said_as_one = link <= Link.SILENT
    if (said_as_one or digits.startswith(("+", "0", "62"))) and is_phone(digits):
        return "phone"
    enough = NAMELESS if said_as_one else SHORTEST_CARD - 1
    return _longest(digits) if link <= Link.LOOSE and several >= enough else None


def _longest(digits: str) -> Kind:
    """What a long row most probably is when nothing about it is certain."""
    return "card" if len(digits) >= SHORTEST_CARD else "phone"


def _from(found: Sequence[Chunk], first: int) -> Iterator[tuple[int, Link, str]]:
    """Every row of chunks from here on: where it ends, its weakest link, its digits."""
    digits, link = "", Link.TIGHT
    for end in range(first, len(found)):
        if end > first:
            link = max(link, found[end].link)
        digits += found[end].digits
        if link is Link.NONE or len(digits) > LONGEST_CARD:
            return
        yield end + 1, link, digits


def _digits(found: Sequence[Chunk]) -> str:
    return "".join(chunk.digits for chunk in found)
