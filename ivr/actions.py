"""What the hotline does next: plain values that the telephone side renders."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Line:
    """One spoken line: a message of `prompts/*.ftl` in `language`, with its arguments."""

    message: str
    language: str
    arguments: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True)
class Say:
    line: Line


@dataclass(frozen=True)
class Ask:
    """Speak `lines`, then listen for speech in `language` and for `digits` keys.

    None: for any number of keys, up to the hash key.
    """

    lines: tuple[Line, ...]
    language: str
    digits: int | None = 1
    hints: tuple[str, ...] = ()
    speech: bool = True


@dataclass(frozen=True)
class RecordVoice:
    """Speak `lines`, beep, and keep what is said for at most `seconds`."""

    lines: tuple[Line, ...]
    kind: str
    seconds: int


@dataclass(frozen=True)
class JoinQueue:
    """Put the caller in line for `skill` (None: anybody); `again` keeps the old place."""

    skill: str | None
    supervisor: bool
    again: bool = False


@dataclass(frozen=True)
class Hold:
    """Music, for a round of the waiting line."""


@dataclass(frozen=True)
class StayInLine:
    """Go on waiting, with the next round of the waiting line."""


@dataclass(frozen=True)
class PutAway:
    """Keep the caller's place without their leg, and call `number` when it is their turn.

    `number` is E.164, or the digits as the caller keyed or said them.
    """

    number: str


@dataclass(frozen=True)
class StartRecording:
    """Record both sides from here on."""


@dataclass(frozen=True)
class Meet:
    """Join the conference in which the agent is, or will be."""


@dataclass(frozen=True)
class HangUp:
    pass


Action = (
    Say
    | Ask
    | RecordVoice
    | JoinQueue
    | Hold
    | StayInLine
    | PutAway
    | StartRecording
    | Meet
    | HangUp
)
