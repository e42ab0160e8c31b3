"""Each skill's line against its target."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from desk.live.floor import OnDuty, Waiting
from desk.live.posts import Doing
from queueing.model import ANY_SKILL
from queueing.policy import Policy

_OFF_BOARD = frozenset({Doing.AWAY, Doing.UNCONNECTED})


class LineState(StrEnum):
    """How a line does, the best first."""

    FREE = "free"  # nobody waits, and somebody could answer at once
    BUSY = "busy"  # nobody waits, and everybody is at it
    EMPTY = "empty"  # nobody waits, and nobody would come
    IN_TIME = "in-time"
    LATE = "late"  # somebody waits longer than the target
    NOBODY = "nobody"  # somebody waits, and nobody on the board knows about it


@dataclass(frozen=True)
class LineNow:
    """The line for one skill, None: for who asked for none. `first` is when the one came who
    waits longest (epoch seconds), `target` in seconds; `agents` are on the board for it, `free`
    of them idle."""

    skill: str | None
    state: LineState
    waiting: int
    late: int
    first: float | None
    target: float
    agents: int
    free: int


def lines(
    skills: Iterable[str], policy: Policy, waiting: Sequence[Waiting], agents: Sequence[OnDuty]
) -> tuple[LineNow, ...]:
    """The line of each skill in their order; that of no skill only while somebody stands there."""
    there = [agent for agent in agents if agent.doing not in _OFF_BOARD]
    found = [
        _line(skill, policy, [one for one in waiting if one.caller.skill == skill], there)
        for skill in (*skills, None)
    ]
    return tuple(line for line in found if line.skill is not None or line.waiting)


def _line(
    skill: str | None, policy: Policy, waiting: Sequence[Waiting], there: Sequence[OnDuty]
) -> LineNow:
    serving = [one for one in there if skill is None or skill in dict(one.skills)]
    free = sum(one.doing is Doing.IDLE for one in serving)
    late = sum(one.late for one in waiting)
    return LineNow(
        skill=skill,
        state=_state(len(waiting), late, len(serving), free),
        waiting=len(waiting),
        late=late,
        first=min((one.arrived for one in waiting), default=None),
        target=policy.target_of(skill or ANY_SKILL),
        agents=len(serving),
        free=free,
    )


def _state(waiting: int, late: int, agents: int, free: int) -> LineState:
    if not agents:
        return LineState.NOBODY if waiting else LineState.EMPTY
    if waiting:
        return LineState.LATE if late else LineState.IN_TIME
    return LineState.FREE if free else LineState.BUSY
