"""Digits that are private because they were private when they were said before."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from transcripts.redaction.number_cues import STAYING
from transcripts.redaction.number_runs import Chunk, length
from transcripts.redaction.private_runs import LAST_DIGITS
from transcripts.words import Kind

ANYWHERE = 6
"""Digits in common are no accident, however long ago."""
SOON = 60.0
"""s in which the same four digits are a read-back."""
AT_ONCE = 15.0
"""s in which three are."""
UNDER_WAY = 8.0
"""s after a number in which the other side may still repeat it group by group, misheard or not."""


@dataclass(frozen=True, slots=True)
class Known:
    """A private number that was said."""

    digits: str
    start: float
    end: float
    channel: int
    kind: Kind


class ReadBacks:
    """Tells whether digits repeat a private number, or a part of it."""

    def __init__(self, known: Iterable[Known]) -> None:
        self._known = sorted(known, key=lambda number: number.end)
        self._rows = {
            number.digits[first:last]: number.kind
            for number in self._known
            for first in range(min(len(number.digits), ANYWHERE * 4))
            for last in range(first + ANYWHERE, min(len(number.digits), ANYWHERE * 4) + 1)
        }

    def kind(self, said: Sequence[Chunk]) -> Kind | None:
        """What these digits of one channel are if they are a read-back."""
        several, names = length(said), said[0].names
        permitted = "ending" in names and several <= LAST_DIGITS
        if permitted or not STAYING.isdisjoint(names):
            return None
        digits = "".join(chunk.digits for chunk in said).lstrip("+")
        if digits in self._rows:
            return self._rows[digits]
        near = bisect_left(self._known, said[0].start - SOON, key=lambda number: number.end)
        for number in self._known[near:]:
            if number.start > said[-1].end + SOON:
                break
            if _repeats(digits, said, number):
                return number.kind
        return None


def _repeats(digits: str, said: Sequence[Chunk], number: Known) -> bool:
    several = len(digits)
    away = max(said[0].start - number.end, number.start - said[-1].end)
    during = number.start <= said[0].start <= number.end + UNDER_WAY
    other_side = said[0].channel != number.channel
    if during and other_side and several > 2:
        return True
    near = SOON if several >= LAST_DIGITS else AT_ONCE if several > 2 else 0
    return digits in number.digits and several > 1 and (away <= near or (during and other_side))
