"""Which number is called what: "my card number is", "order 12345", "482913 is the code"."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from transcripts.redaction.number_cues import HARMLESS, REACH, Topic
from transcripts.redaction.number_runs import (
    Chunk,
    Cue,
    Link,
    between,
    breaths,
    groups,
    linked,
    without_quantities,
)
from transcripts.redaction.number_tokens import Token

ANNOUNCED = 2.0
"""s; after a longer pause the next digits are not those of an order or a parcel that was named."""
AFTER = 5.0
"""s after a number in which it may still be named."""
AT_ONCE = 1.5
"""s; "482913 is the code": said so soon it outweighs what the other side had asked for."""
KEPT: frozenset[Topic] = frozenset({"cvv", "expiry", "secret", "code"})
KEEPERS: frozenset[Topic] = frozenset({"a card", "phone", "email", "website"})
BELONGS = 4.0
"""s after one of the first was named in which one of the others is only where it is to be found."""
AFTERWARDS: frozenset[Topic] = frozenset({"card", "cvv", "phone", "identity", "secret", "code"})
CUES_TRIED = 50
"""More are not said in the time that matters; keeps odd input from costing time."""


def cues(said: Sequence[Token], channel: int) -> Iterator[Cue]:
    for token in said:
        if token.topic:
            yield Cue(token.topic, token.start, token.end, channel)


def cues_before(time: float, named: Sequence[Cue]) -> Sequence[Cue]:
    """What was said before that time and may still count, the newest last."""
    last = bisect_left(named, time, key=lambda cue: cue.start)
    return named[max(0, last - CUES_TRIED) : last]


def announced(said: Sequence[Token], channel: int, named: Sequence[Cue]) -> list[Chunk]:
    """The digits of one channel with what was said before them.

    `named`: what names numbers on any channel, by start.
    """
    return [replace(breath, cue=_cue_before(breath, named)) for breath in breaths(said, channel)]


def first_users(found: Iterable[Chunk]) -> dict[Cue, Chunk]:
    """The chunk of any channel that came first after each cue."""
    users: dict[Cue, Chunk] = {}
    for chunk in sorted(found, key=lambda chunk: chunk.start):
        if chunk.cue:
            users.setdefault(chunk.cue, chunk)
    return users


def chunks(
    said: Sequence[Token],
    heard: Sequence[Chunk],
    users: Mapping[Cue, Chunk],
    named: Sequence[Cue],
) -> list[Chunk]:
    """Of the digits of one channel those that are no quantities, linked and named."""
    found = linked(said, list(_without_used_up(said, heard, users)))
    found = linked(said, list(without_quantities(said, found)))
    result: list[Chunk] = []
    for first, last in groups(found, Link.SILENT):
        following = found[last].cue if last < len(found) else None
        called = (_cue_after(found[first:last], following, named), found[first].cue)
        names = tuple(cue.topic for cue in called if cue)
        result.extend(replace(chunk, names=names) for chunk in found[first:last])
    return result


def _cue_before(chunk: Chunk, named: Sequence[Cue]) -> Cue | None:
    """The last thing said, on any channel, that names the number to come."""
    heard = cues_before(chunk.start, named)
    for cue in reversed(heard):
        near = chunk.start - cue.end <= REACH[cue.topic]
        if near and (cue.topic != "plain" or cue.channel == chunk.channel):
            return _ending_of(cue, heard) or _code_of(cue, heard) or cue
    return None


def _ending_of(named: Cue, heard: Sequence[Cue]) -> Cue | None:
    """ "The last four digits of your card number": the card is not asked for."""
    for cue in reversed(heard):
        if cue.topic == "ending" and 0 <= named.start - cue.end <= AT_ONCE:
            return cue
    return None


def _code_of(named: Cue, heard: Sequence[Cue]) -> Cue | None:
    """ "The code on your phone", "the PIN of your card": no telephone or card is asked for."""
    if named.topic not in KEEPERS:
        return None
    for cue in reversed(heard):
        if cue.topic in KEPT and 0 <= named.start - cue.end <= BELONGS:
            return cue
    return None


def _without_used_up(
    said: Sequence[Token], found: Sequence[Chunk], users: Mapping[Cue, Chunk]
) -> Iterator[Chunk]:
    """ "Order 12345" names one number, said by one side and read back by the other."""
    last: dict[Cue, Chunk] = {}
    for chunk in found:
        cue = chunk.cue
        if cue is None or cue.topic not in HARMLESS:
            yield chunk
        elif _is_same_number(said, last[cue], chunk) if cue in last else _opens(chunk, users[cue]):
            last[cue] = chunk
            yield chunk
        else:
            yield replace(chunk, cue=None)


def _opens(chunk: Chunk, first: Chunk) -> bool:
    """Whether this is what was announced, or begins to read it back."""
    mine, theirs = chunk.digits, first.digits
    same = mine.startswith(theirs) or theirs.startswith(mine)
    return chunk.channel == first.channel or same


def _is_same_number(said: Sequence[Token], last: Chunk, chunk: Chunk) -> bool:
    gap = between(said, last, chunk)
    hesitation = all(token.sort == "thin" or not token.sure for token in gap)
    return hesitation and chunk.start - last.end <= ANNOUNCED


def _cue_after(number: Sequence[Chunk], following: Cue | None, named: Sequence[Cue]) -> Cue | None:
    """What names the number after it; `following` is what names the next one.

    An order that was asked for stays one, unless the same person adds at once what else it is.
    """
    before, end, channel = number[0].cue, number[-1].end, number[0].channel
    harmless = before is not None and before.topic in HARMLESS
    own = before and before.channel == channel and number[0].start - before.end <= AFTER
    first = bisect_left(named, end, key=lambda cue: cue.start)
    for cue in named[first : first + CUES_TRIED]:
        if cue.start - end > AFTER or cue is following:
            return None
        at_once = cue.channel == channel and cue.start - end <= AT_ONCE
        if cue.topic in AFTERWARDS and (not harmless or (at_once and not own)):
            return cue
    return None
