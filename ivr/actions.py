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
    """Music, for a round of the waiting line. Keys are heard in it, and with a `language` words."""

    language: str | None = None


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
class Rate:
    """The caller's word on how it went, from 1 (bad) to 5; `promise`: they were told that a
    supervisor will call them."""

    rating: int
    promise: bool


@dataclass(frozen=True)
class Confirm:
    """The customer says whether their case is solved."""

    solved: bool


@dataclass(frozen=True)
class OweCall:
    """The owner of the case calls the customer back: they were told so, or hung up before."""


@dataclass(frozen=True)
class WantTexts:
    """Whether the caller wants text messages."""

    wanted: bool


@dataclass(frozen=True)
class AwaitIncident:
    """The caller does not wait for a person: they will be called when trouble `id` is over."""

    id: int


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
    | Rate
    | Confirm
    | OweCall
    | WantTexts
    | AwaitIncident
    | StartRecording
    | Meet
    | HangUp
)
