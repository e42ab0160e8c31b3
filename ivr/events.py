"""What can happen to a conversation, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Incoming:
    """The phone rings. `is_open` says whether people are there to answer.

    `opening` says by language when they are there again ("tomorrow at 8 a.m.").
    """

    is_open: bool
    name: str | None = None
    honorific: str | None = None
    language: str | None = None
    opening: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Heard:
    """A recogniser wrote down what the caller said."""

    said: str


@dataclass(frozen=True)
class Keyed:
    """The caller pressed keys."""

    digits: str


@dataclass(frozen=True)
class Silence:
    """A question's time passed and nothing was heard."""


@dataclass(frozen=True)
class VoiceRecorded:
    """The caller spoke after the tone, for `seconds`."""

    seconds: float


@dataclass(frozen=True)
class Joined:
    """The caller hears the waiting line for the first time."""


@dataclass(frozen=True)
class Brought:
    """An agent has taken the call; the caller's leg is out of the waiting line."""

    agent: str


@dataclass(frozen=True)
class LineBroke:
    """The waiting line ended without an agent and without a hang-up."""


@dataclass(frozen=True)
class AgentLost:
    """The agent's leg is gone in mid-talk, against everybody's wish."""


@dataclass(frozen=True)
class Transferred:
    """The agent passes the caller on to `skill`."""

    skill: str


@dataclass(frozen=True)
class TalkOver:
    """The agent has ended the talk; the caller is still there."""


@dataclass(frozen=True)
class Fault:
    """Our own handler failed or came too late; the network asks what to do."""


@dataclass(frozen=True)
class HungUp:
    """The caller's leg is over."""


Event = (
    Incoming
    | Heard
    | Keyed
    | Silence
    | VoiceRecorded
    | Joined
    | Brought
    | LineBroke
    | AgentLost
    | Transferred
    | TalkOver
    | Fault
    | HungUp
)
