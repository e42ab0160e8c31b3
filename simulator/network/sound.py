"""What was said on a leg and when: the matter that recordings are made of."""

from dataclasses import dataclass, field, replace
from hashlib import blake2s
from itertools import islice
from math import inf
from typing import Protocol

CHARACTERS_PER_SECOND = 14.0
SHORTEST = 0.4
REMEMBERED = 2000


def speaking_time(text: str) -> float:
    """Seconds that it takes to say `text`."""
    return max(len(text) / CHARACTERS_PER_SECOND, SHORTEST)


def voice_of(number: str) -> str:
    """What stands for a person's voice: the same for a number, which cannot be told from it."""
    return blake2s(number.encode(), digest_size=6).hexdigest()


@dataclass(frozen=True)
class Utterance:
    """`text` was spoken from simulated time `at` for `seconds`, unless cut off at `until`.

    `language` is a code such as "id" or "en-US"; `speaker` stands for a person's voice, empty
    for the hotline's own; sounds without words have no text.
    """

    at: float
    seconds: float
    text: str
    language: str = "en"
    speaker: str = ""
    until: float = inf

    @property
    def end(self) -> float:
        return min(self.at + self.seconds, self.until)


@dataclass
class Track:
    """The utterances on one side of a leg, oldest first; the oldest fade."""

    utterances: list[Utterance] = field(default_factory=list)

    def add(self, utterance: Utterance) -> None:
        self.utterances.append(utterance)
        if len(self.utterances) > 2 * REMEMBERED:
            del self.utterances[:REMEMBERED]

    def hush(self, speaker: str, at: float) -> None:
        """Whatever a speaker has not finished saying is cut off."""
        for place, utterance in enumerate(self.utterances):
            if utterance.speaker == speaker and utterance.end > at:
                self.utterances[place] = replace(utterance, until=at)

    def between(self, start: float, end: float) -> list[Utterance]:
        overlapping = (u for u in self.utterances if u.end > start and u.at < end)
        return list(islice(overlapping, REMEMBERED))


class Voice(Protocol):
    """Turns text into sound; both are signed 16-bit little-endian mono samples."""

    def render(self, utterance: Utterance, rate: int) -> bytes:
        """The whole utterance, about `utterance.seconds` long."""
        ...

    def background(self, samples: int, at: float) -> bytes:
        """What an open line sounds like from simulated time `at` when nobody speaks."""
        ...
