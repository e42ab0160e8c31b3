"""What the desk works with, handed over by `sapa.wiring`."""

from collections.abc import Mapping
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


@dataclass(frozen=True)
class Office:
    """One hotline, as its desk sees it.

    titles: what each skill is called, by skill and language; languages: those of the hotline,
    the first one is its own. `short_abandon` is in seconds; the policy has the targets and the
    ladder. `speed`: how many times faster than life the clock runs. `secure`: the pages are
    served over https. `most_streams`: live pages that one process serves at once; each holds
    a thread that webhooks then cannot use.
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
