"""Takes out of a conversation what is private: cards, telephones, e-mail, identity numbers, codes.

Layers: parts of words (spoken_numbers), tokens and what names a number (number_tokens,
number_cues), digits that belong together (number_runs), what they are (private_numbers,
private_runs), where they recur (read_backs), all of it per channel (private_digits), and addresses
(spoken_addresses). In doubt something is taken out: a word too many that is missing does less harm
than one that stayed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from transcripts.redaction.number_cues import REACH
from transcripts.redaction.number_names import cues_before
from transcripts.redaction.number_runs import Cue
from transcripts.redaction.private_digits import Side, find_numbers, listen, mark, places
from transcripts.redaction.spoken_addresses import addresses
from transcripts.words import Kind, Span, Utterance, Word

MARGIN = 0.1
"""s of sound on both sides of a span: recognized words begin and end a little late or early."""
A_WORD = 0.4
"""s for a word of which only the text is known."""
LONGEST_PAUSE = 20.0
"""s without a word within one taken-out word."""

_WRITTEN_ADDRESS = re.compile(r"\w@\w")


def redact(words: Sequence[Word], language: str) -> tuple[list[Word], list[Span]]:
    """The words of all channels without what is private, and where that is in the recording.

    `words`: in order of start; `language`: that of the call, "en" or "id". What stays is exactly
    as it was; where something was taken out there is one word with its kind instead.
    """
    kept = list(words)
    while found := _private(kept, language):
        kept = _without(kept, found)
    return kept, spans(kept)


def in_text(text: str, language: str) -> str:
    """`text`, said in one go, with what is private named instead, such as `[card]`."""
    words = [
        Word(word, place * A_WORD, (place + 1) * A_WORD, 1.0, 0)
        for place, word in enumerate(text.split())
    ]
    kept, found = redact(words, language)
    return Utterance(tuple(kept)).text if found else text


def spans(words: Sequence[Word]) -> list[Span]:
    """Where something was taken out, by channel and time; those that touch are one."""
    merged: list[Span] = []
    out = [
        Span(word.channel, max(0.0, word.start - MARGIN), word.end + MARGIN, word.kind)
        for word in words
        if word.kind
    ]
    for span in sorted(out, key=lambda span: (span.channel, span.start)):
        last = merged[-1] if merged else None
        if last and last.channel == span.channel and span.start <= last.end:
            merged[-1] = replace(last, end=max(last.end, span.end))
        else:
            merged.append(span)
    return merged


def _private(words: Sequence[Word], language: str) -> dict[int, Kind]:
    """The places of the words that are to go."""
    sides, named = listen(words, language)
    find_numbers(sides, named, words)
    found: dict[int, Kind] = {}
    for side in sides:
        mark(found, ((place, place + 1, kind) for place, kind in places(side)))
        mark(found, ((place, place + 1, "email") for place in _email_places(side, named)))
    written = (at for at, word in enumerate(words) if _WRITTEN_ADDRESS.search(word.text))
    mark(found, ((at, at + 1, "email") for at in written if words[at].kind is None))
    return found


def _email_places(side: Side, named: Sequence[Cue]) -> Iterator[int]:
    def expected(time: float) -> bool:
        for cue in reversed(cues_before(time, named)):
            if cue.topic in {"email", "website"} and time - cue.end <= REACH[cue.topic]:
                return cue.topic == "email"
        return False

    for first, end in addresses(side.parts, expected):
        yield from (part.word for part in side.parts[first:end])


def _without(words: Sequence[Word], found: dict[int, Kind]) -> list[Word]:
    """One word with a kind for each row of words of a channel that goes."""
    rows: list[list[int]] = []
    open_rows: dict[int, list[int]] = {}
    for place, word in enumerate(words):
        row = open_rows.pop(word.channel, None)
        if place not in found:
            continue
        if row is None or not _is_one(words, found, row[-1], place):
            row = []
            rows.append(row)
        row.append(place)
        open_rows[word.channel] = row
    heads = {row[0]: _taken_out([words[place] for place in row], found[row[0]]) for row in rows}
    return [
        heads.get(place, word)
        for place, word in enumerate(words)
        if place not in found or place in heads
    ]


def _is_one(words: Sequence[Word], found: dict[int, Kind], last: int, place: int) -> bool:
    pause = words[place].start - words[last].end
    return found[last] == found[place] and pause <= LONGEST_PAUSE


def _taken_out(row: Sequence[Word], kind: Kind) -> Word:
    confidence = sum(word.confidence for word in row) / len(row)
    end = max(word.end for word in row)
    return Word("", row[0].start, end, confidence, row[0].channel, kind)
