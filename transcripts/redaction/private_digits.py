"""The private digits of each channel: what is private by itself, and what belongs to it."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from transcripts.redaction.number_cues import STAYING, phrases
from transcripts.redaction.number_names import announced, chunks, cues, first_users
from transcripts.redaction.number_runs import Chunk, Cue, Link, groups, length
from transcripts.redaction.number_tokens import Part, Token, pieces, tokens
from transcripts.redaction.private_runs import windows
from transcripts.redaction.read_backs import Known, ReadBacks
from transcripts.redaction.spoken_numbers import TIMES
from transcripts.words import Kind, Word

SLURRED = 0.5
"""s; a word of low confidence so near to private digits may be one of them."""
AT_ONE_GO = 1.0
"""s; digits so soon after a misheard word go on with the number."""
CARD_IN_HAND = 120.0
"""s after a card number in which "valid until" speaks of the card and not of an offer."""
EXPIRY = range(3, 7)  # digits: 427, 0427, 042027

RANK: tuple[Kind, ...] = ("email", "code", "phone", "identity", "card")
"""Where two kinds meet the graver one counts, the last of these."""


@dataclass(slots=True)
class Side:
    """One channel: the places of its words among all, what they say, which chunks are private."""

    places: list[int]
    parts: list[Part]
    tokens: list[Token]
    chunks: list[Chunk] = field(default_factory=list)
    private: dict[int, Kind] = field(default_factory=dict)


def listen(words: Sequence[Word], language: str) -> tuple[list[Side], list[Cue]]:
    """What each channel said, and all that names a number, in order."""
    places: dict[int, list[int]] = {}
    for place, word in enumerate(words):
        places.setdefault(word.channel, []).append(place)
    sides = []
    named: list[Cue] = []
    for channel, mine in places.items():
        parts = pieces(words, mine)
        said = list(tokens(parts, phrases(language)))
        sides.append(Side(mine, parts, said))
        named.extend(cues(said, channel))
    return sides, sorted(named, key=lambda cue: cue.start)


def find_numbers(sides: Sequence[Side], named: Sequence[Cue], words: Sequence[Word]) -> None:
    """Marks the private chunks of every side."""
    heard = [announced(side.tokens, words[side.places[0]].channel, named) for side in sides]
    users = first_users(chain.from_iterable(heard))
    for side, digits in zip(sides, heard, strict=True):
        side.chunks = chunks(side.tokens, digits, users, named)
        for each in sorted(windows(side.chunks), key=lambda each: each.digits):
            side.private.update(dict.fromkeys(range(each.first, each.end), each.kind))
    _add_expiries(sides, named)
    for side in sides:
        _spread(side)
    read_backs = ReadBacks(number for side in sides for number in _known(side))
    for side in sides:
        for first, end in groups(side.chunks, Link.TIGHT):
            said = side.chunks[first:end]
            if first not in side.private and (kind := read_backs.kind(said)):
                mark(side.private, [(first, end, kind)])


def mark(marks: dict[int, Kind], ranges: Iterable[tuple[int, int, Kind]]) -> None:
    for first, end, kind in ranges:
        for at in range(first, end):
            marks[at] = max(kind, marks.get(at, kind), key=RANK.index)


def places(side: Side) -> Iterator[tuple[int, Kind]]:
    """The words that are to go: private digits and what lies between those of one number."""
    where = {place: at for at, place in enumerate(side.places)}
    for at, kind in side.private.items():
        chunk = side.chunks[at]
        first, last = chunk.tokens
        if at - 1 in side.private and _is_one_row(side, chunk, side.chunks[at - 1]):
            first = side.chunks[at - 1].tokens[1]
        first -= _is_slurred(side, first - 1, chunk)
        last += _is_slurred(side, last + 1, chunk)
        begin, end = side.tokens[first].words[0], side.tokens[last].words[1]
        for place in side.places[where[begin] : where[end] + 1]:
            yield place, kind


def _is_one_row(side: Side, chunk: Chunk, before: Chunk) -> bool:
    between = side.tokens[before.tokens[1] + 1 : chunk.tokens[0]]
    return chunk.link <= Link.LOOSE and all(token.sort != "idiom" for token in between)


def _is_slurred(side: Side, at: int, chunk: Chunk) -> bool:
    """Whether a word beside private digits may be a digit not understood: "double", and what?"""
    if not 0 <= at < len(side.tokens):
        return False
    token = side.tokens[at]
    pause = max(chunk.start - token.end, token.start - chunk.end)
    unheard = (token.sort == "word" and not token.sure) or token.text in TIMES
    return unheard and token.sort in {"word", "thin"} and pause <= SLURRED


def _add_expiries(sides: Sequence[Side], named: Sequence[Cue]) -> None:
    """The month and year to which a card is valid, if a card was spoken of."""
    cards = [cue.end for cue in named if cue.topic in {"card", "a card", "cvv"}]
    for side in sides:
        cards += [side.chunks[at].end for at, kind in side.private.items() if kind == "card"]
    cards.sort()
    for side in sides:
        for first, end in groups(side.chunks, Link.SILENT):
            said = side.chunks[first:end]
            latest = bisect_left(cards, said[0].start)
            in_hand = latest and said[0].start - cards[latest - 1] <= CARD_IN_HAND
            if in_hand and "expiry" in said[0].names and length(said) in EXPIRY:
                mark(side.private, [(first, end, "card")])


def _spread(side: Side) -> None:
    """What goes on from private digits at one go is a part of them."""
    for first, end in groups(side.chunks, Link.LOOSE):
        private = [at for at in range(first, end) if at in side.private]
        if not private:
            continue
        kinds = Counter(side.private[at] for at in private for _ in side.chunks[at].digits)
        kind = kinds.most_common(1)[0][0]
        for order in (range(first, end), reversed(range(first, end))):
            last: int | None = None
            for at in order:
                if at in side.private or (last is not None and _at_one_go(side, at, last)):
                    side.private[at] = kind
                    last = at
                else:
                    last = None


def _at_one_go(side: Side, one: int, other: int) -> bool:
    before, chunk = side.chunks[min(one, other)], side.chunks[max(one, other)]
    soon = chunk.link is Link.TIGHT or chunk.start - before.end <= AT_ONE_GO
    return soon and STAYING.isdisjoint(side.chunks[one].names)


def _known(side: Side) -> Iterator[Known]:
    for first, end in groups(side.chunks, Link.FAR):
        row = [side.chunks[at] for at in range(first, end) if at in side.private]
        if row:
            digits = "".join(chunk.digits for chunk in row).replace("+", "")
            kind = side.private[side.chunks.index(row[0], first)]
            yield Known(digits, row[0].start, row[-1].end, row[0].channel, kind)
