"""How long a caller will wait, from who is ahead of them: the queue-length predictor that knows
of abandonment.

While a caller has k others ahead, one place is gained whenever one of the agents ends a call
or one of the k gives up: at the rate agents / handle + k / patience. The wait is the sum of
those times, taken as independent and exponential, from the number ahead down to none.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import product
from math import log, sqrt
from typing import NamedTuple, TypeAlias

from queueing.lines import BEST_LEVEL, Place
from queueing.model import OWNER, SUPERVISOR, Pace

_Pair: TypeAlias = tuple[str, str]

_TWICE = f"{SUPERVISOR}."  # most who wait there stand in the line of a skill too
_ROUNDS = 8  # of a correction that settles soon
_FOREMOST = 8  # pools, of those that share agents with another, so that an outlook is cheap
_EXACT = 64  # places that are summed one by one; the others come as an integral
_Z = 0.8416212335729143  # the standard normal's 0.8 quantile


class Wait(NamedTuple):
    """Mean (seconds) and variance of a wait; of two waits the shorter mean is the lesser."""

    mean: float
    variance: float

    def upper(self) -> float:
        """The 0.8 quantile, as of a gamma distribution with these moments (Wilson-Hilferty)."""
        if not self.mean:
            return 0.0
        ninth = self.variance / (9 * self.mean**2)
        return self.mean * max(0.0, 1 - ninth + _Z * sqrt(ninth)) ** 3


NO_WAIT = Wait(0.0, 0.0)


class Work(NamedTuple):
    """Calls in another line that are served before this one by agents of its own line, and the
    part of those agents who may be kept busy by them."""

    calls: float
    part: float


def wait(ahead: float, agents: float, pace: Pace, others: Sequence[Work] = ()) -> Wait:
    """The wait of a caller with so many ahead, where so many agents serve (above 0).

    Work of other lines counts as callers ahead, but of all who are served until then no greater
    part than the agents who share those lines can take; hence the rounds.
    """
    total = ahead + sum(work.calls for work in others)
    for _ in range(_ROUNDS if others else 0):
        total = ahead + sum(min(work.calls, work.part * (total + 1)) for work in others)
    served, left = agents / pace.handle, 1 / pace.patience if pace.patience else 0.0
    places = total + 1
    whole = min(int(places), _EXACT)
    times = [1 / (served + place * left) for place in range(whole)]
    rest = _rest(served, left, whole, places)
    return Wait(sum(times) + rest.mean, sum(time**2 for time in times) + rest.variance)


def _rest(served: float, left: float, first: int, places: float) -> Wait:
    """Places from `first` on, as an integral from half a place before."""
    nearest, farthest = served + (first - 0.5) * left, served + (places - 0.5) * left
    if not left:
        return Wait((places - first) / served, (places - first) / served**2)
    return Wait(log(farthest / nearest) / left, (1 / nearest - 1 / farthest) / left)


class Share(NamedTuple):
    """What a pool has in common with another one.

    calls: the part of the other pool's callers that agents of this one take;
    agents: the part of this pool's agents who serve the other one too.
    """

    pool: str
    levels: int
    calls: float
    agents: float


def shares(crew: Iterable[Sequence[Place]]) -> dict[str, list[Share]]:
    """For each pool the others that its agents serve, from the places of all agents.

    An agent with several skills is there for a caller of each for as small a part of the time.
    """
    agents, there = defaultdict[_Pair, int](int), defaultdict[_Pair, float](float)
    levels = dict[str, int]()
    for places in crew:
        shared = [place for place in places if not place.pool.startswith(f"{OWNER}.")]
        levels |= {place.pool: BEST_LEVEL if place.level else 0 for place in shared}
        skills = sum(place.level > 0 for place in shared)
        for one, other in product(shared, shared):
            agents[one.pool, other.pool] += 1
            there[one.pool, other.pool] += 1 / max(skills, 1)
    found = defaultdict[str, list[Share]](list)
    for (own, pool), common in agents.items():
        if own != pool and not pool.startswith(_TWICE):
            calls = there[own, pool] / there[pool, pool]
            found[own].append(Share(pool, levels[pool], calls, common / agents[own, own]))
    return {pool: _foremost(others) for pool, others in found.items()}


def _foremost(others: list[Share]) -> list[Share]:
    """Those that most agents serve too; they stand for the others as well."""
    foremost = sorted(others, key=lambda share: (-share.agents, share.pool))[:_FOREMOST]
    calls = sum(share.calls for share in others) / sum(share.calls for share in foremost)
    agents = sum(share.agents for share in others) / sum(share.agents for share in foremost)
    return [
        share._replace(calls=share.calls * calls, agents=share.agents * agents)
        for share in foremost
    ]
