"""The cases that `bench.holding` plays, each with what formulas say of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import permutations
from math import inf

import numpy as np

from bench import day
from bench.erlang import Waiting, impatient, limited, unlimited
from bench.scene import START, Person, Scene, Shift
from queueing.model import Pace

TARGET = 20.0
PRIMARY, SECONDARY = 5, 3  # levels
POLICIES = ("sapa", "longest-idle", "asterisk", "freeswitch", "connect", "primary-first", "index")
LADDERS = ("sapa/0", "sapa/5", "sapa/10", "sapa/20", "sapa/30", "sapa/60", "sapa")


@dataclass(frozen=True)
class Case:
    """`make(seed, calls)`: one seed's scene. `bound`: the pooled agents by formula, where there
    is one. `paces`: by skill."""

    about: str
    make: Callable[[int, int], Scene]
    paces: Mapping[str, Pace]
    bound: Waiting | None = None
    policies: tuple[str, ...] = POLICIES


def skills(several: int) -> list[str]:
    return [f"skill{number}" for number in range(several)]


def pairs(several: int, each: int) -> tuple[Person, ...]:
    """So many people for each ordered pair of skills, a primary and a secondary one."""
    pairs = list(permutations(skills(several), 2))
    return tuple(Person({first: PRIMARY, second: SECONDARY}) for first, second in pairs * each)


def specialists(several: int, each: int) -> tuple[Person, ...]:
    """So many people for each skill, who have no other."""
    return tuple(Person({skill: PRIMARY}) for skill in skills(several) * each)


def steady(
    people: tuple[Person, ...],
    load: float,
    service: float,
    *,
    level: int = 1,
    patience: float | None = None,
    places: float = inf,
) -> Callable[[int, int], Scene]:
    """Calls for all primary skills alike at one rate, exponential times, nobody ever away."""
    kinds = tuple((skill, level) for skill in sorted({person.primary for person in people}))
    shifts = [Shift(START, agent, comes=True) for agent in range(len(people))]

    def make(seed: int, calls: int) -> Scene:
        gaps, needs, talks, ends = (np.random.default_rng([seed, number]) for number in range(4))
        arrived = START + np.cumsum(gaps.exponential(service / load, calls))
        return Scene(
            people,
            kinds,
            arrived.tolist(),
            needs.integers(len(kinds), size=calls).tolist(),
            talks.exponential(service, calls).tolist(),
            ends.exponential(patience, calls).tolist() if patience else [inf] * calls,
            shifts,
            places,
            warm=min(2000, calls // 10),
        )

    return make


def paces(several: int, handle: float, patience: float | None = None) -> dict[str, Pace]:
    return dict.fromkeys(skills(several), Pace(handle, patience))


REFERENCE, ONE, FULL = pairs(6, 3), specialists(1, 90), limited(90, 84, 600, 30, TARGET)
CASES = {
    "reference": Case(
        "90 agents with 2 of 6 skills in ordered pairs, 84 erlang of 600 s, 30 places",
        steady(REFERENCE, 84, 600, places=30),
        paces(6, 600),
        FULL,
    ),
    "small": Case(
        "12 agents with 2 of 3 skills in ordered pairs, 9.6 erlang of 300 s",
        steady(pairs(3, 2), 9.6, 300),
        paces(3, 300),
        unlimited(12, 9.6, 300, TARGET),
    ),
    "day": Case(
        "30 agents of 1 to 4 skills, peaks, breaks, absences, two who know customs, patience",
        day.uneven,
        {skill: Pace(handle, day.PATIENCE) for skill, handle in day.SERVICE.items()},
    ),
    "ladder": Case(
        "the reference, where calls need level 4 until they are widened (sapa/5: after 5 s)",
        steady(REFERENCE, 84, 600, level=4, places=30),
        paces(6, 600),
        FULL,
        LADDERS,
    ),
    "single": Case(
        "the reference, with agents of one skill each",
        steady(specialists(6, 15), 84, 600, places=30),
        paces(6, 600),
        FULL,
        ("sapa", "longest-idle"),
    ),
    "pooled": Case(
        "the reference, with but one skill",
        steady(ONE, 84, 600, places=30),
        paces(1, 600),
        FULL,
        ("sapa", "longest-idle"),
    ),
    "patient": Case(
        "90 agents, one skill, 84 erlang of 600 s, patience of 120 s",
        steady(ONE, 84, 600, patience=120),
        paces(1, 600, 120),
        impatient(90, 84, 600, 120),
        ("sapa", "longest-idle"),
    ),
}
