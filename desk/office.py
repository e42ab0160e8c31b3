"""What the desk works with, handed over by `sapa.wiring`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from zoneinfo import ZoneInfo

from desk.memory import Attempts as AttemptsHere
from desk.memory import SignedOut as SignedOutHere
from queueing.board import Board
from queueing.changes import Changes
from queueing.policy import Policy
from records.session import Store


class Clock(Protocol):
    def now(self) -> float:
        """Epoch seconds."""
        ...


class Attempts(Protocol):
    """Counts tries to sign in, over all processes."""

    def allow(self, key: str, now: float) -> bool:
        """Count one more for `key`; False when there were too many of late."""
        ...


class SignedOut(Protocol):
    """Sessions that were ended before their time, over all processes.

    A session needs to be remembered for as long as its cookie would be good: `desk.IDLE`.
    """

    def add(self, session: str) -> None:
        """This session is over."""
        ...

    def __contains__(self, session: str) -> bool:
        """Whether it is over."""
        ...


class NoSound(Exception):
    """The sound is not where it should lie."""


class SoundsAway(Exception):
    """The place where sounds lie cannot be reached."""


class Sounds(Protocol):
    """Where recordings lie, by the key that a recording's `path` holds.

    Both raise NoSound and SoundsAway.
    """

    def size(self, key: str) -> int:
        """Bytes of the file."""
        ...

    def read(self, key: str, start: int, length: int) -> bytes:
        """At most `length` bytes of the file from `start` on."""
        ...


@dataclass(frozen=True)
class Line:
    """One utterance to be written down elsewhere; times are seconds from the first sound.

    `words`: text, start, end and confidence (0 to 1) of each; what was taken out of the text or
    may not be read stands in square brackets.
    """

    start: float
    end: float
    who: str
    text: str
    words: tuple[tuple[str, float, float, float], ...]


class Writing(Protocol):
    """Writes a conversation as a file."""

    def as_text(self, lines: Sequence[Line]) -> str: ...

    def as_srt(self, lines: Sequence[Line]) -> str: ...

    def as_json(self, lines: Sequence[Line]) -> str: ...


class Pausing(Protocol):
    """Stops and resumes the recording of a call; what it did is in the audit trail."""

    def pause(self, call_id: str, person_id: int) -> bool:
        """Nothing is recorded from now on; False where that could not be done, or the person
        is not the one who talks in this call."""
        ...

    def resume(self, call_id: str, person_id: int) -> bool:
        """What is said is recorded again; False as above."""
        ...


@dataclass(frozen=True)
class Office:
    """One hotline, as its desk sees it.

    titles: what each skill is called, by skill and language; languages: those of the hotline,
    the first one is its own. `short_abandon` is in seconds; the policy has the targets and the
    ladder. `speed`: how many times faster than life the clock runs. `secure`: the pages are
    served over https. `most_streams`: live pages that one process serves at once; each holds
    a thread that webhooks then cannot use.

    sounds, writing, pausing: None where that is not offered. `models`: the languages that can be
    transcribed. `consent`: how callers learn of the recording: "ask", "announce" or "off".
    `pause_at_most`: seconds after which a paused recording goes on by itself.
    """

    store: Store
    board: Board
    changes: Changes
    policy: Policy
    clock: Clock
    zone: ZoneInfo
    name: str
    agent_number: str
    titles: Mapping[str, Mapping[str, str]]
    languages: tuple[str, ...]
    short_abandon: float = 5.0
    speed: float = 1.0
    secure: bool = False
    most_streams: int = 8
    attempts: Attempts = field(default_factory=AttemptsHere)
    signed_out: SignedOut = field(default_factory=SignedOutHere)
    sounds: Sounds | None = None
    writing: Writing | None = None
    pausing: Pausing | None = None
    models: frozenset[str] = frozenset()
    consent: str = "ask"
    pause_at_most: float = 120.0
