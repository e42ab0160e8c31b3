"""What the telephone side works with, handed over by `sapa.wiring`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol
from zoneinfo import ZoneInfo

from ivr.flow import Flow
from ivr.hours import Hours
from queueing.board import Board
from queueing.model import Offer
from queueing.policy import Policy
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

    def call_back(self, call_id: str) -> None:
        """Ring the customer of a call that waits without a leg."""
        ...

    def ask_whether_solved(self, follow_up_id: int) -> None:
        """Ring a customer and ask whether their case is solved."""
        ...

    def notify(self, notification_id: int) -> None:
        """Send a customer the words that are on record for them."""
        ...

    def stop_calling(self, call_id: str) -> None:
        """Stop the customer's phone if it still rings for this call, which is over."""
        ...

    def stop_ringing(self, call_id: str, agent: str) -> None:
        """Stop the agent's phone if it rings, or was taken, for this call in vain."""
        ...

    def settle_visit(self, visit_id: str) -> None:
        """Bring the legs of a visit to where they belong, by what is on record of it."""
        ...

    def keep_recording(self, sid: str, *, soon: bool = False) -> None:
        """Fetch a finished recording; `soon`: an agent is about to hear it."""
        ...

    def toggle_recording(self, call_id: str, person_id: int) -> None:
        """Pause the recording of the talk that this person is in, or let it go on."""
        ...


class Sounds(Protocol):
    """Where recordings lie."""

    def whole(self, key: str) -> bytes | None:
        """All of a short sound; None if it is not to be had."""
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
class Callbacks:
    """Calling back those who would rather not hold.

    `first`: who is on the line first. Customers are rung from `from_minute` up to
    `to_minute` (minutes after midnight in the hotline's zone). `retry`: seconds until the
    next try after each one that reached nobody. `countries`: where numbers may be rung; all if
    none is named. `offer_after`: expected seconds of waiting
    from which a callback is offered without a rung.
    """

    enabled: bool = True
    first: Literal["agent", "customer"] = "agent"
    from_minute: int = 8 * 60
    to_minute: int = 20 * 60
    retry: tuple[float, ...] = (300.0, 1800.0)
    offer_after: float = 180.0
    countries: tuple[str, ...] = ()


@dataclass(frozen=True)
class CaseRules:
    """What customers are owed about their cases; times in seconds.

    `window`: contacts within it count as repeated. `target`: when a case should be solved.
    Customers are asked by `follow_up` whether theirs is, `follow_up_after` it was said to be, at
    most `follow_up_tries` times, `follow_up_again` apart. `warn_before`: how long before a
    promised time its owner is warned. `parting`: who stays on the line is asked how it went; a
    rating up to `low_rating` is a promise of a supervisor within `supervisor_within`. `texts`:
    text messages can be sent.
    """

    window: float = 30 * 86400.0
    target: float = 48 * 3600.0
    follow_up: Literal["call", "text"] = "call"
    follow_up_after: float = 86400.0
    follow_up_tries: int = 3
    follow_up_again: float = 86400.0
    warn_before: float = 900.0
    parting: bool = True
    low_rating: int = 2
    supervisor_within: float = 86400.0
    texts: bool = False


@dataclass(frozen=True)
class GoodwillRules:
    """Gestures to customers, in whole units of `currency`: what each role may grant for one
    case, and `per_case` what all together may."""

    currency: str = "IDR"
    agent: int = 0
    supervisor: int = 100_000
    manager: int = 500_000
    per_case: int = 500_000


@dataclass(frozen=True)
class IncidentRules:
    """When many customers report the same: within `window` seconds, at least `least` of them,
    more than the same hours of the past `weeks` explain. `false_alarms`: so many in 30 quiet
    days are put up with."""

    enabled: bool = True
    window: float = 3600.0
    weeks: int = 4
    least: int = 3
    false_alarms: float = 1.0


@dataclass(frozen=True)
class Rules:
    """What the hotline grants its callers; times in seconds.

    `most_waiting`: callers in line when it is full. `repeat_bonus`: waiting granted in advance
    to who phones again within `repeat_within`. `regain_within`: how long the place of a caller
    who was cut off is kept. `back_by`: when a promise of a supervisor is due.
    `pause_at_most`: how long a recording stays paused if nobody resumes it. `visit_patience`:
    how long an agent waits for a colleague of whom any will do. `blind_transfers`: whether
    callers may be passed on without a word between the agents.
    """

    callbacks: Callbacks = field(default_factory=Callbacks)
    most_waiting: int = 500
    repeat_bonus: float = 30.0
    repeat_within: float = 86400.0
    regain_within: float = 120.0
    back_by: float = 3600.0
    pause_at_most: float = 120.0
    visit_patience: float = 60.0
    blind_transfers: bool = False
    cases: CaseRules = field(default_factory=CaseRules)
    goodwill: GoodwillRules = field(default_factory=GoodwillRules)
    incidents: IncidentRules = field(default_factory=IncidentRules)


@dataclass(frozen=True)
class Switchboard:
    """Everything a webhook or a telephone job may touch. `levels`: least good level
    by skill. `discreet`: what a caller said in a language, without card numbers and the like."""

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
    sounds: Sounds
    discreet: Callable[[str, str], str]
    rules: Rules = field(default_factory=Rules)
    policy: Policy = field(default_factory=Policy)

    @property
    def language(self) -> str:
        """The language in which strangers are greeted."""
        return self.flow.script.languages[0]

    def local_time(self) -> datetime:
        return datetime.fromtimestamp(self.clock.now(), self.zone)
