"""The pools an agent is ready in. The lines a call stands in are in lua/includes/lines.lua."""

from collections.abc import Iterator
from typing import NamedTuple

from queueing.model import ANY_SKILL, OWNER, SUPERVISOR, Agent

BEST_LEVEL = 5
RANKS_A_LEVEL = 64  # fewest skills first; so many are told apart


class Place(NamedTuple):
    """An agent's place in a pool: lower ranks are preferred.

    `level`: which of the pool's lines they serve, those from 1 up to it, `billing.id.1`,
    `billing.id.2`...; 0 where the pool has but one line, of its own name.
    """

    pool: str
    level: int
    rank: int

    @property
    def lines(self) -> tuple[str, ...]:
        if not self.level:
            return (self.pool,)
        return tuple(f"{self.pool}.{least}" for least in range(1, self.level + 1))


def rank(level: int, skills: int) -> int:
    """Preference for an agent in a pool, lower is better: by level, then by fewest skills."""
    return (BEST_LEVEL - level) * RANKS_A_LEVEL + min(skills, RANKS_A_LEVEL - 1)


def places(agent: Agent) -> Iterator[Place]:
    """Every pool that the agent is in while ready."""
    skills = len(agent.skills)
    general = rank(BEST_LEVEL, skills)
    yield Place(f"{OWNER}.{agent.id}", 0, general)
    for language in dict.fromkeys(agent.languages):
        if agent.supervisor or agent.on_call:
            yield Place(f"{SUPERVISOR}.{language}", 0, general)
        if agent.on_call:
            continue
        yield Place(f"{ANY_SKILL}.{language}", 0, general)
        for skill, level in agent.skills.items():
            yield Place(f"{skill}.{language}", level, rank(level, skills))


def read_places(served: str) -> Iterator[Place]:
    """`served`, read back."""
    parts = iter(served.split())
    for pool, level, rank in zip(parts, parts, parts, strict=True):
        yield Place(pool, int(level), int(rank))


def served(agent: Agent) -> str:
    """`places` as the scripts read them: pool, level, rank, pool... by single spaces."""
    return " ".join(f"{pool} {level} {rank}" for pool, level, rank in places(agent))
