"""What was heard in a recording: words, utterances and what was taken out of them.

Times are seconds from the beginning of the recording; channel 0 is the caller, channel 1 what the
caller hears.
"""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["card", "phone", "email", "identity", "code"]
Speaker = Literal["caller", "agent", "unknown"]


@dataclass(frozen=True, slots=True)
class Word:
    """One word as heard; with a kind and no text it stands for something that was taken out.

    confidence is the recognizer's own, 0..1.
    """

    text: str
    start: float
    end: float
    confidence: float
    channel: int
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Utterance:
    """Words one side said without a pause; never empty, in order of start."""

    words: tuple[Word, ...]
    speaker: Speaker = "unknown"
    person: int | None = None  # people.id of the agent
    talk: int | None = None  # talks.id

    @property
    def channel(self) -> int:
        return self.words[0].channel

    @property
    def start(self) -> float:
        return self.words[0].start

    @property
    def end(self) -> float:
        return max(word.end for word in self.words)

    @property
    def text(self) -> str:
        """The words as spoken; what was taken out is named by its kind: `[card]`."""
        return " ".join(f"[{word.kind}]" if word.kind else word.text for word in self.words)

    @property
    def terms(self) -> tuple[str, ...]:
        """The words in lower case, without what was taken out."""
        return tuple(word.text.lower() for word in self.words if word.kind is None)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one channel that holds something private: its sound is to be silenced."""

    channel: int
    start: float
    end: float
    kind: Kind


@dataclass(frozen=True, slots=True)
class TalkFacts:
    """What is on record about one talk in the recording."""

    talk: int
    person: int
    agent_name: str
    caller_name: str | None
    language: str
    start: float
    end: float
    waited: float  # seconds the caller waited before it
    hotline: str  # the hotline's name
    products: tuple[str, ...] = ()  # product words of the hotline's file
    paused: tuple[tuple[float, float], ...] = ()  # when nothing was recorded, on purpose
