"""What the telephone side works with, handed over by `sapa.wiring`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from ivr.flow import Flow
from ivr.hours import Hours
from queueing.board import Board
from queueing.model import Offer
from records.session import Store
from webhooks.links import Links
from webhooks.signature import Signatures


class Clock(Protocol):
    def now(self) -> float:
        """Epoch seconds."""
        ...


class Jobs(Protocol):
    """Work that is done after the reply, by another process; asking twice does no harm."""

    def bring_agent(self, offer: Offer) -> None:
        """Ask the agent of this offer to the phone."""
        ...

    def bring_caller(self, call_id: str) -> None:
        """Fetch the caller out of the waiting line: their agent is there."""
        ...

    def release_caller(self, call_id: str, talk_id: int) -> None:
        """Fetch the caller out of the conference: that talk is over for the agent."""
        ...

    def stop_ringing(self, call_id: str, agent: str) -> None:
        """Stop the agent's phone if it still rings for this call."""
        ...

    def keep_recording(self, sid: str) -> None:
        """Fetch a finished recording."""
        ...


@dataclass(frozen=True)
class Timing:
    """Seconds. `standby` and `ring`: how long an offer stays open; `presence`: how long an
    agent counts as there after their last sign of life; `shift`: the same for those we ring."""

    standby: float = 20.0
    ring: float = 35.0
    presence: float = 150.0
    shift: float = 12 * 3600.0


@dataclass(frozen=True)
class Switchboard:
    """Everything a webhook or a telephone job may touch. `levels`: least good level
    by skill; `data`: the folder that recordings lie in."""

    store: Store
    board: Board
    flow: Flow
    hours: Hours
    zone: ZoneInfo
    clock: Clock
    jobs: Jobs
    links: Links
    signatures: Signatures
    timing: Timing
    number: str
    country: str
    withheld: frozenset[str]
    levels: Mapping[str, int]
    data: Path

    @property
    def language(self) -> str:
        """The language in which strangers are greeted."""
        return self.flow.script.languages[0]

    def local_time(self) -> datetime:
        return datetime.fromtimestamp(self.clock.now(), self.zone)
