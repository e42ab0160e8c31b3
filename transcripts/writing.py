"""Conversations written down for other programs: as text, as subtitles, as JSON."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

import srt

from transcripts.words import Utterance, Word

Spoken = tuple[str, float, float, float]
"""A word: its text, start, end and confidence; what was taken out stands in square brackets."""


class Line(Protocol):
    """One utterance: seconds from the first sound, who speaks, and the words."""

    @property
    def start(self) -> float: ...
    @property
    def end(self) -> float: ...
    @property
    def who(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def words(self) -> Sequence[Spoken]: ...


@dataclass(frozen=True, slots=True)
class _Line:
    start: float
    end: float
    who: str
    text: str
    words: tuple[Spoken, ...]


def lines(said: Iterable[Utterance], who: Callable[[Utterance], str]) -> list[Line]:
    """Utterances as lines, each under the name that `who` gives its speaker."""
    return [
        _Line(one.start, one.end, who(one), one.text, tuple(map(_spoken, one.words)))
        for one in said
    ]


def _spoken(word: Word) -> Spoken:
    text = f"[{word.kind}]" if word.kind else word.text
    return (text, round(word.start, 2), round(word.end, 2), round(word.confidence, 3))


def as_text(lines: Sequence[Line]) -> str:
    """A line each: when it begins, who speaks, and what."""
    return "".join(f"{_clock(line.start)} {line.who}: {line.text}\n" for line in lines)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"


def as_srt(lines: Sequence[Line]) -> str:
    """Subtitles in order of their beginning; those of people who talk at once overlap."""
    return str(
        srt.compose(
            srt.Subtitle(
                index=None,
                start=timedelta(seconds=line.start),
                end=timedelta(seconds=line.end),
                content=f"{line.who}: {line.text}",
            )
            for line in lines
        )
    )


def as_json(lines: Sequence[Line]) -> str:
    """A list of objects with start, end, who, text and words; each word has the time and the
    confidence (0 to 1) it was heard with."""
    return json.dumps(as_values(lines), ensure_ascii=False, indent=2) + "\n"


def as_values(lines: Sequence[Line]) -> list[Mapping[str, object]]:
    """What `as_json` writes, as plain values."""
    return [
        {
            "start": round(line.start, 2),
            "end": round(line.end, 2),
            "who": line.who,
            "text": line.text,
            "words": [dict(zip(_WORD, word, strict=True)) for word in line.words],
        }
        for line in lines
    ]


_WORD = ("text", "start", "end", "confidence")
