"""A process dies at some point of a call, whichever: the caller is served all the same."""

from hashlib import sha256

import pytest

from tests.faults.kills import KINDS
from tests.faults.scenes import Ground

SEED = 1
SAMPLES = 7
"""Of each kind; all of them: `python -m bench.chaos kills`."""


@pytest.fixture(scope="session")
def points(ground: Ground) -> dict[str, list[str]]:
    """All points by the agent's kind, in an order of chance that is always the same."""
    found = {kind: ground.play("tests.faults.kills", "one_call", kind) for kind in KINDS}
    return {kind: sorted(set(names), key=_lot) for kind, names in found.items()}


def _lot(name: str) -> bytes:
    return sha256(f"{SEED} {name}".encode()).digest()


@pytest.mark.parametrize("number", range(SAMPLES))
@pytest.mark.parametrize("kind", KINDS)
def test_wherever_a_process_dies_the_caller_is_served(
    ground: Ground, points: dict[str, list[str]], kind: str, number: int
) -> None:
    point = points[kind][number]
    print(f"{kind}: a process dies {point}")  # noqa: T201 - so that a failure can be played again
    if not ground.play("tests.faults.kills", "one_call", kind, point):
        pytest.skip(f"served, but this time nobody came to {point}")


def test_a_rung_agent_is_let_go_when_the_callers_document_is_lost(ground: Ground) -> None:
    """The caller, who was to enter the conference, falls back into the line; the agent, who is
    in it already, must have their telephone free for the next offer."""
    point = "after commit /voice/connect 1"
    ground.play("tests.faults.kills", "one_call", "ring", point, "10")


def test_there_are_points_of_every_kind(points: dict[str, list[str]]) -> None:
    for names in points.values():
        assert {name.split()[1] for name in names} == {"commit", "script", "job", "rest"}
