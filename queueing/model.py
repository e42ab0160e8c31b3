"""What the board knows: needs, agents, offers, rungs, and the lines that join them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from math import inf

ANY_SKILL = "any"
SUPERVISOR = "supervisor"
OWNER = "agent"  # names the line of the callers who wait for one agent
PERSONAL = "person"
"""The skill of a need for its owner alone. Nobody serves its line, and it has no ladder."""
RESERVED = frozenset({ANY_SKILL, SUPERVISOR, OWNER, PERSONAL})
"""What no agent can have learnt."""
VISIT = "visit-"
"""How the id of a call begins that is no caller's: an agent asks for a colleague."""

_WORD = re.compile(r"[A-Za-z0-9_-]+")
_ID = re.compile(r"[^\s\0]+")


def checked_id(text: str) -> str:
    """The id itself; raises ValueError if it is empty or holds white space."""
    if not _ID.fullmatch(text):
        raise ValueError(f"an id has no white space and is not empty, got {text!r}")
    return text


def check_word(text: str) -> None:
    """Raises ValueError for what cannot be a skill or a language."""
    if not _WORD.fullmatch(text):
        raise ValueError(f"a skill or language is letters, digits, - and _, got {text!r}")


def _check_level(level: int) -> None:
    if not 1 <= level <= 5:
        raise ValueError(f"a level is from 1 to 5, got {level}")


@dataclass(frozen=True)
class Need:
    """What a call needs from whoever takes it.

    `level` is the least skill level (1-5) at which an agent is a good match; the rung
    `widen` lowers it to 1. `owner` is the id of the agent who knows this caller's case; with
    the skill PERSONAL nobody else will ever do.
    Raises ValueError for a name or level that cannot be.
    """

    language: str
    skill: str = ANY_SKILL
    level: int = 1
    owner: str | None = None
    supervisor: bool = False

    def __post_init__(self) -> None:
        check_word(self.language)
        check_word(self.skill)
        _check_level(self.level)
        if self.skill in {SUPERVISOR, OWNER}:
            raise ValueError(f"{self.skill!r} names a line, it cannot be a skill")
        if self.owner is not None:
            checked_id(self.owner)
        if self.skill == PERSONAL and (self.owner is None or self.supervisor):
            raise ValueError(f"{PERSONAL!r} needs an owner and nobody else, got {self}")


@dataclass(frozen=True)
class Agent:
    """One who takes calls: languages, and a level from 1 to 5 for each skill.

    `on_call`: takes only callers who need a supervisor, and those whose case is their own.
    Raises ValueError for a name or level that cannot be.
    """

    id: str
    languages: tuple[str, ...]
    skills: Mapping[str, int] = field(default_factory=dict)
    supervisor: bool = False
    on_call: bool = False

    def __post_init__(self) -> None:
        checked_id(self.id)
        for language in self.languages:
            check_word(language)
        for skill, level in self.skills.items():
            check_word(skill)
            _check_level(level)
        if reserved := self.skills.keys() & RESERVED:
            raise ValueError(f"{sorted(reserved)} name lines, they cannot be skills")


@dataclass(frozen=True)
class Offer:
    """An agent is asked to take a call, until `deadline` (epoch seconds)."""

    call: str
    agent: str
    token: str
    deadline: float


@dataclass(frozen=True)
class Talk:
    """A talk that goes on, as the records know it.

    `arrived` is when the call first joined, `since` when this talk was accepted (epoch
    seconds); `climbed` counts rungs; `bonus` and `talked` are as in `Board.join`, `talked`
    without this talk; `token` may be any that names no other talk.
    Raises ValueError for ids with white space.
    """

    call: str
    need: Need
    arrived: float
    agent: Agent
    token: str
    since: float
    climbed: int = 0
    bonus: float = 0.0
    talked: float = 0.0

    def __post_init__(self) -> None:
        checked_id(self.call)
        checked_id(self.token)


@dataclass(frozen=True)
class Pace:
    """How a skill's calls go: `handle` is the mean time of a talk with its wrap-up, `patience`
    the mean time after which a caller gives up (None: they never did). Seconds, above 0,
    otherwise ValueError."""

    handle: float
    patience: float | None = None

    def __post_init__(self) -> None:
        for seconds in (self.handle, self.patience):
            if seconds is not None and not 0 < seconds < inf:
                raise ValueError(f"a pace is above 0, got {seconds}")


class Act(StrEnum):
    """What a rung does when it is climbed. TELL and CALLBACK happen outside the board."""

    WIDEN = "widen"
    TELL = "tell"
    CALLBACK = "callback"
    RAISE = "raise"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"


@dataclass(frozen=True)
class Rung:
    """One hold threshold: `after` seconds of waiting, `act` happens once."""

    after: float
    act: Act


class Cause(StrEnum):
    """Why an offer came back; each pauses the agent for a time of its own."""

    DECLINED = "declined"
    BUSY = "busy"
    MISSED = "missed"
    FAILED = "failed"


class CallState(StrEnum):
    WAITING = "waiting"
    OFFERED = "offered"
    TALKING = "talking"


class AgentState(StrEnum):
    """What the system knows of an agent; what the agent chose (status) is in the records."""

    IDLE = "idle"
    OFFERED = "offered"
    TALKING = "talking"
    WRAP_UP = "wrap-up"
    PAUSED = "paused"
