"""What was said on a leg and when: the matter that recordings are made of."""

from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol

CHARACTERS_PER_SECOND = 14.0
REMEMBERED = 2000


def speaking_time(text: str) -> float:
    """Seconds that it takes to say `text`."""
    return len(text) / CHARACTERS_PER_SECOND


@dataclass(frozen=True)
class Utterance:
    """`text` was spoken from simulated time `at` for `seconds`."""

    at: float
    seconds: float
    text: str

    @property
    def end(self) -> float:
        return self.at + self.seconds


@dataclass
class Track:
    """The utterances on one side of a leg, oldest first; the oldest fade."""

    utterances: list[Utterance] = field(default_factory=list)

    def add(self, utterance: Utterance) -> None:
        self.utterances.append(utterance)
        if len(self.utterances) > 2 * REMEMBERED:
            del self.utterances[:REMEMBERED]

    def between(self, start: float, end: float) -> list[Utterance]:
        overlapping = (u for u in self.utterances if u.end > start and u.at < end)
        return list(islice(overlapping, REMEMBERED))


class Voice(Protocol):
    """Turns text into sound; replace it to hear real speech in the recordings."""

    def render(self, utterance: Utterance, rate: int) -> bytes:
        """Signed 16-bit little-endian mono samples, about `utterance.seconds` long."""
        ...
