"""What the board answers, beyond a single offer."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from queueing.model import AgentState, CallState, Need, Offer, Rung


@dataclass(frozen=True)
class Declined:
    """An offer came back. `broke`: the agent is off the board and should be given the status break."""

    offers: tuple[Offer, ...] = ()
    broke: bool = False


@dataclass(frozen=True)
class Left:
    """A call is gone from the board.

    `state` is what it was (None: it was not on the board, nothing changed); `agent` and `token`
    are those of its open offer or talk, so that a phone still ringing for it can be stopped.
    """

    state: CallState | None = None
    agent: str | None = None
    token: str | None = None
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True)
class HandedOver:
    """A talk has another agent. `token` is that of their talk; `offers`: for the call that they
    were asked to take meanwhile."""

    token: str
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True)
class Climb:
    """A call has climbed `rung`, the `index`th (from 0) of its ladder."""

    call: str
    index: int
    rung: Rung


@dataclass(frozen=True)
class Tick:
    """What one turn of the clock did.

    offers: new ones, and old ones that no job has claimed; expired: those whose time ran out,
    missed by their agents if they had been delivered, else failed;
    broke: agents off the board after too many misses; lapsed: agents off it because their
    presence ran out. `more`: the bound was reached, turn again at once.
    """

    offers: tuple[Offer, ...] = ()
    climbs: tuple[Climb, ...] = ()
    expired: tuple[Offer, ...] = ()
    broke: tuple[str, ...] = ()
    lapsed: tuple[str, ...] = ()
    more: bool = False


@dataclass(frozen=True)
class CallEntry:
    """A call on the board. `arrived` and `since` (of its state) are epoch seconds; `climbed`
    counts rungs; `lines` are those it stands in, none unless it waits; `agent`, `token` and
    `deadline` belong to its open offer, `agent` and `token` to its talk. `bonus`: seconds by
    which it counts as arrived earlier, also from `move_up`, but not from its rungs."""

    call: str
    state: CallState
    since: float
    need: Need
    arrived: float
    climbed: int
    lines: tuple[str, ...]
    agent: str | None
    token: str | None
    deadline: float | None
    bonus: float = 0.0


@dataclass(frozen=True)
class AgentEntry:
    """An agent on the board; times are epoch seconds. `until` ends a wrap-up or a pause;
    `leaving`: off the board when the talk ends; `extended`: the wrap-up was made longer."""

    agent: str
    state: AgentState
    since: float
    call: str | None
    present_until: float
    until: float | None
    leaving: bool
    extended: bool = False


@dataclass(frozen=True)
class Outlook:
    """What a caller can be told of their wait.

    `ahead`: callers who are served before them; `agents`: those on the board, whatever they do
    now, who serve the caller's lines or will once the call is widened. `expected` and `upper`
    (not passed by four of five): seconds of waiting from now on; None while nothing is known
    of the handling time, or nobody is there.
    """

    ahead: int
    agents: int
    expected: float | None
    upper: float | None


@dataclass(frozen=True)
class Snapshot:
    """The board at one instant: calls by arrival, agents by id. The changes after it follow `cursor`."""

    calls: tuple[CallEntry, ...]
    agents: tuple[AgentEntry, ...]
    cursor: str


class Kind(StrEnum):
    """What can happen on a board; `detail` of a change holds what stands in brackets."""

    JOINED = "joined"  # [arrived, climbed]
    RESUMED = "resumed"  # [arrived, climbed] a talk is back on a board that was emptied
    OFFERED = "offered"  # [deadline]
    ACCEPTED = "accepted"
    DECLINED = "declined"  # [cause]
    MISSED = "missed"  # [cause]
    WITHDRAWN = "withdrawn"  # [why] the offer: its agent retired, lapsed, or is talking
    CLIMBED = "climbed"  # [rung, act]
    RELEASED = "released"  # [owner] the call waits no longer for its owner alone
    MOVED = "moved"  # [bonus] the call is the first of its lines
    GIVEN = "given"  # [until] the call waits for this agent alone
    HANDED = "handed"  # [from] the talk's agent is this one, no longer that one
    REJOINED = "rejoined"
    LEFT = "left"  # [state] that it left from
    READY = "ready"
    WRAPPING = "wrapping"  # [until] once more if it is made longer
    BROKE = "broke"  # [misses] always followed by retired
    RETIRED = "retired"  # [why] retired, lapsed, broke, lost


@dataclass(frozen=True)
class Change:
    """One event of the board's stream. `id` is the cursor after it; `at` is epoch seconds."""

    id: str
    kind: Kind
    at: float
    call: str | None
    agent: str | None
    detail: Mapping[str, str]
