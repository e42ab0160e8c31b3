"""What was said in one recording, as its reader may see it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from desk.calls.masking import Mask
from records.models import Speaker, Utterance
from records.search import plain

UNSURE = 0.5
"""A word recognised with less confidence is shown as such."""


@dataclass(frozen=True)
class Word:
    """One word, or a gap: what stood there and may not be read ("card", "name" ...). Times
    are seconds of the recording; `found`: it is what was searched for."""

    text: str
    start: float
    end: float
    confidence: float
    gap: str | None = None
    found: bool = False

    @property
    def unsure(self) -> bool:
        return self.gap is None and self.confidence < UNSURE


@dataclass(frozen=True)
class Said:
    """One utterance. `who` is None for a caller without a name and for an unknown speaker;
    `overlaps`: the other side had not finished."""

    id: int
    speaker: Speaker
    who: str | None
    channel: int
    start: float
    end: float
    overlaps: bool
    words: tuple[Word, ...]


def conversation(
    utterances: Sequence[Utterance], caller: str | None, names: Mapping[int, str], mask: Mask
) -> tuple[Said, ...]:
    """The utterances of one recording, which come in order of their start."""
    heard_until: dict[int, float] = {}
    said = []
    for utterance in utterances:
        others = (end for channel, end in heard_until.items() if channel != utterance.channel)
        overlaps = any(end > utterance.start for end in others)
        said.append(_said(utterance, overlaps, _who(utterance, caller, names), mask))
        heard_until[utterance.channel] = max(utterance.end, heard_until.get(utterance.channel, 0.0))
    return tuple(said)


def snippet(
    utterance: Utterance, wanted: "Wanted", mask: Mask, around: int = 10
) -> tuple[Word, ...]:
    """The part of an utterance that was searched for, with a few words around it."""
    words = [
        Word(word.text, word.start, word.end, word.confidence, word.gap, wanted.matches(word.text))
        for word in words_of(utterance.words, mask)
    ]
    first = next((i for i, word in enumerate(words) if word.found), 0)
    return tuple(words[max(first - around, 0) : first + 2 * around])


@dataclass(frozen=True)
class Wanted:
    """The words that were searched for, made plain; `beginnings` stand for longer ones."""

    words: frozenset[str]
    beginnings: tuple[str, ...] = ()

    def matches(self, word: str) -> bool:
        heard = plain(word)
        return heard in self.words or bool(self.beginnings and heard.startswith(self.beginnings))


def words_of(words: Iterable[Sequence[object]], mask: Mask) -> Iterator[Word]:
    """The words as they are on record, those that the mask hides as gaps."""
    for text, start, end, confidence, kind in words:
        hidden = kind is None and mask.hides(str(text))
        yield Word(
            text="" if hidden else str(text),
            start=float(str(start)),
            end=float(str(end)),
            confidence=float(str(confidence)),
            gap="name" if hidden else None if kind is None else str(kind),
        )


def _who(utterance: Utterance, caller: str | None, names: Mapping[int, str]) -> str | None:
    if utterance.speaker == "agent" and utterance.person_id is not None:
        return names.get(utterance.person_id)
    return caller if utterance.speaker == "caller" else None


def _said(utterance: Utterance, overlaps: bool, who: str | None, mask: Mask) -> Said:
    return Said(
        id=utterance.id,
        speaker=utterance.speaker,
        who=who,
        channel=utterance.channel,
        start=utterance.start,
        end=utterance.end,
        overlaps=overlaps,
        words=tuple(words_of(utterance.words, mask)),
    )
