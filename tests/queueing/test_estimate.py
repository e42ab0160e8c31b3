"""The arithmetic of waiting, against closed forms and against callers who are simulated."""

import random
from collections.abc import Iterator
from math import log
from statistics import mean, quantiles
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queueing.estimate import NO_WAIT, Share, Work, shares, wait
from queueing.lines import places
from queueing.model import Agent, Pace

HANDLE, CALLERS = 300.0, 2000
SOON, LATE, NEVER = Pace(HANDLE, 100), Pace(HANDLE, 600), Pace(HANDLE)


class Scene(NamedTuple):
    """Agents for billing only, for both, and for repair only; callers ahead in either line."""

    billers: int
    both: int
    repairers: int
    billing: int
    repair: int
    pace: Pace = NEVER

    def waits(self) -> Iterator[float]:
        """Of callers who join billing last, while everybody talks and many give up."""
        chance = random.Random(5)
        for _ in range(CALLERS):
            yield self._wait(chance)

    def _wait(self, chance: random.Random) -> float:
        line = ["billing"] * self.billing + ["repair"] * self.repair
        chance.shuffle(line)
        leaves = [chance.expovariate(1 / self.pace.patience) if self.pace.patience else 1e9
                  for _ in line]  # fmt: skip
        ahead, now = list(zip(line, leaves, strict=True)), 0.0
        crew = [{"billing"}] * self.billers + [{"billing", "repair"}] * self.both
        crew += [{"repair"}] * self.repairers
        while True:
            now += chance.expovariate(len(crew) / self.pace.handle)
            serves = chance.choice(crew)
            ahead = [(skill, until) for skill, until in ahead if until > now]
            first = next((one for one in ahead if one[0] in serves), None)
            if first:
                ahead.remove(first)
            elif "billing" in serves:
                return now


def alone(ahead: int, agents: int, pace: Pace) -> Scene:
    return Scene(agents, 0, 0, ahead, 0, pace)


def test_each_place_is_a_time_of_its_own() -> None:
    by_hand = [1 / (4 / 300 + place / 100) for place in range(6)]
    found = wait(5, 4, SOON)
    assert found.mean == pytest.approx(sum(by_hand))
    assert found.variance == pytest.approx(sum(time**2 for time in by_hand))


@pytest.mark.parametrize("agents", [1, 20, 1000])
@pytest.mark.parametrize("pace", [SOON, LATE, NEVER])
def test_a_long_line_is_summed_as_well_as_a_short_one(agents: int, pace: Pace) -> None:
    left = 1 / pace.patience if pace.patience else 0
    by_hand = [1 / (agents / HANDLE + place * left) for place in range(5001)]
    found = wait(5000, agents, pace)
    assert found.mean == pytest.approx(sum(by_hand), rel=1e-4)
    assert found.variance == pytest.approx(sum(time**2 for time in by_hand), rel=1e-3)


def test_the_upper_value_of_one_exponential_time() -> None:
    assert wait(0, 3, NEVER).upper() == pytest.approx(-100 * log(0.2), rel=0.01)


def test_nobody_to_wait_for_is_no_time() -> None:
    assert (NO_WAIT.mean, NO_WAIT.upper()) == (0, 0)


@pytest.mark.parametrize(
    "scene",
    [alone(0, 1, SOON), alone(7, 2, SOON), alone(25, 10, LATE), alone(12, 30, NEVER)],
)
def test_callers_wait_as_long_as_expected_and_four_of_five_not_as_long_as_said(
    scene: Scene,
) -> None:
    waits, found = list(scene.waits()), wait(scene.billing, scene.billers, scene.pace)
    assert mean(waits) == pytest.approx(found.mean, rel=0.06)
    assert quantiles(waits, n=5)[-1] == pytest.approx(found.upper(), rel=0.06)


@pytest.mark.parametrize(
    "scene",
    [
        Scene(4, 4, 4, billing=10, repair=10),
        Scene(4, 4, 4, billing=10, repair=10, pace=LATE),
        Scene(2, 8, 2, billing=10, repair=3),
        Scene(8, 2, 8, billing=5, repair=20),
        Scene(8, 2, 2, billing=5, repair=20),
        Scene(0, 10, 0, billing=3, repair=20, pace=SOON),
        Scene(0, 6, 6, billing=4, repair=12),
        Scene(1, 2, 5, billing=3, repair=30, pace=SOON),
    ],
)
def test_work_that_the_same_agents_do_elsewhere_is_counted_in_part(scene: Scene) -> None:
    """Much nearer than to look at one line alone, which is up to six times too short here."""
    agents = scene.billers + scene.both
    shared = scene.both / 2
    work = Work(scene.repair * shared / (shared + scene.repairers), scene.both / agents)
    found = wait(scene.billing, agents, scene.pace, [work])
    waits = list(scene.waits())
    assert mean(waits) == pytest.approx(found.mean, rel=0.12)
    assert quantiles(waits, n=5)[-1] == pytest.approx(found.upper(), rel=0.12)


@given(
    ahead=st.floats(0, 300),
    agents=st.integers(1, 500),
    patience=st.none() | st.floats(1, 1e6),
    calls=st.floats(0, 300),
    part=st.floats(0, 1),
)
def test_more_ahead_is_never_shorter_and_more_agents_never_longer(
    ahead: float, agents: int, patience: float | None, calls: float, part: float
) -> None:
    pace, others = Pace(HANDLE, patience), [Work(calls, part)]
    found = wait(ahead, agents, pace, others)
    assert wait(ahead, agents, pace).mean <= found.mean * 1.000_001
    assert found.mean <= wait(ahead + calls, agents, pace).mean * 1.000_001
    assert found.mean <= wait(ahead + 1, agents, pace, others).mean
    assert found.mean >= wait(ahead, agents + 1, pace, others).mean
    assert 0 < found.mean <= found.upper()


def test_what_pools_have_in_common() -> None:
    crew = [
        Agent("a", ("id",), {"billing": 1, "repair": 5}),
        Agent("b", ("id",), {"repair": 2}),
        Agent("c", ("id",), {"billing": 3}, supervisor=True),
    ]
    found = shares([[*places(agent)] for agent in crew])
    assert set(found["billing.id"]) == {
        Share("repair.id", 5, calls=1 / 3, agents=1 / 2),
        Share("any.id", 0, calls=1.5 / 2.5, agents=1),
    }
    assert {share.pool for share in found["supervisor.id"]} == {"any.id", "billing.id"}
    assert not any(pool.startswith("agent.") for pool in found)


def test_of_many_pools_in_common_the_foremost_stand_for_all() -> None:
    skills = {f"skill{i}": 3 for i in range(20)}
    crew = [*(Agent("a", ("id",), {"billing": 1, skill: 1}) for skill in skills)]
    crew += [Agent("b", ("id",), {"billing": 1, "skill7": 1})]
    found = shares([[*places(agent)] for agent in crew])["billing.id"]
    assert len(found) == 8
    assert {"any.id", "skill7.id"} < {share.pool for share in found}
    assert sum(share.calls for share in found) == pytest.approx(1 + 20)
    assert sum(share.agents for share in found) == pytest.approx(1 + 1)
