"""Digits that belong together: through pauses, hesitation, corrections and the other side's words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import pairwise

from transcripts.redaction.number_cues import HARMLESS, Topic
from transcripts.redaction.number_tokens import Token
from transcripts.redaction.private_numbers import is_private

BREATH = 0.7
"""s; a shorter pause is none: people group digits with longer ones."""
UNDER_WAY = 4.0
"""s; within it the next digits go on with the number without having to prove it."""
LONGEST_PAUSE = 20.0
"""s to turn the card over or to wait for the other side's "go on"; then another number begins."""
MISHEARD = 2
"""Words in between that may be digits the recognizer did not understand; after a pause one."""
BARELY = 2.0
"""s for two such words and the pauses around them."""
QUANTITY = 6
"""Digits; more are no count, time or price that a unit after it could explain."""
LONG = 7
"""Digits under way that are no quantity, whatever word comes next."""


class Link(IntEnum):
    """How surely a chunk goes on with the one before, surest first."""

    TIGHT = 0  # at once, with nothing in between but hesitation
    SILENT = 1  # after a pause
    LOOSE = 2  # with words in between that may be misheard digits
    FAR = 3  # with other words in between
    NONE = 4


@dataclass(frozen=True, slots=True)
class Cue:
    """What names a number, as it was said."""

    topic: Topic
    start: float
    end: float
    channel: int


@dataclass(frozen=True, slots=True)
class Chunk:
    """Digits said in one breath. `tokens` are the places of its first and last token."""

    digits: str
    tokens: tuple[int, int]
    start: float
    end: float
    channel: int
    cue: Cue | None = None  # what was said last that names a number
    names: tuple[Topic, ...] = ()  # what the whole number was called, after and before it
    link: Link = Link.NONE  # to the chunk before


def groups(found: Sequence[Chunk], link: Link) -> Iterator[tuple[int, int]]:
    """Begin and end (the place after the last) of what is linked at least so surely."""
    begins = [at for at, chunk in enumerate(found) if at == 0 or chunk.link > link]
    return pairwise([*begins, len(found)])


def length(found: Sequence[Chunk]) -> int:
    return sum(len(chunk.digits.lstrip("+")) for chunk in found)


def breaths(said: Sequence[Token], channel: int) -> Iterator[Chunk]:
    """All digits of a channel, neither named nor linked yet."""
    first = 0
    for at, token in enumerate(said):
        if token.sort != "number":
            first = at + 1
            continue
        after = said[at + 1] if at + 1 < len(said) else None
        goes_on = after and after.sort == "number" and not after.digits.startswith("+")
        if not (after and goes_on and after.start - token.end < BREATH):
            digits = "".join(number.digits for number in said[first : at + 1])
            yield Chunk(digits, (first, at), said[first].start, token.end, channel)
            first = at + 1


def linked(said: Sequence[Token], found: Sequence[Chunk]) -> list[Chunk]:
    return [
        replace(chunk, link=_link(said, found[at - 1], chunk) if at else Link.NONE)
        for at, chunk in enumerate(found)
    ]


def without_quantities(said: Sequence[Token], found: Sequence[Chunk]) -> Iterator[Chunk]:
    """The chunks that count nothing; a word after a long number says nothing about its end."""
    for first, last in groups(found, Link.TIGHT):
        for at in range(first, last):
            short = len(found[at].digits) <= QUANTITY
            rest = (*found[first:at], *found[at + 1 : last]) if short else ()
            if not short or not _counts(said, found[at]) or _is_under_way(rest):
                yield found[at]


def between(said: Sequence[Token], last: Chunk, chunk: Chunk) -> Sequence[Token]:
    return said[last.tokens[1] + 1 : chunk.tokens[0]]


def _link(said: Sequence[Token], last: Chunk, chunk: Chunk) -> Link:
    pause = chunk.start - last.end
    gap = between(said, last, chunk)
    if (
        pause > LONGEST_PAUSE
        or chunk.digits.startswith("+")
        or any(token.sort in {"number", "amount", "taken"} for token in gap)
        or _is_renamed(last, chunk)
    ):
        return Link.NONE
    unknown = sum(token.sort in {"word", "cue"} and token.sure for token in gap)
    if not unknown:
        return Link.TIGHT if pause <= UNDER_WAY else Link.SILENT
    if len(gap) <= MISHEARD and (unknown == 1 or pause <= BARELY):
        return Link.LOOSE
    return Link.FAR if min(len(last.digits), len(chunk.digits)) > 1 else Link.NONE


def _is_renamed(last: Chunk, chunk: Chunk) -> bool:
    """Whether another number was announced in between; "and this card" is the same one's."""
    if last.cue and last.cue.topic in HARMLESS and chunk.cue is not last.cue:
        return True
    if chunk.cue is None or chunk.cue.start < last.end:
        return False
    return chunk.cue.topic in HARMLESS or last.cue is None or chunk.cue.topic != last.cue.topic


def _is_under_way(rest: Sequence[Chunk]) -> bool:
    """Whether so many digits were said that the next ones belong to them."""
    return length(rest) >= LONG and not is_private("".join(chunk.digits for chunk in rest))


def _counts(said: Sequence[Token], chunk: Chunk) -> bool:
    first, last = chunk.tokens
    before = said[first - 1] if first else None
    after = said[last + 1] if last + 1 < len(said) else None
    return bool(
        (before and before.counts_next and chunk.start - before.end < BREATH)
        or (after and after.counts_last and after.start - chunk.end < BREATH)
    )
